import { expect, it } from 'vitest';
import { freshLearned, learnAttempt, learnTalk } from '../../../../../src/board/outbound/pacing/learned.ts';
import { learnPerson } from '../../../../../src/board/outbound/pacing/price.ts';
import { meanLasted, survivalCurve } from '../../../../../src/board/outbound/pacing/survival.ts';
import { tablesOf } from '../../../../../src/board/outbound/pacing/tables.ts';
import { Chance } from '../../../../bench/theory/chance.ts';

it('learns how long talks last', () => {
  const chance = new Chance(1);
  const learned = freshLearned();
  const talks = Array.from({ length: 4_000 }, () => chance.logNormal(90_000, 1));
  for (const ms of talks) learnTalk(learned, ms);
  const survives = survivalCurve(learned.talk);
  expect(survives(0)).toBe(1);
  for (const seconds of [10, 30, 60, 120, 300]) {
    const recent = talks.slice(-1_200);
    const share = recent.filter((ms) => ms > seconds * 1_000).length / recent.length;
    expect(Math.abs(survives(seconds) - share)).toBeLessThan(0.05);
  }
  expect(meanLasted(learned.talk)).toBeGreaterThan(80);
  expect(meanLasted(learned.talk)).toBeLessThan(100);
});

it('learns who answers and when, and forgets', () => {
  const chance = new Chance(2);
  const learned = freshLearned();
  const learn = (rate: number, count: number): void => {
    for (let attempt = 0; attempt < count; attempt += 1) {
      const end = chance.share() < rate ? 'person' : 'none';
      learnAttempt(learned, { ageMs: end === 'person' ? 5_500 : 20_500, end });
    }
  };
  const rate = (): number => tablesOf(learned, 2_000).answeredBy.at(-1)!;
  const before = rate();
  expect(before).toBeGreaterThan(0.3);
  learn(0.2, 4_000);
  expect(rate()).toBeGreaterThan(0.18);
  expect(rate()).toBeLessThan(0.26);
  expect(tablesOf(learned, 2_000).answerGiven[5]).toBeCloseTo(1, 2);
  learn(0.6, 4_000);
  expect(rate()).toBeGreaterThan(0.57);
});

it('is the same from the same facts, and through JSON at any moment', () => {
  const chance = new Chance(3);
  let stored = freshLearned();
  const kept = freshLearned();
  for (let fact = 0; fact < 500; fact += 1) {
    const ageMs = 30_000 * chance.share();
    const end = chance.share() < 0.3 ? 'person' : 'machine';
    stored = JSON.parse(JSON.stringify(stored)) as typeof stored;
    for (const learned of [kept, stored]) {
      learnAttempt(learned, { ageMs, end });
      learnTalk(learned, ageMs * 4);
      learnPerson(learned, fact % 7, 5);
    }
  }
  expect(stored).toEqual(kept);
});

it('raises its price while the budget fills, and lowers it while it is owed', () => {
  const learned = freshLearned();
  for (let person = 0; person < 200; person += 1) learnPerson(learned, 40, 5, 0.03, 28_800_000);
  const high = learned.price;
  expect(high).toBeGreaterThan(1.2);
  for (let person = 0; person < 400; person += 1) learnPerson(learned, -8, 5, 0.03, 28_800_000);
  expect(learned.price).toBeLessThan(high / 1.2);
});
