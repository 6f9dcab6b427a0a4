import type { Call } from '../../call/call.ts';
import { clearLeg } from '../../call/clearing.ts';
import type { CallbackOutcome, LeaveReason } from '../../call/waiting.ts';
import type { Turn } from '../../turn.ts';
import { releaseOffers } from '../pool.ts';
import { callbackSettings } from './settings.ts';

/** What is the customer's doing, or his number's; faults of the network and of ours are no attempts. */
const counted: ReadonlySet<CallbackOutcome> = new Set(['no-answer', 'busy', 'unreachable', 'not-accepted']);

/**
 * The customer is not on the line: he is called again later, or not any more. Who has waited for him on the line is free.
 * `dueAt` is for what was no attempt.
 */
export function attemptFailed(
  turn: Turn,
  call: Call,
  outcome: CallbackOutcome,
  dueAt: number | null = null,
): void {
  if (call.phase.name !== 'waiting' || call.phase.callback === null) return;
  const { queue, callback } = call.phase;
  const { attempts: most, gapMs } = callbackSettings(turn.state, queue);
  const attempts = callback.attempts + (counted.has(outcome) ? 1 : 0);
  const due = dueAt ?? turn.at + gapMs;
  turn.record({ kind: 'callback.failed', call: call.id, queue, outcome, attempts, dueAt: due });
  if (attempts >= most) return giveUp(turn, call, 'callback-failed');
  clearEverybody(turn, call);
}

/** Nobody will call this customer back any more. */
export function giveUp(turn: Turn, call: Call, reason: Extract<LeaveReason, `callback-${string}`>): void {
  if (call.phase.name !== 'waiting') return;
  const { queue } = call.phase;
  endOffers(turn, call, true);
  turn.record({ kind: 'call.left-queue', call: call.id, queue, reason, to: null });
  const end = reason === 'callback-cancelled' ? 'ended-by-command' : 'unanswered';
  turn.record({ kind: 'call.ended', call: call.id, end, cause: 19, queue, agent: null });
  for (const leg of call.legs.slice()) clearLeg(turn, call.id, leg.id, 'normal');
}

/** Whoever rings or waits for the customer, and the customer. */
function clearEverybody(turn: Turn, call: Call): void {
  endOffers(turn, call, false);
  for (const leg of call.legs.slice()) clearLeg(turn, call.id, leg.id, 'normal');
}

function endOffers(turn: Turn, call: Call, isLeaving: boolean): void {
  releaseOffers(turn, call, { but: null, outcome: 'caller-gone', reason: 'normal', isLeaving });
}
