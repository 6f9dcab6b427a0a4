import { rememberHandling } from '../acd/fold-memory.ts';
import { tallyAt } from '../acd/tally.ts';
import type { Changes } from '../changes.ts';
import type { BoardState } from '../state.ts';
import type { Agent, ShownState } from './agent.ts';

/** Adds a stretch of time to what the agent has done: it counts in the quarter of an hour in which it ended. */
export function countTime(
  state: BoardState,
  agent: Agent,
  { state: shown, queue }: ShownState,
  at: number,
  changes: Changes,
): void {
  const ms = at - agent.since;
  if (!isHandling(shown) && shown !== 'ready' && shown !== 'direct') return;
  const tally = tallyAt(state, agent.id, at);
  if (shown === 'ready') tally.readyMs += ms;
  else if (shown === 'direct') tally.directMs += ms;
  else if (shown === 'wrap-up') tally.wrapUpMs += ms;
  else if (queue !== null) tally.talkMs += ms;
  if (isHandling(shown) && queue !== null) agent.handlingMs += ms;
  changes.tallies.add(agent.id);
}

/** The agent is done with a call of a queue, its wrap-up included. */
export function endHandling(
  state: BoardState,
  agent: Agent,
  { queue }: ShownState,
  at: number,
  changes: Changes,
): void {
  if (queue !== null && agent.handlingMs > 0) {
    tallyAt(state, agent.id, at).handled += 1;
    rememberHandling(state, queue, agent.handlingMs, changes);
    changes.tallies.add(agent.id);
  }
  agent.handlingMs = 0;
}

export function isHandling(shown: ShownState['state']): boolean {
  return shown === 'talking' || shown === 'holding' || shown === 'consulting' || shown === 'wrap-up';
}
