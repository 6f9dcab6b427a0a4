import { z } from 'zod';
import type { OneAgentStrategy, RingPlan, StrategySettings } from '../board/queue-settings.ts';
import { duration, either, integer } from './values.ts';

/** Who gets the next call: a name, or a name with more said. */

const oneAgent = [
  'longest-idle',
  'longest-available',
  'least-offered',
  'fewest-calls',
  'least-talk',
  'lowest-occupancy',
  'shortest-handling',
  'most-handled',
  'round-robin',
  'round-robin-answered',
  'round-robin-debt',
  'linear',
  'top-down',
  'random-start',
  'random',
  'weighted-random',
  'quota-share',
  'best-skill',
  'least-skill',
  'rank',
  'external',
] as const satisfies readonly OneAgentStrategy[];

const manyAgents = ['ring-all', 'ring-all-pooled', 'ring-progressive', 'first-n'] as const;

const order = z.enum(oneAgent);

/** A strategy of which more is said than its name. */
export const strategyFields = z
  .strictObject({
    by: z
      .array(order)
      .min(1)
      .max(5)
      .prefault(['longest-idle'])
      .describe('the first decides; agents between whom it does not, the next'),
    ring: z
      .enum(['one', ...manyAgents])
      .prefault('one')
      .describe('how many phones ring for one caller'),
    most: integer(1, 1_000).optional().describe('so many phones at most with ring-all and ring-progressive'),
    step: duration(0, 600_000, '0s to 10m')
      .prefault('10s')
      .describe('ring-progressive: one more every so often'),
    count: integer(1, 1_000).prefault('3').describe('first-n: so many phones at once'),
    window: z
      .enum(['day', 'shift', 'hour'])
      .prefault('day')
      .describe('what is counted by strategies that count: today, since sign-in, or the last hour'),
  })
  .transform(({ by, ring, most, step, count, window }): StrategySettings => {
    return { by, window, ring: planOf(ring, { most: most ?? null, stepMs: step, count }) };
  });

type Ring = 'one' | (typeof manyAgents)[number];

function planOf(
  ring: Ring,
  { most, stepMs, count }: { most: number | null; stepMs: number; count: number },
): RingPlan {
  switch (ring) {
    case 'one':
      return { kind: 'one' };
    case 'ring-all':
      return { kind: 'all', most };
    case 'ring-all-pooled':
      return { kind: 'pooled' };
    case 'ring-progressive':
      return { kind: 'progressive', stepMs, most };
    default:
      return { kind: 'first', count };
  }
}

const name = z.enum([...oneAgent, ...manyAgents]).transform(
  (text): StrategySettings =>
    isRing(text)
      ? {
          by: ['longest-idle'],
          ring: planOf(text, { most: null, stepMs: 10_000, count: 3 }),
          window: 'day',
        }
      : { by: [text], ring: { kind: 'one' }, window: 'day' },
);

function isRing(text: OneAgentStrategy | (typeof manyAgents)[number]): text is (typeof manyAgents)[number] {
  return (manyAgents as readonly string[]).includes(text);
}

export const strategy = either<StrategySettings>(name, strategyFields);
