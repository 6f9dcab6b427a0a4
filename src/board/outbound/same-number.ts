import type { Call } from '../call/call.ts';
import type { CallId } from '../ids.ts';
import type { BoardState } from '../state.ts';

/** So many digits at the end say enough: in front of them trunks write +49, 0049, 0 or nothing. */
const leastDigits = 7;

/** The call that a number is in now, whoever has called whom; null: it is in none. */
export function callWith(state: Readonly<BoardState>, number: string, but: CallId | null): Call | null {
  const digits = significant(number);
  const end = digits.slice(-leastDigits);
  const isSame = (other: string): boolean => other.endsWith(end) && sameDigits(digits, significant(other));
  for (const call of state.calls.values()) {
    if (call.id === but || call.phase.name === 'ended' || call.phase.name === 'seated') continue;
    if (call.attempt !== null && call.attempt.outcome === null && isSame(call.attempt.number)) return call;
    if ('number' in call.phase && isSame(call.phase.number)) return call;
    if (call.legs.some((leg) => leg.phone === null && isSame(leg.party.number))) return call;
  }
  return null;
}

function significant(number: string): string {
  return number.replaceAll(/\D/g, '').replace(/^0+/, '');
}

function sameDigits(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= leastDigits && long.endsWith(short);
}
