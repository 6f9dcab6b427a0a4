import type { Agent } from '../agent/agent.ts';
import { awaitsSeat } from '../agent/seat.ts';
import { isAfar, offersOf } from '../call/call.ts';
import type { BoardState } from '../state.ts';
import type { Campaign } from './campaign.ts';
import type { CampaignSettings } from './campaign-settings.ts';
import { inTurn } from './distribution.ts';
import { trunkRoom } from './trunks.ts';

/** Free agents that a campaign may call for, those first who are next: whom callers do not need. Callers come first. */
export function freeForCampaign(
  state: Readonly<BoardState>,
  settings: CampaignSettings,
  campaign: Campaign,
): Agent[] {
  const { blending } = settings;
  // Who goes away when nobody needs him any more is needed by nobody new.
  const free = freeAgentsOf(state, settings, campaign).filter(
    ({ pausing, leaving }) => pausing === null && leaving === null,
  );
  const waiting = callersFor(state, free);
  if (blending.pauseWaiting !== null && waiting >= blending.pauseWaiting) return [];
  return inTurn(state, settings, campaign, free).slice(
    0,
    Math.max(0, free.length - blending.reserve - waiting),
  );
}

/** Those who could have one of its customers now. */
export function freeAgentsOf(
  state: Readonly<BoardState>,
  { queue }: CampaignSettings,
  { changes: { agents = null } }: Campaign,
): Agent[] {
  const free: Agent[] = [];
  for (const id of queue === null ? [] : (state.freeIn.get(queue) ?? [])) {
    const agent = state.agents.get(id);
    if (agent === undefined || agent.work.name !== 'idle' || awaitsSeat(state, agent)) continue;
    if (agents === null || agents.includes(id)) free.push(agent);
  }
  return free;
}

/** Callers wait for the campaign's agents: whoever of these becomes free is theirs, and nobody is to bet on him. */
export function isPaused(state: Readonly<BoardState>, { queue, blending }: CampaignSettings): boolean {
  if (queue === null || blending.pauseWaiting === null) return false;
  const ready: Agent[] = [];
  for (const id of state.membersOf.get(queue)?.keys() ?? []) {
    const agent = state.agents.get(id);
    if (agent?.presence.name === 'ready') ready.push(agent);
  }
  return callersFor(state, ready) >= blending.pauseWaiting;
}

/** Callers who wait on the line in the queues of these agents, and whom no phone rings for. */
export function callersFor(state: Readonly<BoardState>, agents: readonly Agent[]): number {
  const queues = new Set(agents.flatMap(({ id }) => state.queuesOfAgent.get(id) ?? []));
  let count = 0;
  for (const queue of queues) {
    for (const id of state.waiting.get(queue)?.calls() ?? []) {
      const call = state.calls.get(id);
      if (call === undefined || call.attempt?.outcome === null || isAfar(call)) continue;
      if (offersOf(call).length === 0) count += 1;
    }
  }
  return count;
}

/** How many calls the campaign may begin now, by its own bounds and those of its trunks. */
export function room(state: Readonly<BoardState>, settings: CampaignSettings, at: number): number {
  let up = 0;
  let undialled = 0;
  for (const id of state.callsOfCampaign.get(settings.id) ?? []) {
    const attempt = state.calls.get(id)?.attempt;
    if (attempt == null) continue;
    up += 1;
    // Its agent is rung first: it will need a trunk.
    if (attempt.leg === null && attempt.outcome === null) undialled += 1;
  }
  // Those that are over already count, too.
  const starts = state.campaignStarts.get(settings.id) ?? [];
  const lately = starts.filter((begun) => begun > at - 1_000).length;
  const byCalls = settings.most === null ? Infinity : settings.most - up;
  const bySecond = settings.perSecond === null ? Infinity : settings.perSecond - lately;
  const byTrunks = trunkRoom(state, settings, at) - undialled;
  return Math.max(0, Math.min(byCalls, bySecond, byTrunks));
}

/**
 * How many more customers may be called for whoever is free then: supervisors may have said how many of them may be without
 * an agent beyond those who are free.
 */
export function roomInQueue(
  state: Readonly<BoardState>,
  { id, queue }: CampaignSettings,
  { changes: { agents = null, queueLimit = null } }: Campaign,
  free: number,
): number {
  if (queueLimit === null || queue === null) return Infinity;
  let without = 0;
  for (const one of state.callsOfCampaign.get(id) ?? []) {
    const call = state.calls.get(one);
    if (call?.attempt == null || call.attempt.outcome !== null || call.attempt.agent !== null) continue;
    if (call.attempt.heardAt === null && offersOf(call).length === 0) without += 1;
  }
  let signedIn = 0;
  for (const member of state.membersOf.get(queue)?.keys() ?? []) {
    if (agents !== null && !agents.includes(member)) continue;
    if (state.agents.get(member)?.signedInAt != null) signedIn += 1;
  }
  return Math.max(0, free + Math.floor(queueLimit * signedIn) - without);
}
