import { memoryDay } from '../memory.ts';
import type { Pick, Strategy } from '../strategy.ts';

/**
 * The agent who is furthest behind his share of the queue's calls of today. Shares are the members' weights, measured
 * among those who may have the call now, so that nobody has to make up for the time he was away.
 */
export const quotaShare: Strategy = {
  name: 'quota-share',
  key: ({ agent, member }, pick) => {
    const got = callsToday(pick);
    const all = pick.candidates.reduce((sum, one) => sum + one.member.weight, 0);
    const total = pick.candidates.reduce((sum, one) => sum + (got[one.agent.id] ?? 0), 0);
    const share = all === 0 ? 1 / pick.candidates.length : member.weight / all;
    return (got[agent.id] ?? 0) - share * (total + 1);
  },
};

function callsToday({ state, memory, at }: Pick): Readonly<Record<string, number>> {
  return memory.got.since === memoryDay(state, at) ? memory.got.calls : {};
}
