import { isDeepStrictEqual } from 'node:util';
import { CordboardError } from '../../src/base/errors.ts';
import { Board } from '../../src/board/board.ts';
import type { Effect } from '../../src/board/effect.ts';
import type { Input } from '../../src/board/input.ts';
import { liveStateOf, stateFrom } from '../../src/board/live.ts';
import { rememberAttempts } from '../../src/board/outbound/number-log.ts';
import type { BoardState } from '../../src/board/state.ts';
import type { Turn } from '../../src/board/turn.ts';
import type { UntimedInput } from '../../src/control/exchange.ts';
import type { Agenda } from './agenda.ts';
import type { Random } from './random.ts';
import { comparable, SimStore } from './sim-store.ts';
import { must } from './violation.ts';

/** Who looks on: after each step, and at what the store has. */
export interface Watcher {
  stepped(input: Input, turn: Turn): void;
  committed(turns: readonly Turn[]): void;
  restarted(state: BoardState): void;
}

/** When Cordboard dies: what is in memory is lost, and so are the effects that have not gone out. */
export type Death = 'now' | 'before-commit' | 'after-commit';

/** The process about the board, as `exchange.ts` has it: turns of one round of the event loop share a commit. */
export class SimCordboard {
  readonly store: SimStore;
  /** null while the process is dead. */
  board: Board | null = null;
  readonly #agenda: Agenda;
  readonly #random: Random;
  readonly #watcher: Watcher;
  readonly #send: (effects: readonly Effect[]) => void;
  readonly #died: () => void;
  readonly #tamper: ((turn: Turn) => void) | null;
  #life = 0;
  /** Nothing can be stored: effects go out all the same, commands are refused. */
  #isDiskFull = false;
  #death: Death | null = null;
  #unstored: Turn[] = [];
  #unsent: Effect[] = [];
  #isSettling = false;
  #wakeAt = Number.POSITIVE_INFINITY;

  constructor(options: {
    agenda: Agenda;
    random: Random;
    watcher: Watcher;
    send: (effects: readonly Effect[]) => void;
    died: () => void;
    tamper: ((turn: Turn) => void) | null;
  }) {
    this.#agenda = options.agenda;
    this.#random = options.random;
    this.#watcher = options.watcher;
    this.#send = options.send;
    this.#died = options.died;
    this.#tamper = options.tamper;
    this.store = new SimStore('t');
  }

  /** Comes up from the live rows or from the journal; both must give the same. */
  start(): void {
    const rows = this.store.fromRows();
    const journal = this.store.fromJournal().state;
    must(isDeepStrictEqual(comparable(rows), comparable(journal)), 'journal rebuilds', () =>
      differing(rows, journal),
    );
    const state = this.#random.chance(0.5) ? rows : stateFrom(liveStateOf(journal));
    state.doNotCall = this.store.contacts;
    rememberAttempts(state, this.store.contacts.attempts);
    this.board = new Board(state);
    this.#watcher.restarted(state);
    if (state.lineIsUp) this.take({ kind: 'line-down', reason: 'Cordboard was not running' });
    else this.#settleSoon();
  }

  /** Dies at the next chance of that kind. What a full disk and a crash together lose, nobody can bring back. */
  die(death: Death): void {
    if (this.#isDiskFull) return;
    if (death === 'now') this.#perish();
    else this.#death = death;
  }

  fillDisk(forMs: number): void {
    this.#isDiskFull = true;
    this.#death = null;
    this.#agenda.after(forMs, () => {
      this.#isDiskFull = false;
      this.#settle();
    });
  }

  /** False when the rules forbid it. */
  take(input: UntimedInput): boolean {
    if (this.board === null) return false;
    if (this.#isDiskFull && (input.kind === 'command' || input.kind === 'office')) return false;
    const timed = { ...input, at: this.#agenda.now } as Input;
    const turn = this.#turn(this.board, timed);
    if (turn === null) return false;
    this.#tamper?.(turn);
    if (turn.facts.length > 0) this.#unstored.push(turn);
    this.#unsent.push(...turn.effects);
    this.#watcher.stepped(timed, turn);
    this.#settleSoon();
    return true;
  }

  /** Nothing waits to be stored or sent. */
  get isIdle(): boolean {
    return this.board !== null && !this.#isSettling && this.isSettled && this.#unsent.length === 0;
  }

  /** The ledger has everything that the board has. */
  get isSettled(): boolean {
    return this.#unstored.length === 0;
  }

  #turn(board: Board, input: Input): Turn | null {
    const isAsked = input.kind === 'command' || input.kind === 'office';
    // To look at everything is slow: now and then is enough.
    const before = isAsked && this.#random.chance(0.1) ? JSON.stringify(comparable(board.state)) : null;
    try {
      return board.take(input);
    } catch (error) {
      if (!(error instanceof CordboardError) || !isAsked) throw error;
      const isUnchanged = before === null || before === JSON.stringify(comparable(board.state));
      must(isUnchanged, 'what is refused changes nothing', () => `${JSON.stringify(input)}: ${error.code}`);
      return null;
    }
  }

  #settleSoon(): void {
    if (this.#isSettling) return;
    this.#isSettling = true;
    const life = this.#life;
    this.#agenda.after(this.#random.chance(0.9) ? 0 : this.#random.between(1, 40), () => {
      if (life === this.#life) this.#settle();
    });
  }

  #settle(): void {
    const { board } = this;
    this.#isSettling = false;
    if (board === null) return;
    if (this.#death === 'before-commit') return this.#perish();
    if (this.#unstored.length > 0 && !this.#isDiskFull) {
      const turns = this.#unstored;
      this.#unstored = [];
      this.store.commit(turns, board.state);
      this.#watcher.committed(turns);
    }
    if (this.#death === 'after-commit') return this.#perish();
    const effects = this.#unsent;
    this.#unsent = [];
    this.#send(effects);
    this.#armWake(board);
  }

  #armWake(board: Board): void {
    const due = board.wakeAt;
    if (due === null || due >= this.#wakeAt) return;
    const life = this.#life;
    this.#wakeAt = due;
    this.#agenda.at(Math.max(due, this.#agenda.now) + this.#random.between(0, 3), () => {
      if (life !== this.#life || this.#wakeAt !== due) return;
      this.#wakeAt = Number.POSITIVE_INFINITY;
      this.take({ kind: 'tick' });
    });
  }

  #perish(): void {
    if (this.board === null) return;
    this.#life += 1;
    this.#death = null;
    this.board = null;
    this.#unstored = [];
    this.#unsent = [];
    this.#isSettling = false;
    this.#wakeAt = Number.POSITIVE_INFINITY;
    this.#died();
  }
}

export function differing(rows: BoardState, journal: BoardState): string {
  const one = comparable(rows) as Record<string, unknown>;
  const other = comparable(journal) as Record<string, unknown>;
  return Object.keys(one)
    .filter((key) => !isDeepStrictEqual(one[key], other[key]))
    .map((key) => `${key}: ${difference(one[key], other[key])}`)
    .join('; ');
}

/** Where two texts part, with a little before and after. */
function difference(a: unknown, b: unknown): string {
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)];
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const from = Math.max(0, at - 300);
  return `${one.slice(from, at + 80)} or ${other.slice(from, at + 80)}`;
}
