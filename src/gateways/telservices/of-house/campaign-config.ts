import type {
  AgentDistribution,
  CampaignSettings,
  LiveChanges,
} from '../../../board/outbound/campaign-settings.ts';
import type { RoutingPointConfig } from '../house/routing-points.ts';
import { msWithin, wrong } from './config-wrong.ts';
import { daysOff, weekdaysOff, workingHours } from './working-hours.ts';

/** The bounds of the office file. */
const ring = { least: 5, most: 120 };
const wrapUp = { least: 0, most: 3_600 };
const mostRetries = 100;

const distributions: Readonly<
  Record<NonNullable<RoutingPointConfig['agentsDistribution']>, AgentDistribution>
> = { cyclic: 'round-robin', sequential: 'linear', 'most-idle': 'longest-idle' };

/** What only agents can be distributed by. */
const ofAgents = [
  'agentsDistribution',
  'queueLimit',
  'agentWorkingAfterCallTimeout',
  'agentLoggedOnOnOpenSession',
  'agentReadyOnLoggedOn',
] as const;

/** A configuration of the manual as changes of a campaign. `former`: what was changed before. Throws 'input-wrong'. */
export function campaignChanges(
  config: RoutingPointConfig,
  { id, dialling }: Pick<CampaignSettings, 'id' | 'dialling'>,
  former: LiveChanges,
  at: number,
): LiveChanges {
  for (const element of ofAgents) {
    if (dialling.name === 'agentless' && config[element] !== null) {
      throw wrong(element, `is not a setting of ${id}, which has no agents`);
    }
  }
  const changes: Partial<LiveChanges> = {
    // 0: it goes on until somebody stops it.
    stopAt: given(config.serviceTimeout, (seconds) => (seconds === 0 ? null : at + seconds * 1_000)),
    hours: given(config.workingHours, workingHours),
    weekdaysOff: given(config.nonWorkingDaysOfWeek, weekdaysOff),
    daysOff: given(config.nonWorkingDays, daysOff),
    ringMs: given(config.noAnswerTimeout, (seconds) => msWithin('noAnswerTimeout', seconds, ring)),
    retry: retryOf(config, former),
    wrapUpMs: given(config.agentWorkingAfterCallTimeout, (seconds) =>
      msWithin('agentWorkingAfterCallTimeout', seconds, wrapUp),
    ),
    distribution: given(config.agentsDistribution, (word) => distributions[word]),
    queueLimit: given(config.queueLimit, (percent) => percent / 100),
    signInOnOpen: config.agentLoggedOnOnOpenSession ?? undefined,
    readyOnSignIn: config.agentReadyOnLoggedOn ?? undefined,
    immediateAbandonMs: given(
      config.statisticsIncomingCallImmediateAbandonTimeout,
      (seconds) => seconds * 1_000,
    ),
  } as Partial<LiveChanges>;
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

function retryOf(
  { failedCallRetryTimeout, failedCallRetryLimit }: RoutingPointConfig,
  { retry }: LiveChanges,
): LiveChanges['retry'] {
  if (failedCallRetryTimeout === null && failedCallRetryLimit === null) return undefined;
  if (failedCallRetryLimit !== null && failedCallRetryLimit > mostRetries) {
    throw wrong('failedCallRetryLimit', `must be from 0 to ${mostRetries}`);
  }
  return {
    ...retry,
    ...(failedCallRetryTimeout === null ? {} : { afterMs: failedCallRetryTimeout * 1_000 }),
    ...(failedCallRetryLimit === null ? {} : { most: failedCallRetryLimit }),
  };
}

function given<Value, Change>(value: Value | null, change: (value: Value) => Change): Change | undefined {
  return value === null ? undefined : change(value);
}
