import type { CampaignId, QueueId } from '../../../board/ids.ts';
import type { CampaignSettings } from '../../../board/outbound/campaign-settings.ts';
import type { QueueSettings } from '../../../board/queue-settings.ts';
import type { BoardState } from '../../../board/state.ts';
import { writeName, type CampaignName } from '../names.ts';

/** What there is no more keeps its id for a name. */
export function writtenQueue(state: Readonly<BoardState>, queue: QueueId): string {
  return writeName(state.queues.get(queue)?.name ?? queue, 'in');
}

export function writtenCampaign(state: Readonly<BoardState>, campaign: string): string {
  return writeName(state.campaignSettings.get(campaign as CampaignId)?.name ?? campaign, 'out');
}

/** The inbound queue of this name or id; with an arrow that says outbound there is none. */
export function queueMeant(
  { office: { queues } }: Readonly<BoardState>,
  { name, direction }: CampaignName,
): QueueSettings | undefined {
  return direction === 'out' ? undefined : withName(queues, name);
}

/** The outbound campaign; with an arrow that says inbound there is none. */
export function campaignMeant(
  { office: { campaigns } }: Readonly<BoardState>,
  { name, direction }: CampaignName,
): CampaignSettings | undefined {
  return direction === 'in' ? undefined : withName(campaigns, name);
}

/** Ids of Cordboard are in small letters; other products' names are not. */
function withName<One extends { readonly id: string; readonly name: string }>(
  all: readonly One[],
  written: string,
): One | undefined {
  const name = written.toLowerCase();
  return all.find((one) => one.name.toLowerCase() === name) ?? all.find(({ id }) => id === name);
}
