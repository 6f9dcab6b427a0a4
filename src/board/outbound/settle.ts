import { isEngaged } from '../agent/agent.ts';
import type { AgentId, CallId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { barredBySaying } from './bar.ts';
import type { ContactResult, HeldContact } from './contact.ts';
import type { Disposition } from './disposition.ts';
import type { Outcome } from './outcome.ts';
import { afterAttempt } from './retry.ts';
import { defaultOf } from './rules.ts';
import { settingsNow } from './settings-now.ts';

/**
 * Gives contacts back whose call is over and whose agent, if there was one, has said what came of it or has gone on to
 * something else without. At the end of each turn: no rule of call control has to think of contacts.
 */
export function settleContacts(turn: Turn): void {
  if (turn.state.contacts.size === 0 || !turn.facts.some(({ kind }) => concerns(kind))) return;
  for (const contact of turn.state.contacts.values()) {
    switch (contact.state.name) {
      case 'previewed':
        endPreview(turn, contact, contact.state.agent);
        break;
      case 'dialled':
        settleDialled(turn, contact, contact.state);
        break;
      case 'disposing':
        settleDisposing(turn, contact, contact.state);
        break;
      default:
    }
  }
}

function concerns(kind: string): boolean {
  return /^(?:agent|attempt|contact|call\.ended|office|line)/.test(kind);
}

function endPreview(turn: Turn, { id: contact, campaign }: HeldContact, agent: AgentId): void {
  const work = turn.state.agents.get(agent)?.work;
  if (work?.name === 'previewing' && work.contact === contact) return;
  turn.record({ kind: 'contact.skipped', campaign, contact, agent, reason: 'agent-gone' });
}

function settleDialled(
  turn: Turn,
  contact: HeldContact,
  { call, outcome }: Extract<HeldContact['state'], { name: 'dialled' }>,
): void {
  if (outcome !== null) giveBack(turn, contact, call, outcome, contact.disposition);
}

function settleDisposing(
  turn: Turn,
  contact: HeldContact,
  { call, agent, outcome }: Extract<HeldContact['state'], { name: 'disposing' }>,
): void {
  // As long as he has the call before him he may correct himself.
  if (isWith(turn.state, agent, call)) return;
  const disposition = contact.disposition ?? byTimeOut(turn, contact, call, agent);
  giveBack(turn, contact, call, outcome, disposition);
}

/** He is still in the call, or in its wrap-up, or has it before him. */
function isWith(state: Readonly<BoardState>, id: AgentId, call: CallId): boolean {
  const agent = state.agents.get(id);
  if (agent === undefined) return false;
  const { work, beside, owed } = agent;
  if ((isEngaged(work) || work.name === 'wrap-up') && work.call === call) return true;
  return [...beside, ...owed].some((one) => one.call === call);
}

/** The office has said what is booked when an agent says nothing. */
function byTimeOut(turn: Turn, contact: HeldContact, call: CallId, agent: AgentId): Disposition | null {
  const settings = settingsNow(turn.state, contact.campaign)?.settings;
  const disposition = settings === undefined ? null : defaultOf(settings);
  if (disposition === null) return null;
  const { campaign, id } = contact;
  turn.record({ kind: 'contact.disposed', campaign, contact: id, call, agent, by: null, disposition });
  return disposition;
}

function giveBack(
  turn: Turn,
  contact: HeldContact,
  call: CallId,
  outcome: Outcome,
  disposition: Disposition | null,
): void {
  const settings = settingsNow(turn.state, contact.campaign)?.settings;
  if (settings === undefined) return;
  const result: ContactResult = afterAttempt(settings, contact, outcome, disposition, turn.at);
  barNumbers(turn, contact, disposition);
  turn.record({ kind: 'contact.settled', campaign: contact.campaign, contact: contact.id, of: call, result });
}

function barNumbers(turn: Turn, contact: HeldContact, disposition: Disposition | null): void {
  for (const number of barredBySaying(contact, disposition)) {
    turn.record({
      kind: 'number.barred',
      pattern: number,
      campaign: null,
      source: 'disposition',
      by: contact.state.name === 'disposing' ? contact.state.agent : null,
      until: null,
    });
  }
}
