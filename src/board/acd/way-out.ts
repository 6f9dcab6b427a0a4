import { noAnswer } from '../call/failing.ts';
import type { Call } from '../call/call.ts';
import { takeTo } from '../call/reach.ts';
import { seeOff } from '../call/see-off.ts';
import type { LeaveReason } from '../call/waiting.ts';
import type { WayOut } from '../queue-settings.ts';
import type { Turn } from '../turn.ts';
import { messageOver } from '../outbound/say.ts';
import { releaseOffers } from './pool.ts';

/** A caller waits no longer in his queue: he hears what the office says, and goes where it wants him to go. */
export function leaveQueue(
  turn: Turn,
  call: Call,
  reason: LeaveReason,
  way: WayOut,
  digits: string | null = null,
): void {
  const { phase } = call;
  const queue = phase.name === 'waiting' ? turn.state.queues.get(phase.queue) : undefined;
  if (queue === undefined) return;
  withdrawOffers(turn, call);
  turn.record({
    kind: 'call.left-queue',
    call: call.id,
    queue: queue.id,
    reason,
    to: way.to,
    ...(digits === null ? {} : { digits }),
  });
  if (!seeOff(turn, call, queue, way, null)) takeTo(turn, call, way.to, null, noAnswer);
}

/** Nobody is rung for him any more. */
export function withdrawOffers(turn: Turn, call: Call): void {
  if (call.phase.name !== 'waiting') return;
  releaseOffers(turn, call, { but: null, outcome: 'withdrawn', reason: 'normal', isLeaving: true });
}

/** What was said to a caller whom a queue does not have any more is over: he goes on. */
export function farewellOver(turn: Turn, call: Call): void {
  if (call.phase.name !== 'arriving' || call.phase.farewell === undefined) return;
  if (call.attempt !== null) return messageOver(turn, call);
  const { to, recall } = call.phase.farewell;
  takeTo(turn, call, to, recall, noAnswer);
}
