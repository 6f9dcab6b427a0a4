import type { Learned } from './learned.ts';
import { lendable, usualReserve } from './reserve.ts';

/**
 * The risk that one more call may bear, θ. Where every call at the margin is abandoned with chance θ, about that share
 * of all is, so θ begins at the limit; and it is best left alone, for a θ that swings loses more while it is low than it
 * wins while it is high. So
 *
 *   θ = limit · price · plan,   plan = (tokens − unpaid reserve + future) / future, from 0.2 to 2
 *
 * where `future` is what will be earned soon: spending is to follow earning, corrected by what has been saved or owed,
 * evenly over that time. `price` makes up for what the forecast gets wrong; it follows the plan slowly.
 */
const lowest = 0.1;
const highest = 20;
/** Of the logarithm of the price, for each answered person and agent; a team of ten doubles it in three hours or more. */
const adaptation = 0.015;
const leastPlan = 0.2;
const mostPlan = 2;
/** Of tokens to save or to owe: so many for small teams, and a tenth for each agent of large ones. */
const smallBand = 4;
const bandPerAgent = 0.1;
/** The farthest that the plan looks, in bands. */
const farthest = 4;
/** The most that is ever owed, in bands. */
const deepest = 3;

function bandOf(agents: number): number {
  return Math.max(smallBand, bandPerAgent * agents);
}

interface Funds {
  readonly tokens: number;
  readonly loan: number;
}

/** Whether anything may be bet at all: below this only calls with an agent of their own are dialled. */
export function isSolvent({ tokens, loan }: Funds, agents: number): boolean {
  return tokens + Math.min(loan, deepest * bandOf(agents)) > 0;
}

export function planOf({ tokens, loan }: Funds, reserve: number, agents: number): number {
  const band = bandOf(agents);
  const future = Math.max(band, Math.min(loan, farthest * band));
  const unpaid = Math.max(0, reserve - loan);
  return Math.max(leastPlan, Math.min(mostPlan, (tokens - unpaid + future) / future));
}

/**
 * A person has answered: the price follows the plan. `tokens` are those left with him counted; `limit` and `leftMs`, to
 * the end of the period, as for `callsToDial`.
 */
export function learnPerson(
  learned: Learned,
  tokens: number,
  agents: number,
  limit = 0.03,
  leftMs = 0,
): void {
  const loan = lendable(learned, agents, limit, leftMs);
  const plan = planOf({ tokens, loan }, usualReserve(learned, agents), agents);
  const step = (adaptation / Math.max(3, agents)) * Math.max(-1, Math.min(1, plan - 1));
  learned.price = Math.min(highest, Math.max(lowest, learned.price * Math.exp(step)));
}
