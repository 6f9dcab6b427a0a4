import { CordboardError } from '../../base/errors.ts';
import type { Leg } from '../call/call.ts';
import type { PhoneId } from '../ids.ts';
import type { Which } from '../input.ts';
import type { PhoneSettings } from '../office.ts';
import { legsOfPhone, type LegInCall } from '../state.ts';
import type { Turn } from '../turn.ts';

/** The phone of that name. Throws 'phone-unknown'. */
export function phoneNamed(turn: Turn, id: PhoneId): PhoneSettings {
  const phone = turn.state.phones.get(id);
  if (phone === undefined) throw new CordboardError('phone-unknown', `there is no phone ${id}`);
  return phone;
}

/** The phone's legs that can still be worked with, those of older calls first. */
export function legsAt(turn: Turn, phone: PhoneId): LegInCall[] {
  return legsOfPhone(turn.state, phone).filter(
    ({ call, leg }) => leg.state !== 'clearing' && leg.state !== 'reaching' && call.phase.name !== 'ended',
  );
}

/**
 * The one leg of a phone that is in one of these states, or of several the one whose other party has this number.
 * Throws 'no-call'.
 */
export function legIn(
  turn: Turn,
  phone: PhoneId,
  states: readonly Leg['state'][],
  { other, call: wanted }: Which = {},
): LegInCall {
  phoneNamed(turn, phone);
  const first = legsAt(turn, phone).find(
    ({ call, leg }) =>
      states.includes(leg.state) &&
      (other === undefined || leg.other?.number === other) &&
      (wanted === undefined || call.id === wanted),
  );
  if (first === undefined) {
    const whose = other === undefined ? '' : ` with ${other}`;
    throw new CordboardError('no-call', `phone ${phone} has no call${whose} that is ${states.join(' or ')}`);
  }
  return first;
}

/** The leg that the phone speaks in, or else the one that it has on hold. Throws 'no-call'. */
export function presentLeg(turn: Turn, phone: PhoneId, which: Which = {}): LegInCall {
  const isAny = which.other === undefined && which.call === undefined;
  const speaks = legsAt(turn, phone).some(({ leg }) => leg.state === 'connected');
  return legIn(turn, phone, isAny && speaks ? ['connected'] : ['connected', 'hold'], which);
}

/** The call on hold and the other one of a consultation. Throws 'no-call'. */
export function bothCalls(
  turn: Turn,
  phone: PhoneId,
  otherStates: readonly Leg['state'][],
): { readonly held: LegInCall; readonly active: LegInCall } {
  const legs = legsAt(turn, phone);
  const held = legs.filter(({ leg }) => leg.state === 'hold');
  const active = legs
    .filter(({ leg }) => otherStates.includes(leg.state) && leg.state !== 'hold')
    .toReversed();
  // Those that share a channel before others: that is a consultation.
  for (const isPair of [sharesChannel, isElsewhere]) {
    for (const one of active) {
      const other = held.find((leg) => isPair(legs, leg, one));
      if (other !== undefined) return { held: other, active: one };
    }
  }
  throw new CordboardError(
    'no-call',
    `phone ${phone} has not both a call on hold and one that is ${otherStates.join(' or ')}`,
  );
}

function sharesChannel(_: readonly LegInCall[], held: LegInCall, active: LegInCall): boolean {
  return held.leg.id === active.leg.id;
}

/** In another call and on another channel, which does nothing else meanwhile. */
function isElsewhere(legs: readonly LegInCall[], held: LegInCall, active: LegInCall): boolean {
  if (held.call === active.call) return false;
  return !legs.some(({ leg }) => leg.id === held.leg.id && leg.state !== 'hold');
}

/** What is done to a talk needs one: not a message that is left, nor a call that is still on its way. Throws 'no-call'. */
export function needTalk({ call, leg }: LegInCall): void {
  if (call.phase.name !== 'talking') {
    throw new CordboardError('no-call', `the call of phone ${leg.phone} is ${call.phase.name}, not talking`);
  }
}

/** Asterisk must be there to do anything. Throws 'line-down'. */
export function needLine(turn: Turn): void {
  if (!turn.state.lineIsUp) throw new CordboardError('line-down', 'Asterisk cannot be reached just now');
}
