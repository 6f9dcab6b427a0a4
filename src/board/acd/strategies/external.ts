import { oncePerPick } from '../once-per-pick.ts';
import type { Strategy } from '../strategy.ts';
import { longestIdle } from './longest-idle.ts';

/**
 * The order that the office's own plug-in gives. Whom it does not name comes behind those whom it names; while it gives
 * none at all, by longest idle.
 */
export const external: Strategy = {
  name: 'external',
  key: (candidate, pick) => {
    const places = placesIn(pick);
    if (places === null) return longestIdle.key(candidate, pick);
    return places.get(candidate.agent.id) ?? places.size;
  },
};

const placesIn = oncePerPick((pick) => {
  const order = pick.state.plugIn?.order(pick) ?? null;
  if (order === null) return null;
  const candidates = new Set<string>(pick.candidates.map(({ agent }) => agent.id));
  return new Map([...new Set(order)].filter((id) => candidates.has(id)).map((id, place) => [id, place]));
});
