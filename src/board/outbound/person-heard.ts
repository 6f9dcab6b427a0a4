import { isParty, type Call } from '../call/call.ts';
import type { Turn } from '../turn.ts';

/** The customer and an agent hear each other, or somebody whom an agent has sent him to. */
export function noteHeard(turn: Turn, call: Call): void {
  const { attempt, phase } = call;
  if (attempt === null || attempt.heardAt !== null || phase.name !== 'talking') return;
  const agent = phase.agent ?? attempt.agent;
  // Those whom his agent has added may go on without him.
  const isThere = call.legs.some((leg) => leg.id === attempt.leg && isParty(leg));
  if (attempt.answeredAt === null || attempt.outcome !== null || !isThere) return;
  turn.record({ kind: 'attempt.heard', call: call.id, agent, waitMs: turn.at - attempt.answeredAt });
}
