import type { Strategy } from '../strategy.ts';
import { longestIdle } from './longest-idle.ts';

/**
 * The order that the office's own plug-in gives. Whom it does not name comes behind those whom it names; while it gives
 * none at all, by longest idle.
 */
export const external: Strategy = {
  name: 'external',
  key: (candidate, pick) => {
    const order = pick.state.plugIn?.order(pick) ?? null;
    if (order === null) return longestIdle.key(candidate, pick);
    const place = order.indexOf(candidate.agent.id);
    return place < 0 ? order.length : place;
  },
};
