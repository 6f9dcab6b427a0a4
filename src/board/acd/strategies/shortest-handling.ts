import { oncePerPick } from '../once-per-pick.ts';
import type { Candidate, Pick, Strategy } from '../strategy.ts';
import { tallyOf } from '../tally.ts';

/** With fewer calls than this an agent has no average of his own yet. */
const leastCalls = 5;

/**
 * The agent whose calls, wrap-up included, are the shortest on average within the window. Who has had only a few counts
 * with the average of the others.
 */
export const shortestHandling: Strategy = {
  name: 'shortest-handling',
  key: (candidate, pick) => averageOf(candidate, pick) ?? averageOfAll(pick),
};

function averageOf({ agent }: Candidate, { state, queue, at }: Pick): number | null {
  const { handled, talkMs, wrapUpMs } = tallyOf(state, agent.id, queue.strategy.window, at);
  return handled < leastCalls ? null : (talkMs + wrapUpMs) / handled;
}

const averageOfAll = oncePerPick((pick) => {
  const known = pick.candidates.flatMap((candidate) => averageOf(candidate, pick) ?? []);
  return known.length === 0 ? 0 : known.reduce((sum, one) => sum + one, 0) / known.length;
});
