import { CordboardError } from '../../base/errors.ts';
import { needLine } from '../call-control/device.ts';
import type { CampaignId } from '../ids.ts';
import type { Input } from '../input.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { callAgentFirst } from './begin.ts';
import { callerIdFor } from './caller-id.ts';
import type { OutboundCommand } from './commands.ts';
import { correctDisposition } from './correct.ts';
import { judge, strangerOf } from './gate.ts';
import { needLawful } from './lawful-changes.ts';
import { markAnswer } from './mark.ts';
import { turnOf } from './pick.ts';
import { dialPreviewed, skipPreviewed } from './preview.ts';
import { clearRinging, recall } from './recall.ts';
import { dropPromise, movePromise, remind } from './promise.ts';
import { settingsNow } from './settings-now.ts';

/**
 * Carries out what people ask of campaigns. Asking for what already is changes nothing.
 * Throws 'campaign-unknown', 'campaign-stopped', 'no-preview', 'skip-forbidden', 'may-not-call', 'agent-busy', 'line-down',
 * 'change-unlawful'.
 */
export function obeyOutbound(turn: Turn, command: OutboundCommand): void {
  switch (command.name) {
    case 'start-campaign':
    case 'suspend-campaign':
    case 'resume-campaign':
    case 'stop-campaign':
      return run(turn, command);
    case 'make-campaign':
      return make(turn, command);
    case 'remove-campaign':
      return remove(turn, command);
    case 'change-campaign': {
      const { campaign, changes, by } = command;
      known(turn, campaign);
      const settings = turn.state.campaignSettings.get(campaign);
      if (settings !== undefined) needLawful(turn.state, settings, changes);
      turn.record({ kind: 'campaign.changed', campaign, changes, by });
      return undefined;
    }
    case 'unbar-numbers':
      for (const pattern of command.patterns) {
        const { campaign, by } = command;
        turn.record({ kind: 'number.unbarred', pattern, campaign, by });
      }
      return undefined;
    case 'recall-contacts':
      return recall(turn, command.campaign);
    case 'dial-contact':
      return dialPreviewed(turn, command.agent);
    case 'skip-contact':
      return skipPreviewed(turn, command.agent);
    case 'mark-answer':
      return markAnswer(turn, command.agent, command.as);
    case 'dial-number':
      return dialNumber(turn, command);
    case 'correct-disposition':
      return correctDisposition(turn, command);
    case 'move-promise':
      return movePromise(turn, command);
    case 'drop-promise':
      return dropPromise(turn, command);
    case 'remind':
      return remind(turn, command);
  }
}

/** Throws 'campaign-exists', 'campaign-unknown' for the template. */
function make(
  turn: Turn,
  { campaign, template, by }: Extract<OutboundCommand, { name: 'make-campaign' }>,
): void {
  if (turn.state.campaigns.has(campaign)) {
    throw new CordboardError('campaign-exists', `there is a campaign ${campaign} already`);
  }
  if (known(turn, template).campaign.template !== null) {
    throw new CordboardError('campaign-unknown', `${template} is no campaign of the office file`);
  }
  turn.record({ kind: 'campaign.made', campaign, template, by });
}

/** Throws 'campaign-of-office', 'campaign-in-use'. */
function remove(
  turn: Turn,
  { campaign: id, by }: Extract<OutboundCommand, { name: 'remove-campaign' }>,
): void {
  const { campaign } = known(turn, id);
  if (campaign.template === null) {
    throw new CordboardError(
      'campaign-of-office',
      `campaign ${id} stands in the office file: remove it there`,
    );
  }
  if (campaign.run !== 'stopped') run(turn, { name: 'stop-campaign', campaign: id, by });
  if (isInUse(turn.state, id)) {
    throw new CordboardError('campaign-in-use', `campaign ${id} still has calls or contacts in hand`);
  }
  turn.record({ kind: 'campaign.removed', campaign: id, by });
}

function isInUse(state: Readonly<BoardState>, id: CampaignId): boolean {
  return (state.contactsOf.get(id)?.size ?? 0) > 0 || (state.callsOfCampaign.get(id)?.size ?? 0) > 0;
}

