import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Address } from '../../../../src/gateways/webhooks/address-rules.ts';
import type { ChangeBatch, ChangeSource, PhoneChange } from '../../../../src/gateways/webhooks/source.ts';
import type { WebhookOffice, WebhookSettings } from '../../../../src/gateways/webhooks/settings.ts';
import type { Delivery, OutboxStore } from '../../../../src/gateways/webhooks/store.ts';
import { Webhooks } from '../../../../src/gateways/webhooks/webhooks.ts';
import type { Outbox } from '../../../../src/ledger/outbox.ts';
import { FakeClock } from '../../control/fake-clock.ts';

import { Line } from './receiver.ts';

type Failure = Parameters<OutboxStore['failed']>[1];

/** What became of an attempt, once the ledger knows it. */
export type Settled =
  | { readonly ok: true; readonly delivery: Delivery }
  | { readonly ok: false; readonly delivery: Delivery; readonly failure: Failure };

/** The ledger's outbox, whose writes a test can await and let fail. */
class WatchedStore implements OutboxStore {
  readonly settled = new Line<Settled>();
  failing: 'advance' | 'delivered' | null = null;
  readonly #outbox: Outbox;

  constructor({ outbox }: { outbox: Outbox }) {
    this.#outbox = outbox;
  }

  get cursor() {
    return this.#outbox.cursor;
  }

  begin: OutboxStore['begin'] = (cursor) => this.#outbox.begin(cursor);

  advance: OutboxStore['advance'] = (...args) => {
    if (this.failing === 'advance') throw new Error('no space is left');
    return this.#outbox.advance(...args);
  };

  lanes: OutboxStore['lanes'] = () => this.#outbox.lanes();
  head: OutboxStore['head'] = (lane) => this.#outbox.head(lane);

  delivered: OutboxStore['delivered'] = (delivery, at) => {
    if (this.failing === 'delivered') throw new Error('no space is left');
    this.#outbox.delivered(delivery, at);
    this.settled.put({ ok: true, delivery });
  };

  failed: OutboxStore['failed'] = (delivery, failure) => {
    this.#outbox.failed(delivery, failure);
    this.settled.put({ ok: false, delivery, failure });
  };

  endpoints: OutboxStore['endpoints'] = () => this.#outbox.endpoints();
  dead: OutboxStore['dead'] = (filter) => this.#outbox.dead(filter);
  replay: OutboxStore['replay'] = (...args) => this.#outbox.replay(...args);
  discard: OutboxStore['discard'] = (...args) => this.#outbox.discard(...args);
}

/** The exchange's part: a journal of batches that can be heard and read again. */
export class FakeSource implements ChangeSource {
  readonly batches: ChangeBatch[] = [];
  /** How often the journal was read. */
  reads = 0;
  readonly #listeners = new Set<(batch: ChangeBatch) => void>();

  get lastSeq(): number {
    return this.batches.at(-1)?.upTo ?? 0;
  }

  async *batchesAfter(seq: number): AsyncGenerator<ChangeBatch, void> {
    this.reads += 1;
    for (const batch of this.batches.filter(({ upTo }) => upTo > seq)) {
      yield batch;
      await setImmediate();
    }
  }

  /** What the phones do when the source is woken. */
  present: readonly PhoneChange[] = [];
  isAwake = false;

  wake(): readonly PhoneChange[] {
    this.isAwake = true;
    return this.present;
  }

  sleep(): void {
    this.isAwake = false;
  }

  listen(listener: (batch: ChangeBatch) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(...batches: readonly ChangeBatch[]): void {
    for (const batch of batches) {
      this.batches.push(batch);
      this.repeat(batch);
    }
  }

  repeat(batch: ChangeBatch): void {
    if (!this.isAwake) return;
    for (const listener of this.#listeners) listener(batch);
  }
}

export function settings(given: Partial<WebhookSettings>): WebhookSettings {
  return {
    allow: ['127.0.0.0/8'],
    attempts: 100,
    giveUpAfterMs: 86_400_000,
    queues: [],
    endpoints: [],
    ...given,
  };
}

function officeWith(webhooks: WebhookSettings): WebhookOffice {
  return {
    timeZone: 'Europe/Copenhagen',
    agents: [{ id: 'anna', phone: '1001' }, { id: 'ben' }],
    webhooks,
  };
}

/** Web calls over a real ledger, stopped after the test. Time stands still; chance is always in the middle. */
export function rig(
  ledger: { outbox: Outbox },
  webhooks: WebhookSettings,
  parts: {
    readonly clock?: FakeClock;
    readonly source?: FakeSource;
    /** Happens before an office is in force. */
    readonly early?: readonly ChangeBatch[];
    readonly resolve?: (host: string) => Promise<readonly Address[]>;
  } = {},
) {
  const { clock = new FakeClock(), source = new FakeSource() } = parts;
  const store = new WatchedStore(ledger);
  const gateway = new Webhooks({
    source,
    store,
    clock,
    log: pino({ level: 'silent' }),
    random: () => 0.5,
    instance: 'test',
    ...(parts.resolve === undefined ? {} : { resolve: parts.resolve }),
  });
  source.tell(...(parts.early ?? []));
  gateway.useOffice(officeWith(webhooks));
  gateway.start();
  onTestFinished(() => gateway.stop());
  return { clock, source, store, gateway, desk: gateway.desk, settled: () => store.settled.next() };
}
