import type { Needs } from '../../queue-settings.ts';
import type { Strategy } from '../strategy.ts';

/** The agent who is best at what the caller needs and would like: the sum of those levels. */
export const bestSkill: Strategy = {
  name: 'best-skill',
  key: ({ agent }, { state, needs, prefers }) => {
    const skills = state.skillsOf.get(agent.id) ?? {};
    return -Object.keys({ ...needs, ...prefers }).reduce((sum, skill) => sum + (skills[skill] ?? 0), 0);
  },
};

/** The agent with the fewest and lowest skills: who knows much is kept free for those who need it. */
export const leastSkill: Strategy = {
  name: 'least-skill',
  key: ({ agent }, { state }) => sumOf(state.skillsOf.get(agent.id) ?? {}),
};

function sumOf(skills: Needs): number {
  return Object.values(skills).reduce((sum, level) => sum + level, 0);
}
