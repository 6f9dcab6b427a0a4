import type { HangupCause } from '../input.ts';

/** Q.850: unallocated number, no route, number changed, invalid number: no other trunk will know better. */
export function isFinal({ q850 }: HangupCause): boolean {
  return q850 === 1 || q850 === 22 || q850 === 28;
}

/** The trunk does not know us, or does not want our number: that says nothing of the called party. */
export function refusesUs({ sip }: HangupCause): boolean {
  return sip === 401 || sip === 402 || sip === 403 || sip === 407;
}

/** A phone that vanished did not hang up: its sound stopped, or it did not answer any more. */
export function isAccident({ q850, sip }: HangupCause): boolean {
  return q850 === 44 || q850 === 38 || q850 === 41 || q850 === 27 || sip === 408 || q850 === 18;
}
