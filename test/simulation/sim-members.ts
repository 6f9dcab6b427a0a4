import type { AgentId } from '../../src/board/ids.ts';
import {
  memberOf,
  type Membership,
  type Needs,
  type QueueSettings,
  type SkillStep,
} from '../../src/board/queue-settings.ts';
import type { Random } from './random.ts';

/** Who may have which callers, and whose callers come first. */

const languages = ['german', 'french'] as const;

export function skillsOf(random: Random): Needs {
  return Object.fromEntries(
    languages.filter(() => random.chance(0.6)).map((one) => [one, random.between(1, 3)]),
  );
}

/** In half of the queues all members are alike. */
export function membershipsOf(agents: readonly { readonly id: AgentId }[], random: Random): Membership[] {
  const members = agents.filter(() => random.chance(0.7)).map(({ id }) => memberOf(id));
  if (random.chance(0.5)) return members;
  const [tiers, priorities, delays] = [random.chance(0.5), random.chance(0.4), random.chance(0.3)];
  return members.map((member) => ({
    ...member,
    tier: tiers ? random.between(0, 2) : 0,
    priority: priorities ? random.between(0, 1) : 0,
    delayMs: delays && random.chance(0.5) ? random.between(1, 20) * 1000 : 0,
  }));
}

export function choiceOf(
  random: Random,
): Pick<QueueSettings, 'tiers' | 'skills' | 'sticky' | 'ageing' | 'mostTalking'> {
  const afterMs = random.chance(0.5) ? [] : [5, 15].map((seconds) => seconds * random.between(1, 4) * 1000);
  return {
    tiers: { afterMs, spill: random.chance(0.5) },
    skills: random.chance(0.7) ? [] : stepsOf(random),
    sticky: random.chance(0.7)
      ? null
      : {
          forMs: random.between(1, 20) * 1000,
          rememberMs: 3_600_000,
          waitForAbsent: random.chance(0.3),
        },
    ageing: random.chance(0.7)
      ? null
      : { step: random.between(1, 2), everyMs: random.between(5, 30) * 1000, most: random.between(1, 4) },
    mostTalking: random.chance(0.8) ? null : random.between(1, 4),
  };
}

/** More is needed at first and less later, and at times anybody will do in the end. */
function stepsOf(random: Random): SkillStep[] {
  const skill = random.pick(languages);
  const step = (level: number, forMs: number | null): SkillStep => ({
    needs: level === 0 ? {} : { [skill]: level },
    prefers: {},
    forMs,
  });
  const forMs = random.between(2, 20) * 1000;
  return random.chance(0.3) ? [step(1, null)] : [step(2, forMs), step(random.between(0, 1), null)];
}
