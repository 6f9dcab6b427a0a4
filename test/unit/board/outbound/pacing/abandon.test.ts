import { expect, it } from 'vitest';
import { type Day, ordinaryDay, runDay } from '../../../../bench/theory/pacing/campaign.ts';
import { lookAhead } from '../../../../bench/theory/pacing/own.ts';
import { progressive } from '../../../../bench/theory/pacing/reference.ts';

/** P13: the share of abandoned calls stays within the limit at any answer rate, in teams of any size. */
const teams = [
  { agents: 1, hours: 2, seeds: [11, 12] },
  { agents: 3, hours: 2, seeds: [11, 12] },
  { agents: 8, hours: 1, seeds: [11] },
  { agents: 30, hours: 0.5, seeds: [11] },
];
const rates = [0.05, 0.25, 0.6];
const usual = { limit: 0.03, toleranceMs: 2_000, dropAfterMs: 15_000 } as const;
const timeout = 180_000;

const days: readonly Day[] = teams.flatMap(({ agents, hours, seeds }) =>
  rates.flatMap((rate) =>
    seeds.map((seed) => ({
      ...ordinaryDay,
      dayMs: hours * 3_600_000,
      agents,
      answerRate: () => rate,
      seed,
    })),
  ),
);

it('ends every short day within the limit, and gains by it', { timeout }, () => {
  let gain = 0;
  for (const day of days) {
    const outcome = runDay(day, lookAhead({ ...usual, guarantee: 'expected' }));
    expect(outcome.abandoned, `${day.agents} agents, seed ${day.seed}`).toBeLessThanOrEqual(
      0.03 * outcome.answered + 1e-9,
    );
    gain += outcome.utilisation - runDay(day, progressive()).utilisation;
  }
  expect(gain / days.length).toBeGreaterThan(0.02);
});

it('is within the limit at every moment where that is to be certain', { timeout }, () => {
  let abandoned = 0;
  for (const day of days) {
    const outcome = runDay(day, lookAhead({ ...usual, guarantee: 'certain' }));
    expect(outcome.worstMomentPct, `${day.agents} agents, seed ${day.seed}`).toBeLessThanOrEqual(3);
    abandoned += outcome.abandoned;
  }
  expect(abandoned).toBeGreaterThan(0);
});

it('runs the same day twice alike', () => {
  const day = { ...ordinaryDay, dayMs: 1_800_000, agents: 8, answerRate: () => 0.3, seed: 5 };
  const run = () => runDay(day, lookAhead({ ...usual, guarantee: 'expected' }));
  expect(run()).toEqual(run());
});
