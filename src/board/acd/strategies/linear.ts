import type { Strategy } from '../strategy.ts';

/** The first in the order of the office file. */
export const linear: Strategy = { name: 'linear', key: ({ member }) => member.position };
