import { expect, test } from 'vitest';
import { planCallers } from '../../demo/plan.ts';
import { Random } from '../../simulation/random.ts';

const target = (number: string, weight: number) => ({ number, queue: number, queueName: number, weight });
const plan = (seed: number, calls = 300) =>
  planCallers(new Random(seed), { calls, perMinute: 60, targets: [target('700', 3), target('701', 2)] });

test('the same seed brings the same callers', () => {
  expect(plan(7)).toEqual(plan(7));
  expect(plan(7)).not.toEqual(plan(8));
});

test('callers come at the rate, each with a number of its own, in proportion to who can answer', () => {
  const callers = plan(7);
  expect(new Set(callers.map(({ number }) => number)).size).toBe(300);
  const minutes = (callers.at(-1)?.atMs ?? 0) / 60_000;
  expect(callers.length / minutes).toBeGreaterThan(50);
  expect(callers.length / minutes).toBeLessThan(70);
  const sales = callers.filter((caller) => caller.target.number === '701').length;
  expect(sales / callers.length).toBeGreaterThan(0.3);
  expect(sales / callers.length).toBeLessThan(0.5);
  expect(callers.filter(({ patienceMs }) => patienceMs <= 2_000)).toHaveLength(45);
});
