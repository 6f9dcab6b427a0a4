import type { Strategy } from '../strategy.ts';

/** The agent who was asked longest ago, whether he answered or not: nobody is asked again and again. */
export const leastOffered: Strategy = {
  name: 'least-offered',
  key: ({ agent }) => agent.lastOfferAt ?? 0,
};
