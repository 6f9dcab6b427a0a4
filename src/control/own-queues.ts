import { CordboardError } from '../base/errors.ts';
import { placeOf, type Call } from '../board/call/call.ts';
import type { CallId } from '../board/ids.ts';
import type { BoardState } from '../board/state.ts';
import { isSupervisor, type Caller } from './caller.ts';

/** Agents see who waits in queues that they serve, supervisors everybody. */
export function seesInQueue(state: Readonly<BoardState>, caller: Caller, call: Call): boolean {
  const queue = placeOf(call)?.queue;
  return (
    isSupervisor(caller) ||
    (queue !== undefined && state.queuesOfAgent.get(caller.user)?.includes(queue) === true)
  );
}

/** Throws 'call-unknown' for what the caller may not see. */
export function needSeenInQueue(state: Readonly<BoardState>, caller: Caller, id: CallId): void {
  const call = state.calls.get(id);
  if (call === undefined || !seesInQueue(state, caller, call)) {
    throw new CordboardError('call-unknown', `there is no call ${id} up that ${caller.user} may see`);
  }
}
