import type { Call } from '../call/call.ts';
import type { CallId, QueueId } from '../ids.ts';
import type { EntryRefusal, QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import { emptyReasonsFor } from './empty.ts';
import { expectedWait } from './expected-wait.ts';
import { isOpen } from './hours.ts';
import { isOnDuty } from './on-duty.ts';

/** Why a queue does not let this caller in; null when it does. */
export function refusalAt(
  state: Readonly<BoardState>,
  id: QueueId,
  call: Call,
  at: number,
): EntryRefusal | null {
  const queue = state.queues.get(id);
  if (queue === undefined) return null;
  const { refuse } = queue.entry;
  if (!isOpen(state, queue, at)) return 'closed';
  if (Object.keys(refuse).length > 0) {
    const empty = emptyReasonsFor(state, queue, call).find((reason) => refuse[reason] !== undefined);
    if (empty !== undefined) return empty;
  }
  const { waiting, calls } = countIn(state, id, call.id);
  const { mostWaiting, mostCalls } = queue.entry;
  if (mostWaiting !== null && waiting >= mostWaiting) return 'full';
  if (mostCalls !== null && calls >= mostCalls) return 'full';
  return isTooLong(state, queue, call, at) ? 'wait-too-long' : null;
}

/** Who would be the first has nobody to wait for: he always enters. */
function isTooLong(state: Readonly<BoardState>, queue: QueueSettings, call: Call, at: number): boolean {
  const { longestExpectedMs, mostWaitingPerAgent } = queue.entry;
  const ahead = state.waiting.get(queue.id)?.length ?? 0;
  if (ahead === 0) return false;
  if (mostWaitingPerAgent !== null && ahead >= mostWaitingPerAgent * countOnDuty(state, queue)) return true;
  if (longestExpectedMs === null) return false;
  const expected = expectedWait(state, queue, call, at);
  return expected !== null && expected > longestExpectedMs;
}

function countOnDuty(state: Readonly<BoardState>, { id, members }: QueueSettings): number {
  return members.filter(({ agent }) => isOnDuty(state.agents.get(agent), id)).length;
}

/** Others who wait there on the line, and all who have a place there; who is to be called back needs no line. */
function countIn(
  state: Readonly<BoardState>,
  queue: QueueId,
  own: CallId,
): { waiting: number; calls: number } {
  let waiting = 0;
  let calls = 0;
  for (const id of state.callsIn.get(queue) ?? []) {
    const phase = state.calls.get(id)?.phase;
    if (id === own || phase === undefined) continue;
    const wait = phase.name === 'away' ? phase.back : phase.name === 'waiting' ? phase : null;
    if (wait?.callback != null) continue;
    // Who is in a hook before the queue is not in it yet.
    if (phase.name === 'away' && phase.back === null && phase.point !== 'after-agent') continue;
    calls += 1;
    if (wait !== null) waiting += 1;
  }
  return { waiting, calls };
}
