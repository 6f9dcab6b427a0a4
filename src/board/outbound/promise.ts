import { CordboardError } from '../../base/errors.ts';
import type { Turn } from '../turn.ts';
import type { CampaignSettings } from './campaign-settings.ts';
import type { OutboundCommand } from './commands.ts';
import { resultOf, withNumber } from './give-back.ts';
import { handOverAt } from './hand-over-at.ts';
import { takeInHand } from './in-hand.ts';
import { needPromise } from './say-disposition.ts';
import { settingsNow } from './settings-now.ts';

/** Calls that agents have promised: moved, taken back, told of before they are due, and handed over. */

type Of<Name extends OutboundCommand['name']> = Extract<OutboundCommand, { name: Name }>;

/** Throws 'campaign-unknown', 'contact-in-use', and as `needPromise`. */
export function movePromise(turn: Turn, { contact, schedule, by }: Of<'move-promise'>): void {
  const now = settingsNow(turn.state, contact.campaign);
  if (now === null) throw new CordboardError('campaign-unknown', `there is no campaign ${contact.campaign}`);
  const { at, number, agent } = needPromise(turn.state, now, contact, schedule, turn.at);
  takeInHand(turn, contact);
  const named = contact.numbers.findIndex((one) => one.number === number);
  const next = named < 0 ? contact.next : named;
  const open = withNumber({ ...contact, next }, { state: 'open', notBefore: at });
  const result = { ...resultOf(contact, { ...open, dueAt: at, agent }), result: 'moved' };
  const of = { campaign: contact.campaign, contact: contact.id, of: null };
  turn.record({ kind: 'contact.settled', ...of, result, by });
}

/** Nobody is called. `reason` is its result. Throws 'contact-in-use'. */
export function dropPromise(turn: Turn, { contact, reason, by }: Of<'drop-promise'>): void {
  takeInHand(turn, contact);
  const result = { ...resultOf(contact, contact), state: 'finished', result: reason } as const;
  const of = { campaign: contact.campaign, contact: contact.id, of: null };
  turn.record({ kind: 'contact.settled', ...of, result, ...(by === null ? {} : { by }) });
}

/** The agent hears of it. */
export function remind(turn: Turn, { contact }: Of<'remind'>): void {
  const { id, campaign, agent, name, dueAt, note, numbers, next } = contact;
  if (agent === null || !turn.state.agents.has(agent)) return;
  const number = numbers[next]?.number ?? '';
  turn.record({ kind: 'contact.reminded', campaign, contact: id, agent, name, number, dueAt, note });
}

/** What its agent has not come to in time anybody may have. */
export function handOver(turn: Turn, { id: campaign, callbacks }: CampaignSettings): void {
  for (const id of turn.state.contactsOf.get(campaign) ?? []) {
    const contact = turn.state.contacts.get(id);
    if (contact === undefined || contact.state.name !== 'ready' || contact.agent === null) continue;
    const due = handOverAt(contact, callbacks);
    if (due === null || due > turn.at) continue;
    turn.record({ kind: 'contact.handed-over', campaign, contact: id, from: contact.agent });
  }
}
