import type { Board } from '../board/board.ts';
import type { DeviceChange } from '../board/device/device-call.ts';
import type { Effect } from '../board/effect.ts';
import type { Fact } from '../board/fact.ts';
import type { Command, Input } from '../board/input.ts';
import type { Office } from '../board/office.ts';
import type { BoardState } from '../board/state.ts';
import type { Turn } from '../board/turn.ts';
import type { Clock } from '../base/clock.ts';
import { CordboardError, messageOf } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';

/** A fact with its place in the journal: what clients are told, in this order and without a gap. */
export interface Entry {
  readonly seq: number;
  readonly fact: Fact;
}

/** What a phone shows since an entry of the journal. */
export interface DeviceNotice {
  readonly seq: number;
  readonly change: DeviceChange;
}

/** Where turns are kept. Throws when they could not be: then nothing of them is stored. */
export interface Store {
  commit(turns: readonly Turn[], state: BoardState): readonly Entry[];
  /** Called when effects are out and everybody is answered, for what need not be done before. Never throws. */
  tidy?(): void;
}

/** What carries effects out. It answers by inputs, never by a result. */
export interface EffectSink {
  carryOut(effects: readonly Effect[]): void;
}

type Distribute<T> = T extends unknown ? Omit<T, 'at'> : never;
export type UntimedInput = Distribute<Input>;

/** How soon a commit that failed is tried again. */
const retryMs = 1_000;

interface Waiter {
  readonly resolve: (seq: number) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Turns the board. Inputs are carried out at once, in their order; what came of them is committed once a turn of
 * the event loop, and only then are effects sent, clients told and commands answered.
 *
 * When the ledger cannot be written, calls come first: effects go out, clients hear nothing that could be
 * forgotten, commands are refused, and the commit is tried again until it succeeds.
 */
export class Exchange {
  readonly #board: Board;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #listeners = new Set<(entries: readonly Entry[]) => void>();
  readonly #deviceListeners = new Set<(notices: readonly DeviceNotice[]) => void>();
  #sink: EffectSink | null = null;
  #unstored: Turn[] = [];
  #unsent: Effect[] = [];
  #waiters: Waiter[] = [];
  #flush: NodeJS.Immediate | null = null;
  #cancelWake: (() => void) | null = null;
  #wakeAt: number | null = null;
  #lastAt: number;
  /** The steady clock's time of `#lastAt`. */
  #lastSteady: number;
  #storeFailure: CordboardError | null = null;
  #closed = false;
  #lastSeq: number;

  /** `lastSeq` and `lastAt` are those of the last entry that the store has. */
  constructor(options: {
    board: Board;
    store: Store;
    clock: Clock;
    log: Logger;
    lastSeq: number;
    lastAt?: number;
  }) {
    this.#board = options.board;
    this.#store = options.store;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#lastSeq = options.lastSeq;
    this.#lastAt = options.lastAt ?? 0;
    this.#lastSteady = options.clock.steady();
    this.#armWake();
  }

  /** For reading only. It may be ahead of the ledger by the running turn. */
  get state(): Readonly<BoardState> {
    return this.#board.state;
  }

  /** The last entry that clients have been told of. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Why nothing can be stored just now, or null when all is well. */
  get storeFailure(): CordboardError | null {
    return this.#storeFailure;
  }

  /** The store has all that the board has done. */
  get isStored(): boolean {
    return this.#unstored.length === 0;
  }

  connect(sink: EffectSink): void {
    this.#sink = sink;
  }

