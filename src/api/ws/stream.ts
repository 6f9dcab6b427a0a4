import { isSupervisor, type Caller } from '../../control/caller.ts';
import type { Events } from '../../control/events.ts';
import type { Entry } from '../../control/exchange.ts';
import type { Outbox } from './outbox.ts';

const pageSize = 200;

/** What supervisors see is the same for all of them. */
const textsForSupervisors = new WeakMap<Entry, string>();

/**
 * The journal on its way to one client, from `since` on: each entry once and in order, in three phases.
 *
 *   backfill   pages of the journal, as fast as the client reads; what happens meanwhile is in the journal too
 *   cut-over   a page came back empty: within the same turn of the event loop nothing can happen in between
 *   live       entries as they are stored
 */
export class EventStream {
  readonly #events: Events;
  readonly #outbox: Outbox;
  readonly #caller: () => Caller | null;
  #seq: number;
  #isLive = false;

  constructor(events: Events, outbox: Outbox, caller: () => Caller | null, since: number) {
    this.#events = events;
    this.#outbox = outbox;
    this.#caller = caller;
    this.#seq = since;
  }

  /** Resolves when the stream is live or the client is gone. */
  async backfill(): Promise<void> {
    for (;;) {
      const page = this.#events.after(this.#seq, pageSize);
      if (page.length === 0) {
        this.#isLive = true;
        return;
      }
      for (const entry of page) {
        if (!this.#pass(entry)) return;
        // oxlint-disable-next-line no-await-in-loop
        if (this.#outbox.isFull) await this.#outbox.drained();
      }
      // Others have their turn between two pages.
      // oxlint-disable-next-line no-await-in-loop
      await new Promise(setImmediate);
    }
  }

  /** Entries that have just been stored. */
  hear(entries: readonly Entry[]): void {
    if (!this.#isLive) return;
    for (const entry of entries) {
      if (entry.seq > this.#seq && !this.#pass(entry)) return;
    }
  }

  #pass(entry: Entry): boolean {
    const caller = this.#caller();
    if (caller === null) return false;
    const text = this.#textOf(caller, entry);
    if (text !== null && !this.#outbox.send(text, entry.seq)) return false;
    this.#seq = entry.seq;
    return true;
  }

  #textOf(caller: Caller, entry: Entry): string | null {
    const known = isSupervisor(caller) ? textsForSupervisors.get(entry) : undefined;
    if (known !== undefined) return known;
    const shown = this.#events.show(caller, entry);
    if (shown === null) return null;
    const text = JSON.stringify(shown);
    if (isSupervisor(caller)) textsForSupervisors.set(entry, text);
    return text;
  }
}
