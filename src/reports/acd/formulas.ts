import type { ServiceLevelVariant } from '../../board/queue-settings.ts';
import type { VisitTally } from './visit-tally.ts';

/**
 * Every formula of the reports once. A rate is a part from 0 to 1, an average is in milliseconds; null means that there is
 * nothing to divide by. T is the queue's service level time; `ab` is who gave up. Short abandonments are counted apart
 * and are in none of these unless it says so.
 */

export function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Whole milliseconds. */
export function average(totalMs: number, count: number): number | null {
  return count === 0 ? null : Math.round(totalMs / count);
}

/** The smallest value that `part` of the values do not exceed (nearest rank); `sorted` in ascending order. */
export function percentile(sorted: readonly number[], part: number): number | null {
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? null;
}

type Counts = Pick<
  VisitTally,
  | 'offered'
  | 'answered'
  | 'abandoned'
  | 'shortAbandoned'
  | 'flowOut'
  | 'exitKey'
  | 'callbackTaken'
  | 'stillWaiting'
  | 'inTime'
  | 'lateAbandoned'
>;

/** Ways out that neither the caller chose nor an agent. */
export function flowedOut({ flowOut }: Pick<Counts, 'flowOut'>): number {
  return Object.values(flowOut).reduce((sum, count) => sum + count, 0);
}

/**
 * The identity that holds in every interval: Offered = Answered + Abandoned + ShortAbandon + FlowOut + ExitKey +
 * CallbackTaken + StillWaiting. Who was not let in is in none of them.
 */
export function isConserved(counts: Counts): boolean {
  const { answered, abandoned, shortAbandoned, exitKey, callbackTaken, stillWaiting } = counts;
  const gone = answered + abandoned + shortAbandoned + flowedOut(counts) + exitKey + callbackTaken;
  return counts.offered === gone + stillWaiting;
}

/** The service level, by its variants. */
export const serviceLevels: Readonly<Record<ServiceLevelVariant, (counts: Counts) => number | null>> = {
  /** SL-1: (ans <= T) / Answered. app_queue's and Wazo's, but counted at the answer and not at the end of the talk. */
  answered: ({ inTime, answered }) => rate(inTime.answered, answered),
  /** SL-2: (ans <= T + ab <= T) / (Answered + Abandoned), short ones included. app_queue's second one. */
  'with-abandoned': ({ inTime, answered, abandoned, shortAbandoned }) =>
    rate(inTime.answered + inTime.abandoned, answered + abandoned + shortAbandoned),
  /** SL-3: (ans <= T) / (Answered + Abandoned). Genesys' usual one: without flow-out, without short abandonments. */
  'offered-to-agents': ({ inTime, answered, abandoned }) => rate(inTime.answered, answered + abandoned),
  /** SL-4: (answered, abandoned or call-back taken, each <= T) / Offered. Amazon Connect's. */
  'of-queued': ({ inTime, offered }) =>
    rate(inTime.answered + inTime.abandoned + inTime.callbackTaken, offered),
  /** SL-5: (ans <= T) / (Answered + ab > T). */
  'late-abandoned': ({ inTime, answered, lateAbandoned }) => rate(inTime.answered, answered + lateAbandoned),
  /** SL-6: (ans <= T) / Offered. */
  strict: ({ inTime, offered }) => rate(inTime.answered, offered),
};

/** Abandoned / (Offered - ShortAbandon). Who is to be called back, or pressed a key, has not abandoned. */
export function abandonRate({ abandoned, offered, shortAbandoned }: Counts): number | null {
  return rate(abandoned, offered - shortAbandoned);
}

/** (Abandoned + ShortAbandon) / Offered. */
export function abandonRateWithShort({ abandoned, offered, shortAbandoned }: Counts): number | null {
  return rate(abandoned + shortAbandoned, offered);
}

/** Answered / (Answered + Abandoned + Blocked full + LeaveEmpty + JoinEmpty + Timeout). Wazo's; short ones included. */
export function answeredRate(counts: Counts, blocked: Readonly<Record<string, number>>): number | null {
  const { answered, abandoned, shortAbandoned, flowOut } = counts;
  const { closed: _, ...lost } = blocked;
  const refused = Object.values(lost).reduce((sum, count) => sum + count, 0);
  return rate(answered, answered + abandoned + shortAbandoned + refused + flowOut.empty + flowOut.timeout);
}

/** What agents had of calls, from the first word to the end of the wrap-up. */
export interface Handling {
  readonly handled: number;
  readonly talkMs: number;
  readonly holdMs: number;
  readonly consultMs: number;
  readonly wrapUpMs: number;
}

/** AHT: (talk + hold + ACW) / handled. Consultations are reported apart. */
export function handlingTime({ handled, talkMs, holdMs, wrapUpMs }: Handling): number | null {
  return average(talkMs + holdMs + wrapUpMs, handled);
}

/** Time of an agent signed in, split at the borders of the interval. */
export interface Worked {
  readonly signedInMs: number;
  readonly readyMs: number;
  readonly talkMs: number;
  readonly holdMs: number;
  readonly consultMs: number;
  readonly wrapUpMs: number;
  /** Not ready for reasons that the office calls working time. */
  readonly paidMs: number;
}

/** Contact time / (contact time + ready and idle). Ringing, breaks and own calls are in neither (Amazon Connect). */
export function occupancy({ talkMs, holdMs, consultMs, wrapUpMs, readyMs }: Worked): number | null {
  const contactMs = talkMs + holdMs + consultMs + wrapUpMs;
  return rate(contactMs, contactMs + readyMs);
}

/** (talk + hold + consultation + ACW) / time signed in. */
export function utilisation({ talkMs, holdMs, consultMs, wrapUpMs, signedInMs }: Worked): number | null {
  return rate(talkMs + holdMs + consultMs + wrapUpMs, signedInMs);
}

/** Utilisation with the breaks that are working time. */
export function productive(worked: Worked): number | null {
  const { talkMs, holdMs, consultMs, wrapUpMs, paidMs, signedInMs } = worked;
  return rate(talkMs + holdMs + consultMs + wrapUpMs + paidMs, signedInMs);
}

/** Answered offers / (offers - caller gone - lost race). An offer that was withdrawn or failed by us is no offer either. */
export function answerRate(outcomes: Readonly<Record<string, number>>): number | null {
  const count = (outcome: string): number => outcomes[outcome] ?? 0;
  const missed = count('no-answer') + count('rejected') + count('busy') + count('unreachable');
  return rate(count('answered'), count('answered') + missed);
}
