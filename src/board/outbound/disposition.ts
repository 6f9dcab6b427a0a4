import type { AgentId } from '../ids.ts';

/** What came of a talk: one path in a tree of at most three levels, and what happens to the contact then. */
export interface DispositionRule {
  /** Its levels, `['interested', 'later', 'in summer']`. */
  readonly path: readonly [string, ...string[]];
  readonly action: DispositionAction;
}

/**
 * After the campaign results of a known product: `terminate`: nobody is called again. `schedule`: again at the time that the
 * agent names. `delete-number`: this number no more, the contact's next one. `block-number`: the same, and the number is on
 * the do-not-call list. `retry`: as after nobody has answered. `do-not-call`: all of the contact's numbers are on that list.
 * `success`: as terminate, and it counts as won.
 */
export type DispositionAction =
  | 'terminate'
  | 'schedule'
  | 'delete-number'
  | 'block-number'
  | 'retry'
  | 'do-not-call'
  | 'success';

/** What an agent has said of a call. */
export interface Disposition {
  /** Its levels, joined by `|`; any text where the campaign names none. */
  readonly path: string;
  readonly action: DispositionAction;
  readonly note: string;
  /** Of a form. */
  readonly data: Readonly<Record<string, string>>;
  /** Of `schedule`: when, UTC milliseconds, on which number (null: the one that was called), for whom (null: anybody). */
  readonly schedule: {
    readonly at: number;
    readonly number: string | null;
    readonly agent: string | null;
  } | null;
}

/** What somebody says of a call, before it is compared with the campaign's rules. */
export interface Said {
  /** One to three levels, joined by `|`. */
  readonly path: string;
  readonly note: string;
  readonly data: Readonly<Record<string, string>>;
  readonly schedule: ScheduleWanted | null;
  /** Another contact has been promised the call: this one is called no more, whatever the rule says. */
  readonly isPromisedElsewhere?: boolean | undefined;
}

/** A call that is promised. */
export interface ScheduleWanted {
  /** UTC milliseconds. */
  readonly at: number;
  /** One of the contact's; null: the one that was called. */
  readonly number: string | null;
  /** Who calls; null: anybody. */
  readonly agent: AgentId | null;
  /** How many calls this agent has promised already: the ledger knows, the board does not. */
  readonly promised: number;
}
