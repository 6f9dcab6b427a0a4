import { z } from 'zod';
import type { StoredContact } from '../../board/outbound/stored.ts';
import { agentField, campaignField, contactField, limitField, listField, timeField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import type { ContactDesk } from '../outbound/contact-desk.ts';
import { addedList } from '../outbound/list-desk.ts';
import { listNameField, priorityField, timeZoneField, uploadRules } from './lists.ts';

const numberField = z.string().trim().min(1).max(40).describe('in any way of writing');
const data = z
  .record(z.string().min(1).max(80), z.string().max(2_000))
  .refine((fields) => Object.keys(fields).length <= 100, 'has more than 100 fields');
const text = z.string().max(2_000);
const numbers = z.array(numberField).min(1).max(10).describe('in the order in which they are tried');

const contactInput = z.strictObject({
  numbers,
  name: text.optional(),
  priority: priorityField.optional(),
  agent: agentField.nullable().optional().describe('who alone may have it'),
  dueAt: z.int().min(100_000_000).optional().describe('UTC milliseconds: not called before'),
  timeZone: z.string().max(60).nullable().optional(),
  region: z.string().max(80).nullable().optional(),
  note: text.optional(),
  data: data.optional(),
});

const states = ['open', 'held', 'finished', 'removed'] as const;

const contactOutput = z.object({
  contact: contactField,
  campaign: campaignField,
  list: listField,
  listName: z.string(),
  name: z.string(),
  state: z.enum(states).describe('held: it is about to be called, or is called'),
  result: z.string().nullable().describe("the last outcome, or the disposition's path"),
  isSuccess: z.boolean(),
  refused: z.string().nullable().describe('why the rules have kept it from being called last'),
  priority: z.int(),
  agent: agentField.nullable(),
  dueAt: timeField,
  kind: z.enum(['first', 'retry', 'call-back']),
  attempts: z.int(),
  next: z.int().describe('which of its numbers is next, from 0'),
  numbers: z.array(
    z.object({
      number: z.string(),
      state: z.enum(['open', 'deleted', 'blocked', 'invalid', 'done']),
      attempts: z.int(),
      zones: z.array(z.string()),
      region: z.string().nullable(),
      notBefore: z.int(),
      lockedUntil: z.int(),
      outcomes: z.record(z.string(), z.int()),
    }),
  ),
  note: z.string(),
  data: z.record(z.string(), z.string()),
  createdAt: timeField,
  changedAt: timeField,
});

function contactView(stored: StoredContact): z.input<typeof contactOutput> {
  const { id, numbers: all, data: fields, reminded: _r, callerId: _c, ...contact } = stored;
  return {
    ...contact,
    contact: id,
    data: { ...fields },
    numbers: all.map((number) => ({
      ...number,
      zones: [...number.zones],
      outcomes: { ...number.outcomes },
    })),
  };
}

export function contactOperations(desk: ContactDesk): Operation[] {
  return [
    operation({
      name: 'add-contacts',
      summary: 'Add contacts to a list, which is made when it is not there; those turned down are told',
      permission: 'supervisor',
      method: 'post',
      path: '/campaigns/{campaign}/contacts',
      input: z.strictObject({
        campaign: campaignField,
        list: listNameField.default(addedList),
        contacts: z.array(contactInput).min(1).max(500),
        ...uploadRules,
      }),
      output: z.object({
        results: z
          .array(
            z.object({
              contact: contactField.nullable(),
              rule: z.string().nullable(),
              detail: z.string().nullable(),
            }),
          )
          .describe('of each, in order: its id, or the rule that it breaks'),
      }),
      run: (caller, { contacts, timeZone, dueAt, ...rules }) => {
        const wanted = { ...rules, timeZone: timeZone ?? null, dueAt: dueAt ?? null, by: caller.user };
        const results = desk
          .add(wanted, contacts)
          .map((one) =>
            'id' in one
              ? { contact: one.id, rule: null, detail: null }
              : { contact: null, rule: one.rule, detail: `${one.number} ${one.detail}`.trim() },
          );
        return { results };
      },
    }),
    operation({
      name: 'contacts',
      summary: 'Find contacts by campaign, list, number, state or agent, by id',
      permission: 'supervisor',
      method: 'get',
      path: '/contacts',
      input: z.strictObject({
        campaign: campaignField.optional(),
        list: listField.optional(),
        number: numberField.optional(),
        state: z.enum(states).optional(),
        agent: agentField.optional(),
        after: contactField.optional().describe('only those behind this one'),
        limit: limitField(500, 50),
      }),
      output: z.object({ contacts: z.array(contactOutput) }),
      run: (_caller, filter) => ({ contacts: desk.find(filter).map(contactView) }),
    }),
    operation({
      name: 'contact',
      summary: 'One contact',
      permission: 'supervisor',
      method: 'get',
      path: '/contacts/{contact}',
      input: z.strictObject({ contact: contactField }),
      output: contactOutput,
      run: (_caller, { contact }) => contactView(desk.get(contact)),
    }),
    operation({
      name: 'change-contact',
      summary: 'Change what a contact is to be called for, by whom and when; what is not named stays',
      permission: 'supervisor',
      method: 'post',
      path: '/contacts/{contact}',
      input: z.strictObject({
        contact: contactField,
        name: text.optional(),
        priority: priorityField.optional(),
        dueAt: timeField.optional(),
        agent: agentField.nullable().optional(),
        note: text.optional(),
        data: data.optional(),
        numbers: numbers.optional(),
        timeZone: timeZoneField.optional().describe('of all its numbers'),
        state: z.enum(['open', 'finished']).optional(),
      }),
      output: contactOutput,
      run: async (_caller, { contact, ...change }) => contactView(await desk.change(contact, change)),
    }),
    operation({
      name: 'remove-contact',
      summary: 'Call a contact no more; what is on record of it stays',
      permission: 'supervisor',
      method: 'post',
      path: '/contacts/{contact}/remove',
      input: z.strictObject({ contact: contactField }),
      output: contactOutput,
      run: async (_caller, { contact }) => {
        await desk.remove(contact);
        return contactView(desk.get(contact));
      },
    }),
    operation({
      name: 'reset-contact',
      summary:
        'Put a contact back as if nobody had called it; its attempts stay on record and count for the law',
      permission: 'supervisor',
      method: 'post',
      path: '/contacts/{contact}/reset',
      input: z.strictObject({ contact: contactField }),
      output: contactOutput,
      run: async (_caller, { contact }) => contactView(await desk.reset(contact)),
    }),
  ];
}
