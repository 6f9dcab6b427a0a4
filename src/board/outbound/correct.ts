import { CordboardError } from '../../base/errors.ts';
import type { Turn } from '../turn.ts';
import { barredBySaying } from './bar.ts';
import type { OutboundCommand } from './commands.ts';
import type { Contact, ContactNumber, ContactResult, HeldContact } from './contact.ts';
import type { Disposition, DispositionAction } from './disposition.ts';
import { takeInHand } from './in-hand.ts';
import { afterAttempt } from './retry.ts';
import { dispositionSaid } from './say-disposition.ts';
import { settingsNow } from './settings-now.ts';

/** Contacts come into lists with this one, unless the list says otherwise; a promise had put it before all others. */
const usualPriority = 5_000;

/**
 * Somebody says later that something else came of a call. The former disposition stays on record, the contact goes on as if
 * this one had been said. What was put on the do-not-call list stays there: only people take it off.
 * Throws 'campaign-unknown', 'contact-in-use' while it is being called again, and as `dispositionSaid`.
 */
export function correctDisposition(
  turn: Turn,
  command: Extract<OutboundCommand, { name: 'correct-disposition' }>,
): void {
  const { campaign, call, agent, by, contact: id, stored, number, former } = command;
  const now = settingsNow(turn.state, campaign);
  if (now === null) throw new CordboardError('campaign-unknown', `there is no campaign ${campaign}`);
  const held = id === null ? undefined : turn.state.contacts.get(id);
  // Its call goes on, or its agent still has it before him.
  const isPresent = held !== undefined && 'call' in held.state && held.state.call === call;
  const contact = isPresent ? held : stored === null ? null : asBefore(stored, number, former);
  const disposition = dispositionSaid(turn.state, now, contact, command.said, turn.at);
  if (stored !== null && !isPresent) takeInHand(turn, stored);
  turn.record({ kind: 'contact.disposed', campaign, contact: id, call, agent, by, disposition });
  if (isPresent) return;
  const barred = contact === null ? barredByHand(number, disposition) : barredBySaying(contact, disposition);
  for (const pattern of barred) {
    turn.record({ kind: 'number.barred', pattern, campaign: null, source: 'disposition', by, until: null });
  }
  if (stored === null || contact === null) return;
  const result = afterAttempt(now.settings, asHeld(contact, turn.at), 'cancelled', disposition, turn.at);
  const numbers = withReopened(result.numbers, stored, contact);
  turn.record({
    kind: 'contact.settled',
    campaign,
    contact: stored.id,
    of: call,
    result: { ...result, numbers },
    by,
  });
}

function barredByHand(number: string, { action }: Disposition): readonly string[] {
  return action === 'do-not-call' || action === 'block-number' ? [number] : [];
}

/** As it was before the former disposition: with the number that was called next, and open. */
function asBefore(stored: Contact, number: string, former: DispositionAction | null): Contact {
  const called = stored.numbers.findIndex((one) => one.number === number);
  const next = called < 0 ? stored.next : called;
  const numbers = stored.numbers.map((one, index) =>
    wasClosedBy(former, one, index === next) ? { ...one, state: 'open' as const } : one,
  );
  const promised = { kind: 'retry', agent: null, priority: usualPriority } as const;
  return { ...stored, ...(former === 'schedule' ? promised : {}), next, numbers };
}

function wasClosedBy(former: DispositionAction | null, { state }: ContactNumber, isCalled: boolean): boolean {
  switch (former) {
    case 'do-not-call':
      return state === 'blocked';
    case 'block-number':
      return isCalled && state === 'blocked';
    case 'delete-number':
      return isCalled && state === 'deleted';
    default:
      return false;
  }
}

/** The attempt has been counted already: what is asked for is only what comes of the disposition. */
function asHeld(contact: Contact, at: number): HeldContact {
  return { ...contact, state: { name: 'ready', until: at }, disposition: null, since: at };
}

function withReopened(
  changed: ContactResult['numbers'],
  stored: Contact,
  contact: Contact,
): ContactResult['numbers'] {
  const reopened = contact.numbers.flatMap((number, index) => {
    if (number === stored.numbers[index] || changed.some((one) => one.index === index)) return [];
    const { state, attempts, notBefore, lockedUntil, outcomes } = number;
    return [{ index, state, attempts, notBefore, lockedUntil, outcomes }];
  });
  return [...changed, ...reopened];
}
