import { tokensLeft, type Measured } from './budget.ts';
import type { Learned } from './learned.ts';
import { answerChances, outlookOf, riskOf } from './outlook.ts';
import type { Policy, Predictive, Situation } from './policy.ts';
import { isSolvent, planOf } from './price.ts';
import { purseOf, reserveOf } from './reserve.ts';
import { horizonS, tablesOf } from './tables.ts';

export type { Policy, Predictive, Situation } from './policy.ts';

/** Calls that are bet in one look at most; the next look has more. */
const atOnce = 10;

/**
 * How many calls to dial now: never below 0, never above `maxNew`. The same arguments give the same number; what was
 * decided before does not matter.
 *
 * Predictive is a budgeted look-ahead. A call that has an idle agent of its own is always dialled. Another is dialled
 * while the reserve for what may happen is there (`reserve.ts`), and while the risk that this very call, if a person
 * answers it, finds no agent in time stays within the price (`price.ts`):
 *
 *   r = Σ_j f(t_j) · P(free + ready by(t_j + tolerance) − waiting − answered by(t_j) ≤ 0) ≤ θ
 *
 * with f the time to a person's answer, and both counts sums of independent chances: each attempt's, given its age, and
 * each busy agent's, given the time he has spent.
 *
 * There is nothing to decide anew until an attempt or an agent changes or half a second has passed.
 */
export function callsToDial(policy: Policy, learned: Learned, situation: Situation): number {
  const { free, inFlight, waiting } = situation;
  const maxNew = Math.max(0, Math.floor(situation.maxNew));
  const taken = inFlight.length + waiting;
  const owned = Math.max(0, free - taken);
  if (policy.mode === 'progressive') return Math.min(maxNew, owned);
  if (policy.mode === 'power') {
    const wanted = Math.max(owned, Math.floor(policy.ratio * free) - taken);
    return Math.min(maxNew, affordable(policy.measured, situation, owned, wanted));
  }
  if (owned >= maxNew) return maxNew;
  const most = Math.min(atOnce, maxNew - owned);
  return owned + speculative(policy, learned, situation, owned, most);
}

/** Of the calls from `owned` to `wanted` as many as the budget bears if all that ring are answered and nobody becomes ready. */
function affordable(measured: Measured, situation: Situation, owned: number, wanted: number): number {
  const { budget, day, free, inFlight, waiting } = situation;
  const tokens = tokensLeft(budget, measured, day);
  let calls = wanted;
  while (calls > owned) {
    const ringing = inFlight.length + calls;
    if (ringing + waiting - free <= tokens + measured.limit * ringing) break;
    calls -= 1;
  }
  return calls;
}

/** Whether the budget could bear what is in flight already: one agent less may be too many. */
export function isCovered(policy: Predictive, learned: Learned, situation: Situation): boolean {
  const tables = tablesOf(learned, policy.toleranceMs);
  const purse = purseOf(policy, learned, situation, tables);
  return purse.tokens + purse.loan >= reserveOf(policy, situation, purse, tables, 0);
}

function speculative(
  policy: Predictive,
  learned: Learned,
  situation: Situation,
  owned: number,
  most: number,
): number {
  const { periodEndsAt } = situation;
  // What is answered after the end counts in the next period, which has earned nothing yet.
  if (periodEndsAt !== undefined && situation.now + horizonS * 1_000 > periodEndsAt) return 0;
  const agents = situation.free + situation.busy.length;
  const tables = tablesOf(learned, policy.toleranceMs);
  const purse = purseOf(policy, learned, situation, tables);
  if (!isSolvent(purse, agents)) return 0;
  const reserve = (more: number): number => reserveOf(policy, situation, purse, tables, more);
  const funds = purse.tokens + purse.loan;
  let allowed = 0;
  while (allowed < most && funds - reserve(owned + allowed + 1) >= 0) allowed += 1;
  if (allowed === 0) return 0;
  const price = policy.measured.limit * learned.price * planOf(purse, reserve(owned), agents);
  const { answerGiven, steps } = tables;
  const race = outlookOf(tables, situation, situation.inFlight.length + owned + allowed);
  const chances = new Float64Array(steps);
  for (const dialledAt of situation.inFlight) {
    race.answers(answerChances(tables, situation.now - dialledAt, chances));
  }
  const fresh = answerChances(tables, 0, chances);
  for (let call = 0; call < owned; call += 1) race.answers(fresh);
  let calls = 0;
  while (calls < allowed && riskOf(race, answerGiven, steps) <= price) {
    race.answers(fresh);
    calls += 1;
  }
  return calls;
}

/**
 * Which attempts to hang up, by their place in `inFlight`: those that have rung as long as the law asks, and would not
 * be dialled now as they are. `ringingSince` has a moment for each attempt that rings, at its place.
 */
export function attemptsToDrop(
  policy: Policy,
  learned: Learned,
  situation: Situation,
  ringingSince: readonly (number | undefined)[],
): readonly number[] {
  if (policy.mode !== 'predictive' || policy.dropAfterMs === undefined) return [];
  const { dropAfterMs } = policy;
  const { busy, free, inFlight, now, waiting } = situation;
  const late = inFlight.flatMap((_, at) => (now - (ringingSince[at] ?? now) >= dropAfterMs ? [at] : []));
  // Those that have an agent of their own stay.
  let owned = free - waiting - (inFlight.length - late.length);
  if (owned >= late.length) return [];
  const tables = tablesOf(learned, policy.toleranceMs);
  const purse = purseOf(policy, learned, situation, tables);
  const agents = free + busy.length;
  const plan = planOf(purse, reserveOf(policy, situation, purse, tables, 0), agents);
  const price = policy.measured.limit * learned.price * plan;
  const race = outlookOf(tables, situation, inFlight.length);
  const chances = new Float64Array(tables.steps);
  const isLate = new Set(late);
  inFlight.forEach((dialledAt, at) => {
    if (!isLate.has(at)) race.answers(answerChances(tables, now - dialledAt, chances));
  });
  return late.filter((at) => {
    answerChances(tables, now - (inFlight[at] ?? now), chances);
    const stays = owned > 0 || riskOf(race, perStep(chances), tables.steps) <= price;
    owned -= 1;
    if (stays) race.answers(chances);
    return !stays;
  });
}

/** When it is answered, if it is. */
function perStep(byStep: Float64Array): Float64Array {
  const all = byStep.at(-1) ?? 0;
  return byStep.map((by, step) => (all > 0 ? (by - (byStep[step - 1] ?? 0)) / all : 0));
}
