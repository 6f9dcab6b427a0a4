import type { Strategy } from '../strategy.ts';

/** The higher rank in the queue first; a second strategy decides between equals. */
export const rank: Strategy = { name: 'rank', key: ({ member }) => -member.rank };
