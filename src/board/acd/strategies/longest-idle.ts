import { isEngaged, type Agent } from '../../agent/agent.ts';
import type { Strategy } from '../strategy.ts';

/**
 * The agent whose last call ended longest ago. Who has had none since signing in counts from then, so that a newcomer
 * does not get every call; and who let a call pass counts from then too: he has had his turn. Whoever is in a call is
 * not idle at all.
 */
export const longestIdle: Strategy = {
  name: 'longest-idle',
  key: ({ agent }, { at }) => (isEngaged(agent.work) ? at : idleSince(agent)),
};

export function idleSince({ lastContactEnd, signedInAt, lastMissAt }: Agent): number {
  return Math.max(lastContactEnd ?? 0, signedInAt ?? 0, lastMissAt ?? 0);
}
