import { endPreviewing } from '../agent/fold-agent.ts';
import type { Changes } from '../changes.ts';
import type { Fact } from '../fact.ts';
import type { ContactId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import { barMeanwhile } from './bar.ts';
import type { HeldContact, HeldState } from './contact.ts';
import { newCampaign } from './campaign.ts';
import { forgetContact, indexCampaigns, indexContact } from './index-outbound.ts';

/** A contact that an agent has skipped is shown to nobody for so long. */
const skippedMs = 60_000;

export type ContactFact = Extract<
  Fact,
  {
    kind:
      | `campaign.${string}`
      | `contacts.${string}`
      | `contact.${string}`
      | 'number.barred'
      | 'number.unbarred';
  }
>;

/** What happens to campaigns, and to contacts outside their calls. */
export function foldContacts(state: BoardState, fact: ContactFact, changes: Changes): void {
  switch (fact.kind) {
    case 'campaign.started':
    case 'campaign.resumed':
      return run(state, fact, 'running', changes);
    case 'campaign.suspended':
      return run(state, fact, 'suspended', changes);
    case 'campaign.stopped':
      return run(state, fact, 'stopped', changes);
    case 'campaign.completed':
      return run(state, { ...fact, by: null }, 'completed', changes);
    case 'campaign.made': {
      state.campaigns.set(fact.campaign, newCampaign(fact.campaign, fact.at, fact.template));
      indexCampaigns(state);
      changes.campaigns.add(fact.campaign);
      return;
    }
    case 'campaign.removed':
      state.campaigns.delete(fact.campaign);
      indexCampaigns(state);
      changes.campaigns.add(fact.campaign);
      return;
    case 'campaign.changed': {
      const campaign = state.campaigns.get(fact.campaign);
      if (campaign === undefined) return;
      campaign.changes = { ...campaign.changes, ...fact.changes };
      changes.campaigns.add(campaign.id);
      state.campaignTimers.set(fact.at, campaign.id);
      return;
    }
    case 'contacts.held':
      changes.outbound.push(fact);
      for (const contact of fact.contacts) {
        const held: HeldContact = {
          ...contact,
          state: { name: 'ready', until: contact.dueAt },
          disposition: null,
          since: fact.at,
        };
        state.contacts.set(contact.id, held);
        indexContact(state, held);
        changes.contacts.add(contact.id);
        if (contact.dueAt > fact.at) state.campaignTimers.set(contact.dueAt, fact.campaign);
      }
      state.campaignTimers.set(fact.at, fact.campaign);
      return;
    case 'contacts.released':
      changes.outbound.push(fact);
      for (const id of fact.contacts) drop(state, id, changes);
      return;
    case 'contact.refused':
      changes.outbound.push(fact);
      return;
    case 'contact.previewed': {
      const { agent, until } = fact;
      return become(state, fact.contact, { name: 'previewed', agent, until }, fact.at, changes);
    }
    case 'contact.skipped': {
      // Somebody else may want it meanwhile; he himself is shown another one.
      const until = fact.reason === 'skipped' ? fact.at + skippedMs : fact.at;
      // It may be the last thing that happens in this turn.
      state.campaignTimers.set(Math.max(until, fact.at + 1), fact.campaign);
      return become(state, fact.contact, { name: 'ready', until }, fact.at, changes);
    }
    case 'contact.settled': {
      changes.outbound.push(fact);
      const held = state.contacts.get(fact.contact)?.state;
      if (held?.name === 'previewed') endPreviewing(state, held.agent, fact.contact, fact.at, changes);
      drop(state, fact.contact, changes);
      return;
    }
    case 'contact.disposed': {
      changes.outbound.push(fact);
      const contact = fact.contact === null ? undefined : state.contacts.get(fact.contact);
      if (contact === undefined || !isOfCall(contact.state, fact.call)) return;
      const said = { ...contact, disposition: fact.disposition };
      barMeanwhile(state, said, contact.disposition);
      state.contacts.set(contact.id, said);
      changes.contacts.add(contact.id);
      return;
    }
    case 'contact.handed-over': {
      const contact = state.contacts.get(fact.contact);
      if (contact === undefined) return;
      state.contacts.set(contact.id, { ...contact, agent: null });
      changes.contacts.add(contact.id);
      return;
    }
    case 'contact.reminded':
      changes.outbound.push(fact);
      return;
    case 'number.unbarred':
      state.numberLog.barred.delete(`${fact.campaign ?? ''} ${fact.pattern}`);
      return;
    case 'number.barred': {
      changes.outbound.push(fact);
      const { pattern, campaign, source, until } = fact;
      state.numberLog.barred.set(`${campaign ?? ''} ${pattern}`, { pattern, campaign, source, until });
    }
  }
}

function isOfCall(held: HeldState, call: string): boolean {
  return 'call' in held && held.call === call;
}

export function become(state: BoardState, id: ContactId, to: HeldState, at: number, changes: Changes): void {
  const contact = state.contacts.get(id);
  if (contact === undefined) return;
  state.contacts.set(id, { ...contact, state: to, since: at });
  changes.contacts.add(id);
}

function drop(state: BoardState, id: ContactId, changes: Changes): void {
  const contact = state.contacts.get(id);
  if (contact === undefined) return;
  forgetContact(state, contact);
  changes.contacts.add(id);
}

function run(
  state: BoardState,
  fact: {
    readonly kind: ContactFact['kind'];
    readonly campaign: HeldContact['campaign'];
    readonly at: number;
    readonly by: string | null;
  },
  to: 'running' | 'suspended' | 'stopped' | 'completed',
  changes: Changes,
): void {
  const campaign = state.campaigns.get(fact.campaign);
  if (campaign === undefined) return;
  const { stopAt } = campaign.changes;
  // Whoever starts it anew does not start it until a time that is over.
  if (fact.kind === 'campaign.started' && stopAt != null && stopAt <= fact.at) {
    campaign.changes = { ...campaign.changes, stopAt: null };
  }
  campaign.run = to;
  campaign.since = fact.at;
  campaign.by = fact.by;
  changes.campaigns.add(campaign.id);
  state.campaignTimers.set(fact.at, campaign.id);
}
