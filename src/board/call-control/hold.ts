import { CordboardError } from '../../base/errors.ts';
import type { ConnectionCause } from '../device/device-call.ts';
import type { LegId, PhoneId } from '../ids.ts';
import { legsOfChannel, type LegInCall } from '../state.ts';
import type { Which } from '../input.ts';
import type { Turn } from '../turn.ts';
import { isParty, type Call } from '../call/call.ts';
import { bothCalls, legIn, legsAt, needTalk } from './device.ts';

/** Puts the call on hold: the others hear music when nobody else is left. Throws 'no-call'. */
export function hold(turn: Turn, phone: PhoneId, which: Which): void {
  const found = legIn(turn, phone, ['connected'], which);
  needTalk(found);
  holdLeg(turn, found);
}

/** Takes a call from hold; one that is connected meanwhile goes on hold. Throws 'no-call', 'in-call'. */
export function retrieve(turn: Turn, phone: PhoneId, which: Which): void {
  takeBack(turn, phone, legIn(turn, phone, ['hold'], which));
}

/** Throws 'in-call', 'held-by-phone'. */
export function takeBack(turn: Turn, phone: PhoneId, found: LegInCall): void {
  if (found.leg.heldByPhone) throw heldByPhone(phone);
  const others = legsAt(turn, phone).filter(({ leg }) => leg !== found.leg);
  if (others.some((other) => other.leg.id === found.leg.id && !isTalk(other))) {
    throw new CordboardError('in-call', `phone ${phone} is calling somebody else: drop that call first`);
  }
  holdTalks(turn, phone);
  retrieveLeg(turn, found);
}

/** The call on hold and the present one change places. Throws 'no-call'. */
export function alternate(turn: Turn, phone: PhoneId): void {
  const { held, active } = bothCalls(turn, phone, ['connected']);
  needTalk(active);
  if (held.leg.heldByPhone) throw heldByPhone(phone);
  holdLeg(turn, active);
  retrieveLeg(turn, held);
}

/** A message that is being left, on another line, is nothing to put on hold. */
export function holdTalks(turn: Turn, phone: PhoneId): void {
  for (const other of legsAt(turn, phone)) {
    if (other.leg.state === 'connected' && isTalk(other)) holdLeg(turn, other);
  }
}

function isTalk({ call, leg }: LegInCall): boolean {
  return call.phase.name === 'talking' && isParty(leg);
}

function holdLeg(turn: Turn, { call, leg }: LegInCall, heldByPhone = false): void {
  turn.record({ kind: 'leg.changed', call: call.id, leg: leg.id, state: 'hold', cause: null, heldByPhone });
  tellOthers(turn, { call, leg }, 'heldByOtherParty');
}

export function retrieveLeg(turn: Turn, { call, leg }: LegInCall): void {
  turn.record({ kind: 'leg.changed', call: call.id, leg: leg.id, state: stateOffHold(call), cause: null });
  tellOthers(turn, { call, leg }, 'retrievedByOtherParty');
}

/** The others may have sent the call elsewhere meanwhile. */
function stateOffHold({ phase, legs }: Call): 'connected' | 'queued' | 'delivered' {
  if (phase.name === 'waiting' || phase.name === 'parked') return 'queued';
  return phase.name === 'reaching' && legs.some((leg) => leg.state === 'alerting')
    ? 'delivered'
    : 'connected';
}

/** The phone's own hold key. */
export function heldAtPhone(turn: Turn, channel: LegId): void {
  for (const found of legsOfChannel(turn.state, channel)) {
    // Who has picked up for a call-back has nobody to hold yet.
    if (found.leg.state === 'connected' && found.call.phase.name !== 'waiting') holdLeg(turn, found, true);
  }
}

export function retrievedAtPhone(turn: Turn, channel: LegId): void {
  for (const found of legsOfChannel(turn.state, channel)) {
    if (found.leg.state === 'hold' && found.leg.heldByPhone) takeBackAtPhone(turn, found);
  }
}

/** The channel may be in another of its calls by now, to which the phone comes back then. */
function takeBackAtPhone(turn: Turn, found: LegInCall): void {
  const { call, leg } = found;
  const isElsewhere = legsOfChannel(turn.state, leg.id).some(
    (other) => other.call !== call && other.leg.state !== 'hold' && other.leg.state !== 'clearing',
  );
  if (isElsewhere) holdLeg(turn, found);
  else retrieveLeg(turn, found);
}

function tellOthers(turn: Turn, { call, leg }: LegInCall, cause: ConnectionCause): void {
  for (const other of call.legs) {
    if (other.id === leg.id || other.state !== 'connected' || other.phone === null) continue;
    turn.record({ kind: 'leg.noted', call: call.id, leg: other.id, cause });
  }
}

export function heldByPhone(phone: PhoneId): CordboardError {
  return new CordboardError(
    'held-by-phone',
    `phone ${phone} holds the call by its own key: take it back there`,
  );
}
