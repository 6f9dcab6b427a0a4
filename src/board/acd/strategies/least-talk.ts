import { isEngaged } from '../../agent/agent.ts';
import type { Strategy } from '../strategy.ts';
import { withHeadStart } from '../head-start.ts';

/** The agent who has talked least in calls of queues within the window, the one that he is in included. */
export const leastTalk: Strategy = {
  name: 'least-talk',
  key: ({ agent }, { state, queue, at }) => {
    const { work } = agent;
    const runningMs = isEngaged(work) && work.queue !== null ? at - agent.since : 0;
    return withHeadStart(state, agent.id, queue.strategy.window, at).talkMs + runningMs;
  },
};
