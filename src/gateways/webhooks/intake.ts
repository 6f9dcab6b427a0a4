import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import { derive, type CallEvent, type ToldParts } from './call-events.ts';
import type { ChangeBatch, ChangeSource } from './source.ts';
import type { NewDelivery, OutboxStore } from './store.ts';

/** How soon the journal is read again after the outbox could not be written. */
const againMs = 1_000;
/** Entries that change nothing here move the cursor only now and then. */
const cursorStep = 1_000;

/**
 * Turns the journal's changes into deliveries. Where it is in the journal, what it has to remember and the deliveries
 * are stored in one transaction: what a crash or a full disk leaves out is read from the source again, with the same
 * result, and what is stored is not made again.
 */
export class Intake {
  readonly #source: ChangeSource;
  readonly #store: OutboxStore;
  readonly #deliveriesOf: (events: readonly CallEvent[]) => NewDelivery[];
  readonly #onStored: (deliveries: readonly NewDelivery[]) => void;
  readonly #clock: Clock;
  readonly #log: Logger;
  /** As it is stored. */
  #seq = 0;
  #told: ToldParts = {};
  /** The source has more than has been taken: what it tells meanwhile is read with the rest. */
  #isBehind = true;
  #stopListening: (() => void) | null = null;
  #cancelTimer: (() => void) | null = null;

  constructor(options: {
    readonly source: ChangeSource;
    readonly store: OutboxStore;
    readonly deliveriesOf: (events: readonly CallEvent[]) => NewDelivery[];
    readonly onStored: (deliveries: readonly NewDelivery[]) => void;
    readonly clock: Clock;
    readonly log: Logger;
  }) {
    this.#source = options.source;
    this.#store = options.store;
    this.#deliveriesOf = options.deliveriesOf;
    this.#onStored = options.onStored;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** Goes on where the last run ended; the first one begins with what comes next. */
  start(): void {
    this.#stopListening = this.#source.listen((batch) => this.#hear(batch));
    this.#catchUp();
  }

  stop(): void {
    this.#stopListening?.();
    this.#stopListening = null;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  #hear(batch: ChangeBatch): void {
    if (this.#isBehind) return;
    try {
      this.#take(batch);
    } catch (error) {
      this.#fallBehind(error);
    }
  }

  #catchUp(): void {
    try {
      const cursor = this.#store.cursor ?? { seq: this.#source.lastSeq, data: '{}' };
      this.#store.begin(cursor);
      this.#seq = cursor.seq;
      this.#told = JSON.parse(cursor.data) as ToldParts;
      for (const batch of this.#source.batchesAfter(cursor.seq)) this.#take(batch);
      this.#isBehind = false;
    } catch (error) {
      this.#fallBehind(error);
    }
  }

  #take({ upTo, changes }: ChangeBatch): void {
    if (upTo <= this.#seq) return;
    let told = this.#told;
    const events: CallEvent[] = [];
    for (const change of changes) {
      const derived = derive(told, change);
      told = derived.told;
      events.push(...derived.events);
    }
    if (told === this.#told && events.length === 0 && upTo < this.#seq + cursorStep) return;
    const deliveries = this.#deliveriesOf(events);
    const cursor = { seq: upTo, data: JSON.stringify(told) };
    // Nobody else moves the cursor; were it so, the stored one counts and is read again.
    if (!this.#store.advance(this.#seq, cursor, deliveries, this.#clock.now()))
      throw new Error(`the outbox is not at entry ${this.#seq}`);
    this.#seq = upTo;
    this.#told = told;
    if (deliveries.length > 0) this.#onStored(deliveries);
  }

  #fallBehind(error: unknown): void {
    this.#log.error({ err: error }, 'events could not be put into the outbox');
    this.#isBehind = true;
    this.#cancelTimer = this.#clock.after(againMs, () => {
      this.#cancelTimer = null;
      this.#catchUp();
    });
  }
}
