import type { Call } from '../call/call.ts';
import type { Place } from '../call/waiting.ts';
import type { QueueId } from '../ids.ts';
import type { BoardState } from '../state.ts';

/** Who has answered a campaign's call comes before everybody who waits: he has two seconds. */
export const attemptPriority = 1_000_000;

/** The queue whose agents have the campaign's calls; null for a call of none, or of one without agents. */
export function queueOfAttempt(state: Readonly<BoardState>, { attempt }: Call): QueueId | null {
  return attempt === null ? null : (state.campaignSettings.get(attempt.campaign)?.queue ?? null);
}

/** The place of a customer whom his agent has called himself: if he loses that agent, another one has him. */
export function placeOfAttempt(state: Readonly<BoardState>, call: Call, at: number): Place | null {
  const queue = queueOfAttempt(state, call);
  return queue === null ? null : { queue, enteredAt: at, priority: attemptPriority };
}
