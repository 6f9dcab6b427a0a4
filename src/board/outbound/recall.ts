import { abandon } from '../call/ending.ts';
import type { CampaignId } from '../ids.ts';
import type { Turn } from '../turn.ts';

/** Who is not being called yet goes back to the lists. Calls that have begun go on. */
export function recall(turn: Turn, campaign: CampaignId): void {
  const { state } = turn;
  if (state.campaigns.get(campaign)?.run !== 'running') endPreviews(turn, campaign);
  const contacts = [...(state.contactsOf.get(campaign) ?? [])].filter(
    (id) => state.contacts.get(id)?.state.name === 'ready',
  );
  if (contacts.length > 0) turn.record({ kind: 'contacts.released', campaign, contacts });
}

/** Nothing is shown to be dialled any more. */
function endPreviews(turn: Turn, campaign: CampaignId): void {
  for (const id of turn.state.contactsOf.get(campaign) ?? []) {
    const held = turn.state.contacts.get(id)?.state;
    if (held?.name !== 'previewed') continue;
    const { agent } = held;
    turn.record({ kind: 'contact.skipped', campaign, contact: id, agent, reason: 'agent-gone' });
  }
}

/** Customers who have not answered yet are not called any more. */
export function clearRinging(turn: Turn, campaign: CampaignId): void {
  for (const id of turn.state.callsOfCampaign.get(campaign) ?? []) {
    const call = turn.state.calls.get(id);
    if (call?.attempt == null || call.attempt.answeredAt !== null || call.phase.name === 'ended') continue;
    // What an agent dials himself is his.
    if (call.attempt.mode === 'manual') continue;
    abandon(turn, call, 'ended-by-command', 16);
  }
}
