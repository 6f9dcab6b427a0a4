import { offersOf } from '../call/call.ts';
import type { CallId } from '../ids.ts';
import type { QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';

/** As many of the queue's calls are talked in, or about to be, as may. One that is about to leave does not count. */
export function isFull(
  state: Readonly<BoardState>,
  { id, mostTalking }: QueueSettings,
  leaving: CallId | null = null,
): boolean {
  if (mostTalking === null) return false;
  let count = 0;
  for (const one of state.callsIn.get(id) ?? []) {
    const call = one === leaving ? undefined : state.calls.get(one);
    if (call !== undefined && (call.phase.name === 'talking' || offersOf(call).length > 0)) count += 1;
  }
  return count >= mostTalking;
}
