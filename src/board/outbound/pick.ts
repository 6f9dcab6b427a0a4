import type { AgentId, CampaignId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import type { Reached } from './begin.ts';
import { callerIdFor } from './caller-id.ts';
import type { CampaignSettings } from './campaign-settings.ts';
import type { HeldContact } from './contact.ts';
import { judge, partyOf, type Verdict } from './gate.ts';
import { afterRefusal } from './retry.ts';

/**
 * The contact that is next: by priority, then in the order in which they were handed over, which is the campaign's. `agent`: for
 * him, his own ones first; null: for whoever is free then, so none that is somebody's own.
 */
export function takeReady(
  state: Readonly<BoardState>,
  campaign: CampaignId,
  at: number,
  agent: AgentId | null,
): HeldContact | null {
  let first: HeldContact | null = null;
  for (const id of state.contactsOf.get(campaign) ?? []) {
    const contact = state.contacts.get(id);
    if (contact?.state.name !== 'ready' || contact.state.until > at) continue;
    if (contact.agent !== null && contact.agent !== agent) continue;
    if (first === null || isBefore(contact, first)) first = contact;
  }
  return first;
}

function isBefore(a: HeldContact, b: HeldContact): boolean {
  if ((a.agent === null) !== (b.agent === null)) return a.agent !== null;
  return a.priority < b.priority;
}

/** Asks the gate at the very moment of dialling. A refusal is put on record, and the contact waits or goes back. */
export function passGate(turn: Turn, settings: CampaignSettings, contact: HeldContact): Verdict | null {
  const called = partyOf(contact);
  const verdict = called === null ? noNumber(turn.at) : judge(turn.state, settings, called, turn.at);
  if (verdict.allowed) return verdict;
  const { reason, detail, until } = verdict;
  const { campaign, id } = contact;
  turn.record({
    kind: 'contact.refused',
    campaign,
    contact: id,
    number: called?.number ?? '',
    agent: null,
    reason,
    detail,
    until,
  });
  const result = afterRefusal(settings, contact, verdict, turn.at);
  turn.record({ kind: 'contact.settled', campaign, contact: id, of: null, result });
  return null;
}

function noNumber(at: number): Extract<Verdict, { allowed: false }> {
  return { allowed: false, at, reason: 'number-done', detail: 'the contact has no number left', until: null };
}

export function toReach(turn: Turn, settings: CampaignSettings, contact: HeldContact): Reached {
  const called = contact.numbers[contact.next];
  const { id, name, data } = contact;
  const number = called?.number ?? '';
  return {
    contact: id,
    name,
    number,
    dial: called?.dial ?? number,
    stranger: null,
    callerId: callerIdFor(settings, { number, callerId: contact.callerId }, turnOf(turn.state, settings.id)),
    data: Object.keys(data).length === 0 ? null : JSON.stringify(data),
  };
}

/** How many calls the campaign has begun, for caller ids that take turns. */
export function turnOf(state: Readonly<BoardState>, campaign: CampaignId): number {
  return state.campaigns.get(campaign)?.nextCallerId ?? 0;
}
