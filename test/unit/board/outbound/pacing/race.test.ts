import { expect, it } from 'vitest';
import { raceOf } from '../../../../../src/board/outbound/pacing/race.ts';
import { Chance } from '../../../../bench/theory/chance.ts';

it('is the chance over every outcome', () => {
  const chance = new Chance(1);
  for (let round = 0; round < 50; round += 1) {
    const ready = Array.from({ length: 4 }, () => chance.share());
    const answers = Array.from({ length: 4 }, () => chance.share());
    const spare = Math.floor(chance.share() * 5) - 2;
    const race = raceOf(1, spare, 4, 4);
    for (const p of ready) race.ready(Float64Array.of(p), 0, 0, 0);
    for (const p of answers) race.answers(Float64Array.of(p));
    let shortage = 0;
    for (let outcome = 0; outcome < 256; outcome += 1) {
      let weight = 1;
      let left = spare;
      [...ready, ...answers].forEach((p, at) => {
        const happens = (outcome >> at) % 2 === 1;
        weight *= happens ? p : 1 - p;
        if (happens) left += at < 4 ? 1 : -1;
      });
      if (left <= 0) shortage += weight;
    }
    expect(race.shortage(0)).toBeCloseTo(shortage, 12);
  }
});

it('is nearly the same when it is reckoned for many at once', () => {
  const chance = new Chance(2);
  for (let round = 0; round < 30; round += 1) {
    const ready = Array.from({ length: 28 }, () => 0.3 * chance.share());
    const answers = Array.from({ length: 28 }, () => 0.3 * chance.share());
    const exact = raceOf(1, 1, 28, 28);
    const large = raceOf(1, 1, 100, 28);
    for (const race of [exact, large]) {
      // The exact one is filled and asked first: they share their working space.
      for (const p of ready) race.ready(Float64Array.of(p), 0, 0, 0);
      for (const p of answers) race.answers(Float64Array.of(p));
    }
    expect(Math.abs(exact.shortage(0) - large.shortage(0))).toBeLessThan(0.002);
  }
});
