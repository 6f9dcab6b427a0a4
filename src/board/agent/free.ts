import type { AgentId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import { isEngaged, isFree, type Agent } from './agent.ts';

/** Keeps the look-up of who may be asked in which queue in step with one agent. */
export function indexFreeAgent(state: BoardState, agent: Agent): void {
  const free = isFree(agent);
  if (free) state.freeAgents.add(agent.id);
  else state.freeAgents.delete(agent.id);
  const inUse = agent.presence.name === 'ready' && agent.leaving === null && isEngaged(agent.work);
  for (const queue of state.queuesOfAgent.get(agent.id) ?? []) {
    const isChosen = agent.queues === null || agent.queues.includes(queue);
    const mayRing = free || (inUse && state.queues.get(queue)?.ringInUse === true);
    const those = state.freeIn.get(queue);
    if (isChosen && mayRing) {
      if (those === undefined) state.freeIn.set(queue, new Set([agent.id]));
      else those.add(agent.id);
    } else if (those?.delete(agent.id) === true && those.size === 0) state.freeIn.delete(queue);
  }
}

/** Builds it anew, when the office is another one. */
export function indexFree(state: BoardState): void {
  state.freeIn.clear();
  for (const agent of state.agents.values()) indexFreeAgent(state, agent);
}

/** The agent has left the office. */
export function forgetFree(state: BoardState, id: AgentId): void {
  state.freeAgents.delete(id);
  for (const [queue, those] of state.freeIn) {
    if (those.delete(id) && those.size === 0) state.freeIn.delete(queue);
  }
}
