import type { Strategy } from '../strategy.ts';
import { after } from './round-robin.ts';
import { lot } from './lot.ts';

/** Down the order of the office file, for each caller from a place that is drawn once and kept. */
export const randomStart: Strategy = {
  name: 'random-start',
  key: (candidate, pick) => {
    const { members, id } = pick.queue;
    const start = Math.floor(lot(id, pick.call.id) * members.length);
    const before = members[start - 1];
    const cursor = before === undefined ? null : { agent: before.agent, position: start - 1 };
    return after(cursor, candidate, pick);
  },
};
