import { memoryOf } from '../acd/memory.ts';
import { idleSince } from '../acd/strategies/longest-idle.ts';
import { after } from '../acd/strategies/round-robin.ts';
import type { Agent } from '../agent/agent.ts';
import type { Call } from '../call/call.ts';
import type { QueueSettings } from '../queue-settings.ts';
import type { BoardState, Member } from '../state.ts';
import type { Campaign } from './campaign.ts';
import type { AgentDistribution, CampaignSettings } from './campaign-settings.ts';

/** Which agent has a campaign's next customer, where its supervisors have said so and not only the queue. */

/** The queue as this caller is to be served by it. */
export function asDistributed(state: Readonly<BoardState>, queue: QueueSettings, call: Call): QueueSettings {
  const campaign = call.attempt === null ? undefined : state.campaigns.get(call.attempt.campaign);
  const distribution = campaign?.changes.distribution ?? null;
  if (distribution === null) return queue;
  return { ...queue, strategy: { ...queue.strategy, by: [distribution] } };
}

/** Free agents in the order in which the campaign calls for them, and rings those who are rung first. */
export function inTurn(
  state: Readonly<BoardState>,
  { queue }: Pick<CampaignSettings, 'queue'>,
  { changes }: Campaign,
  free: readonly Agent[],
): Agent[] {
  const { distribution = null } = changes;
  const byWait = free.toSorted((a, b) => (a.readySince ?? 0) - (b.readySince ?? 0) || (a.id < b.id ? -1 : 1));
  const members = queue === null ? undefined : state.membersOf.get(queue);
  if (queue === null || members === undefined || distribution === null) return byWait;
  const placed = byWait.flatMap((agent) => {
    const member = members.get(agent.id);
    return member === undefined ? [] : [{ agent, key: placeOf(state, queue, distribution, agent, member) }];
  });
  return placed.toSorted((a, b) => a.key - b.key).map(({ agent }) => agent);
}

function placeOf(
  state: Readonly<BoardState>,
  queue: NonNullable<CampaignSettings['queue']>,
  distribution: AgentDistribution,
  agent: Agent,
  member: Member,
): number {
  if (distribution === 'linear') return member.position;
  if (distribution === 'longest-idle') return idleSince(agent);
  return after(memoryOf(state, queue).offered[member.tier], { member }, { state, queue: { id: queue } });
}
