import type { Call } from '../../call/call.ts';
import { playbackId } from '../../ids.ts';
import type { Turn } from '../../turn.ts';

/** Says something about a call-back to the call's caller, in his language; whatever he hears ends. */
export function say(turn: Turn, call: Call, names: readonly string[]): void {
  if (call.phase.name !== 'waiting') return;
  const language = call.wishes.language ?? turn.state.queues.get(call.phase.queue)?.language ?? 'en';
  turn.record({
    kind: 'call.told',
    call: call.id,
    what: 'callback',
    playing: {
      playback: playbackId(call.id, call.nextId),
      media: names.map((name) => `prompt:${language}/${name}`),
    },
    position: null,
    expectedMs: null,
  });
}

export function digitsOf(number: string): readonly string[] {
  return number
    .split('')
    .flatMap((digit) => (digit === '+' ? ['digit-plus'] : /[0-9]/.test(digit) ? [`digit-${digit}`] : []));
}
