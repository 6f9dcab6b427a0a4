import type { Strategy } from '../strategy.ts';
import { tallyOf } from '../tally.ts';

/** The agent who was busy with calls of queues for the smallest share of his time on duty, within the window. */
export const lowestOccupancy: Strategy = {
  name: 'lowest-occupancy',
  key: ({ agent }, { state, queue, at }) => {
    const { talkMs, wrapUpMs, readyMs } = tallyOf(state, agent.id, queue.strategy.window, at);
    const busyMs = talkMs + wrapUpMs;
    // Who is asked is ready now, and that is not in the tally yet.
    const readyNowMs = agent.readySince === null ? 0 : Math.max(0, at - agent.readySince);
    return busyMs === 0 ? 0 : busyMs / (busyMs + readyMs + readyNowMs);
  },
};