type Run = 'start-campaign' | 'suspend-campaign' | 'resume-campaign' | 'stop-campaign';

function run(turn: Turn, { name, campaign: id, by, clear }: Extract<OutboundCommand, { name: Run }>): void {
  const { campaign } = known(turn, id);
  const now = campaign.run;
  switch (name) {
    case 'start-campaign':
      if (now !== 'running') turn.record({ kind: 'campaign.started', campaign: id, by });
      return;
    case 'resume-campaign':
      if (now === 'stopped') {
        throw new CordboardError('campaign-stopped', `campaign ${id} is stopped: start it`);
      }
      if (now === 'suspended') turn.record({ kind: 'campaign.resumed', campaign: id, by });
      return;
    case 'suspend-campaign':
      if (now === 'stopped') {
        throw new CordboardError(
          'campaign-stopped',
          `campaign ${id} is stopped: there is nothing to suspend`,
        );
      }
      if (now === 'suspended') return;
      turn.record({ kind: 'campaign.suspended', campaign: id, by });
      if (clear === true) clearRinging(turn, id);
      return recall(turn, id);
    case 'stop-campaign':
      if (now === 'stopped') return;
      turn.record({ kind: 'campaign.stopped', campaign: id, by });
      recall(turn, id);
  }
}

/** The same gate as for every other call. */
function dialNumber(turn: Turn, command: Extract<OutboundCommand, { name: 'dial-number' }>): void {
  needLine(turn);
  const { campaign: id, number, dial, zones, region } = command;
  const { settings } = known(turn, id);
  const agent = turn.state.agents.get(command.agent);
  if (agent === undefined || agent.phone === null) {
    throw new CordboardError('signed-out', `${command.agent} is signed out: sign in first`);
  }
  if (agent.work.name !== 'idle' && agent.work.name !== 'resting') {
    throw new CordboardError('agent-busy', `${agent.id} has something else to do: ${agent.work.name}`);
  }
  const stranger = strangerOf(number, zones, region);
  const verdict = judge(turn.state, settings, stranger, turn.at);
  if (!verdict.allowed) {
    const { reason, detail, until } = verdict;
    const { id: by } = agent;
    turn.record({
      kind: 'contact.refused',
      campaign: id,
      contact: null,
      number,
      agent: by,
      reason,
      detail,
      until,
    });
    turn.refusal = new CordboardError('may-not-call', `${number} must not be called: ${detail}`, {
      details: { reason },
    });
    return;
  }
  const callerId = command.callerId ?? callerIdFor(settings, { number }, turnOf(turn.state, id));
  const to = { contact: null, name: '', number, dial, stranger, callerId, data: command.data ?? null };
  callAgentFirst(turn, { ...settings, dialling: { name: 'manual' } }, to, agent, verdict);
}

function known(turn: Turn, id: CampaignId): NonNullable<ReturnType<typeof settingsNow>> {
  const now = settingsNow(turn.state, id);
  if (now === null) throw new CordboardError('campaign-unknown', `there is no campaign ${id}`);
  return now;
}

/** Takes what the scheduler hands over; what the board has already it does not take again. */
export function takeContacts(
  turn: Turn,
  { campaign: id, contacts, isAll }: Extract<Input, { kind: 'contacts' }>,
): void {
  const now = settingsNow(turn.state, id);
  if (now === null) return;
  const fresh = contacts.filter((contact) => !turn.state.contacts.has(contact.id));
  if (fresh.length > 0) turn.record({ kind: 'contacts.held', campaign: id, contacts: fresh });
  if (fresh.length > 0 && now.campaign.run === 'completed') {
    turn.record({ kind: 'campaign.resumed', campaign: id, by: null, reason: 'contacts' });
  }
  const isEmpty = (turn.state.contactsOf.get(id)?.size ?? 0) === 0;
  if (isAll && isEmpty && now.campaign.run === 'running')
    turn.record({ kind: 'campaign.completed', campaign: id });
}
