import type { Strategy } from '../strategy.ts';

/** Before any pick: who has never been asked comes in the order of the office file. */
const never = -1_000_000;

/**
 * The agent whose turn in this queue is longest ago: a lap in which whoever was passed by, because he was busy or away,
 * keeps his turn and comes first when he is back.
 */
export const roundRobinDebt: Strategy = {
  name: 'round-robin-debt',
  key: ({ agent, member }, { memory }) => memory.offeredAs[agent.id] ?? never + member.position,
};
