import { callerLeg, type Call } from '../call/call.ts';
import type { Place } from '../call/waiting.ts';
import type { QueueId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { passThrough } from './points.ts';

/** Lets a call into a queue, through the hooks that lie before it; `passed` is the one that it comes from. */
export function queueAt(
  turn: Turn,
  call: Call,
  place: Place,
  passed: 'before-queue' | 'overflow' | null = null,
): void {
  const caller = callerLeg(call);
  if (caller !== undefined) {
    if (passed === null && passThrough(turn, call, 'before-queue', caller, place)) return;
    const isEmpty = passed !== 'overflow' && !hasAgent(turn.state, place.queue);
    if (isEmpty && passThrough(turn, call, 'overflow', caller, place)) return;
  }
  turn.record({ kind: 'call.queued', call: call.id, ...place });
}

/** Whether anybody is signed in who serves it. */
function hasAgent(state: Readonly<BoardState>, queue: QueueId): boolean {
  const members = state.queues.get(queue)?.members ?? [];
  return members.some(
    ({ agent: id }) => (state.agents.get(id)?.presence.name ?? 'signed-out') !== 'signed-out',
  );
}
