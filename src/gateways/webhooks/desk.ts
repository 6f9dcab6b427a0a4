import type { Clock } from '../../base/clock.ts';
import { CordboardError } from '../../base/errors.ts';
import { eventKinds, type EventKind } from './call-events.ts';
import type { Courier } from './courier.ts';
import { deliveryTo } from './deliveries.ts';
import { endpointsOf, targetOf } from './endpoints.ts';
import { sampleOf } from './sample.ts';
import type { WebhookSettings } from './settings.ts';
import type { OutboxStore } from './store.ts';
import type { Account } from './web-call.ts';

interface Parts {
  readonly store: OutboxStore;
  readonly courier: Courier;
  readonly settings: () => WebhookSettings;
  readonly account: () => Account;
  readonly wake: (lanes: readonly string[]) => void;
  readonly clock: Clock;
}

/** What admins do with web calls; the operations of control are made of it. */
export class Desk {
  readonly #parts: Parts;
  readonly #stopping = new AbortController();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Those of the office, then those that it has no more but that still have deliveries. */
  endpoints() {
    const { store, settings } = this.#parts;
    const rows = new Map(store.endpoints().map((row) => [row.endpoint, row]));
    const now = settings();
    const current = endpointsOf(now).map(({ id, events }) => {
      const row = rows.get(id) ?? { ...untried, endpoint: id };
      rows.delete(id);
      return {
        ...row,
        isCurrent: true,
        events: events.map((kind) => ({ kind, address: shownAddress(now, id, kind) })),
      };
    });
    const former = [...rows.values()]
      .filter(({ pending, dead }) => pending > 0 || dead > 0)
      .map((row) => ({ ...row, isCurrent: false, events: [] }));
    return [...current, ...former];
  }

  deadLetters(filter: Parameters<OutboxStore['dead']>[0]) {
    return this.#parts.store.dead(filter);
  }

  /** Returns how many are sent again. */
  replay(endpoint: string, id: number | undefined): number {
    const { store, clock, wake } = this.#parts;
    const lanes = store.replay(endpoint, id, clock.now());
    wake(lanes);
    return lanes.length;
  }

  /** Returns how many are gone. */
  discard(endpoint: string, id: number | undefined): number {
    return this.#parts.store.discard(endpoint, id);
  }

  /** Sends a sample at once, past the outbox. Throws 'webhook-unknown' when nothing of the kind is sent there. */
  async test(endpoint: string, kind: EventKind | undefined) {
    const { courier, settings, account, clock } = this.#parts;
    const kinds = kind === undefined ? eventKinds : [kind];
    const [found] = kinds.flatMap((event) => {
      const target = targetOf(settings(), endpoint, event);
      return target === null ? [] : [{ event, target }];
    });
    if (found === undefined) {
      const what = kind === undefined ? 'nothing' : `no "${kind}"`;
      throw new CordboardError('webhook-unknown', `the office sends ${what} to an endpoint ${endpoint}`);
    }
    const at = clock.now();
    const sample = deliveryTo(found.target, sampleOf(found.event, at), `test-${at}`, account(), true);
    const { status, error, latencyMs } = await courier(found.target, sample, this.#stopping.signal);
    return { event: found.event, status, error, latencyMs };
  }

  /** Breaks off tests that are under way. */
  stop(): void {
    this.#stopping.abort(new CordboardError('stopping', 'Cordboard is being stopped'));
  }
}

const untried = {
  pending: 0,
  oldestAt: null,
  dead: 0,
  delivered: 0,
  deliveredAt: null,
  failedAt: null,
  error: null,
};

/** Without its query, in which receivers like to have their keys. */
function shownAddress(settings: WebhookSettings, endpoint: string, kind: EventKind): string {
  const target = targetOf(settings, endpoint, kind);
  if (target === null) return '';
  const { origin, pathname } = new URL(target.url);
  return origin + pathname;
}
