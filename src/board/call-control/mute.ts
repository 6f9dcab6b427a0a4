import { CordboardError } from '../../base/errors.ts';
import { isParty } from '../call/call.ts';
import type { PhoneId } from '../ids.ts';
import { legsOfPhone } from '../state.ts';
import type { Turn } from '../turn.ts';
import { legIn, needLine, presentLeg } from './device.ts';

/** Nobody hears the phone while it is on, in whichever of its calls. Throws 'no-call'. */
export function mute(turn: Turn, phone: PhoneId, muted: boolean): void {
  needLine(turn);
  presentLeg(turn, phone);
  for (const { call, leg } of legsOfPhone(turn.state, phone)) {
    if (isParty(leg) && leg.muted !== muted) {
      turn.record({ kind: 'leg.muted', call: call.id, leg: leg.id, muted });
    }
  }
}

/** Sends tones to the others in the call. Throws 'no-call', 'digits-wrong'. */
export function sendDigits(turn: Turn, phone: PhoneId, digits: string): void {
  if (!/^[0-9A-D*#]{1,64}$/.test(digits)) {
    throw new CordboardError('digits-wrong', 'digits are 1 to 64 of 0-9, A-D, * and #');
  }
  needLine(turn);
  const { call, leg } = legIn(turn, phone, ['connected']);
  for (const other of call.legs) {
    if (other !== leg && other.state === 'connected') {
      turn.want({ name: 'send-digits', channel: other.id, digits });
    }
  }
}
