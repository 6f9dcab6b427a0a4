import type { Strategy } from '../strategy.ts';

/**
 * The agent whose turn in this queue is longest ago: a lap in which whoever was passed by, because he was busy or away,
 * keeps his turn and comes first when he is back.
 */
export const roundRobinDebt: Strategy = {
  name: 'round-robin-debt',
  key: ({ agent }, { memory }) => memory.offeredAt[agent.id] ?? 0,
};
