import type { BoardState } from '../state.ts';
import type { CampaignSettings } from './campaign-settings.ts';
import { judge, partyOf, type RefusalReason } from './gate.ts';
import { showMoment } from './refusal.ts';
import { because, type WhyNot } from './why-not-reason.ts';

export interface Refused {
  readonly reason: RefusalReason;
  readonly count: number;
  readonly until: number | null;
}

/** Contacts that lie in the lists, not in the board's hands. */
export interface InLists {
  /** When the next of them is due; null: none lies there. */
  readonly nextDueAt: number | null;
  /** What the gate has said of those that went back for it, with the first moment of each. */
  readonly refusals: readonly Refused[];
  /** Those whom nobody calls any more, because the gate has said no for good. */
  readonly finished: readonly Pick<Refused, 'reason' | 'count'>[];
}

/** Whom it could call, and what the gate says of each. */
export function whyByContacts(
  state: Readonly<BoardState>,
  settings: CampaignSettings,
  at: number,
  lists: InLists,
): WhyNot[] {
  const ready: number[] = [];
  const later: number[] = [];
  const owned: string[] = [];
  const refused = new Map<RefusalReason, Refused>();
  for (const one of lists.refusals) addRefused(refused, one);
  for (const id of state.contactsOf.get(settings.id) ?? []) {
    const contact = state.contacts.get(id);
    const party = contact === undefined ? null : partyOf(contact);
    if (contact?.state.name !== 'ready' || party === null) continue;
    if (contact.state.until > at) {
      later.push(contact.state.until);
      continue;
    }
    const verdict = judge(state, settings, party, at);
    if (!verdict.allowed) addRefused(refused, { ...verdict, count: 1 });
    else if (contact.agent !== null && state.agents.get(contact.agent)?.presence.name !== 'ready')
      owned.push(contact.agent);
    else ready.push(contact.dueAt);
  }
  const found = [...refused.values()].map(refusedText);
  if (owned.length > 0) {
    const names = [...new Set(owned)].join(', ');
    found.push(
      because(
        'owner-away',
        `${owned.length} contacts are for agents who are not ready: ${names}`,
        owned.length,
      ),
    );
  }
  if (ready.length > 0) return found;
  const next = [...later, ...(lists.nextDueAt === null ? [] : [lists.nextDueAt])];
  const finished = lists.finished.map(finishedText);
  if (next.length === 0)
    return [...found, because('no-contacts', 'no contact is left in its lists'), ...finished];
  const first = Math.min(...next);
  if (first <= at)
    return [
      ...found,
      because(
        'no-contacts',
        'its next contacts come from the lists as soon as it runs and agents are signed in',
      ),
    ];
  return [
    ...found,
    because('contacts-later', `its next contact is due at ${showMoment(first)}`, null, first),
    ...finished,
  ];
}

function addRefused(counts: Map<RefusalReason, Refused>, { reason, count, until }: Refused): void {
  const sofar = counts.get(reason);
  const first = sofar === undefined ? until : earlier(sofar.until, until);
  counts.set(reason, { reason, count: count + (sofar?.count ?? 0), until: first });
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

function finishedText({ reason, count }: Pick<Refused, 'reason' | 'count'>): WhyNot {
  const contacts = count === 1 ? '1 contact is' : `${count} contacts are`;
  return because(
    'finished',
    `${contacts} finished, because the gate has refused the last number (${reason})`,
    count,
  );
}

function refusedText({ reason, count, until }: Refused): WhyNot {
  const contacts = count === 1 ? '1 contact' : `${count} contacts`;
  const open = reason === 'zone-unknown' ? 'until somebody names the zone' : 'for good';
  const end = until === null ? open : `until ${showMoment(until)} at least`;
  return because('refused', `the gate refuses ${contacts} (${reason}) ${end}`, count, until);
}
