import type { BoardState } from '../state.ts';
import type { Contact, HeldContact } from './contact.ts';
import type { Disposition } from './disposition.ts';

/** The numbers of a contact that a disposition puts on the do-not-call list. */
export function barredBySaying(
  { numbers, next }: Pick<Contact, 'numbers' | 'next'>,
  disposition: Disposition | null,
): readonly string[] {
  const called = numbers[next];
  switch (disposition?.action) {
    case 'do-not-call':
      return numbers.map(({ number }) => number);
    case 'block-number':
      return called === undefined ? [] : [called.number];
    default:
      return [];
  }
}

/**
 * Nobody else calls a number that an agent has just said is barred; it comes onto the list itself when the contact is given
 * back. `former`: what he had said before does not hold any more.
 */
export function barMeanwhile(
  { numberLog: { barred } }: Pick<BoardState, 'numberLog'>,
  contact: HeldContact,
  former: Disposition | null,
): void {
  for (const number of barredBySaying(contact, former)) barred.delete(` ${number}`);
  for (const pattern of barredBySaying(contact, contact.disposition)) {
    barred.set(` ${pattern}`, { pattern, campaign: null, source: 'disposition', until: null });
  }
}
