import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import { derive, type CallEvent, type StoredParts, type ToldParts } from './call-events.ts';
import type { CallChange, ChangeBatch, ChangeSource } from './source.ts';
import type { NewDelivery, OutboxStore } from './store.ts';

/** How soon it is tried again after the outbox could not be written, or the journal not be read. */
const againMs = 1_000;
/** How soon the cursor is stored after entries that tell nothing. */
const restMs = 5_000;
/** More than these are not held while the outbox cannot be written: they are read again. */
const mostHeld = 10_000;

/**
 * Turns the journal's changes into deliveries. Where it is in the journal, what it has to remember and the deliveries
 * are stored in one transaction: what a crash leaves out is read from the source again, with the same result, and what
 * is stored is not made again. What it has heard itself it does not read.
 */
export class Intake {
  readonly #source: ChangeSource;
  readonly #store: OutboxStore;
  readonly #deliveriesOf: (events: readonly CallEvent[]) => NewDelivery[];
  readonly #isWanted: () => boolean;
  readonly #onStored: (deliveries: readonly NewDelivery[]) => void;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #stopListening: () => void;
  /** What is stored and what is taken are known: the stored cursor has been read. */
  #hasBegun = false;
  /** The cursor as it is stored. */
  #storedSeq = 0;
  /** What has been taken. It is ahead of the stored one by entries that told nothing. */
  #seq = 0;
  #told: ToldParts = new Map();
  /** Whether the source tells what happens: only while that goes anywhere. */
  #isAwake = true;
  /** What came after this entry has been heard, and is held or taken. */
  #heardFrom: number;
  #held: { readonly upTo: number; readonly changes: CallChange[] } | null = null;
  #isCatchingUp = false;
  #catchingUp: Promise<void> | null = null;
  #endPause: (() => void) | null = null;
  #cancelRest: (() => void) | null = null;
  #isFailing = false;
  #isOver = false;

  /** Hears from now on, and holds what it hears until it is started. */
  constructor(options: {
    readonly source: ChangeSource;
    readonly store: OutboxStore;
    readonly deliveriesOf: (events: readonly CallEvent[]) => NewDelivery[];
    /** Whether anything goes anywhere at all. */
    readonly isWanted: () => boolean;
    readonly onStored: (deliveries: readonly NewDelivery[]) => void;
    readonly clock: Clock;
    readonly log: Logger;
  }) {
    this.#source = options.source;
    this.#store = options.store;
    this.#deliveriesOf = options.deliveriesOf;
    this.#isWanted = options.isWanted;
    this.#onStored = options.onStored;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#source.wake();
    this.#heardFrom = this.#source.lastSeq;
    this.#stopListening = this.#source.listen((batch) => this.#hear(batch));
  }

