/**
 * How many abandoned calls a campaign may still afford.
 *
 * The law limits a share: abandoned calls of calls answered by persons, over a measuring period (`Measured`). What is
 * counted here are days, by the number the caller gives them (of the campaign's calendar). A day is the finest measure:
 * no share of single moments could hold, for a window that begins just before an abandoned call holds nothing else.
 *
 * The balance of some days is `limit · answered − abandoned` over them; the limit holds over them while that is not
 * below 0. `tokensLeft` is the smallest balance of all the runs of days that end today and that a measuring period can
 * hold. With a rolling period that includes today alone: what was saved yesterday cannot be spent today, for the day
 * will come when a period still holds today but no longer yesterday. What was overdrawn (by an agent's late mark) is
 * in the runs that begin with that day, and is paid back until no period holds both. So if no decision ever lets
 * tokens below 0, no run of days is ever over the limit, whichever days have rolled off: each ended run was not below
 * 0 on its last day, and days join without loss. With successive periods (`from`) the period so far is the only run,
 * and what one day saves another may spend.
 */
export interface Budget {
  /** The latest days, oldest first; at least as many as any period may hold. */
  readonly days: DayCount[];
}

export interface DayCount {
  /** Days since 1970-01-01 in the campaign's calendar. */
  readonly day: number;
  /** Calls that a person answered. */
  answered: number;
  /** Of these, the ones no agent took in time; and the persons a detector took for machines. */
  abandoned: number;
}

export interface Measured {
  /** The share that may be abandoned: 0.03 is 3 %. */
  readonly limit: number;
  /** Days of a measuring period. */
  readonly days: number;
  /** Periods that follow each other begin on this day; without it every run of days is a period. */
  readonly from?: number;
}

const keptDays = 62;

export function freshBudget(): Budget {
  return { days: [] };
}

/** A person has answered; `count` may be a share, where a detector's errors are estimated. */
export function countAnswered(budget: Budget, day: number, count = 1): void {
  dayOf(budget, day).answered += count;
}

/** A person who answered was not connected in time. He counts as answered, too: tell that apart. */
export function countAbandoned(budget: Budget, day: number, count = 1): void {
  dayOf(budget, day).abandoned += count;
}

function dayOf(budget: Budget, day: number): DayCount {
  const { days } = budget;
  const last = days.at(-1);
  // A clock that was set back writes on the latest day: days stay in order.
  if (last !== undefined && last.day >= day) return last;
  const fresh = { day, answered: 0, abandoned: 0 };
  days.push(fresh);
  if (days.length > keptDays) days.shift();
  return fresh;
}

/** How many more calls may be abandoned now; a fraction, and below 0 if the limit is passed. */
export function tokensLeft(budget: Budget, measured: Measured, day: number): number {
  const { limit, days: length, from } = measured;
  if (from !== undefined && from <= day) {
    const start = day - ((day - from) % length);
    return balance(budget, limit, start);
  }
  let least = 0;
  let sum = 0;
  let today = true;
  for (let at = budget.days.length - 1; at >= 0; at -= 1) {
    const one = budget.days[at];
    if (one === undefined || one.day <= day - length) break;
    sum += limit * one.answered - one.abandoned;
    // On a day on which nobody has answered yet nothing is left.
    least = today && one.day >= day ? sum : Math.min(least, sum);
    today = false;
  }
  return least;
}

function balance(budget: Budget, limit: number, start: number): number {
  return budget.days.reduce(
    (sum, one) => (one.day < start ? sum : sum + limit * one.answered - one.abandoned),
    0,
  );
}
