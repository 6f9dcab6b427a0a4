import { CordboardError } from '../../../base/errors.ts';
import type { AgentId, CampaignId, PhoneId } from '../../../board/ids.ts';
import type { CampaignSettings } from '../../../board/outbound/campaign-settings.ts';
import type { BoardState } from '../../../board/state.ts';
import type { CampaignDesk } from '../house/campaigns.ts';
import type { CampaignName } from '../names.ts';
import { campaignMeant, queueMeant } from './campaign-names.ts';

export function campaignsOf(state: Readonly<BoardState>): CampaignDesk {
  return {
    outbound: (named) => campaignNamed(state, named).id,
    isRunning: (id) => state.campaigns.get(id as CampaignId)?.run === 'running',
    agent: (named) => agentNamed(state, named),
  };
}

/** Throws 'campaign-unknown'. */
export function campaignNamed(
  state: Readonly<BoardState>,
  { name, direction }: CampaignName,
): CampaignSettings {
  const found =
    campaignMeant(state, { name, direction: null }) ??
    (direction === 'in' ? servedBy(state, name) : undefined);
  if (found !== undefined) return found;
  const rule =
    name === '' ? 'no campaign is named' : `the office has no outbound campaign ${JSON.stringify(name)}`;
  throw new CordboardError('campaign-unknown', rule);
}

/** The only campaign whose agents are those of this queue. */
function servedBy(state: Readonly<BoardState>, name: string): CampaignSettings | undefined {
  const queue = queueMeant(state, { name, direction: null });
  const [campaign, ...others] = state.office.campaigns.filter((one) => one.queue === queue?.id);
  return queue === undefined || others.length > 0 ? undefined : campaign;
}

/** By his account; by the phone at which he sits, or that is his own. */
export function agentNamed(state: Readonly<BoardState>, named: string): AgentId | null {
  const { agents } = state.office;
  const id = named.toLowerCase();
  const phone = named as PhoneId;
  return (
    agents.find((agent) => agent.id === id)?.id ??
    state.agentAtPhone.get(phone) ??
    agents.find((agent) => agent.phone === phone)?.id ??
    null
  );
}
