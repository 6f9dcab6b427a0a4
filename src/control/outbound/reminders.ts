import type { Clock } from '../../base/clock.ts';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import type { CampaignId, ContactId } from '../../board/ids.ts';
import { barredBy } from '../../board/outbound/do-not-call.ts';
import { settingsNow } from '../../board/outbound/settings-now.ts';
import type { Exchange } from '../exchange.ts';
import { contactFor } from './hand-over.ts';
import type { CampaignParts } from './parts.ts';

const lookMs = 15_000;
const mostAtOnce = 200;

/**
 * Tells agents of the calls that they have promised, some time before each is due: once for each time that it is promised
 * for, also over restarts, because what was told is in the ledger. A promise to somebody whom nobody may call any more is
 * taken back then.
 */
export class Reminders {
  readonly #exchange: Exchange;
  readonly #parts: CampaignParts;
  readonly #clock: Clock;
  readonly #log: Logger;
  #cancel: (() => void) | null = null;

  constructor(exchange: Exchange, parts: CampaignParts, clock: Clock, log: Logger) {
    this.#exchange = exchange;
    this.#parts = parts;
    this.#clock = clock;
    this.#log = log;
  }

  start(): void {
    this.#cancel = this.#clock.after(lookMs, () => {
      try {
        this.look();
      } catch (error) {
        this.#log.error({ err: error }, `agents are not reminded now: ${messageOf(error)}`);
      }
      this.start();
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  /** What is not stored yet might be told twice: then it is left for the next time. */
  look(): void {
    const { state, now, isStored } = this.#exchange;
    if (!isStored) return;
    const due = [...state.campaigns.keys()].flatMap((campaign) => {
      const remindMs = settingsNow(state, campaign)?.settings.callbacks.remindMs ?? 0;
      const contacts = this.#parts.promises.toRemind(campaign, now + remindMs, mostAtOnce);
      return contacts.map((contact) => ({ campaign, contact }));
    });
    for (const { campaign, contact } of due) this.#tell(campaign, contact);
  }

  #tell(campaign: CampaignId, id: ContactId): void {
    const { state, now } = this.#exchange;
    const settings = settingsNow(state, campaign)?.settings;
    const stored = this.#parts.contacts.get(id);
    if (settings === undefined || stored === undefined) return;
    const contact = contactFor(stored, settings, this.#parts.numbers(), this.#parts.contacts, now);
    const isBarred = contact.numbers.every(({ number }) => barredBy(state, number, campaign, now) !== null);
    const isFree = !state.contacts.has(id) || state.contacts.get(id)?.state.name === 'ready';
    if (isBarred && isFree) {
      const reason = 'do-not-call';
      this.#exchange.take({
        kind: 'command',
        command: { name: 'drop-promise', campaign, contact, reason, by: null },
      });
    } else this.#exchange.take({ kind: 'command', command: { name: 'remind', campaign, contact } });
  }
}
