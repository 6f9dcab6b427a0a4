import type { Strategy } from '../strategy.ts';
import { after } from './round-robin.ts';
import { lot } from './lot.ts';

/** Down the order of the office file, for each caller from a place that is drawn once and kept. */
export const randomStart: Strategy = {
  name: 'random-start',
  key: (candidate, { state, queue, call }) => {
    const all = queue.members.length;
    const start = Math.floor(lot(queue.id, call.id) * all);
    const before = queue.members[(start + all - 1) % all];
    const position =
      before === undefined ? undefined : state.membersOf.get(queue.id)?.get(before.agent)?.position;
    if (position === undefined || start === 0) return candidate.member.position;
    return after({ agent: candidate.agent.id, position }, candidate);
  },
};
