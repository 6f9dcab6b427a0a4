import { withdrawOffers } from '../acd/way-out.ts';
import { CordboardError } from '../../base/errors.ts';
import { isAfar, isParty } from '../call/call.ts';
import { clearLeg, stopAllRinging } from '../call/clearing.ts';
import { recallOf } from '../call/failing.ts';
import { reach, redirect } from '../call/reach.ts';
import { stopRinging } from '../call/ringing.ts';
import type { PhoneId } from '../ids.ts';
import type { Which } from '../input.ts';
import type { LegInCall } from '../state.ts';
import type { Turn } from '../turn.ts';
import { legIn, needLine, needTalk } from './device.ts';
import { checkNumber } from './make-call.ts';
import { isCallOfTwo, regroup } from './transfer.ts';

/**
 * Sends a ringing or a connected call elsewhere. Of a connected one nobody answers, the phone rings again.
 * Throws 'no-call', 'number-unknown'.
 */
export function divert(turn: Turn, phone: PhoneId, number: string, which: Which, data: string | null): void {
  needLine(turn);
  checkNumber(turn, number);
  const found = legIn(turn, phone, ['alerting', 'connected'], which);
  const { call, leg } = found;
  const rings = leg.state === 'alerting';
  // Who is asked to join a talk cannot send it elsewhere.
  if (rings && call.phase.name === 'talking') {
    throw new CordboardError('no-call', `phone ${phone} is only asked to join: it can answer or refuse`);
  }
  if (rings && isAfar(call)) {
    throw new CordboardError(
      'no-call',
      `phone ${phone} rings for a call-back: nobody is there to be sent on`,
    );
  }
  if (!rings) needTwo(found);
  if (data !== null) turn.record({ kind: 'call.data', call: call.id, data });
  if (!rings) return sendOn(turn, found, number);
  stopRinging(turn, call, leg);
  withdrawOffers(turn, call);
  redirect(turn, call, phone, number, 'redirect');
  reach(turn, call, number, recallOf(call));
}

function needTwo(found: LegInCall): void {
  needTalk(found);
  if (!isCallOfTwo(found)) {
    throw new CordboardError('not-two', 'only a call of two can be sent on: leave the conference instead');
  }
}

/** A party of a call of two leaves, and the other one is taken to a number. */
export function sendOn(turn: Turn, { call, leg }: LegInCall, number: string): void {
  const { phone } = leg;
  const only = call.legs.find((other) => other !== leg && isParty(other));
  if (phone === null || only === undefined) return;
  turn.atOnce(() => {
    regroup(turn, call, 'transfer', phone, () => {
      clearLeg(turn, call.id, leg.id, 'normal');
      stopAllRinging(turn, call);
      return only;
    });
    redirect(turn, call, phone, number, 'transfer');
    reach(turn, call, number, { phone, isOn: false });
  });
}
