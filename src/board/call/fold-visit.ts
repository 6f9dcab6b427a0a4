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
export function beginVisit(
  state: BoardState,
  call: Call,
  at: number,
  changes: Changes,
  /** The caller comes to his first queue, straight from the dialplan. */
  isFirst = false,
): void {
  const { phase, visit } = call;
  // What a queue has of campaigns is told by their attempts.
  if (phase.name !== 'waiting' || call.attempt?.outcome === null) return;
  // A talk that came to nothing: he goes on waiting.
  if (visit !== null && visit.queue === phase.queue) {
    call.visit = { ...visit, answeredAt: null, agent: null };
    return;
  }
  endVisit(state, call, at, changes, 'moved');
  const ageing = state.queues.get(phase.queue)?.ageing ?? null;
  call.visit = {
    queue: phase.queue,
    // What the dialplan held the caller for is part of his wait.
    since: isFirst ? Math.min(at, phase.enteredAt) : at,
    enteredAt: phase.enteredAt,
    position: waitingLine(state, phase.queue).positionOf(call, phase, ageing, at),
    answeredAt: null,
    agent: null,
    offers: 0,
    told: null,
    isCallback: phase.callback !== null,
    isReturn: call.account.agent !== null,
  };
}

export function answerVisit(call: Call, at: number, agent: AgentId | null): void {
  if (call.visit !== null) call.visit = { ...call.visit, answeredAt: at, agent };
}

/** The first wait that he is told is the one by which he decides to stay. */
export function tellVisit(call: Call, at: number, ms: number): void {
  if (call.visit !== null) call.visit = { ...call.visit, told: call.visit.told ?? { at, ms } };
}

/** They hear each other. Who was sent on and is answered by nobody of the agents was not answered by his queue. */
export function talkVisit(state: BoardState, call: Call, at: number, changes: Changes): void {
  endVisit(state, call, at, changes, call.visit?.agent === null ? 'moved' : 'answered');
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
