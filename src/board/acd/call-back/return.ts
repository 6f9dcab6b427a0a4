import type { Call } from '../../call/call.ts';
import type { Place } from '../../call/waiting.ts';
import type { Turn } from '../../turn.ts';
import { giveUp } from './failed.ts';
import { openCallback } from './number.ts';

type Regained = Place & { readonly regained?: true };

/**
 * Who is to be called back and calls again himself has the place that he had: his call-back is over. Not while he is on
 * the line there.
 */
export function takeOverCallback(turn: Turn, call: Call, place: Regained): Regained {
  if (turn.state.queues.get(place.queue)?.callback == null) return place;
  const open = openCallback(turn.state, place.queue, call.caller.number);
  if (open === undefined || open === call || open.phase.name !== 'waiting') return place;
  const { enteredAt, priority, callback } = open.phase;
  if (callback?.dial != null && callback.dial.state !== 'ringing') return place;
  giveUp(turn, open, 'callback-cancelled');
  return {
    ...place,
    enteredAt: Math.min(enteredAt, place.enteredAt),
    priority: Math.max(priority, place.priority),
    regained: true,
  };
}
