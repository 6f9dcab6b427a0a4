import { isAfar, offersOf, type Call } from '../call/call.ts';
import type { Waiting } from '../call/waiting.ts';
import type { CallId, QueueId } from '../ids.ts';
import type { QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { dialCustomer } from './call-back/dial.ts';
import { isOnLine } from './call-back/number.ts';
import { callbackSettings } from './call-back/settings.ts';
import { isOpen } from './hours.ts';
import { best, type Pick, type Ranked } from './strategy.ts';

/** Callers who have hung up and keep their place: they are called back when it is their turn. */

/**
 * Whether the caller can be offered now: he is on the line, or the time of the next attempt to call him has come and
 * nothing is left of the last one.
 */
export function isOnHand(
  state: Readonly<BoardState>,
  call: Call,
  { callback, offers }: Waiting,
  at: number,
): boolean {
  if (!isAfar(call)) return true;
  if (callback === null || callback.dial !== null || offers.length > 0 || call.legs.length > 0) return false;
  return at >= callback.dueAt && at < callback.expiresAt && isOpenFor(state, call, at);
}

/**
 * It is the turn of somebody who is to be called back. One agent is rung for him, whatever the queue's ring plan: nobody
 * waits on the line. Customer first, no more are called than agents are free for them, and nobody is rung yet.
 */
export function pickAfar(turn: Turn, call: Call, queue: QueueSettings, pick: Pick): readonly Ranked[] {
  const { state } = turn;
  const { callback } = pick.waiting;
  if (callback === null || isOnLine(state, callback.number, call.id)) return [];
  const isCustomerFirst = callbackSettings(state, queue.id).first === 'customer';
  if (isCustomerFirst) {
    if (countCalled(state, pick) < pick.candidates.length) dialCustomer(turn, call, null);
    return [];
  }
  const one = best(pick);
  return one === null ? [] : [one];
}

/** Customers who are called, or have answered, and for whom there is no agent yet: of all queues that share one with this. */
function countCalled(state: Readonly<BoardState>, { candidates }: Pick): number {
  const queues = new Set<QueueId>();
  for (const { agent } of candidates)
    for (const queue of state.queuesOfAgent.get(agent.id) ?? []) queues.add(queue);
  const calls = new Set<CallId>();
  for (const queue of queues) for (const id of state.callsIn.get(queue) ?? []) calls.add(id);
  let count = 0;
  for (const id of calls) {
    const call = state.calls.get(id);
    if (call?.phase.name === 'waiting' && call.phase.callback?.dial != null && offersOf(call).length === 0)
      count += 1;
  }
  return count;
}

function isOpenFor(state: Readonly<BoardState>, { phase }: Call, at: number): boolean {
  const queue = phase.name === 'waiting' ? state.queues.get(phase.queue) : undefined;
  return queue === undefined || isOpen(state, queue, at);
}
