import type { Strategy } from '../strategy.ts';
import { tallyOf } from '../tally.ts';

/** The agent who has handled most calls of queues within the window: who has the routine goes on. */
export const mostHandled: Strategy = {
  name: 'most-handled',
  key: ({ agent }, { state, queue, at }) => -tallyOf(state, agent.id, queue.strategy.window, at).handled,
};
