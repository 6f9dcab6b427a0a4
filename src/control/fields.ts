import { z } from 'zod';
import { CordboardError } from '../base/errors.ts';
import type { AgentId, CallId, CampaignId, ContactId, ListId, PhoneId, QueueId } from '../board/ids.ts';

/** Fields that many operations share. */

function id<Of extends string>(what: string): z.ZodType<Of, Of> {
  const schema: z.ZodType<string, string> = z.string().min(1).max(80).describe(what);
  return schema as unknown as z.ZodType<Of, Of>;
}

export const agentField = id<AgentId>('id of an agent');
export const queueField = id<QueueId>('id of a queue');
export const phoneField = id<PhoneId>('id of a phone');
export const callField = id<CallId>('id of a call');
export const campaignField = id<CampaignId>('id of a campaign');

function number<Of extends number>(what: string): z.ZodType<Of, Of> {
  // In a path it comes as a text.
  const schema = z
    .preprocess((given) => (/^\d{1,15}$/.test(String(given)) ? Number(given) : given), z.int().min(1))
    .meta({ type: 'integer', description: what });
  return schema as unknown as z.ZodType<Of, Of>;
}

export const contactField = number<ContactId>('number of a contact');
export const listField = number<ListId>('number of a list');

export const timeField = z.int().min(0).describe('UTC milliseconds since 1970');
export const durationField = z.int().min(0).describe('milliseconds');
export const partyField = z.object({ name: z.string(), number: z.string() });

/** What a command answers: it is in the journal up to this entry. */
export const doneOutput = z.object({
  seq: z.int().describe('last entry of the journal when the command was carried out'),
});

export const limitField = (most: number, usual: number) =>
  z.int().min(1).max(most).default(usual).describe('how many at most');

/** What a schema alone cannot see: 'input-wrong', told as it tells of a field. */
export function inputWrong(field: string, rule: string): CordboardError {
  const fields = [{ field, message: rule }];
  return new CordboardError('input-wrong', `${field}: ${rule}`, { details: { fields } });
}
