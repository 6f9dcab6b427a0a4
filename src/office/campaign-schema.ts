import { z } from 'zod';
import type {
  AbandonRules,
  CampaignSettings,
  MachineAction,
  RetriedOutcome,
} from '../board/outbound/campaign-settings.ts';
import type { DispositionRule } from '../board/outbound/disposition.ts';
import type { CampaignId, QueueId } from '../board/ids.ts';
import { dialledNumber } from './calling-schema.ts';
import { dialling } from './dialling-schema.ts';
import { abandonPresetNames, abandonPresets, type AbandonPresetName } from './outbound-presets.ts';
import { duration, either, id, integer, label, like, orNone, value, yesOrNo } from './values.ts';
import { sound } from './waiting-schema.ts';

/** One campaign of the office file. */

const share = value('share', 'is not a share from 0% to 100% such as 3% or 0.03', (text) => {
  const found = /^(\d{1,3}(?:\.\d{1,4})?)(%?)$/.exec(text);
  if (found === null) return null;
  const number = found[2] === '%' ? Math.round(Number(found[1]) * 1e6) / 1e8 : Number(found[1]);
  return number <= 1 ? number : null;
});

export const abandonFields = z.strictObject({
  preset: z
    .enum(abandonPresetNames)
    .prefault('strict')
    .describe('the law whose rules hold where nothing else is said'),
  limit: share.optional().describe('of the people who have answered at most this share is abandoned'),
  days: integer(1, 60).optional().describe('days over which that is counted: 1 is each day by itself'),
  within: duration(500, 60_000, '500ms to 1m')
    .optional()
    .describe('who has no agent by then, counted from his answer, is abandoned'),
  message: sound.optional().describe('what he hears: who called, and where he can call back'),
  lockOut: duration(0, 720 * 3_600_000, '0s to 720h')
    .optional()
    .describe('for so long his number is not called again'),
  guarantee: z
    .enum(['certain', 'expected'])
    .prefault('certain')
    .describe('predictive: whether the limit holds whatever customers do, or by three standard errors'),
  dropAfter: orNone(duration(15_000, 120_000, '15s to 2m'))
    .prefault('none')
    .describe('predictive: what has rung so long may be hung up when no agent would be there'),
});

const abandonBlock = abandonFields.transform(
  ({ preset, limit, days, within, message, lockOut, guarantee, dropAfter }) => {
    const law = abandonPresets[preset];
    return {
      limit: limit ?? law.limit,
      days: days ?? law.days,
      withinMs: within ?? law.withinMs,
      message: message ?? null,
      lockOutMs: lockOut ?? law.lockOutMs,
      guarantee,
      dropAfterMs: dropAfter,
    };
  },
);

const abandonSingle = z
  .enum(abandonPresetNames)
  .transform((preset: AbandonPresetName): AbandonRules => abandonBlock.parse({ preset }));

const callerIds = z.strictObject({
  numbers: z
    .array(dialledNumber)
    .prefault([])
    .describe('numbers that may be shown; none: the trunk shows its own'),
  by: z
    .enum(['first', 'rotate', 'area'])
    .prefault('first')
    .describe('which one: the first, one after the other, or the one most like the called number'),
});

const limits = z.strictObject({
  perContact: integer(1, 1_000).prefault('8').describe('attempts to reach one contact'),
  perNumber: integer(1, 1_000).prefault('5').describe('attempts on one of its numbers'),
  perDay: orNone(integer(1, 100)).prefault('3').describe('calls to one number in a day, by all campaigns'),
  per24Hours: orNone(integer(1, 100))
    .prefault('none')
    .describe('calls to one number in any 24 hours, by all campaigns'),
});

/** How long after each outcome, how often, and whether the next number is tried first. */
export const retryDefaults: Readonly<
  Record<RetriedOutcome, readonly [after: string, most: string, next: string]>
> = {
  'no-answer': ['1h', '3', 'true'],
  busy: ['10m', '3', 'false'],
  machine: ['3h', '3', 'true'],
  rejected: ['24h', '1', 'false'],
  congestion: ['15m', '3', 'false'],
  abandoned: ['24h', '1', 'false'],
  silence: ['1h', '1', 'true'],
  'hung-up': ['24h', '1', 'false'],
};

function retry(outcome: RetriedOutcome) {
  const [after, most, next] = retryDefaults[outcome];
  return z
    .strictObject({
      after: duration(0, 30 * 86_400_000, '0s to 720h')
        .prefault(after)
        .describe('how long after it'),
      most: integer(0, 100).prefault(most).describe('how often; 0: the number is done'),
      nextNumber: yesOrNo.prefault(next).describe("the contact's next number is tried first"),
    })
    .transform(({ after: afterMs, ...plain }) => ({ ...plain, afterMs }))
    .prefault({});
}

const retries = z.strictObject({
  'no-answer': retry('no-answer'),
  busy: retry('busy'),
  machine: retry('machine'),
  rejected: retry('rejected'),
  congestion: retry('congestion'),
  abandoned: retry('abandoned'),
  silence: retry('silence'),
  'hung-up': retry('hung-up'),
});

const machine = either<MachineAction>(
  z.enum(['hang-up', 'agent']).transform((name) => ({ name })),
  z.strictObject({ message: sound }).transform(({ message }) => ({ name: 'message', message })),
);

