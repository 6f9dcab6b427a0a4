import type { Strategy } from '../strategy.ts';

/**
 * The agent whose last call ended longest ago. Who has had none since signing in counts from then, so that a
 * newcomer does not get every call.
 */
export const longestIdle: Strategy = {
  name: 'longest-idle',
  key: ({ agent }) => Math.max(agent.lastContactEnd ?? 0, agent.signedInAt ?? 0),
};
