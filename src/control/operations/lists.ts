import { z } from 'zod';
import { CordboardError } from '../../base/errors.ts';
import { duplicateScopes, type ContactList } from '../../board/outbound/stored.ts';
import type { ImportStatus } from '../../lists/importing.ts';
import { isTimeZone } from '../../lists/zones.ts';
import { campaignField, listField, timeField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import { usualListPriority, type ListDesk } from '../outbound/list-desk.ts';

const count = z.int().min(0);

const uploadOutput = z.object({
  list: listField,
  state: z.enum(['waiting', 'reading', 'indexing', 'done', 'failed']),
  bytes: count.describe('read of the file'),
  totalBytes: count,
  rows: count.describe('rows read'),
  accepted: count,
  rejected: count.describe('rows turned down: see rejects.csv'),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});

const listOutput = z.object({
  list: listField,
  campaign: campaignField,
  name: z.string(),
  isActive: z.boolean().describe('false: its contacts are not called'),
  priority: z.int().describe('lists with a lower one come first'),
  timeZone: z.string().nullable(),
  callerId: z.string().nullable().describe('null: as the campaign says'),
  state: z.enum(['importing', 'ready']),
  rejected: count.describe('rows of the upload that were turned down'),
  createdAt: timeField,
  createdBy: z.string(),
});

const contactCounts = z.object({ open: count, held: count, finished: count, removed: count });

export const priorityField = z.int().min(1).max(9_999);
export const timeZoneField = z.string().refine(isTimeZone, 'is not a time zone such as Europe/Berlin');
export const listNameField = z.string().trim().min(1).max(80).describe('unique in the campaign');

const callerIdField = z
  .string()
  .regex(/^\+?[0-9*#]{1,32}$/, 'is not a number: digits, * and #, with or without a leading +');

/** What an upload may say of itself, beside its content. */
export const uploadRules = {
  duplicates: z
    .enum(duplicateScopes)
    .default('campaign')
    .describe(
      'where a number must not be yet: none, list, campaign, all campaigns, open-only: contacts still to be called',
    ),
  timeZone: timeZoneField.optional().describe('of all its numbers; without it by number'),
  callerId: callerIdField.optional().describe('what its contacts see; without it as the campaign says'),
  priority: priorityField.default(usualListPriority),
  dueAt: timeField.optional().describe('not called before'),
};

export function uploadView(status: ImportStatus): z.input<typeof uploadOutput> {
  const { list, state, bytes, totalBytes, rows, accepted, rejected, error } = status;
  return { list, state, bytes, totalBytes, rows, accepted, rejected, error };
}

function listView({ id, state, ...list }: ContactList): z.input<typeof listOutput> {
  return { ...list, list: id, state: state === 'importing' ? state : 'ready' };
}

export function listOperations(desk: ListDesk): Operation[] {
  return [
    operation({
      name: 'lists',
      summary: 'The contact lists of a campaign, or of all',
      permission: 'supervisor',
      method: 'get',
      path: '/lists',
      input: z.strictObject({ campaign: campaignField.optional() }),
      output: z.object({ lists: z.array(listOutput) }),
      run: (_caller, { campaign }) => ({ lists: desk.all(campaign ?? null).map(listView) }),
    }),
    operation({
      name: 'list',
      summary: 'One list: how many of its contacts are in which state, and how its upload goes',
      permission: 'supervisor',
      method: 'get',
      path: '/lists/{list}',
      input: z.strictObject({ list: listField }),
      output: listOutput.extend({ contacts: contactCounts, upload: uploadOutput.nullable() }),
      run: (_caller, { list: id }) => {
        const list = desk.get(id);
        const status = desk.progress(id);
        const upload = status === null ? null : uploadView(status);
        return { ...listView(list), contacts: desk.counts(id), upload };
      },
    }),
    operation({
      name: 'upload',
      summary: 'How an upload goes or went, failed ones included, until the next start',
      permission: 'supervisor',
      method: 'get',
      path: '/uploads/{list}',
      input: z.strictObject({ list: listField }),
      output: uploadOutput,
      run: (_caller, { list }) => {
        const status = desk.progress(list);
        if (status !== null) return uploadView(status);
        throw new CordboardError('list-unknown', `nothing is known of an upload ${list}`);
      },
    }),
    operation({
      name: 'change-list',
      summary: 'Switch a list on or off, change its place among the lists, or what its contacts see',
      permission: 'supervisor',
      method: 'post',
      path: '/lists/{list}',
      input: z.strictObject({
        list: listField,
        isActive: z.boolean().optional(),
        priority: priorityField.optional(),
        callerId: callerIdField.nullable().optional().describe('null: as the campaign says'),
      }),
      output: listOutput,
      run: async (_caller, { list, ...change }) => listView(await desk.change(list, change)),
    }),
    operation({
      name: 'delete-list',
      summary: 'Delete a list with its contacts; what is on record of their calls stays',
      permission: 'supervisor',
      method: 'post',
      path: '/lists/{list}/delete',
      input: z.strictObject({ list: listField }),
      output: z.object({ deleted: z.literal(true) }),
      run: async (_caller, { list }) => {
        await desk.delete(list);
        return { deleted: true as const };
      },
    }),
  ];
}
