import { Changes } from './changes.ts';
import type { Effect } from './effect.ts';
import type { Fact } from './fact.ts';
import { fold } from './fold.ts';
import type { BoardState } from './state.ts';

type Untimed<T> = T extends unknown ? Omit<T, 'at'> : never;
/** A fact as a rule states it; the turn adds the time. */
export type NewFact = Untimed<Fact>;

/** The board's answer to one input: what has happened, what it changed, what Asterisk is to do. */
export class Turn {
  readonly state: BoardState;
  readonly at: number;
  readonly facts: Fact[] = [];
  readonly effects: Effect[] = [];
  readonly changes = new Changes();
  /** A mistake of ours that cut the turn short; what it had recorded until then has happened all the same. */
  failure: unknown = null;

  constructor(state: BoardState, at: number) {
    this.state = state;
    this.at = at;
  }

  /** States that something has happened. The state is already the one after it when this returns. */
  record(fact: NewFact): void {
    const timed = { ...fact, at: this.at } as Fact;
    this.facts.push(timed);
    fold(this.state, timed, this.changes);
  }

  /**
   * Asks Asterisk for something. While the line is down there is nobody to ask: what is missing then is worked out
   * anew from the state when it is up again (`reconcile.ts`), so nothing has to be kept.
   */
  want(effect: Effect): void {
    if (this.state.lineIsUp) this.effects.push(effect);
  }
}
