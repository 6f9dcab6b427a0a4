import type { Pick, Strategy } from '../strategy.ts';
import { lot } from './lot.ts';

/**
 * Any of them, as likely as the weight is heavy: two with 1 and 3 get a quarter and three quarters. Weight 0 is never
 * picked beside others; when all have 0 they are equal.
 */
export const weightedRandom: Strategy = {
  name: 'weighted-random',
  key: ({ agent, member }, pick) => {
    const weight = isWeightless(pick) ? 1 : member.weight;
    // The least of exponential times falls to each in proportion to its rate.
    const drawn = lot(pick.queue.id, pick.memory.picks, agent.id);
    return weight === 0 ? Infinity : -Math.log(1 - drawn) / weight;
  },
};

function isWeightless({ candidates }: Pick): boolean {
  return candidates.every(({ member }) => member.weight === 0);
}
