import type { Strategy } from '../strategy.ts';
import { withHeadStart } from '../head-start.ts';

/** The agent with the fewest calls of queues within the window. */
export const fewestCalls: Strategy = {
  name: 'fewest-calls',
  key: ({ agent }, { state, queue, at }) =>
    withHeadStart(state, agent.id, queue.strategy.window, at).answered,
};
