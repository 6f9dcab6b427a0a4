import { expect, it } from 'vitest';
import { tokensLeft } from '../../../../../src/board/outbound/pacing/budget.ts';
import { attemptsToDrop, callsToDial, type Policy } from '../../../../../src/board/outbound/pacing/decide.ts';
import { freshLearned } from '../../../../../src/board/outbound/pacing/learned.ts';
import { Chance } from '../../../../bench/theory/chance.ts';
import { anySituation, learnedBy, upTo } from './situations.ts';

const measured = { limit: 0.03, days: 1 };
const expected: Policy = { mode: 'predictive', measured, toleranceMs: 2_000 };
const certain: Policy = { ...expected, guarantee: 'certain' };
const progressive: Policy = { mode: 'progressive' };

it('dials a call for each free agent that has none on its way', () => {
  const situation = { ...anySituation(new Chance(1)), free: 5, waiting: 1, inFlight: [0, 0], maxNew: 40 };
  expect(callsToDial(progressive, freshLearned(), situation)).toBe(2);
  const unbound = { limit: 1, days: 1 };
  const ratio = { mode: 'power', ratio: 2.5 } as const;
  expect(callsToDial({ ...ratio, measured: unbound }, freshLearned(), situation)).toBe(9);
});

it('dials no call by ratio that the budget could not bear', () => {
  const power = { mode: 'power', ratio: 3, measured } as const;
  const calls = (answered: number, abandoned: number): number => {
    const budget = { days: [{ day: 1, answered, abandoned }] };
    const situation = {
      ...anySituation(new Chance(1)),
      day: 1,
      budget,
      free: 4,
      waiting: 0,
      inFlight: [],
      maxNew: 40,
    };
    return callsToDial(power, freshLearned(), situation);
  };
  expect([calls(0, 0), calls(40, 0), calls(100, 0), calls(1_000, 0), calls(100, 3)]).toEqual([
    4, 5, 7, 12, 4,
  ]);
});

it('never dials less than progressive, more than it may, or less than nothing', () => {
  const chance = new Chance(2);
  for (let round = 0; round < 200; round += 1) {
    const learned = learnedBy(chance, upTo(chance, 200));
    const situation = anySituation(chance);
    const least = callsToDial(progressive, learned, situation);
    for (const policy of [expected, certain]) {
      const calls = callsToDial(policy, learned, situation);
      expect(calls).toBeGreaterThanOrEqual(Math.max(0, least));
      expect(calls).toBeLessThanOrEqual(situation.maxNew);
    }
  }
});

it('bets nothing that it does not have', () => {
  const chance = new Chance(3);
  let bet = 0;
  for (let round = 0; round < 300; round += 1) {
    const learned = learnedBy(chance, upTo(chance, 200));
    const { periodEndsAt: _, ...situation } = anySituation(chance);
    const own = callsToDial(progressive, learned, situation);
    const tokens = tokensLeft(situation.budget, measured, situation.day);
    if (tokens <= 0) expect(callsToDial(expected, learned, situation)).toBe(own);
    const calls = callsToDial(certain, learned, situation);
    if (calls === own) continue;
    bet += 1;
    // All are answered at once, and no agent becomes ready.
    const inFlight = situation.inFlight.length + calls;
    const abandoned = Math.max(0, inFlight + situation.waiting - situation.free);
    expect(tokens + measured.limit * inFlight - abandoned).toBeGreaterThanOrEqual(0);
  }
  expect(bet).toBeGreaterThan(25);
});

it('dials no less with one more agent free', () => {
  const chance = new Chance(4);
  for (let round = 0; round < 300; round += 1) {
    const learned = learnedBy(chance, 100);
    const situation = anySituation(chance);
    const more = { ...situation, free: situation.free + 1 };
    expect(callsToDial(expected, learned, more)).toBeGreaterThanOrEqual(
      callsToDial(expected, learned, situation),
    );
  }
});

it('decides the same from what was stored', () => {
  const chance = new Chance(5);
  const kept = learnedBy(chance, 300);
  for (let round = 0; round < 200; round += 1) {
    const situation = anySituation(chance);
    const stored: typeof kept = JSON.parse(JSON.stringify(kept));
    const calls = callsToDial(expected, kept, situation);
    expect(callsToDial(expected, stored, structuredClone(situation))).toBe(calls);
    expect(callsToDial(expected, kept, situation)).toBe(calls);
  }
  expect(JSON.stringify(kept).length).toBeLessThan(8_000);
});

it('bets nothing when the period is about to end', () => {
  const chance = new Chance(7);
  for (let round = 0; round < 100; round += 1) {
    const learned = learnedBy(chance, 50);
    const situation = { ...anySituation(chance), periodEndsAt: 10_000_000 + upTo(chance, 39_000) };
    expect(callsToDial(expected, learned, situation)).toBe(callsToDial(progressive, learned, situation));
  }
});

it('hangs up what has rung long enough when no agent would be there, and nothing else', () => {
  const chance = new Chance(6);
  const policy: Policy = { ...expected, dropAfterMs: 15_000 };
  let dropped = 0;
  for (let round = 0; round < 300; round += 1) {
    const learned = learnedBy(chance, 200);
    const situation = anySituation(chance);
    const ringing = situation.inFlight.map((dialledAt) =>
      chance.share() < 0.9 ? dialledAt + 2_000 : undefined,
    );
    expect(attemptsToDrop(expected, learned, situation, ringing)).toEqual([]);
    const places = attemptsToDrop(policy, learned, situation, ringing);
    for (const place of places) expect(situation.now - ringing[place]!).toBeGreaterThanOrEqual(15_000);
    const left = situation.inFlight.length - places.length;
    if (places.length > 0) expect(left + situation.waiting).toBeGreaterThanOrEqual(situation.free);
    dropped += places.length;
  }
  expect(dropped).toBeGreaterThan(20);
});