  /** Tells the board what has happened. Never throws: a mistake of ours is logged and the board goes on. */
  take(input: UntimedInput): void {
    if (this.#closed) return;
    try {
      this.#run(input);
    } catch (error) {
      this.#log.error({ err: error, kind: input.kind }, 'an input was refused');
    }
  }

  /**
   * Carries a command out. Resolves with the last sequence number once the ledger has it, be it later because the
   * disk is full just now; rejects with the CordboardError of the rule that forbids it.
   */
  command(command: Command): Promise<number> {
    return this.#commit({ kind: 'command', command });
  }

  /** Puts another office in force; resolves and rejects as `command` does. */
  applyOffice(office: Office): Promise<number> {
    return this.#commit({ kind: 'office', office });
  }

  /** Hears every entry after it is stored, in order. The returned function ends it. */
  listen(listener: (entries: readonly Entry[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Hears what every phone shows, after the entries that made it so are stored, in order. */
  listenDevices(listener: (notices: readonly DeviceNotice[]) => void): () => void {
    this.#deviceListeners.add(listener);
    return () => this.#deviceListeners.delete(listener);
  }

  /** Stores what is left; the exchange takes nothing afterwards. */
  close(): void {
    if (this.#flush !== null) clearImmediate(this.#flush);
    this.#settle();
    this.#closed = true;
    for (const waiter of this.#waiters.splice(0)) waiter.reject(stopping());
    this.#cancelWake?.();
    this.#cancelWake = null;
    this.#sink = null;
    this.#listeners.clear();
    this.#deviceListeners.clear();
  }

  #commit(input: UntimedInput): Promise<number> {
    if (this.#closed) return Promise.reject(stopping());
    if (this.#storeFailure !== null) return Promise.reject(this.#storeFailure);
    return new Promise((resolve, reject) => {
      try {
        const { refusal } = this.#run(input);
        this.#waiters.push(
          refusal === null ? { resolve, reject } : { resolve: () => reject(refusal), reject },
        );
      } catch (error) {
        reject(error);
      }
    });
  }

  #run(input: UntimedInput): Turn {
    const turn = this.#board.take({ ...input, at: this.#now() });
    if (turn.failure !== null) {
      this.#log.error({ err: turn.failure, kind: input.kind, private: input }, 'a turn was cut short');
    }
    if (turn.facts.length > 0) this.#unstored.push(turn);
    this.#unsent.push(...turn.effects);
    this.#flush ??= setImmediate(() => this.#settle());
    return turn;
  }

  /** The board's time at this moment. */
  get now(): number {
    return this.#now();
  }

  /**
   * The board's time: the wall clock's, except that it never goes back and never stands still. A wall clock that is
   * set back is left behind until it has caught up.
   */
  #now(): number {
    const steady = this.#clock.steady();
    const passed = Math.floor(steady - this.#lastSteady);
    const wall = this.#clock.now();
    if (wall >= this.#lastAt + passed) {
      this.#lastAt = wall;
      this.#lastSteady = steady;
    } else {
      this.#lastAt += passed;
      this.#lastSteady += passed;
    }
    return this.#lastAt;
  }

  #settle(): void {
    this.#flush = null;
    const { entries, notices } = this.#storeAll();
    const effects = this.#unsent;
    this.#unsent = [];
    if (effects.length > 0) this.#sink?.carryOut(effects);
    if (this.#storeFailure === null) this.#answer(entries, notices);
    this.#store.tidy?.();
    this.#armWake();
  }

  #storeAll(): Stored {
    if (this.#unstored.length === 0) return nothingStored;
    try {
      const entries = this.#store.commit(this.#unstored, this.#board.state);
      if (this.#storeFailure !== null) this.#log.warn('the ledger can be written again');
      const notices = noticesOf(this.#unstored, entries);
      this.#unstored = [];
      this.#storeFailure = null;
      return { entries, notices };
    } catch (error) {
      if (this.#storeFailure === null) this.#log.error({ err: error }, messageOf(error));
      this.#storeFailure =
        error instanceof CordboardError
          ? error
          : new CordboardError('ledger-unwritable', messageOf(error), { cause: error });
      return nothingStored;
    }
  }

  #answer(entries: readonly Entry[], notices: readonly DeviceNotice[]): void {
    this.#lastSeq = entries.at(-1)?.seq ?? this.#lastSeq;
    for (const waiter of this.#waiters.splice(0)) waiter.resolve(this.#lastSeq);
    if (entries.length > 0) this.#tell(this.#listeners, entries);
    if (notices.length > 0) this.#tell(this.#deviceListeners, notices);
  }

  #tell<News>(listeners: ReadonlySet<(news: News) => void>, news: News): void {
    for (const listener of listeners) {
      try {
        listener(news);
      } catch (error) {
        this.#log.error({ err: error }, 'a listener failed');
      }
    }
  }

  #armWake(): void {
    const due = this.#board.wakeAt;
    const now = this.#now();
    const retryAt = this.#storeFailure === null ? null : now + retryMs;
    const wakeAt = due === null || retryAt === null ? (due ?? retryAt) : Math.min(due, retryAt);
    if (wakeAt === this.#wakeAt && this.#cancelWake !== null) return;
    this.#cancelWake?.();
    this.#cancelWake = null;
    this.#wakeAt = wakeAt;
    if (wakeAt === null) return;
    this.#cancelWake = this.#clock.after(wakeAt - now, () => {
      this.#cancelWake = null;
      this.take({ kind: 'tick' });
    });
  }
}

interface Stored {
  readonly entries: readonly Entry[];
  readonly notices: readonly DeviceNotice[];
}

const nothingStored: Stored = { entries: [], notices: [] };

/** Each notice with the entry of its fact; the entries are the facts of the turns, one after the other. */
function noticesOf(turns: readonly Turn[], entries: readonly Entry[]): DeviceNotice[] {
  let first = 0;
  return turns.flatMap(({ facts, devices }) => {
    const offset = first;
    first += facts.length;
    return devices.map(({ fact, change }) => ({ seq: entries[offset + fact]?.seq ?? 0, change }));
  });
}

function stopping(): CordboardError {
  return new CordboardError('stopping', 'Cordboard is being stopped');
}
