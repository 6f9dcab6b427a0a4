import { CordboardError } from '../../base/errors.ts';
import { phoneNamed } from '../call-control/device.ts';
import type { PhoneId } from '../ids.ts';
import { targetOf } from '../numbering/target.ts';
import type { Turn } from '../turn.ts';
import type { ForwardType } from './device.ts';

/** Calls to the phone are refused as if it were busy. */
export function setDoNotDisturb(turn: Turn, phone: PhoneId, on: boolean): void {
  phoneNamed(turn, phone);
  if ((turn.state.devices.get(phone)?.doNotDisturb ?? false) === on) return;
  turn.record({ kind: 'phone.changed', phone, doNotDisturb: on });
}

/** Sets a forward, or takes it back with null. Throws 'number-unknown', 'forward-to-itself'. */
export function setForward(turn: Turn, phone: PhoneId, type: ForwardType, number: string | null): void {
  phoneNamed(turn, phone);
  const set = turn.state.devices.get(phone)?.forwards ?? [];
  const others = set.filter((forward) => forward.type !== type);
  if (number === null) {
    if (others.length < set.length) turn.record({ kind: 'phone.changed', phone, forwards: others });
    return;
  }
  if (number === phone)
    throw new CordboardError('forward-to-itself', `phone ${phone} cannot forward to itself`);
  if (targetOf(turn.state, number, 'inside').kind === 'nothing') {
    throw new CordboardError('number-unknown', `nothing is reached by ${number}`);
  }
  if (set.some((forward) => forward.type === type && forward.number === number)) return;
  turn.record({ kind: 'phone.changed', phone, forwards: [...others, { type, number }] });
}
