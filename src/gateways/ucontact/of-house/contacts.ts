import type { AgentId, CampaignId, ContactId } from '../../../board/ids.ts';
import type { Caller } from '../../../control/caller.ts';
import { usualListPriority, type ListDesk } from '../../../control/outbound/list-desk.ts';
import type { Outbound } from '../../../control/outbound/outbound.ts';
import type { ContactDesk, ContactWanted } from '../house/contacts.ts';

/** The list of everybody who is added one by one, by whatever client. */
const addedOneByOne = '';

export function contactsOf({ lists, byNumber }: Pick<Outbound, 'lists' | 'byNumber'>): ContactDesk {
  return {
    async add({ user }, { campaign, at, source, ...contact }) {
      byNumber.add({
        ...inWords(contact),
        note: source,
        campaign: campaign as CampaignId,
        list: addedOneByOne,
        at,
        by: user,
      });
    },
    async respool({ user }, { campaign, contact, agent, ...wanted }) {
      await byNumber.respool({
        ...wanted,
        campaign: campaign as CampaignId,
        contact: contact as ContactId | null,
        agent: agent as AgentId | null,
        by: user,
      });
    },
    remove: (_caller, campaign, number) => byNumber.remove(campaign as CampaignId, number),
    removeScheduled: (_caller, { campaign, number, from, to }) =>
      byNumber.removeScheduled(campaign as CampaignId, number, from, to),
    async upload(caller, { campaign: id, list, by, timeZone, contacts }) {
      const campaign = id as CampaignId;
      await lists.uploadContacts(worded(contacts()), {
        campaign,
        name: freeName(lists, campaign, list),
        // A file that is sent a second time, because nobody has heard the answer, calls nobody twice.
        duplicates: 'open-only',
        timeZone,
        priority: usualListPriority,
        dueAt: null,
        by: uploader(caller, by),
      });
    },
  };
}

/** The same as control's desk has it. */
function inWords({ numbers, data, priority, agent }: ContactWanted) {
  return { numbers, data, name: data['name'] ?? '', priority: priority ?? undefined, agent };
}

function* worded(contacts: Iterable<ContactWanted & { readonly line: number }>) {
  for (const contact of contacts) yield { ...inWords(contact), line: contact.line };
}

/** A file may have the name of one that was uploaded before: its list has a number behind it then. */
function freeName(lists: ListDesk, campaign: CampaignId, list: string): string {
  const taken = new Set(lists.all(campaign).map(({ name }) => name));
  let name = list;
  for (let number = 2; taken.has(name); number++) name = `${list} (${number})`;
  return name;
}

function uploader({ user }: Caller, said: string): string {
  return said === '' || said === user ? user : `${user}: ${said}`;
}
