import type { Strategy } from '../strategy.ts';
import { lot } from './lot.ts';

/** Any of them, each as likely as the next. */
export const random: Strategy = {
  name: 'random',
  key: ({ agent }, { queue, memory }) => lot(queue.id, memory.picks, agent.id),
};
