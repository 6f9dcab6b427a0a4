import { CordboardError } from '../../base/errors.ts';
import { dialForCaller } from '../call/reach.ts';
import { callId, type PhoneId } from '../ids.ts';
import type { Which } from '../input.ts';
import type { Turn } from '../turn.ts';
import { legIn, legsAt, needLine, needTalk } from './device.ts';
import { checkNumber } from './make-call.ts';

/** Puts the present call on hold and dials from the same channel. Throws 'no-call', 'in-call', 'number-unknown'. */
export function consult(turn: Turn, phone: PhoneId, number: string, which: Which, data: string | null): void {
  needLine(turn);
  checkNumber(turn, number);
  const found = legIn(turn, phone, ['connected'], which);
  needTalk(found);
  const { call: of, leg } = found;
  if (legsAt(turn, phone).some((other) => other.call !== of && other.leg.state !== 'alerting')) {
    throw new CordboardError('in-call', `phone ${phone} is in a consultation already`);
  }
  const { state } = turn;
  const call = callId(state.instance, state.nextCall);
  turn.record({
    kind: 'call.consulted',
    call,
    of: of.id,
    leg: leg.id,
    phone,
    agent: leg.agent,
    caller: leg.party,
    dialled: number,
    data,
  });
  const made = state.calls.get(call);
  const [first] = made?.legs ?? [];
  if (made !== undefined && first !== undefined) dialForCaller(turn, made, first, number);
}
