import type { Strategy } from '../strategy.ts';

/** The agent who has been ready longest: a break, however short, sends to the back. Whoever is in a call is behind all. */
export const longestAvailable: Strategy = {
  name: 'longest-available',
  key: ({ agent }, { at }) => agent.readySince ?? at,
};
