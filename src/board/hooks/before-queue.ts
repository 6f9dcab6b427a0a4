import { takeOverCallback } from '../acd/call-back/return.ts';
import { refusalAt } from '../acd/entry.ts';
import { regainedPlace } from '../acd/regain.ts';
import { callerLeg, placeOf, type Call } from '../call/call.ts';
import type { Place } from '../call/waiting.ts';
import type { QueueId } from '../ids.ts';
import { emptyReasons, type EntryRefusal } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { passThrough } from './points.ts';

/**
 * Lets a call into a queue, through the hooks that lie before it; `passed` is the one that it comes from. Says why, when
 * the queue does not let it in; null: it is in, or in a hook.
 */
export function queueAt(
  turn: Turn,
  call: Call,
  place: Place,
  passed: 'before-queue' | 'overflow' | null = null,
): EntryRefusal | null {
  const caller = callerLeg(call);
  if (caller !== undefined && passed === null && passThrough(turn, call, 'before-queue', caller, place)) {
    return null;
  }
  const refusal = holdsPlace(call, place.queue) ? null : refusalAt(turn.state, place.queue, call, turn.at);
  const isEmptiness = (emptyReasons as readonly (string | null)[]).includes(refusal);
  if (refusal !== null && !isEmptiness) return refusal;
  const isEmpty = passed !== 'overflow' && !hasAgent(turn.state, place.queue);
  if (caller !== undefined && isEmpty && passThrough(turn, call, 'overflow', caller, place)) return null;
  // The hook for empty queues has let him in all the same.
  if (refusal !== null && passed !== 'overflow') return refusal;
  turn.record({
    kind: 'call.queued',
    call: call.id,
    ...takeOverCallback(turn, call, regainedPlace(turn, call, place)),
  });
  return null;
}

/** He was in this queue before: his agent sends him back into it. */
function holdsPlace(call: Call, queue: QueueId): boolean {
  return call.phase.name !== 'away' && placeOf(call)?.queue === queue;
}

/** Whether anybody is signed in who serves it. */
function hasAgent(state: Readonly<BoardState>, queue: QueueId): boolean {
  const members = state.queues.get(queue)?.members ?? [];
  return members.some(
    ({ agent: id }) => (state.agents.get(id)?.presence.name ?? 'signed-out') !== 'signed-out',
  );
}
