import { isEngaged } from '../agent/agent.ts';
import { offersOf, type Call } from '../call/call.ts';
import type { CampaignId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import type { Campaign } from './campaign.ts';
import type { CampaignSettings } from './campaign-settings.ts';
import type { Policy, Situation } from './pacing/decide.ts';
import { dayAt, measuredBy } from './settings-now.ts';

/** What pacing is told of a campaign: how it is to dial, and how things stand. */

export function policyOf(state: Readonly<BoardState>, settings: CampaignSettings): Policy {
  const { dialling, queue, abandon } = settings;
  if (dialling.name === 'power') {
    return { mode: 'power', ratio: dialling.ratio, measured: measuredBy(settings) };
  }
  if (dialling.name !== 'predictive') return { mode: 'progressive' };
  const agents = queue === null ? 0 : signedIn(state, settings);
  if (agents < dialling.leastAgents) return { mode: 'progressive' };
  return {
    mode: 'predictive',
    measured: measuredBy(settings),
    toleranceMs: abandon.withinMs,
    guarantee: abandon.guarantee,
    ...(abandon.dropAfterMs === null ? {} : { dropAfterMs: abandon.dropAfterMs }),
  };
}

function signedIn(state: Readonly<BoardState>, { queue }: CampaignSettings): number {
  let count = 0;
  for (const id of queue === null ? [] : (state.membersOf.get(queue)?.keys() ?? [])) {
    if (state.agents.get(id)?.presence.name === 'ready') count += 1;
  }
  return count;
}

export function situationOf(
  state: Readonly<BoardState>,
  campaign: Campaign,
  settings: CampaignSettings,
  free: number,
  maxNew: number,
  at: number,
): Situation {
  const { inFlight, waiting } = comingFor(state, settings);
  const busy: Situation['busy'][number][] = [];
  for (const id of settings.queue === null ? [] : (state.membersOf.get(settings.queue)?.keys() ?? [])) {
    const agent = state.agents.get(id);
    if (agent?.presence.name !== 'ready') continue;
    if (isEngaged(agent.work)) busy.push({ phase: 'talk', since: agent.since });
    else if (agent.work.name === 'wrap-up') busy.push({ phase: 'wrap-up', since: agent.since });
  }
  return {
    now: at,
    day: dayAt(state, at),
    free,
    waiting,
    inFlight,
    busy,
    budget: campaign.budget,
    maxNew,
  };
}

/** Customers for whom no agent is rung yet: the calls of those who have not answered, when these were dialled, and how many have. */
export function comingFor(
  state: Readonly<BoardState>,
  settings: CampaignSettings,
): { readonly inFlight: readonly number[]; readonly calls: readonly Call[]; readonly waiting: number } {
  const inFlight: number[] = [];
  const calls: Call[] = [];
  let waiting = 0;
  for (const id of sharing(state, settings)) {
    for (const callId of state.callsOfCampaign.get(id) ?? []) {
      const call = state.calls.get(callId);
      if (call?.attempt == null || call.attempt.outcome !== null) continue;
      // The mode of its own: supervisors may have changed the campaign's since.
      if (call.attempt.mode === 'agentless') continue;
      // Whose agent is rung already has taken him from those who are free.
      if (call.phase.name === 'waiting') waiting += offersOf(call).length === 0 ? 1 : 0;
      else if (call.phase.name === 'dialling') {
        if (call.attempt.answeredAt === null) {
          inFlight.push(call.attempt.begunAt);
          calls.push(call);
        } else waiting += 1;
      } else if (call.phase.name === 'away' && call.phase.point === 'detection') waiting += 1;
    }
  }
  return { inFlight, calls, waiting };
}

/** The campaigns that want the same agents: those of one queue, or of queues with members in common. */
function* sharing(state: Readonly<BoardState>, { queue }: CampaignSettings): Generator<CampaignId> {
  const members = queue === null ? undefined : state.membersOf.get(queue);
  for (const other of state.campaignSettings.values()) {
    if (other.queue === null) continue;
    const theirs = state.membersOf.get(other.queue);
    const isShared = other.queue === queue || [...(theirs?.keys() ?? [])].some((id) => members?.has(id));
    if (isShared) yield other.id;
  }
}
