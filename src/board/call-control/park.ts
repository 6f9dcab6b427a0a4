import { CordboardError } from '../../base/errors.ts';
import { callerLeg, isParty, type Call } from '../call/call.ts';
import { clearLeg, stopAllRinging } from '../call/clearing.ts';
import { failToReach, unallocated } from '../call/failing.ts';
import { ringPhone } from '../call/ringing.ts';
import { connectDirect } from '../call/talk.ts';
import type { PhoneId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { presentLeg } from './device.ts';
import { makeCall } from './make-call.ts';

/**
 * Leaves the other party with music in a slot, from which any phone can take it by dialling the slot's number.
 * Throws 'no-call', 'not-two', 'slot-taken', 'slots-full'.
 */
export function park(turn: Turn, phone: PhoneId, wanted: number | null): void {
  const { call, leg } = presentLeg(turn, phone);
  const others = call.legs.filter((other) => other !== leg && isParty(other));
  const [only] = others;
  if (call.phase.name !== 'talking' || only === undefined || others.length > 1) {
    throw new CordboardError('not-two', 'only a call of two can be parked');
  }
  const slot = freeSlot(turn.state, wanted);
  const by = leg.party;
  const deadline = turn.at + turn.state.office.parking.returnMs;
  turn.atOnce(() => {
    clearLeg(turn, call.id, leg.id, 'normal');
    stopAllRinging(turn, call);
    turn.record({ kind: 'leg.regrouped', call: call.id, caller: only.id, cause: 'transfer', by });
    turn.record({ kind: 'call.parked', call: call.id, slot, by: phone, deadline });
  });
}

/** By command: the phone is rung, and once it is answered it has the parked call. Throws 'slot-empty'. */
export function unparkByCommand(turn: Turn, phone: PhoneId, slot: number): void {
  if (parkedIn(turn.state, slot) === undefined) {
    throw new CordboardError('slot-empty', `no call is parked in ${slot}`);
  }
  makeCall(turn, phone, String(slot), null);
}

/** A phone has dialled a slot's number. False when it cannot have a call from there. */
export function unpark(turn: Turn, call: Call, slot: number): boolean {
  const parked = parkedIn(turn.state, slot);
  const own = callerLeg(call);
  // Who was sent here while he has the call on hold has no ear for it.
  if (parked === undefined || own === undefined || own.state === 'hold') return false;
  turn.want({ name: 'answer', channel: own.id });
  turn.atOnce(() => {
    turn.record({ kind: 'leg.moved', call: call.id, leg: own.id, to: parked.id });
    turn.record({ kind: 'call.ended', call: call.id, end: 'merged', cause: 16, queue: null, agent: null });
    connectDirect(turn, parked, own.id);
  });
  return true;
}

/** Nobody has taken the call: who parked it is rung. */
export function parkedTooLong(turn: Turn, call: Call): void {
  if (call.phase.name !== 'parked') return;
  const { by } = call.phase;
  const settings = turn.state.phones.get(by);
  turn.record({
    kind: 'call.reaching',
    call: call.id,
    number: by,
    trunks: [],
    recall: { phone: by, isOn: true },
  });
  if (settings === undefined) return failToReach(turn, call, unallocated);
  ringPhone(turn, call, settings);
}

function parkedIn(state: BoardState, slot: number): Call | undefined {
  for (const call of state.calls.values()) {
    if (call.phase.name === 'parked' && call.phase.slot === slot) return call;
  }
  return undefined;
}

function freeSlot(state: BoardState, wanted: number | null): number {
  const { first, last } = state.office.parking;
  if (wanted !== null) {
    if (wanted < first || wanted > last) {
      throw new CordboardError('slot-unknown', `slots go from ${first} to ${last}`);
    }
    if (parkedIn(state, wanted) !== undefined) {
      throw new CordboardError('slot-taken', `a call is parked in ${wanted} already`);
    }
    return wanted;
  }
  for (let slot = first; slot <= last; slot += 1) if (parkedIn(state, slot) === undefined) return slot;
  throw new CordboardError('slots-full', `a call is parked in every slot from ${first} to ${last}`);
}
