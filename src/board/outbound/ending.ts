import type { CallEnd } from '../call/call.ts';
import type { Fact } from '../fact.ts';
import type { CallId } from '../ids.ts';
import type { Turn } from '../turn.ts';
import type { Attempt } from './attempt.ts';
import type { Outcome } from './outcome.ts';

type CallEnded = Extract<Fact, { kind: 'call.ended' }>;

/** Whichever rule ends a campaign's call: its attempt has an outcome before. */
export function beforeCallEnds(turn: Turn, fact: Pick<CallEnded, 'call' | 'end' | 'cause'>): void {
  const call = turn.state.calls.get(fact.call);
  const attempt = call?.attempt ?? null;
  if (attempt === null || attempt.outcome !== null) return;
  if (call?.phase.name === 'calling' && !noFaultOfHis.includes(fact.end)) missContact(turn, attempt);
  endAttempt(turn, fact.call, attempt, outcomeAtEnd(attempt, fact.end), { q850: fact.cause, sip: null });
}

const noFaultOfHis: readonly CallEnd[] = ['ended-by-command', 'lost-by-asterisk'];

/** He was rung for a contact and has not picked up: he is not there, and is not to be rung for the next one. */
function missContact(turn: Turn, { agent, mode }: Attempt): void {
  if (agent === null || mode === 'manual' || turn.state.agents.get(agent)?.presence.name !== 'ready') return;
  turn.record({ kind: 'agent.not-ready', agent, reason: 'missed' });
}

export function endAttempt(
  turn: Turn,
  call: CallId,
  { campaign, contact }: Attempt,
  outcome: Outcome,
  cause: { readonly q850: number; readonly sip: number | null },
): void {
  turn.record({
    kind: 'attempt.ended',
    call,
    campaign,
    contact,
    outcome,
    cause: cause.q850,
    sip: cause.sip,
  });
}

/** Who has answered and was lost by our own fault has had no agent: it counts as the law counts. */
function outcomeAtEnd(attempt: Attempt, end: CallEnd): Outcome {
  const { heardAt, answeredAt, detection, mode, marked, leg } = attempt;
  if (heardAt !== null) return marked ?? (detection?.state === 'machine' ? 'machine' : 'person');
  // With Asterisk gone nobody can say whether it has rung there: it counts, so that nobody is called twice.
  if (answeredAt === null) return end === 'lost-by-asterisk' && leg !== null ? 'no-answer' : 'cancelled';
  if (mode === 'agentless') return 'hung-up';
  if (detection?.state === 'machine') return 'machine';
  if (detection?.state === 'tone') return 'invalid';
  return end === 'abandoned' ? 'hung-up' : 'abandoned';
}
