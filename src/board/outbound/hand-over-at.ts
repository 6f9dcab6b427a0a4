import type { CampaignSettings } from './campaign-settings.ts';
import type { Contact } from './contact.ts';

/** When a promise that its agent has not kept is anybody's; null: never. */
export function handOverAt(
  { kind, agent, dueAt }: Pick<Contact, 'kind' | 'agent' | 'dueAt'>,
  { handOverMs }: CampaignSettings['callbacks'],
): number | null {
  return kind !== 'call-back' || agent === null || handOverMs === null ? null : dueAt + handOverMs;
}
