import type { AgentId } from '../ids.ts';
import type { Turn } from '../turn.ts';
import { callerLeg, placeOf, type Call } from './call.ts';
import { stopAllRinging } from './clearing.ts';

/** Above everybody else: a caller who had an agent already does not wait behind those who had none. */
const headPriority = 1_000_000;

/** The caller goes back to his queue, to its head or with the priority given; false when he came from none. */
export function backToQueue(
  turn: Turn,
  call: Call,
  reason: string,
  missedBy: readonly AgentId[],
  priority = headPriority,
): boolean {
  const place = placeOf(call);
  if (place === null || callerLeg(call) === undefined) return false;
  stopAllRinging(turn, call);
  turn.record({ kind: 'call.requeued', call: call.id, queue: place.queue, reason, priority, missedBy });
  return true;
}
