import { z } from 'zod';
import { agentField, durationField, queueField, timeField } from '../fields.ts';

/** Figures on the wire; `docs/acd.md` has each formula. */

const count = z.int().min(0);
const rate = z.number().min(0).nullable().describe('0 to 1; null: nothing to divide by');
const average = durationField.nullable();
const counts = z.record(z.string(), count);
const durations = z.record(z.string(), durationField);

const flowOut = z.object({
  timeout: count,
  empty: count,
  closed: count,
  rounds: count,
  withdrawn: count,
  moved: count,
  failed: count,
  lost: count,
});

const variants = z.object({
  answered: rate,
  'with-abandoned': rate,
  'offered-to-agents': rate,
  'of-queued': rate,
  'late-abandoned': rate,
  strict: rate,
});

const queueInterval = z.object({
  from: timeField,
  to: timeField,
  offered: count.describe('visits that began in the interval'),
  answered: count,
  abandoned: count.describe('gave up, but not too soon'),
  shortAbandoned: count.describe('gave up so soon that they have not waited'),
  flowedOut: count,
  flowOut,
  exitKey: count,
  callbackTaken: count,
  stillWaiting: count,
  blocked: counts.describe('not let in, by reason; not offered'),
  serviceLevel: z.object({ ms: durationField, by: z.string(), rate, variants }),
  answeredInTime: count,
  abandonedInTime: count,
  missedWaitMs: durationField,
  abandonRate: rate,
  abandonRateWithShort: rate,
  answeredRate: rate,
  averageWaitMs: average.describe('ASA'),
  longestWaitMs: durationField,
  medianWaitMs: average,
  wait90Ms: average,
  averageAbandonMs: average.describe('ATA'),
  handled: count.describe('contacts of agents that began in the interval'),
  talkMs: durationField,
  holdMs: durationField,
  consultMs: durationField,
  wrapUpMs: durationField,
  longestTalkMs: durationField,
  averageHandlingMs: average.describe('AHT'),
  transferRate: rate,
  holdRate: rate,
  shortTalkRate: rate,
  returns: count.describe('of those answered: had had an agent of the queue in the same call'),
  offers: counts.describe('how offers ended, by outcome'),
  agentAnswerRate: rate,
  solvedRate: rate.describe('callers who did not come again'),
  told: z.object({ count, averageErrorMs: average, withinRate: rate }),
  callbacks: z.object({
    requested: count,
    due: count,
    reached: count,
    failed: count,
    expired: count,
    cancelled: count,
    averageWaitMs: average,
  }),
});

export const queueFigures = z.object({
  queue: queueField,
  name: z.string(),
  intervals: z.array(queueInterval),
});

const agentInterval = z.object({
  from: timeField,
  to: timeField,
  signedInMs: durationField,
  states: durations.describe('time by state, split at the borders'),
  reasons: durations.describe('of the time not ready'),
  paidMs: durationField,
  firstSignInAt: timeField.nullable(),
  lastSignOutAt: timeField.nullable(),
  handled: count,
  talkMs: durationField.describe('of the contacts that began in the interval, as the next ones'),
  holdMs: durationField,
  consultMs: durationField,
  wrapUpMs: durationField,
  longestTalkMs: durationField,
  averageHandlingMs: average.describe('AHT'),
  occupancy: rate,
  utilisation: rate,
  productive: rate,
  holdRate: rate,
  transferRate: rate,
  offers: counts.describe('how offers ended, by outcome'),
  answerRate: rate,
});

export const agentFigures = z.object({ agent: agentField, intervals: z.array(agentInterval) });

const quotient = z.number().min(0).nullable();

export const tegsoftFigures = z.object({
  from: timeField,
  to: timeField,
  SKILL: z.string(),
  'Inbound Call Number': count,
  'Missed Calls Number': count,
  SL: quotient.describe('per cent'),
  SLA: quotient.describe('per cent'),
  AAT: quotient.describe('seconds'),
  ACHT: quotient.describe('seconds'),
});
