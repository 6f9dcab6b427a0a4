import type { QueueFigures } from './queue-figures.ts';

/** The figures of a skill, which is a queue, under the titles of Tegsoft's reports and by its formulas. */
export interface TegsoftRow {
  readonly SKILL: string;
  /** ENTERQUEUE: who entered the queue. */
  readonly 'Inbound Call Number': number;
  /** ABANDON: who gave up there, however soon. */
  readonly 'Missed Calls Number': number;
  /** Per cent; null when there is nothing to divide by, here and below. */
  readonly SL: number | null;
  readonly SLA: number | null;
  /** Seconds. */
  readonly AAT: number | null;
  readonly ACHT: number | null;
}

/**
 * Its definitions, base time being the service level of the queue:
 *
 *     SL, abandon excluding   100 x calls answered in base time / all calls answered
 *     SLA, abandon included   100 x (calls answered in base time + abandon calls in base time) / all calls answered and
 *                             abandoned; as printed its brackets do not close, and this is the only sense they can have
 *     AAT                     total wait time of missed calls / total number of missed calls
 *     ACHT                    (total call time + not ready time due to related call transaction after call) / total number
 *                             of answered calls
 */
export function tegsoftRow(skill: string, figures: QueueFigures): TegsoftRow {
  const { offered, answered, answeredInTime, abandonedInTime, missedWaitMs } = figures;
  const missed = figures.abandoned + figures.shortAbandoned;
  const { talkMs, holdMs, consultMs, wrapUpMs } = figures;
  return {
    SKILL: skill,
    'Inbound Call Number': offered,
    'Missed Calls Number': missed,
    SL: over(100 * answeredInTime, answered),
    SLA: over(100 * (answeredInTime + abandonedInTime), answered + missed),
    AAT: over(missedWaitMs / 1_000, missed),
    ACHT: over((talkMs + holdMs + consultMs + wrapUpMs) / 1_000, answered),
  };
}

function over(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
