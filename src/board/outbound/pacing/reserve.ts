import { tokensLeft } from './budget.ts';
import { agesS, type Learned } from './learned.ts';
import type { Predictive, Situation } from './policy.ts';
import { meanLasted } from './survival.ts';
import type { Tables } from './tables.ts';

/**
 * What more calls may cost. The budget is spent before dialling: each attempt in flight has its risk charged, and
 * another is dialled only while
 *
 *   tokens + loan − reserve(in flight and this one) ≥ 0
 *
 * **Reserve.** `certain`: all n in flight are answered at once and no agent becomes ready; n + waiting − free are
 * abandoned, and each of the n brings its share of the limit: max(0, n + waiting − free) − limit · n. With fewer
 * answers the loss is smaller, so no number of answers takes tokens below 0. `expected`: the number of answers is a sum
 * of independent chances, of mean m and variance v; m + 3·√v of them are charged (never more than n), and still no agent
 * becomes ready.
 *
 * **Loan.** Inside a measuring period whose end is known tokens may be spent before they are earned: 80 % of what the
 * campaign would surely earn to the end if it went on with a call an agent only, less half a token. It shrinks to nothing
 * before the end, and from then on, when the rest of the period could not earn back one abandoned call, the reserve is the
 * certain one. How much may really be owed: `isSolvent`.
 */
export interface Purse {
  readonly tokens: number;
  readonly loan: number;
  /** Calls expected to be answered of those in flight, and the variance of that. */
  readonly mean: number;
  readonly variance: number;
  readonly certain: boolean;
}

const standardErrors = 3;
/** Of what the rest of the period is expected to earn. */
const lentShare = 0.8;
/** From dialling to a person's answer, less what those in flight have behind them. */
const usualAnswerS = 8;
/** With less than this left to lend nothing is repaid in time. */
const lastTokens = 0.5;

export function purseOf(policy: Predictive, learned: Learned, situation: Situation, tables: Tables): Purse {
  const { budget, day, inFlight, now } = situation;
  let mean = 0;
  let variance = 0;
  for (const dialledAt of inFlight) {
    const chance = answerChance(tables, (now - dialledAt) / 1_000);
    mean += chance;
    variance += chance * (1 - chance);
  }
  const leftMs = situation.periodEndsAt === undefined ? 0 : situation.periodEndsAt - now;
  const agents = situation.busy.length + situation.free;
  const certain = policy.guarantee === 'certain';
  const loan = certain ? 0 : lendable(learned, agents, policy.measured.limit, leftMs);
  return {
    tokens: tokensLeft(budget, policy.measured, day),
    loan,
    mean,
    variance,
    certain: certain || (situation.periodEndsAt !== undefined && loan <= 0),
  };
}

/**
 * What may be spent before it is earned, with so much left of the measuring period. Nobody knows how many will answer:
 * of the N expected N − 3·√N are counted, as of Poisson's law.
 */
export function lendable(learned: Learned, agents: number, limit: number, leftMs: number): number {
  if (leftMs <= 0) return 0;
  const answers = (agents * leftMs) / 1_000 / (handlingS(learned) + reachingS(learned));
  return Math.max(0, lentShare * limit * (answers - standardErrors * Math.sqrt(answers)) - lastTokens);
}

function handlingS({ talk, wrapUp }: Learned): number {
  return Math.max(1, meanLasted(talk) + meanLasted(wrapUp));
}

/** How long an agent with a call at a time waits for a person: the time that all calls ring, over those answered. */
function reachingS({ answers }: Learned): number {
  let ringing = 1;
  let seconds = 0;
  let answered = 0;
  for (let age = 0; age < agesS; age += 1) {
    const atRisk = answers.atRisk[age] ?? 0;
    if (atRisk < 1e-9) break;
    seconds += ringing;
    answered += (ringing * (answers.persons[age] ?? 0)) / atRisk;
    ringing *= Math.max(0, 1 - ((answers.persons[age] ?? 0) + (answers.others[age] ?? 0)) / atRisk);
  }
  return seconds / Math.max(0.001, answered);
}

/**
 * The reserve of a campaign whose agents hardly wait: those who will answer of the calls in flight are as many as
 * agents become ready in the time that customers take to answer (Little's law).
 */
export function usualReserve(learned: Learned, agents: number): number {
  const mean = (agents * usualAnswerS) / handlingS(learned);
  return mean + standardErrors * Math.sqrt(mean);
}

/** That an attempt of this age, still ringing, is answered at all. */
function answerChance({ answeredBy, ringing }: Tables, age: number): number {
  const at = Math.min(agesS, Math.max(0, Math.floor(age)));
  const still = ringing[at] ?? 0;
  if (still < 1e-9) return 0;
  return Math.min(1, Math.max(0, ((answeredBy[agesS] ?? 0) - (answeredBy[at] ?? 0)) / still));
}

/** Tokens that those in flight and `more` may take. */
export function reserveOf(
  policy: Predictive,
  situation: Situation,
  purse: Purse,
  tables: Tables,
  more: number,
): number {
  const { free, inFlight, waiting } = situation;
  const calls = inFlight.length + more;
  if (purse.certain) return Math.max(0, calls + waiting - free) - policy.measured.limit * calls;
  const chance = answerChance(tables, 0);
  const mean = purse.mean + more * chance;
  const variance = purse.variance + more * chance * (1 - chance);
  const answers = Math.min(calls, mean + standardErrors * Math.sqrt(variance));
  return Math.max(0, answers + waiting - free);
}
