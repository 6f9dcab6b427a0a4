import { z } from 'zod';
import { campaignField, limitField, timeField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import type { BarDesk } from '../outbound/bar-desk.ts';

const patternField = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .describe('a number in any way of writing, or its beginning and an asterisk: +4930*');

const entry = z.object({
  number: z.string(),
  campaign: campaignField.nullable().describe('null: for all'),
  source: z.string(),
  addedBy: z.string().nullable(),
  addedAt: timeField,
  expiresAt: timeField.nullable(),
  note: z.string(),
});

export function doNotCallOperations(bars: BarDesk): Operation[] {
  const view = ({ pattern, ...one }: Awaited<ReturnType<BarDesk['add']>>[number]): z.input<typeof entry> => ({
    ...one,
    number: pattern,
  });
  return [
    operation({
      name: 'do-not-call',
      summary: 'The do-not-call list by number; `number`: the entries that bar it',
      permission: 'supervisor',
      method: 'get',
      path: '/do-not-call',
      input: z.strictObject({
        number: z.string().trim().min(1).max(40).optional(),
        campaign: campaignField.optional(),
        after: z.string().max(40).optional().describe('only numbers behind this one'),
        limit: limitField(1_000, 100),
      }),
      output: z.object({ entries: z.array(entry) }),
      run: (_caller, { number, campaign, after, limit }) => {
        // Behind all entries of that number, whatever their campaign.
        const last = after === undefined ? undefined : { pattern: after, campaign: behindAll };
        return { entries: bars.list({ number, campaign, after: last, limit }).map(view) };
      },
    }),
    operation({
      name: 'add-do-not-call',
      summary: 'Bar numbers, all of them or none; what is about to be called is looked at again',
      permission: 'supervisor',
      method: 'post',
      path: '/do-not-call',
      input: z.strictObject({
        numbers: z.array(patternField).min(1).max(1_000),
        campaign: campaignField.optional().describe('without it for all'),
        source: z.string().trim().min(1).max(80).default('api').describe('where the wish comes from'),
        expiresAt: timeField.optional(),
        note: z.string().max(500).default(''),
      }),
      output: z.object({ entries: z.array(entry) }),
      run: async (caller, { numbers, campaign, source, expiresAt, note }) => {
        const shared = {
          campaign: campaign ?? null,
          source,
          by: caller.user,
          expiresAt: expiresAt ?? null,
          note,
        };
        const added = await bars.add(numbers.map((pattern) => ({ ...shared, pattern })));
        return { entries: added.map(view) };
      },
    }),
    operation({
      name: 'remove-do-not-call',
      summary: 'Let numbers be called again',
      permission: 'supervisor',
      method: 'post',
      path: '/do-not-call/remove',
      input: z.strictObject({
        numbers: z.array(patternField).min(1).max(1_000),
        campaign: campaignField.optional().describe('the entry of this campaign; without it the one for all'),
      }),
      output: z.object({ removed: z.int() }),
      run: async ({ user }, { numbers, campaign }) => {
        const entries = numbers.map((pattern) => ({ pattern, campaign: campaign ?? null }));
        return { removed: await bars.remove(entries, user) };
      },
    }),
  ];
}

/** Sorts behind every id. */
const behindAll = '~' as z.output<typeof campaignField>;
