import type { Turn } from '../turn.ts';
import { isPromised } from './promised.ts';

/** Agents who wanted to go away while a customer who was being called needed them: now they may, or have him. */
export function letGo(turn: Turn): void {
  const { state, at } = turn;
  for (const agent of state.agents.values()) {
    const { id, pausing, leaving, work } = agent;
    if ((pausing === null && leaving === null) || isPromised(state, agent, at)) continue;
    // Who is in a call is not ready after it.
    if (pausing !== null) turn.record({ kind: 'agent.not-ready', agent: id, reason: pausing });
    if (leaving !== null && work.name === 'idle') {
      turn.record({ kind: 'agent.signed-out', agent: id, reason: leaving });
    }
  }
}
