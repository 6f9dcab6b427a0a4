import { CordboardError } from '../../../base/errors.ts';
import type { CampaignId, QueueId } from '../../../board/ids.ts';
import { settingsNow } from '../../../board/outbound/settings-now.ts';
import type { QueueSettings } from '../../../board/queue-settings.ts';
import type { House } from './house.ts';

/** What a campaign is now, with its settings. */
export type CampaignNow = NonNullable<ReturnType<typeof settingsNow>>;

export type NamedService =
  | { readonly kind: 'queue'; readonly queue: QueueSettings }
  | { readonly kind: 'campaign'; readonly now: CampaignNow };

/** A routing point is a queue or a campaign, its service the id; of two that have it the queue is meant. Throws 'service-unknown'. */
export function serviceNamed({ exchange: { state } }: House, service: string): NamedService {
  const queue = state.queues.get(service as QueueId);
  if (queue !== undefined) return { kind: 'queue', queue };
  const now = settingsNow(state, service as CampaignId);
  if (now !== null) return { kind: 'campaign', now };
  throw new CordboardError('service-unknown', `there is no queue and no campaign ${service}`);
}
