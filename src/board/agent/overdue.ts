import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { isEngaged, type Agent, type Work } from './agent.ts';

/** In a call of a queue or its wrap-up nobody is on a break, whatever he has said comes next. */
export function hidesPresence(work: Work): boolean {
  return work.name !== 'idle' && work.queue !== null;
}

/** When the agent has been not ready for as long as his reason allows; null: never, or that has been told. */
export function overdueAt(
  { office }: Readonly<BoardState>,
  { presence, presenceSince, work, isOverdue }: Agent,
): number | null {
  if (presence.name !== 'not-ready' || isOverdue || hidesPresence(work)) return null;
  const longestMs = office.reasons.find(({ id }) => id === presence.reason)?.longestMs ?? null;
  return longestMs === null ? null : presenceSince + longestMs;
}

/** What the office has chosen happens to an agent who has been not ready for too long. */
export function notReadyTooLong(turn: Turn, agent: Agent): void {
  const { state, at } = turn;
  const due = overdueAt(state, agent);
  if (due === null || due > at || agent.presence.name !== 'not-ready') return;
  const { reason } = agent.presence;
  const then = state.office.reasons.find(({ id }) => id === reason)?.whenTooLong;
  turn.record({ kind: 'agent.overdue', agent: agent.id, reason });
  if (then === 'ready') turn.record({ kind: 'agent.ready', agent: agent.id });
  else if (then === 'sign-out') {
    const kind = isEngaged(agent.work) ? 'agent.leaving' : 'agent.signed-out';
    turn.record({ kind, agent: agent.id, reason: 'too-long' });
  }
}
