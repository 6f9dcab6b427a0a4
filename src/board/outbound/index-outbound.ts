import type { Call } from '../call/call.ts';
import type { BoardState } from '../state.ts';
import { barMeanwhile } from './bar.ts';
import type { HeldContact } from './contact.ts';
import { handOverAt } from './hand-over-at.ts';
import { noteDialled } from './number-log.ts';

/** Keeps the look-up of a campaign's calls, and of when numbers were called. */
export function indexAttempt(state: BoardState, { id, attempt }: Call): void {
  if (attempt === null) return;
  if (attempt.outcome !== 'network') noteDialled(state.numberLog, attempt.number, attempt.begunAt);
  const starts = state.campaignStarts.get(attempt.campaign) ?? [];
  const lately = starts.filter((begun) => begun > attempt.begunAt - 1_000);
  state.campaignStarts.set(attempt.campaign, [...lately, attempt.begunAt]);
  const those = state.callsOfCampaign.get(attempt.campaign);
  if (those === undefined) state.callsOfCampaign.set(attempt.campaign, new Set([id]));
  else those.add(id);
}

export function forgetAttempt(state: BoardState, { id, attempt }: Call): void {
  if (attempt !== null) state.callsOfCampaign.get(attempt.campaign)?.delete(id);
}

/** What each campaign goes by: the office's own, and those made after one of them. */
export function indexCampaigns(state: BoardState): void {
  state.campaignSettings.clear();
  for (const campaign of state.office.campaigns) state.campaignSettings.set(campaign.id, campaign);
  for (const { id, template } of state.campaigns.values()) {
    const settings = template === null ? undefined : state.campaignSettings.get(template);
    if (settings !== undefined) state.campaignSettings.set(id, { ...settings, id, name: id });
  }
}

/** Keeps the look-up of a campaign's contacts, in the order in which they were handed over. */
export function indexContact(state: BoardState, contact: HeldContact): void {
  const { id, campaign } = contact;
  const those = state.contactsOf.get(campaign);
  if (those === undefined) state.contactsOf.set(campaign, new Set([id]));
  else those.add(id);
  const settings = state.campaignSettings.get(campaign);
  const handOver = settings === undefined ? null : handOverAt(contact, settings.callbacks);
  if (handOver !== null) state.campaignTimers.set(handOver, campaign);
  barMeanwhile(state, contact, null);
}

export function forgetContact(state: BoardState, { id, campaign }: HeldContact): void {
  state.contacts.delete(id);
  state.contactsOf.get(campaign)?.delete(id);
}
