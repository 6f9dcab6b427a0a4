import { isParty, legOf, type Call } from '../../call/call.ts';
import type { Waiting } from '../../call/waiting.ts';
import type { QueueSettings } from '../../queue-settings.ts';
import type { BoardState } from '../../state.ts';
import type { Turn } from '../../turn.ts';
import { hoursMoment } from '../hours.ts';
import { dialogueDue, dialogueDueAt } from './dialogue.ts';
import { attemptFailed, giveUp } from './failed.ts';

/** When it has to be looked at again. */
export function* callbackMoments(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  waiting: Waiting,
  at: number,
): Generator<number> {
  const dialogueAt = dialogueDueAt(waiting);
  if (dialogueAt !== null) yield dialogueAt;
  const { callback } = waiting;
  if (callback === null) return;
  yield callback.expiresAt;
  yield callback.dueAt;
  // Nobody is called back while the queue is closed.
  yield hoursMoment(state, queue, at) ?? 0;
}

/** Does what is due for a caller who is asked about his call-back, or is to have it. */
export function callbackIfDue(turn: Turn, call: Call): void {
  const { phase } = call;
  if (phase.name !== 'waiting') return;
  const dialogueAt = dialogueDueAt(phase);
  if (dialogueAt !== null && dialogueAt <= turn.at) dialogueDue(turn, call);
  const { callback, offers } = phase;
  if (callback === null) return;
  const { dial, expiresAt } = callback;
  if (dial === null) {
    // Whose phone rings for it may still take it.
    if (expiresAt <= turn.at && offers.length === 0) giveUp(turn, call, 'callback-expired');
    return;
  }
  // The agent who waited for the customer is gone: who has not answered yet is left in peace, who has waits now.
  const waits = offers.some(({ agent, leg }) => agent === dial.agent && isUp(call, leg));
  if (dial.state === 'ringing' && dial.agent !== null && !waits) {
    attemptFailed(turn, call, 'agent-gone', turn.at);
  }
}

function isUp(call: Call, id: Parameters<typeof legOf>[1]): boolean {
  const leg = legOf(call, id);
  return leg !== undefined && isParty(leg);
}
