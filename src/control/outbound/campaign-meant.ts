import { CordboardError } from '../../base/errors.ts';
import type { CampaignId, ContactId } from '../../board/ids.ts';
import type { Exchange } from '../exchange.ts';

/** What all who change a campaign's contacts begin with. */

/** Throws 'campaign-unknown'. */
export function needCampaign({ state }: Pick<Exchange, 'state'>, campaign: CampaignId): void {
  if (state.campaigns.has(campaign)) return;
  throw new CordboardError('campaign-unknown', `there is no campaign ${campaign}`);
}

/** Calls the campaign's contacts back from the board. Only a campaign that has some there has to be asked. */
export async function recallContacts(exchange: Exchange, campaign: CampaignId): Promise<void> {
  if ((exchange.state.contactsOf.get(campaign)?.size ?? 0) === 0 && exchange.isStored) return;
  await exchange.command({ name: 'recall-contacts', campaign });
}

export function inUse(id: ContactId): CordboardError {
  return new CordboardError('contact-in-use', `contact ${id} is being called just now: try again after that`);
}
