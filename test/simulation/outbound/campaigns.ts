import type { CampaignId } from '../../../src/board/ids.ts';
import type { Office } from '../../../src/board/office.ts';
import {
  unlimited,
  type CampaignSettings,
  type DiallingMode,
  type MachineAction,
  type RetriedOutcome,
  type RetryRule,
  type TrunkLimits,
} from '../../../src/board/outbound/campaign-settings.ts';
import type { DispositionAction, DispositionRule } from '../../../src/board/outbound/disposition.ts';
import type { Random } from '../random.ts';
import { rulesOf, workingHours } from './laws.ts';

/** What an office of random shape says of its campaigns. */

const actions: readonly DispositionAction[] = [
  'terminate',
  'schedule',
  'delete-number',
  'block-number',
  'retry',
  'do-not-call',
  'success',
];

const retried: readonly RetriedOutcome[] = [
  'no-answer',
  'busy',
  'machine',
  'rejected',
  'congestion',
  'abandoned',
  'silence',
  'hung-up',
];

/** Three of ten offices call nobody. */
export function withCampaigns(office: Office, random: Random): Office {
  const count = random.chance(0.3) ? 0 : random.between(1, 3);
  if (count === 0) return office;
  const callingRules = [rulesOf('law', random), rulesOf('house', random)];
  const campaigns = Array.from({ length: count }, (_, index) => campaignOf(index + 1, office, random));
  return {
    ...office,
    trunks: office.trunks.map((trunk) => ({ ...trunk, limits: limitsOf(random) })),
    calendars: [...office.calendars, workingHours(random)],
    callingRules,
    campaigns,
  };
}

/** What an administrator may do to a campaign while it runs. */
export function changedCampaign(office: Office, random: Random): Office {
  const { campaigns } = office;
  if (campaigns.length === 0) return office;
  const { id } = random.pick(campaigns);
  const fresh = campaignOf(1, office, random);
  const change: Partial<CampaignSettings> = random.pick([
    { most: fresh.most, perSecond: fresh.perSecond },
    { limits: fresh.limits },
    { retries: fresh.retries },
    { blending: fresh.blending },
    { dialling: fresh.dialling },
    { rules: fresh.rules },
    { trunks: fresh.trunks },
  ]);
  return {
    ...office,
    campaigns: campaigns.map((one) => {
      if (one.id !== id) return one;
      const changed = { ...one, ...change };
      return changed.queue === null && changed.dialling.name !== 'agentless' ? one : changed;
    }),
  };
}

function campaignOf(number: number, office: Office, random: Random): CampaignSettings {
  const dialling = modeOf(random);
  const hasQueue = dialling.name !== 'agentless' || random.chance(0.5);
  const dispositions = random.chance(0.3) ? [] : dispositionsOf(random);
  return {
    id: `campaign${number}` as CampaignId,
    name: `Campaign ${number}`,
    queue: hasQueue ? random.pick(office.queues).id : null,
    dialling,
    abandon: {
      limit: random.pick([0.03, 0.05, 0.2]),
      days: random.pick([1, 30]),
      withinMs: random.pick([2_000, 2_000, 4_000]),
      message: random.chance(0.8) ? 'sound:sorry' : null,
      lockOutMs: random.pick([0, 60_000, 600_000]),
      guarantee: random.pick(['certain', 'expected']),
      dropAfterMs: random.pick([null, 15_000]),
    },
    ringMs: random.between(15, 25) * 1000,
    trunks: trunksOf(office, random),
    numberFormat: 'plus',
    prefix: '',
    callerIds: { numbers: ['+493010', '+493020'], by: random.pick(['first', 'rotate', 'area']) },
    most: random.chance(0.5) ? null : random.between(1, 6),
    perSecond: random.chance(0.6) ? null : random.between(1, 2),
    rules: random.pick([[], ['law'], ['law', 'house']]),
    limits: {
      perContact: random.between(1, 5),
      perNumber: random.between(1, 4),
      perDay: random.chance(0.6) ? null : random.between(1, 4),
      per24Hours: random.chance(0.6) ? null : random.between(1, 4),
    },
    retries: Object.fromEntries(retried.map((outcome) => [outcome, retryOf(random)])) as Record<
      RetriedOutcome,
      RetryRule
    >,
    order: random.pick(['oldest', 'newest', 'random']),
    detection: {
      by: random.pick(['none', 'asterisk', 'talk']),
      longestMs: random.pick([800, 1_500]),
      falsePositives: 0.02,
      machine: random.pick<MachineAction>([
        { name: 'hang-up' },
        { name: 'agent' },
        { name: 'message', message: 'sound:call-us' },
      ]),
      unknown: random.pick(['agent', 'agent', 'hang-up']),
    },
    blending: {
      reserve: random.chance(0.8) ? 0 : 1,
      pauseWaiting: random.pick([null, 1, 1, 3]),
    },
    calendar: random.chance(0.7) ? null : 'working',
    dispositions,
    dispositionRequired: dispositions.length > 0 && random.chance(0.5),
    dispositionDefault: dispositions.length > 0 && random.chance(0.6) ? 'no|later' : null,
    callbacks: {
      handOverMs: random.chance(0.5) ? null : random.between(10, 300) * 1000,
      remindMs: 60_000,
      mostPerAgent: 10,
    },
    form: null,
  };
}

function modeOf(random: Random): DiallingMode {
  return random.pick<() => DiallingMode>([
    () => ({ name: 'manual' }),
    () => ({
      name: 'preview',
      afterMs: random.chance(0.4) ? null : random.between(3, 30) * 1000,
      skips: random.chance(0.4) ? null : random.between(0, 3),
    }),
    () => ({ name: 'progressive' }),
    () => ({ name: 'progressive' }),
    () => ({ name: 'power', ratio: random.pick([1, 1.5, 2, 3]) }),
    () => ({ name: 'predictive', leastAgents: random.between(1, 3) }),
    () => ({ name: 'predictive', leastAgents: 1 }),
    () => ({ name: 'agentless', message: 'sound:news', pressOne: null }),
  ])();
}

/** One path for each action, and the two that time-outs book. */
function dispositionsOf(random: Random): DispositionRule[] {
  const some = actions
    .filter(() => random.chance(0.8))
    .map((action): DispositionRule => {
      return { path: ['said', action], action };
    });
  return [...some, { path: ['no', 'later'], action: random.pick(['terminate', 'retry']) }];
}

function retryOf(random: Random): RetryRule {
  return {
    afterMs: random.between(5, 240) * 1000,
    most: random.between(0, 3),
    nextNumber: random.chance(0.5),
  };
}

function limitsOf(random: Random): TrunkLimits {
  if (random.chance(0.5)) return unlimited;
  return {
    most: random.chance(0.4) ? null : random.between(1, 5),
    perSecond: random.chance(0.5) ? null : random.between(1, 2),
  };
}

function trunksOf({ trunks }: Office, random: Random): string[] {
  const all = trunks.map(({ id }) => id);
  return random.chance(0.5) ? all : [random.pick(all)];
}
