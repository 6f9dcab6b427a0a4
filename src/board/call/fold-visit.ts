import type { VisitOutcome } from '../account.ts';
import { rememberEnd } from '../acd/fold-memory.ts';
import type { Changes } from '../changes.ts';
import type { AgentId } from '../ids.ts';
import { waitingLine, type BoardState } from '../state.ts';
import type { Call, CallEnd } from './call.ts';

/**
 * The stay of a caller in one queue. Each ends in one way, so that what was offered to a queue in some time is the sum of
 * its ends and of who still waits.
 */
export function beginVisit(state: BoardState, call: Call, at: number, changes: Changes): void {
  const { phase, visit } = call;
  if (phase.name !== 'waiting') return;
  // A talk that came to nothing: he goes on waiting.
  if (visit !== null && visit.queue === phase.queue) {
    call.visit = { ...visit, answeredAt: null, agent: null, isCallback: phase.callback !== null };
    return;
  }
  endVisit(state, call, at, changes, 'moved');
  const ageing = state.queues.get(phase.queue)?.ageing ?? null;
  call.visit = {
    queue: phase.queue,
    // What the dialplan held the caller for is part of his wait.
    since: call.account.queue === null ? Math.min(at, phase.enteredAt) : at,
    enteredAt: phase.enteredAt,
    position: waitingLine(state, phase.queue).positionOf(call.id, ageing, at),
    answeredAt: null,
    agent: null,
    offers: 0,
    isCallback: phase.callback !== null,
    isReturn: call.account.agent !== null,
  };
}

export function answerVisit(call: Call, at: number, agent: AgentId | null): void {
  if (call.visit !== null) call.visit = { ...call.visit, answeredAt: at, agent };
}

export function endVisit(
  state: BoardState,
  call: Call,
  at: number,
  changes: Changes,
  outcome: VisitOutcome,
): void {
  const { visit } = call;
  if (visit === null) return;
  call.visit = null;
  changes.visits.push({
    ...visit,
    call: call.id,
    caller: call.caller,
    dialled: call.dialled,
    endedAt: at,
    outcome,
  });
  rememberEnd(state, visit, call, at, outcome, changes);
}

/** What the end of a call makes of the stay that it cut short. */
export function visitEnd(end: CallEnd): VisitOutcome {
  switch (end) {
    case 'abandoned':
    case 'completed-by-caller':
      return 'abandoned';
    case 'lost-by-asterisk':
      return 'lost';
    case 'ended-by-command':
      return 'withdrawn';
    case 'merged':
      return 'moved';
    default:
      return 'failed';
  }
}
