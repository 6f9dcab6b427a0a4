import { oncePerPick } from '../once-per-pick.ts';
import { memoryDay } from '../memory.ts';
import type { Pick, Strategy } from '../strategy.ts';

/**
 * The agent who is furthest behind his share of the queue's calls of today. Shares are the members' weights, measured
 * among those who may have the call now; who was away has nothing to make up for (`shareAnew`).
 */
export const quotaShare: Strategy = {
  name: 'quota-share',
  key: ({ agent, member }, pick) => {
    const { got, calls, weights } = sumsOf(pick);
    const share = weights === 0 ? 1 / pick.candidates.length : member.weight / weights;
    if (share === 0) return Infinity;
    return (got[agent.id] ?? 0) - share * (calls + 1);
  },
};

const sumsOf = oncePerPick((pick) => {
  const got = callsToday(pick);
  let calls = 0;
  let weights = 0;
  for (const { agent, member } of pick.candidates) {
    calls += got[agent.id] ?? 0;
    weights += member.weight;
  }
  return { got, calls, weights };
});

function callsToday({ state, memory, at }: Pick): Readonly<Record<string, number>> {
  return memory.got.since === memoryDay(state, at) ? memory.got.calls : {};
}
