import { z } from 'zod';
import type { AgentId, QueueId } from '../board/ids.ts';
import { memberOf, type Membership, type MissOutcome, type MissRule } from '../board/queue-settings.ts';
import { dialledNumber, hooksOfQueue, recordOfQueue } from './calling-schema.ts';
import { strategy } from './strategy-schema.ts';
import { duration, either, id, integer, label, yesOrNo } from './values.ts';
import {
  announce,
  callback,
  entry,
  exits,
  language,
  leave,
  menu,
  musicClass,
  whisper,
} from './waiting-schema.ts';

/** One queue of the office file. */

const needs = z.record(id(), integer(1, 100));

/** A member of whom more is said than his id. */
export const memberFields = z.strictObject({
  agent: id<AgentId>().describe('id of the agent'),
  tier: integer(0, 20).prefault('0').describe('callers get the agents of tier 0 first'),
  priority: integer(0, 100)
    .prefault('0')
    .describe('of callers of several queues the agent takes those of the smaller number first'),
  delay: duration(0, 3_600_000, '0s to 1h')
    .prefault('0s')
    .describe('only callers who have waited so long are offered to the agent'),
  rank: integer(0, 1_000).prefault('0').describe('the higher, the sooner, with the strategy rank'),
  weight: integer(0, 1_000).prefault('1').describe('share of the calls with weighted-random and quota-share'),
});

const member = either<Membership>(
  id<AgentId>().transform((agent): Membership => memberOf(agent)),
  memberFields.transform(({ delay, ...plain }): Membership => ({ ...plain, delayMs: delay })),
);

const skillStep = z
  .strictObject({
    needs: needs.prefault({}).describe('skill to least level that an agent must have'),
    prefers: needs.prefault({}).describe('skills that count for best-skill without being needed'),
    for: duration(1_000, 3_600_000, '1s to 1h').optional().describe('how long; the last step has no end'),
  })
  .transform(({ for: forMs, ...plain }) => ({ ...plain, forMs: forMs ?? null }));

const tiers = z
  .strictObject({
    after: z
      .array(duration(0, 3_600_000, '0s to 1h'))
      .prefault([])
      .describe('when tier 1, 2 … open although agents of lower ones are free'),
    spill: yesOrNo.prefault('true').describe('a tier opens as soon as nobody of the lower ones is free'),
  })
  .transform(({ after, spill }) => ({ afterMs: after, spill }));

const sticky = z
  .strictObject({
    for: duration(1_000, 600_000, '1s to 10m')
      .prefault('20s')
      .describe('how long only the agent is offered whom the caller spoke with last'),
    remember: duration(60_000, 90 * 86_400_000, '1m to 2160h')
      .prefault('168h')
      .describe('how long that is remembered'),
    waitForAbsent: yesOrNo.prefault('false').describe('also while that agent is not ready'),
  })
  .transform(({ for: forMs, remember, waitForAbsent }) => ({ forMs, rememberMs: remember, waitForAbsent }));

const ageing = z
  .strictObject({
    step: integer(1, 1_000).prefault('1').describe('how much the priority rises'),
    every: duration(1_000, 3_600_000, '1s to 1h').prefault('60s').describe('how often'),
    most: integer(1, 100_000).prefault('10').describe('by how much at most'),
  })
  .transform(({ every, ...plain }) => ({ ...plain, everyMs: every }));

const consequence = z.enum(['not-ready', 'rest', 'nothing']);

/** A miss of which more is said than what comes of it. */
export const missFields = z.strictObject({
  becomes: consequence.describe('what the miss makes of the agent'),
  after: integer(1, 100).prefault('1').describe('from the so-many-th in a row on; before that a rest'),
});

const missRule = either<MissRule>(
  consequence.transform((becomes): MissRule => ({ becomes, after: 1 })),
  missFields,
);

const missed = z.strictObject({
  'no-answer': missRule.prefault('not-ready').describe('it rang to the end'),
  rejected: missRule.prefault('rest').describe('put down at once'),
  busy: missRule.prefault('rest').describe('the phone is busy'),
  unreachable: missRule.prefault('not-ready').describe('the phone is not there'),
} satisfies Record<MissOutcome, unknown>);

