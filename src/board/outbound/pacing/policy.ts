import type { Budget, Measured } from './budget.ts';

export type Policy =
  /** A call for each free agent. */
  | { readonly mode: 'progressive' }
  /** `ratio` calls for each free agent, as long as the budget bears that all are answered at once. */
  | { readonly mode: 'power'; readonly ratio: number; readonly measured: Measured }
  | Predictive;

export interface Predictive {
  readonly mode: 'predictive';
  /** Which share of the answered may be abandoned, over which days. */
  readonly measured: Measured;
  /** How long a person may wait for an agent before he counts as abandoned, in ms; 2,000 by law in most places. */
  readonly toleranceMs: number;
  /**
   * `certain`: the limit is not passed at any moment, even if every attempt in flight is answered at once and no agent
   * becomes ready. `expected`: what is in flight is charged with three standard errors above what is expected of it,
   * and inside a period whose end is known as much is lent as the rest of it will surely earn: see `reserve.ts`. `expected` where nothing is said.
   */
  readonly guarantee?: 'certain' | 'expected';
  /**
   * Attempts that have rung so long, in ms, may be hung up when no agent would be there for the answer. The law asks for
   * 15 s or four rings; without it none is.
   */
  readonly dropAfterMs?: number;
}

/** The campaign as it is; times in ms of one clock. */
export interface Situation {
  readonly now: number;
  /** The campaign's calendar day, as counted in `Budget`. */
  readonly day: number;
  /** When the last call of the measuring period will have been dialled; nothing is lent without it. */
  readonly periodEndsAt?: number;
  /** Idle agents that nothing else has reserved. */
  readonly free: number;
  /** Persons who have answered and have no agent yet. */
  readonly waiting: number;
  /** When each attempt that has neither been answered nor ended was dialled. */
  readonly inFlight: readonly number[];
  readonly busy: readonly BusyAgent[];
  readonly budget: Budget;
  /** What lines and calls a second allow now. */
  readonly maxNew: number;
}

export interface BusyAgent {
  readonly phase: 'talk' | 'wrap-up';
  readonly since: number;
}
