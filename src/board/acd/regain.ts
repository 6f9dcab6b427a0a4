import type { Call } from '../call/call.ts';
import { placeOf } from '../call/call.ts';
import type { Place } from '../call/waiting.ts';
import type { Turn } from '../turn.ts';
import { memoryOf } from './memory.ts';

/**
 * Who has hung up and calls again in time has the place that he had: the time at which he first came, and the higher of
 * both priorities. Only known numbers can be recognised, and nobody who comes from another queue.
 */
export function regainedPlace(turn: Turn, call: Call, place: Place): Place & { readonly regained?: true } {
  const { state, at } = turn;
  const { number } = call.caller;
  const returnMs = state.queues.get(place.queue)?.returnMs ?? 0;
  const isNew = call.account.queue === null || placeOf(call)?.queue === place.queue;
  if (returnMs === 0 || number === '' || !isNew || call.lastPlace !== null || call.account.agent !== null) {
    return place;
  }
  const gone = memoryOf(state, place.queue).gone.findLast(
    (one) => one.number === number && at - one.at <= returnMs,
  );
  if (gone === undefined) return place;
  return {
    queue: place.queue,
    enteredAt: Math.min(place.enteredAt, gone.enteredAt),
    priority: Math.max(place.priority, gone.priority),
    regained: true,
  };
}
