import { CordboardError } from '../../base/errors.ts';
import type { Agent } from '../agent/agent.ts';
import { needLine } from '../call-control/device.ts';
import type { AgentId } from '../ids.ts';
import type { Turn } from '../turn.ts';
import { callAgentFirst } from './begin.ts';
import { mayDial } from './campaign-hours.ts';
import { callersFor, room } from './capacity.ts';
import type { CampaignSettings, DiallingMode } from './campaign-settings.ts';
import type { HeldContact } from './contact.ts';
import { passGate, takeReady, toReach } from './pick.ts';
import { settingsNow } from './settings-now.ts';

/** An agent sees the contact before it is dialled: when he says so, or when his time is over. */

/** Shows the next contact to a free agent; false when there is none for him. */
export function previewTo(
  turn: Turn,
  settings: CampaignSettings,
  { afterMs }: Extract<DiallingMode, { name: 'preview' }>,
  agent: Agent,
): boolean {
  for (;;) {
    const contact = takeReady(turn.state, settings.id, turn.at, agent.id);
    if (contact === null) return false;
    // Nobody is to read himself into a contact that he may not call.
    if (passGate(turn, settings, contact) === null) continue;
    turn.record({
      kind: 'contact.previewed',
      campaign: settings.id,
      contact: contact.id,
      agent: agent.id,
      until: afterMs === null ? null : turn.at + afterMs,
    });
    return true;
  }
}

/**
 * Callers come first: an agent who only reads is taken from his contact when somebody waits whom nobody else is free for.
 * False when nobody has to be.
 */
export function yieldToCaller(turn: Turn): boolean {
  const { state } = turn;
  for (const { id: contact, campaign, state: held } of state.contacts.values()) {
    if (held.name !== 'previewed') continue;
    const settings = state.campaignSettings.get(campaign);
    const agent = state.agents.get(held.agent);
    if (settings === undefined || settings.blending.pauseWaiting === null || agent === undefined) continue;
    if (callersFor(state, [agent]) < settings.blending.pauseWaiting) continue;
    turn.record({ kind: 'contact.skipped', campaign, contact, agent: agent.id, reason: 'agent-gone' });
    return true;
  }
  return false;
}

/** Throws 'no-preview', 'campaign-closed', 'lines-busy', 'line-down'. */
export function dialPreviewed(turn: Turn, id: AgentId): void {
  needLine(turn);
  const { agent, contact } = previewOf(turn, id);
  const now = settingsNow(turn.state, contact.campaign);
  if (now === null) return;
  if (!mayDial(turn.state, now, turn.at)) {
    throw new CordboardError('campaign-closed', `campaign ${contact.campaign} does not dial at this hour`);
  }
  const { settings } = now;
  if (room(turn.state, settings, turn.at) <= 0) {
    throw new CordboardError(
      'lines-busy',
      `campaign ${settings.id} has as many calls as it may: try again soon`,
    );
  }
  const verdict = passGate(turn, settings, contact);
  if (verdict !== null) callAgentFirst(turn, settings, toReach(turn, settings, contact), agent, verdict);
}

/** The agent's time is over: it is dialled, or kept for when it may be. */
export function previewDue(turn: Turn, agent: Agent): void {
  const { contact } = previewOf(turn, agent.id);
  const now = settingsNow(turn.state, contact.campaign);
  const mayBegin =
    now !== null && mayDial(turn.state, now, turn.at) && room(turn.state, now.settings, turn.at) > 0;
  if (turn.state.lineIsUp && mayBegin) return dialPreviewed(turn, agent.id);
  turn.record({
    kind: 'contact.skipped',
    campaign: contact.campaign,
    contact: contact.id,
    agent: agent.id,
    reason: 'agent-gone',
  });
}

/** Throws 'no-preview', 'skip-forbidden' when the campaign allows no more of it. */
export function skipPreviewed(turn: Turn, id: AgentId): void {
  const { agent, contact } = previewOf(turn, id);
  const dialling = settingsNow(turn.state, contact.campaign)?.settings.dialling;
  if (dialling?.name === 'preview' && dialling.skips !== null && agent.skips >= dialling.skips) {
    throw new CordboardError(
      'skip-forbidden',
      dialling.skips === 0
        ? `contacts of ${contact.campaign} may not be skipped`
        : `${id} has skipped ${agent.skips} contacts in a row: this one is to be called`,
    );
  }
  turn.record({
    kind: 'contact.skipped',
    campaign: contact.campaign,
    contact: contact.id,
    agent: agent.id,
    reason: 'skipped',
  });
}

function previewOf(turn: Turn, id: AgentId): { agent: Agent; contact: HeldContact } {
  const agent = turn.state.agents.get(id);
  const contact = agent?.work.name === 'previewing' ? turn.state.contacts.get(agent.work.contact) : undefined;
  if (agent === undefined || contact === undefined) {
    throw new CordboardError('no-preview', `no contact is shown to ${id}`);
  }
  return { agent, contact };
}