const detection = z
  .strictObject({
    by: z
      .enum(['none', 'asterisk', 'talk'])
      .prefault('none')
      .describe("how machines are told from people: not at all, by Asterisk's AMD, or by how long they talk"),
    longest: duration(500, 10_000, '500ms to 10s').prefault('1500ms').describe('it has to know by then'),
    falsePositives: share
      .prefault('2%')
      .describe('persons among those whom it takes for machines, before agents have judged it'),
    machine: machine.prefault('hang-up').describe('what a machine gets: nothing, an agent, or a message'),
    unknown: z.enum(['agent', 'hang-up']).prefault('agent').describe('what becomes of whom it cannot tell'),
  })
  .transform(({ longest, ...plain }) => ({ ...plain, longestMs: longest }));

const blending = z.strictObject({
  reserve: integer(0, 1_000).prefault('0').describe('free agents that are left for callers'),
  pauseWaiting: orNone(integer(1, 1_000))
    .prefault('1')
    .describe("nobody is called while so many callers wait in its agents' queues; 1: inbound first"),
});

const callbacks = z
  .strictObject({
    handOver: orNone(duration(60_000, 720 * 3_600_000, '1m to 720h'))
      .prefault('4h')
      .describe('what an agent has promised anybody may do so long after its time'),
    remind: duration(0, 86_400_000, '0s to 24h').prefault('5m').describe('how long before it he is reminded'),
    mostPerAgent: integer(1, 1_000).prefault('50').describe('open ones of one agent'),
  })
  .transform(({ handOver, remind, mostPerAgent }) => ({
    handOverMs: handOver,
    remindMs: remind,
    mostPerAgent,
  }));

const path = value(
  'path',
  'is not one to three levels such as interested|later|in summer',
  (text): DispositionRule['path'] | null => {
    const [first = '', ...others] = text.split('|').map((level) => level.trim());
    const isGood = others.length < 3 && [first, ...others].every((level) => /^[^\p{C}]{1,60}$/u.test(level));
    return isGood ? [first, ...others] : null;
  },
);

const disposition = z.strictObject({
  path: path.describe('its levels, at most three: interested|later'),
  action: z
    .enum(['terminate', 'schedule', 'delete-number', 'block-number', 'retry', 'do-not-call', 'success'])
    .prefault('terminate')
    .describe('what becomes of the contact'),
});

export const campaignFields = z.strictObject({
  id: id<CampaignId>().describe('name of the campaign for machines'),
  name: label.describe('name of the campaign for people'),
  queue: id<QueueId>().optional().describe('whose agents serve it'),
  dialling: dialling.prefault('progressive').describe('the mode'),
  abandon: either<AbandonRules>(abandonSingle, abandonBlock)
    .prefault('strict')
    .describe('whom nobody was there for'),
  ring: duration(5_000, 120_000, '5s to 2m').prefault('25s').describe("how long it rings at a customer's"),
  trunks: z.array(id<string>()).min(1).describe('ids of the trunks, in the order in which they are tried'),
  numberFormat: z
    .enum(['plus', 'e164', 'national'])
    .prefault('plus')
    .describe('how numbers are sent: +4930…, 4930… or 030…'),
  prefix: like('prefix', 'is not a text of digits', /^\+?[0-9*#]{0,20}$/)
    .prefault('')
    .describe('sent before the number'),
  callerIds: callerIds.prefault({}).describe('which number customers see'),
  most: integer(1, 100_000).optional().describe('calls at once'),
  perSecond: integer(1, 1_000).optional().describe('calls begun in a second'),
  rules: z.array(id<string>()).describe('ids of the calling rules that hold; all of them do'),
  limits: limits.prefault({}).describe('attempts'),
  retries: retries.prefault({}).describe('when, and how often, it is tried again'),
  order: z
    .enum(['oldest', 'newest', 'random'])
    .prefault('oldest')
    .describe('of contacts that are due and of one priority'),
  detection: detection.prefault({}).describe('answering machines'),
  blending: blending.prefault({}).describe('callers come first'),
  calendar: id<string>().optional().describe('id of the calendar that says when it dials'),
  dispositions: z
    .array(disposition)
    .prefault([])
    .describe('what may come of a talk; without any every text may'),
  dispositionRequired: yesOrNo.prefault('false').describe('an agent who says nothing is not ready again'),
  dispositionDefault: path.optional().describe('booked when wrap-up ends without one'),
  callbacks: callbacks.prefault({}).describe('calls that agents promise'),
  form: like('link', 'is not a link such as https://crm.example/{id}', /^https?:\/\/[^\s<>"]{1,500}$/)
    .optional()
    .describe("a link that desks show, with {name} of the contact's data"),
});

const campaign = campaignFields
  .superRefine(({ queue, dialling: { name } }, context) => {
    if (name === 'agentless' || queue !== undefined) return;
    const message = `is missing: in mode ${name} agents of a queue talk with the customers`;
    context.addIssue({ code: 'custom', path: ['queue'], message, params: { rule: 'queue-needed' } });
  })
  .transform(
    ({ queue, ring, most, perSecond, calendar, dispositionDefault, form, ...plain }): CampaignSettings => ({
      ...plain,
      queue: queue ?? null,
      ringMs: ring,
      most: most ?? null,
      perSecond: perSecond ?? null,
      calendar: calendar ?? null,
      dispositionDefault: dispositionDefault?.join('|') ?? null,
      form: form ?? null,
    }),
  );

export const campaignSection = {
  campaigns: z.array(campaign).prefault([]).describe('who is called'),
};

export const trunkLimits = {
  most: integer(1, 100_000).optional().describe('calls at once that it carries'),
  perSecond: integer(1, 1_000).optional().describe('calls of campaigns that it takes in a second'),
};
