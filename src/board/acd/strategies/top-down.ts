import type { Strategy } from '../strategy.ts';
import { after } from './round-robin.ts';

/** Down the order of the office file, for each caller from where he was offered last; behind the last comes the first. */
export const topDown: Strategy = {
  name: 'top-down',
  key: (candidate, pick) => after(pick.waiting.lastOffered, candidate, pick),
};
