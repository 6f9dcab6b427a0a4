import { CordboardError } from '../../base/errors.ts';
import { leaveSeat, openSeat } from '../agent/seat.ts';
import { ringSpareMs } from '../bounds.ts';
import { isRinging } from '../call/call.ts';
import { partyOfPhone } from '../call/fold-call.ts';
import { callId, legId, type PhoneId } from '../ids.ts';
import { targetOf } from '../numbering/target.ts';
import { legsOfPhone, type LegInCall } from '../state.ts';
import type { Turn } from '../turn.ts';
import { needLine, phoneNamed } from './device.ts';

/**
 * Click to dial: the phone rings, or picks up by itself when it can, and then the number is dialled; from a seat, at once.
 * Throws 'in-call' when the phone has a call already, 'number-unknown' for one that leads nowhere.
 */
export function makeCall(turn: Turn, id: PhoneId, number: string, data: string | null): void {
  needLine(turn);
  const phone = phoneNamed(turn, id);
  checkNumber(turn, number);
  const isFree = ({ leg }: LegInCall): boolean =>
    leg.state === 'clearing' || (phone.callWaiting && isRinging(leg) && leg.role === 'called');
  if (!legsOfPhone(turn.state, id).every(isFree)) {
    throw new CordboardError('in-call', `phone ${id} is in a call already`);
  }
  const { state } = turn;
  const agent = state.agentAtPhone.get(id) ?? null;
  const seat = agent === null ? null : openSeat(state, state.agents.get(agent));
  const call = callId(state.instance, state.nextCall);
  const leg = seat?.leg.id ?? legId(call, 1);
  if (seat !== null) leaveSeat(turn, seat);
  turn.record({
    kind: 'call.made',
    call,
    leg,
    phone: id,
    agent,
    caller: partyOfPhone(state, id),
    dialled: number,
    data,
    deadline: turn.at + phone.ringMs,
  });
  // `answerAtSeats` answers for him.
  if (seat !== null) return;
  turn.want({
    name: 'ring',
    leg,
    endpoint: phone.endpoint,
    display: { name: '', number },
    autoAnswer: phone.autoAnswer,
    timeoutMs: phone.ringMs + ringSpareMs,
  });
}

/** Throws 'number-unknown'. */
export function checkNumber(turn: Turn, number: string): void {
  if (targetOf(turn.state, number, 'inside').kind === 'nothing') {
    throw new CordboardError('number-unknown', `nothing is reached by ${number}`);
  }
}
