import { mostHops } from '../bounds.ts';
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

/**
 * Who has left a queue for somewhere else and is answered by nobody there waits on in it, with his age and his priority;
 * false when he has left none, or has been sent round too often to let it go on.
 */
export function backFromExit(turn: Turn, call: Call): boolean {
  const { leftFrom: queue, lastPlace, hops } = call;
  if (queue === null || lastPlace === null || hops > mostHops || !turn.state.queues.has(queue)) return false;
  if (callerLeg(call) === undefined) return false;
  stopAllRinging(turn, call);
  const { priority } = lastPlace;
  turn.record({
    kind: 'call.requeued',
    call: call.id,
    queue,
    reason: 'unanswered-exit',
    priority,
    missedBy: [],
  });
  return true;
}
