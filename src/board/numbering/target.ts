import type { PhoneId, QueueId } from '../ids.ts';
import type { OutsideRoute } from '../office.ts';
import type { BoardState } from '../state.ts';
import { fits } from './pattern.ts';

/** What a dialled number means. */
export type Target =
  | { readonly kind: 'queue'; readonly queue: QueueId }
  | { readonly kind: 'phone'; readonly phone: PhoneId }
  | { readonly kind: 'outside'; readonly number: string; readonly route: OutsideRoute }
  | { readonly kind: 'mailbox'; readonly phone: PhoneId }
  /** The messages, or the greeting, of the phone that dials. */
  | { readonly kind: 'messages' }
  | { readonly kind: 'greeting' }
  | { readonly kind: 'parked'; readonly slot: number }
  | { readonly kind: 'pick-up'; readonly phone: PhoneId | null }
  | { readonly kind: 'nothing' };

/** `**` picks up a call of the group, `**` and a phone's number what rings there. (`*8` is Asterisk's own.) */
export const pickUpCode = '**';

/** A phone hears the messages in its own box, and speaks the greeting of it. */
export const messagesCode = '*97';
export const greetingCode = '*98';

/**
 * The meaning of a number. Callers from outside reach what the office's list of numbers says and phones; only phones
 * reach parked calls, feature codes and the outside, so that nobody dials out on the office's account from outside.
 */
export function targetOf(state: Readonly<BoardState>, number: string, from: 'inside' | 'outside'): Target {
  const listed = state.targetOfNumber.get(number);
  if (listed !== undefined) return listed;
  if (state.phones.has(number as PhoneId)) return { kind: 'phone', phone: number as PhoneId };
  if (from === 'outside') return { kind: 'nothing' };
  if (state.queues.has(number as QueueId)) return { kind: 'queue', queue: number as QueueId };
  const special = specialNumber(state, number);
  if (special !== null) return special;
  for (const route of state.office.outside) {
    if (!fits(route.pattern, number)) continue;
    return { kind: 'outside', number: route.prefix + number.slice(route.strip), route };
  }
  return { kind: 'nothing' };
}

function specialNumber(state: Readonly<BoardState>, number: string): Target | null {
  if (number === messagesCode) return { kind: 'messages' };
  if (number === greetingCode) return { kind: 'greeting' };
  if (number.startsWith(pickUpCode)) {
    const phone = number.slice(pickUpCode.length) as PhoneId;
    if (phone === '') return { kind: 'pick-up', phone: null };
    return state.phones.has(phone) ? { kind: 'pick-up', phone } : null;
  }
  const { first, last } = state.office.parking;
  const slot = Number(number);
  // 0701 is not the slot 701.
  const isSlot = String(slot) === number && slot >= first && slot <= last;
  return isSlot ? { kind: 'parked', slot } : null;
}
