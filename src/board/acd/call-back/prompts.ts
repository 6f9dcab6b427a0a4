import type { Call } from '../../call/call.ts';
import type { Turn } from '../../turn.ts';
import { tell } from '../tell.ts';

/** Says something about a call-back to the call's caller, in his language; whatever he hears ends. */
export function say(turn: Turn, call: Call, names: readonly string[]): void {
  const queue = call.phase.name === 'waiting' ? turn.state.queues.get(call.phase.queue) : undefined;
  if (queue === undefined) return;
  tell(turn, call, queue, { what: 'callback', sounds: names.map((name) => `prompt:${name}`) });
}

export function digitsOf(number: string): readonly string[] {
  return number
    .split('')
    .flatMap((digit) => (digit === '+' ? ['digit-plus'] : /[0-9]/.test(digit) ? [`digit-${digit}`] : []));
}
