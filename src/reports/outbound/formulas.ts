import { isLive, isNoAttempt, type Outcome } from '../../board/outbound/outcome.ts';
import { rate } from '../acd/formulas.ts';

/**
 * Every formula of campaigns once. A rate is a part from 0 to 1; null means that there is nothing to divide by. What failed
 * by our own doing (`network`, `cancelled`) is no dial and is in none of these.
 */

export type OutcomeCounts = Readonly<Partial<Record<Outcome, number>>>;

function sum(counts: OutcomeCounts, of: (outcome: Outcome) => boolean): number {
  return Object.entries(counts).reduce(
    (total, [outcome, count]) => total + (of(outcome as Outcome) ? (count ?? 0) : 0),
    0,
  );
}

/** Dials: calls that were made, whatever came of them. */
export function dials(counts: OutcomeCounts): number {
  return sum(counts, (outcome) => !isNoAttempt(outcome));
}

/** Persons: people who answered, be it that they were abandoned or hung up before an agent was there. */
export function persons(counts: OutcomeCounts): number {
  return sum(counts, isLive);
}

/** Answer rate: answered calls / dials; machines are answers too. */
export function answerRate(answered: number, counts: OutcomeCounts): number | null {
  return rate(answered, dials(counts));
}

/** Contact rate: people who talked with an agent, or heard the whole message / dials. */
export function contactRate(counts: OutcomeCounts): number | null {
  return rate(counts.person ?? 0, dials(counts));
}

/**
 * Abandon rate: abandoned / persons, over the window of the law: 16 CFR 310.4(b)(4)(i) has 3 % of all calls answered by a
 * person, of one campaign, in 30 days; Ofcom's policy on persistent misuse counts over 24 hours.
 */
export function abandonRate({
  live,
  abandoned,
}: {
  readonly live: number;
  readonly abandoned: number;
}): number | null {
  return rate(abandoned, live);
}

/** Drop rate: people who had no agent, by our doing or by their own patience / persons. */
export function dropRate(counts: OutcomeCounts): number | null {
  return rate((counts.abandoned ?? 0) + (counts['hung-up'] ?? 0), persons(counts));
}

/** Conversion: talks whose disposition is a success / talks. */
export function conversion(won: number, counts: OutcomeCounts): number | null {
  return rate(won, counts.person ?? 0);
}

/** Penetration: contacts that were called at least once / contacts that were not removed. */
export function penetration(attempted: number, contacts: number): number | null {
  return rate(attempted, contacts);
}

/** Completion: contacts whom nobody will call any more / contacts that were not removed. */
export function completion(finished: number, contacts: number): number | null {
  return rate(finished, contacts);
}

const hourMs = 3_600_000;

/** Minutes of it in each hour of an agent's time that he was there for calls: signed in and not on a break. */
export function minutesAnHour(ms: number, staffedMs: number): number | null {
  const part = rate(ms, staffedMs);
  return part === null ? null : (part * hourMs) / 60_000;
}