export const queue = z
  .strictObject({
    id: id<QueueId>().describe('name of the queue for machines: in the API, the dialplan and the reports'),
    name: label.describe('name of the queue for people; it is shown on ringing phones'),
    strategy: strategy.prefault('longest-idle').describe('who gets the next call'),
    members: z.array(member).prefault([]).describe('the agents who serve the queue, by id or with more'),
    tiers: tiers.prefault({}).describe('when the agents of higher tiers are asked'),
    skills: z.array(skillStep).prefault([]).describe('what agents must know, relaxing step by step'),
    sticky: sticky.optional().describe('callers come back to the agent whom they spoke with last'),
    weight: integer(0, 1_000)
      .prefault('0')
      .describe('of two callers in different queues, the one of the heavier queue goes first'),
    ageing: ageing.optional().describe('the priority of callers rises while they wait'),
    mostTalking: integer(1, 10_000).optional().describe('so many calls are talked in at once at most'),
    ringInUse: yesOrNo.prefault('false').describe('agents are rung although they are in a call'),
    entry: entry.prefault({}).describe('who is not let in, and where he goes'),
    leave: leave.prefault({}).describe('who does not wait any longer, and where he goes'),
    hours: id().optional().describe('id of the calendar that says when the queue is open'),
    return: duration(0, 86_400_000, '0s to 24h')
      .prefault('0s')
      .describe('who hung up and calls again within this time has his former place'),
    music: musicClass
      .prefault('default')
      .describe('music class of Asterisk that callers hear while they wait'),
    whileRinging: z
      .enum(['music', 'ringing'])
      .prefault('music')
      .describe("what they hear while an agent's phone rings"),
    holdMusic: musicClass.optional().describe('music class for callers on hold, if another'),
    language: language.prefault('en').describe('language of the prompts for callers who bring none'),
    announce: announce.prefault({}).describe('what callers are told while they wait'),
    exits: exits.prefault([]).describe('keys that a waiting caller may press at any time'),
    menu: menu.optional().describe('when callers are told of the exits'),
    callback: callback.optional().describe('callers may be called back without losing their place'),
    whisper: whisper.prefault({}).describe('what agent and caller hear before they hear each other'),
    ring: duration(1_000, 600_000, '1s to 10m').prefault('20s').describe('how long one offer rings'),
    wrapUp: duration(0, 3_600_000, '0s to 1h').prefault('10s').describe('time for notes after each call'),
    wrapUpBy: z
      .enum(['none', 'timed', 'fixed', 'optional', 'until-disposition', 'on-request'])
      .prefault('timed')
      .describe('whether wrap-up ends by time, by the agent, or by a disposition'),
    rest: duration(1_000, 3_600_000, '1s to 1h')
      .prefault('5s')
      .describe('how long an agent who refused an offer is spared the next one'),
    whenMissed: z
      .enum(['not-ready', 'rest'])
      .optional()
      .describe('short for missed: of no-answer and unreachable alike'),
    missed: missed.prefault({}).describe('what an offer that came to nothing makes of the agent'),
    serviceLevel: duration(1_000, 3_600_000, '1s to 1h')
      .prefault('20s')
      .describe('calls answered within this time count as answered in time'),
    serviceLevelBy: z
      .enum(['answered', 'with-abandoned', 'offered-to-agents', 'of-queued', 'late-abandoned', 'strict'])
      .prefault('with-abandoned')
      .describe('which calls the share is of'),
    shortAbandon: duration(0, 600_000, '0s to 10m')
      .prefault('5s')
      .describe('who gives up sooner is counted apart'),
    failureRoute: dialledNumber
      .optional()
      .describe(
        'number to which calls go while the queue is suspended or stopped; without one they are refused',
      ),
    record: recordOfQueue,
    hooks: hooksOfQueue,
  })
  .transform(
    ({
      return: returnMs,
      ring,
      wrapUp,
      wrapUpBy,
      rest,
      serviceLevel,
      serviceLevelBy,
      shortAbandon,
      whenMissed,
      ...plain
    }) => ({
      ...plain,
      sticky: plain.sticky ?? null,
      ageing: plain.ageing ?? null,
      mostTalking: plain.mostTalking ?? null,
      hours: plain.hours ?? null,
      returnMs,
      holdMusic: plain.holdMusic ?? null,
      menu: plain.menu ?? null,
      callback: plain.callback ?? null,
      ringMs: ring,
      wrapUp: wrapUpBy,
      wrapUpMs: wrapUp,
      restMs: rest,
      missed: whenMissed === undefined ? plain.missed : missedBoth(plain.missed, whenMissed),
      serviceLevelMs: serviceLevel,
      serviceLevel: serviceLevelBy,
      shortAbandonMs: shortAbandon,
    }),
  );

function missedBoth(rules: z.output<typeof missed>, becomes: 'not-ready' | 'rest'): z.output<typeof missed> {
  return { ...rules, 'no-answer': { becomes, after: 1 }, unreachable: { becomes, after: 1 } };
}
