import type { AgentState, CampaignState } from '../house/status.ts';
import { countOf, statusOf, type AgentCount } from './agent-status.ts';
import { channelOf } from './record.ts';
import { strategyName } from './strategy.ts';
import { clockTime, percent, received, seconds, totalAndAverage } from './written.ts';

/** What each answer about campaigns carries. */
export interface Stamp {
  readonly at: number;
  readonly timeZone: string;
  readonly actionId: string;
}

/** campaignstatus of one campaign: the fields of the document, in its order. */
function campaignAnswer(campaign: CampaignState) {
  const { name, agents, answered, abandoned, offered, talkMs, waitMs } = campaign;
  const count = (of: AgentCount): number => agents.filter((agent) => countOf(agent) === of).length;
  const notavailables = count('notavailables');
  return {
    campaign: name,
    availables: count('availables'),
    notavailables,
    paused: count('paused'),
    busy: count('busy'),
    busypaused: count('busypaused'),
    totalagents: agents.length,
    logged: agents.length - notavailables,
    onwrapup: count('onwrapup'),
    completed: answered,
    abandoned,
    talked: totalAndAverage(talkMs, answered),
    hold: totalAndAverage(waitMs, answered),
    abandonedlevel: percent(offered === 0 ? null : abandoned / offered, 0),
    totalcalls: offered,
    acd: answered === 0 ? 0 : seconds(talkMs / answered),
    servicelevel: percent(campaign.serviceLevel, 1),
    servicelevel2: percent(campaign.serviceLevelWithAbandoned, 1),
    strategy: strategyName(campaign),
    slevelthreshold: String(seconds(campaign.serviceLevelMs)),
    wrapup: seconds(campaign.wrapUpMs),
  };
}

/** By their names. */
export function campaignsAnswer(campaigns: readonly CampaignState[]) {
  return Object.fromEntries(campaigns.map((campaign) => [campaign.name, campaignAnswer(campaign)]));
}

/** The campaign and each of its agents, by where they sit. */
export function campaignWithAgents(campaign: CampaignState, stamp: Stamp): Readonly<Record<string, unknown>> {
  const answer: Record<string, unknown> = { [campaign.name]: campaignAnswer(campaign) };
  for (const agent of campaign.agents) {
    const location = locationOf(agent, Object.keys(answer));
    answer[location] = agentAnswer(campaign, agent, location, stamp);
  }
  return answer;
}

/** Two agents may have the same phone, each in his shift, and some have none. */
function locationOf({ id, phone }: AgentState, taken: readonly string[]): string {
  const own = channelOf(phone ?? id);
  return phone === null || taken.includes(own) ? `Agent/${id}` : own;
}

function agentAnswer(
  { name: queue }: CampaignState,
  agent: AgentState,
  location: string,
  { at, timeZone, actionId }: Stamp,
) {
  return {
    queue,
    location,
    membership: '',
    name: agent.name,
    penalty: agent.tier,
    callsTaken: agent.taken,
    lastCall: agent.lastCallAt === null ? 0 : Math.floor(agent.lastCallAt / 1_000),
    status: statusOf(agent),
    paused: agent.isPaused,
    stateinterface: location,
    incall: agent.does === 'in-call' || agent.does === 'holding' ? 1 : 0,
    pausedreason: agent.reason ?? '',
    internalActionId: actionId,
    dateReceived: received(agent.since, timeZone),
    server: clockTime(Math.max(0, at - agent.since)),
  };
}
