import type { Agent, Asked } from '../agent/agent.ts';
import type { Turn } from '../turn.ts';
import type { HeldContact } from './contact.ts';
import type { Disposition, Said } from './disposition.ts';
import { dispositionSaid } from './say-disposition.ts';
import { settingsNow } from './settings-now.ts';

/**
 * What an agent says of a campaign's call, compared with its rules; null when the campaign is gone from the office.
 * Throws as `dispositionSaid`.
 */
export function checkSaid(turn: Turn, asked: Asked, said: Said): Disposition | null {
  const now = settingsNow(turn.state, asked.campaign);
  if (now === null) return null;
  return dispositionSaid(turn.state, now, contactOf(turn, asked), said, turn.at);
}

/** Puts it on record. The contact is given back with it when the call and its wrap-up are over. */
export function recordSaid(
  turn: Turn,
  agent: Agent,
  asked: Asked,
  disposition: Disposition,
  by: string,
): void {
  const { call, campaign, contact, number } = asked;
  turn.record({ kind: 'contact.disposed', campaign, contact, call, agent: agent.id, by, disposition });
  const { action } = disposition;
  // Nobody gives back a number that was dialled by hand.
  if (contact !== null || (action !== 'do-not-call' && action !== 'block-number')) return;
  const bar = { pattern: number, campaign: null, source: 'disposition', by, until: null };
  turn.record({ kind: 'number.barred', ...bar });
}

function contactOf(turn: Turn, { call, contact }: Asked): HeldContact | null {
  const held = contact === null ? undefined : turn.state.contacts.get(contact);
  return held !== undefined && 'call' in held.state && held.state.call === call ? held : null;
}