  /** What is wanted may have changed. Nobody hears how a call ends that began while nobody wanted to know. */
  useSettings(): void {
    const isWanted = this.#isWanted();
    if (isWanted === this.#isAwake || this.#isOver) return;
    this.#isAwake = isWanted;
    if (!isWanted) {
      this.#source.sleep();
      this.#pass([]);
      return;
    }
    const present = this.#source.wake();
    this.#heardFrom = this.#source.lastSeq;
    this.#pass(present);
  }

  /** Goes on where the last run ended; the first one begins with what comes next. */
  start(): void {
    this.#catchingUp = this.#catchUp();
  }

  /** Stores how far it is, so that the next start has nothing to read. */
  async stop(): Promise<void> {
    this.#isOver = true;
    this.#stopListening();
    this.#cancelRest?.();
    this.#cancelRest = null;
    this.#endPause?.();
    await this.#catchingUp;
    if (!this.#hasBegun) return;
    if (!this.#isAwake) this.#pass([]);
    this.#try(() => {
      if (this.#seq >= this.#heardFrom) this.#takeHeld();
      this.#storeCursor();
    });
  }

  #hear(batch: ChangeBatch): void {
    this.#hold(batch);
    if (this.#catchingUp !== null && !this.#isCatchingUp) this.#catchingUp = this.#catchUp();
  }

  #hold({ upTo, changes }: ChangeBatch): void {
    if (upTo <= (this.#held?.upTo ?? this.#seq)) return;
    const held = this.#held?.changes ?? [];
    for (const change of changes) held.push(change);
    this.#held = { upTo, changes: held };
    if (held.length <= mostHeld) return;
    this.#held = null;
    this.#heardFrom = upTo;
  }

  /** At once when nothing has to be read and the outbox can be written. */
  async #catchUp(): Promise<void> {
    this.#isCatchingUp = true;
    while (!this.#isOver && this.#isBehind) {
      if (this.#hasBegun && this.#seq < this.#heardFrom) await this.#read();
      else if (!this.#try(() => (this.#hasBegun ? this.#takeHeld() : this.#begin()))) await this.#pause();
    }
    this.#isCatchingUp = false;
  }

  get #isBehind(): boolean {
    return !this.#hasBegun || this.#seq < this.#heardFrom || this.#held !== null;
  }

  /** Leaves out what has happened up to now; what the phones do is known, as if it had been told. */
  #pass(present: readonly CallChange[]): void {
    if (!this.#hasBegun) return;
    this.#held = null;
    this.#told = new Map();
    for (const change of present) derive(this.#told, change);
    this.#seq = this.#source.lastSeq;
    if (!this.#try(() => this.#storeCursor())) this.#reach(this.#seq);
  }

  #begin(): void {
    const cursor = this.#store.cursor ?? { seq: this.#source.lastSeq, data: '{}' };
    this.#store.begin(cursor);
    this.#storedSeq = cursor.seq;
    this.#seq = cursor.seq;
    this.#told = new Map(Object.entries(JSON.parse(cursor.data) as StoredParts));
    this.#hasBegun = true;
  }

  /** What was never heard, or could not be held, up to the last entry there is. */
  async #read(): Promise<void> {
    const end = this.#source.lastSeq;
    if (!this.#isWanted()) {
      // Nobody has been told of what was going on, and nobody is to be told how it ended.
      this.#told = new Map();
      return this.#reach(end);
    }
    try {
      for await (const batch of this.#source.batchesAfter(this.#seq)) {
        while (!this.#isOver && this.#hasBegun && !this.#try(() => this.#take(batch))) await this.#pause();
        if (this.#isOver || !this.#hasBegun) return;
      }
      this.#reach(end);
    } catch (error) {
      this.#log.error({ err: error }, 'the journal could not be read for web calls');
      await this.#pause();
    }
  }

  #takeHeld(): void {
    if (this.#held !== null) this.#take(this.#held);
    this.#held = null;
  }

  #take({ upTo, changes }: ChangeBatch): void {
    if (upTo <= this.#seq) return;
    // A copy: what cannot be stored has not been told.
    const told = new Map(this.#told);
    const events: CallEvent[] = [];
    let isNews = false;
    for (const change of changes) {
      if (change.seq <= this.#seq) continue;
      const derived = derive(told, change);
      isNews ||= derived.isNews;
      events.push(...derived.events);
    }
    if (this.#isWanted() && isNews) {
      const deliveries = this.#deliveriesOf(events);
      this.#advance(upTo, told, deliveries);
      if (deliveries.length > 0) this.#onStored(deliveries);
    }
    this.#told = told;
    this.#reach(upTo);
  }

  #advance(seq: number, told: ToldParts, deliveries: readonly NewDelivery[]): void {
    const cursor = { seq, data: JSON.stringify(Object.fromEntries(told)) };
    if (!this.#store.advance(this.#storedSeq, cursor, deliveries, this.#clock.now())) {
      // Nobody else moves the cursor; were it so, the stored one counts and is read again.
      this.#hasBegun = false;
      this.#held = null;
      this.#heardFrom = this.#source.lastSeq;
      throw new Error(`the outbox is not at entry ${this.#storedSeq}`);
    }
    this.#storedSeq = seq;
    this.#seq = seq;
  }

  /** Taken up to there; the cursor follows when there is a rest. */
  #reach(seq: number): void {
    this.#seq = Math.max(this.#seq, seq);
    if (this.#seq === this.#storedSeq || this.#isOver) return;
    this.#cancelRest ??= this.#clock.after(restMs, () => {
      this.#cancelRest = null;
      if (!this.#try(() => this.#storeCursor())) this.#reach(this.#seq);
    });
  }

  #storeCursor(): void {
    if (this.#seq > this.#storedSeq) this.#advance(this.#seq, this.#told, []);
  }

  /** Whether it went well. Of failures one after the other the first is told. */
  #try(work: () => void): boolean {
    try {
      work();
      if (this.#isFailing) this.#log.warn('events can be put into the outbox again');
      this.#isFailing = false;
      return true;
    } catch (error) {
      if (!this.#isFailing) this.#log.error({ err: error }, 'events could not be put into the outbox');
      this.#isFailing = true;
      return false;
    }
  }

  async #pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = this.#clock.after(againMs, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
    this.#endPause = null;
  }
}
