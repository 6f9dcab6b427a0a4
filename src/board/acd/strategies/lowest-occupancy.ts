import { isEngaged } from '../../agent/agent.ts';
import { oncePerPick } from '../once-per-pick.ts';
import type { Candidate, Pick, Strategy } from '../strategy.ts';
import { tallyOf } from '../tally.ts';

/** On duty for less than this an agent has no share that says anything. */
const leastMs = 600_000;

/**
 * The agent who was busy with calls of queues for the smallest share of his time on duty, within the window. Who has not
 * been there for long counts as the others do on average.
 */
export const lowestOccupancy: Strategy = {
  name: 'lowest-occupancy',
  key: (candidate, pick) => {
    const { busyMs, onDutyMs } = timesOf(candidate, pick);
    if (onDutyMs < leastMs) return averageOf(pick);
    return busyMs / onDutyMs;
  },
};

const averageOf = oncePerPick((pick) => {
  const times = pick.candidates.map((candidate) => timesOf(candidate, pick));
  const known = times.filter(({ onDutyMs }) => onDutyMs >= leastMs);
  return known.length === 0
    ? 0
    : known.reduce((sum, { busyMs, onDutyMs }) => sum + busyMs / onDutyMs, 0) / known.length;
});

function timesOf(
  { agent }: Candidate,
  { state, queue, at }: Pick,
): { readonly busyMs: number; readonly onDutyMs: number } {
  const { talkMs, wrapUpMs, readyMs } = tallyOf(state, agent.id, queue.strategy.window, at);
  // What he does just now is not in the tally yet.
  const { work } = agent;
  const talkingMs = isEngaged(work) && work.queue !== null ? at - agent.since : 0;
  const idleMs = agent.readySince === null ? 0 : Math.max(0, at - agent.readySince);
  const busyMs = talkMs + wrapUpMs + talkingMs;
  return { busyMs, onDutyMs: busyMs + readyMs + idleMs };
}
