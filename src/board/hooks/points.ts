import { callerLeg, placeOf, type Call, type Leg } from '../call/call.ts';
import type { Place } from '../call/waiting.ts';
import type { QueueId } from '../ids.ts';
import type { Target } from '../numbering/target.ts';
import type { HookPoint } from '../office.ts';
import { callsOnChannel, type BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { handOver } from './hand-over.ts';

/** Where the office wants a call of this queue to go at this point; null when it goes on at once. */
export function contextAt(
  state: Readonly<BoardState>,
  point: HookPoint,
  queue: QueueId | null,
): string | null {
  const own = queue === null ? undefined : state.queues.get(queue)?.hooks?.[point];
  const context = own ?? state.office.hooks.contexts[point];
  return context === undefined || context === '' ? null : context;
}

/**
 * Lets a party go through the engineer's dialplan if the office has a context for this point. False when it has none
 * and the rule goes on by itself; otherwise `goOn` (`come-back.ts`) does when the party is back.
 */
export function passThrough(
  turn: Turn,
  call: Call,
  point: HookPoint,
  leg: Leg,
  place: Place | null,
): boolean {
  const context = contextAt(turn.state, point, place?.queue ?? null);
  if (context === null || !turn.state.lineIsUp || isShared(turn.state, leg)) return false;
  const deadline = turn.at + turn.state.office.hooks.longestMs;
  handOver(turn, call, leg, { point, context, extension: 's', place, deadline });
  return true;
}

/** A call outside that the office's own dialplan places, and has as long as it likes. False when it cannot have it. */
export function dialByDialplan(
  turn: Turn,
  call: Call,
  context: string,
  { number, route }: Extract<Target, { kind: 'outside' }>,
): boolean {
  const caller = callerLeg(call);
  if (caller === undefined || isShared(turn.state, caller)) return false;
  handOver(turn, call, caller, {
    point: 'outside',
    context,
    extension: number,
    place: null,
    deadline: null,
    callerId: route.callerId ?? '',
  });
  return true;
}

/** One that another call needs as well: the dialplan would have both. */
export function isShared(state: Readonly<BoardState>, leg: Leg): boolean {
  return callsOnChannel(state, leg.id).length > 1;
}

/** How many callers of a queue are in the hook before their offer: no more than agents are free for them. */
export function countPreparing(state: Readonly<BoardState>, queue: QueueId): number {
  let count = 0;
  for (const call of state.calls.values()) {
    const { phase } = call;
    if (phase.name === 'away' && phase.point === 'before-offer' && placeOf(call)?.queue === queue) count += 1;
  }
  return count;
}
