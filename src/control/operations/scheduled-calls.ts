import { z } from 'zod';
import { CordboardError } from '../../base/errors.ts';
import type { ContactId } from '../../board/ids.ts';
import type { Contact } from '../../board/outbound/contact.ts';
import { settingsNow } from '../../board/outbound/settings-now.ts';
import { isSupervisor, type Caller } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import { agentField, campaignField, contactField, doneOutput, limitField, timeField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import { contactFor } from '../outbound/hand-over.ts';
import type { CampaignParts } from '../outbound/parts.ts';
import { againFields, momentOf, scheduleOf, whoCalls } from '../outbound/schedule.ts';
import { whenStored } from '../outbound/when-stored.ts';

const output = z.object({
  contact: contactField,
  campaign: campaignField,
  list: z.string(),
  name: z.string(),
  number: z.string(),
  dueAt: timeField,
  agent: agentField.nullable().describe('who has promised it; null: anybody calls'),
  note: z.string(),
  isHeld: z.boolean().describe('due, or being called just now'),
});

const cursorField = z.string().regex(/^\d{1,15}-\d{1,15}$/, 'is not what the page before has said');

/** Calls that contacts of campaigns were promised. */
export function scheduledCallOperations(exchange: Exchange, parts: CampaignParts): Operation[] {
  const { state } = exchange;

  /** Throws 'contact-unknown' for what the caller may not see, or what is no promise any more. */
  const promised = async (caller: Caller, id: ContactId): Promise<Contact> => {
    await whenStored(exchange);
    const stored = parts.contacts.get(id);
    const isOpen = stored?.state === 'open' || stored?.state === 'held';
    const settings = stored === undefined ? undefined : settingsNow(state, stored.campaign)?.settings;
    const isSeen = isSupervisor(caller) || stored?.agent === caller.user;
    if (stored === undefined || settings === undefined || !isOpen || stored.kind !== 'call-back' || !isSeen) {
      throw new CordboardError(
        'contact-unknown',
        `contact ${id} is promised no call that ${caller.user} may see`,
      );
    }
    return contactFor(stored, settings, parts.numbers(), parts.contacts, exchange.now);
  };

  return [
    operation({
      name: 'scheduled-calls',
      summary:
        "Calls that are promised and still to come, the next first: all for supervisors, one's own for agents",
      permission: 'agent',
      method: 'get',
      path: '/scheduled-calls',
      input: z.strictObject({
        campaign: campaignField.optional(),
        agent: agentField.optional(),
        number: z.string().max(40).optional(),
        from: timeField.optional().describe('due then or later'),
        to: timeField.optional(),
        after: cursorField.optional().describe('only what comes after the page that has said so'),
        limit: limitField(1_000, 100),
      }),
      output: z.object({
        calls: z.array(output),
        after: z.string().nullable().describe('for the next page; null: this is the last one'),
      }),
      run: async (caller, { after, agent, number, ...filter }) => {
        await whenStored(exchange);
        const [dueAt = 0, contact = 0] = (after ?? '').split('-').map(Number);
        const calls = parts.promises.find({
          ...filter,
          agent: isSupervisor(caller) ? agent : caller.user,
          number: number === undefined ? undefined : parts.numbers().key(number),
          after: after === undefined ? undefined : { dueAt, contact },
        });
        const last = calls.at(-1);
        const isLast = calls.length < filter.limit || last === undefined;
        return { calls: [...calls], after: isLast ? null : `${last.dueAt}-${last.contact}` };
      },
    }),
    operation({
      name: 'move-scheduled-call',
      summary: 'Promise the call for another time, number or agent',
      permission: 'agent',
      method: 'post',
      path: '/scheduled-calls/{contact}/move',
      input: z.strictObject({
        contact: contactField,
        ...againFields,
        agent: whoCalls.optional().describe('who calls; as promised when left out'),
      }),
      output: doneOutput,
      run: async (caller, { contact: id, agent, ...again }) => {
        const contact = await promised(caller, id);
        const zones = {
          customer: contact.numbers[contact.next]?.zones[0] ?? null,
          office: state.office.timeZone,
        };
        const wanted = { ...again, agent: agent ?? contact.agent ?? 'anyone' };
        const schedule = scheduleOf(caller, caller.user, wanted, momentOf(again, zones), parts, id);
        const { campaign } = contact;
        return {
          seq: await exchange.command({ name: 'move-promise', campaign, contact, schedule, by: caller.user }),
        };
      },
    }),
    operation({
      name: 'cancel-scheduled-call',
      summary: 'Take a promised call back: nobody calls the contact any more',
      permission: 'agent',
      method: 'post',
      path: '/scheduled-calls/{contact}/cancel',
      input: z.strictObject({ contact: contactField }),
      output: doneOutput,
      run: async (caller, { contact: id }) => {
        const contact = await promised(caller, id);
        const { campaign } = contact;
        const reason = 'cancelled';
        return {
          seq: await exchange.command({ name: 'drop-promise', campaign, contact, reason, by: caller.user }),
        };
      },
    }),
  ];
}
