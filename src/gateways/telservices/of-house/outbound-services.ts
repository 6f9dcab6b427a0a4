import type { AgentId, CampaignId } from '../../../board/ids.ts';
import type { Campaign } from '../../../board/outbound/campaign.ts';
import type { BoardState } from '../../../board/state.ts';

/** The campaigns that an agent works for: those of his queues that are started and not restricted to others. */
export function campaignsServed(state: Readonly<BoardState>, agent: AgentId): Campaign[] {
  const queues = state.queuesOfAgent.get(agent) ?? [];
  return [...state.campaigns.values()].filter(({ id, run, changes }) => {
    const queue = state.campaignSettings.get(id)?.queue ?? null;
    if (run === 'stopped' || queue === null || !queues.includes(queue)) return false;
    return changes.agents == null || changes.agents.includes(agent);
  });
}

export function outboundServicesOf(state: Readonly<BoardState>, agent: AgentId): readonly CampaignId[] {
  return campaignsServed(state, agent).map(({ id }) => id);
}

/** Its agents, signed in or not: the members of its queue, as far as it is not restricted to some of them. */
export function agentsOfCampaign(
  state: Readonly<BoardState>,
  { id, changes }: Pick<Campaign, 'id' | 'changes'>,
): AgentId[] {
  const queue = state.campaignSettings.get(id)?.queue ?? null;
  const members = queue === null ? [] : [...(state.membersOf.get(queue)?.keys() ?? [])];
  return members.filter((agent) => changes.agents == null || changes.agents.includes(agent));
}
