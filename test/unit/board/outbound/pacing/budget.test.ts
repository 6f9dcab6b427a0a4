import { expect, it } from 'vitest';
import {
  countAbandoned,
  countAnswered,
  freshBudget,
  tokensLeft,
} from '../../../../../src/board/outbound/pacing/budget.ts';
import { Chance } from '../../../../bench/theory/chance.ts';

it('has nothing for the first 33 answers', () => {
  const budget = freshBudget();
  const measured = { limit: 0.03, days: 30 };
  countAnswered(budget, 1, 33);
  expect(tokensLeft(budget, measured, 1)).toBeLessThan(1);
  countAnswered(budget, 1);
  expect(tokensLeft(budget, measured, 1)).toBeCloseTo(1.02);
  countAbandoned(budget, 1);
  expect(tokensLeft(budget, measured, 1)).toBeCloseTo(0.02);
});

it('lends nothing from days that will roll off, and pays back what they owe until they have', () => {
  const budget = freshBudget();
  const measured = { limit: 0.03, days: 3 };
  countAnswered(budget, 1, 1_000);
  expect(tokensLeft(budget, measured, 1)).toBeCloseTo(30);
  expect(tokensLeft(budget, measured, 2)).toBe(0);
  countAnswered(budget, 2, 100);
  countAbandoned(budget, 2, 5);
  expect(tokensLeft(budget, measured, 2)).toBeCloseTo(-2);
  countAnswered(budget, 3, 100);
  expect(tokensLeft(budget, measured, 3)).toBeCloseTo(1);
  expect(tokensLeft(budget, measured, 4)).toBeCloseTo(0);
  countAnswered(budget, 5, 10);
  expect(tokensLeft(budget, measured, 5)).toBeCloseTo(0.3);
});

it('is spent over a whole period where periods follow each other, and is new with each', () => {
  const budget = freshBudget();
  const measured = { limit: 0.03, days: 30, from: 10 };
  countAnswered(budget, 12, 1_000);
  countAbandoned(budget, 12, 10);
  expect(tokensLeft(budget, measured, 20)).toBeCloseTo(20);
  countAnswered(budget, 39, 100);
  expect(tokensLeft(budget, measured, 39)).toBeCloseTo(23);
  expect(tokensLeft(budget, measured, 40)).toBe(0);
});

it('keeps every run of days within the limit, if only what is left is ever spent', () => {
  for (let seed = 1; seed <= 5; seed += 1) {
    const chance = new Chance(seed);
    const budget = freshBudget();
    const measured = { limit: 0.03, days: 30 };
    const days: { answered: number; abandoned: number }[] = [];
    for (let day = 0; day < 60; day += 1) {
      const today = { answered: 0, abandoned: 0 };
      days.push(today);
      const answers = Math.floor(chance.share() ** 3 * 400);
      for (let answer = 0; answer < answers; answer += 1) {
        countAnswered(budget, day);
        today.answered += 1;
        if (tokensLeft(budget, measured, day) < 1) continue;
        countAbandoned(budget, day);
        today.abandoned += 1;
      }
      for (let first = Math.max(0, day - 29); first <= day; first += 1) {
        const run = days.slice(first, day + 1);
        const sum = (of: 'answered' | 'abandoned'): number => run.reduce((total, one) => total + one[of], 0);
        expect(sum('abandoned')).toBeLessThanOrEqual(0.03 * sum('answered') + 1e-9);
      }
    }
  }
});
