import { CordboardError } from '../../base/errors.ts';
import { isEngaged } from '../agent/agent.ts';
import type { AgentId } from '../ids.ts';
import type { Turn } from '../turn.ts';

/**
 * An agent says whether it is a person or a machine that he has on the line: it becomes the outcome, and corrects the
 * budget of abandoned calls and what is known of the detection. Once a call. Throws 'no-attempt', 'already-marked'.
 */
export function markAnswer(turn: Turn, id: AgentId, as: 'person' | 'machine'): void {
  const { state } = turn;
  const work = state.agents.get(id)?.work;
  const call = work !== undefined && isEngaged(work) ? state.calls.get(work.call) : undefined;
  const { attempt } = call ?? {};
  if (call === undefined || attempt == null || attempt.heardAt === null || attempt.outcome !== null) {
    throw new CordboardError('no-attempt', `${id} talks with nobody whom a campaign has called`);
  }
  if (attempt.marked === as) return;
  if (attempt.marked !== null) {
    throw new CordboardError('already-marked', `${id} has said already that it is a ${attempt.marked}`);
  }
  turn.record({ kind: 'attempt.marked', call: call.id, agent: id, as });
}
