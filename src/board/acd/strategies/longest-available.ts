import type { Strategy } from '../strategy.ts';

/** The agent who has been ready longest: a break, however short, sends to the back. */
export const longestAvailable: Strategy = {
  name: 'longest-available',
  key: ({ agent }) => agent.readySince ?? 0,
};
