import { type Day, ordinaryDay } from './campaign.ts';
import { population } from './customers.ts';
import { lookAhead } from './own.ts';
import { oracle } from './oracles.ts';
import { binomialQuantile, issabel, power, progressive, vicidial } from './reference.ts';

const hour = 3_600_000;

/** Days on which something is not as usual, all with 40 % who answer unless they say otherwise. */
export const scenarios = {
  base: {},
  step: { answerRate: (at: number) => (at < 3 * hour ? 0.2 : at < 5 * hour ? 0.6 : 0.3) },
  sine: { answerRate: (at: number) => 0.4 + 0.2 * Math.sin((2 * Math.PI * at) / (2 * hour)) },
  spikes: { answerRate: (at: number) => (at % (hour / 2) > hour / 2 - hour / 15 ? 0.75 : 0.2) },
  churn: { churn: true },
  'churn+sine': {
    churn: true,
    answerRate: (at: number) => 0.4 + 0.2 * Math.sin((2 * Math.PI * at) / (2 * hour)),
  },
  'talk 45 s': { population: { ...population, talkS: 45 } },
  'talk 300 s': { population: { ...population, talkS: 300 } },
  'heavy tail': { population: { ...population, talkVariation: 2 } },
  'detector off': { detector: 'off' },
  'detector real': { detector: 'real' },
  'slow answers': { population: { ...population, ringS: 13 } },
} satisfies Record<string, Partial<Day>>;

export type Scenario = keyof typeof scenarios;

export function dayOf(scenario: Scenario, agents: number, rate: number, seed: number): Day {
  return { ...ordinaryDay, answerRate: () => rate, ...scenarios[scenario], agents, seed };
}

const dropAfterMs = 15_000;
const limit = 0.03;
const usual = { limit, toleranceMs: 2_000, guarantee: 'expected', dropAfterMs } as const;

/** Each day begins with a fresh one. */
export const policies = {
  progressive,
  'power 1.5': () => power(1.5),
  'power 2': () => power(2),
  'power 3': () => power(3),
  'VICIdial HARD_LIMIT': () => vicidial('hard-limit'),
  'VICIdial AVERAGE': () => vicidial('average'),
  'VICIdial TAPERED': () => vicidial('tapered'),
  Issabel: issabel,
  'binomial quantile': binomialQuantile,
  'look-ahead': () => lookAhead(usual),
  'look-ahead, rings out': () => lookAhead({ ...usual, dropAfterMs: null }),
  'look-ahead, certain': () => lookAhead({ ...usual, guarantee: 'certain' }),
  'oracle agents': () => oracle('agents', limit),
  'oracle answers': () => oracle('answers', limit),
};

export type PolicyName = keyof typeof policies;
/** The one whose figures stand beside the specification's. Where nothing is set a campaign is `certain`, and rings out. */
export const own: PolicyName = 'look-ahead';
