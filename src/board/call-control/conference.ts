import { CordboardError } from '../../base/errors.ts';
import { isParty, type Call } from '../call/call.ts';
import { ringOutside, ringPhone } from '../call/ringing.ts';
import type { PhoneId } from '../ids.ts';
import { targetOf } from '../numbering/target.ts';
import { legsOfPhone } from '../state.ts';
import type { Which } from '../input.ts';
import type { Turn } from '../turn.ts';
import { needLine, presentLeg } from './device.ts';
import { takeBack } from './hold.ts';

/**
 * Rings somebody who joins the talk on answering (a single-step conference). A call on hold is taken back.
 * Throws 'no-call', 'number-unknown', 'in-call'.
 */
export function addParty(
  turn: Turn,
  phone: PhoneId,
  number: string,
  which: Which,
  data: string | null,
): void {
  needLine(turn);
  const found = presentLeg(turn, phone, which);
  const { call } = found;
  if (call.phase.name !== 'talking')
    throw new CordboardError('no-call', `the call of ${phone} is no talk yet`);
  const ring = ringingOf(turn, call, number);
  if (found.leg.state === 'hold') takeBack(turn, phone, found);
  if (data !== null) turn.record({ kind: 'call.data', call: call.id, data });
  ring();
}

/** What is to be done to ring who is to join. Throws 'number-unknown', 'in-call'. */
function ringingOf(turn: Turn, call: Call, number: string): () => void {
  const { state } = turn;
  const target = targetOf(state, number, 'inside');
  const phone = target.kind === 'phone' ? state.phones.get(target.phone) : undefined;
  if (phone !== undefined) {
    if (legsOfPhone(state, phone.id).some(({ leg }) => leg.state !== 'clearing')) {
      throw new CordboardError('in-call', `phone ${phone.id} is in a call already`);
    }
    if (state.devices.get(phone.id)?.doNotDisturb === true) {
      throw new CordboardError('do-not-disturb', `phone ${phone.id} is not to be disturbed`);
    }
    return () => ringPhone(turn, call, phone, call.legs.find(isParty)?.party ?? call.caller);
  }
  if (target.kind === 'outside' && target.route.by.kind === 'trunks') {
    const trunk = state.trunks.get(target.route.by.trunks[0] ?? '');
    if (trunk !== undefined) return () => ringOutside(turn, call, trunk, target, number);
  }
  throw new CordboardError('number-unknown', `${number} is nobody who could join a call`);
}
