import { releaseOffers } from '../acd/pool.ts';
import type { Call } from '../call/call.ts';
import type { Turn } from '../turn.ts';
import { endAttempt } from './ending.ts';
import { sayAndEnd } from './say.ts';

/** When a customer who waits for his first agent is to be let go; null: he waits as callers do. */
export function overflowAt(turn: Pick<Turn, 'state'>, call: Call): number | null {
  const { attempt } = call;
  if (attempt === null || attempt.outcome !== null) return null;
  if (attempt.heardAt !== null || attempt.answeredAt === null) return null;
  const within = turn.state.campaignSettings.get(attempt.campaign)?.abandon.withinMs;
  return within === undefined ? null : attempt.answeredAt + within;
}

/** Nobody was there for him in time: he hears the office's message, and the law counts him. */
export function overflowIfDue(turn: Turn, call: Call): void {
  const due = overflowAt(turn, call);
  if (call.attempt === null || call.phase.name !== 'waiting' || due === null || due > turn.at) return;
  // An agent has picked up, and is told who comes.
  if (call.phase.whisper !== null) return;
  const waitMs = turn.at - (call.attempt.answeredAt ?? turn.at);
  const message = turn.state.campaignSettings.get(call.attempt.campaign)?.abandon.message ?? null;
  releaseOffers(turn, call, { but: null, outcome: 'caller-gone', reason: 'normal', isLeaving: true });
  turn.record({ kind: 'attempt.overflowed', call: call.id, waitMs });
  endAttempt(turn, call.id, call.attempt, 'abandoned', { q850: 16, sip: null });
  sayAndEnd(turn, call, message);
}
