import type { Strategy } from '../strategy.ts';
import { tallyOf } from '../tally.ts';

/** The agent who has talked least in calls of queues within the window. */
export const leastTalk: Strategy = {
  name: 'least-talk',
  key: ({ agent }, { state, queue, at }) => tallyOf(state, agent.id, queue.strategy.window, at).talkMs,
};
