import { describe, expect, it } from 'vitest';
import { Timers } from '../../../src/board/timers.ts';
import { Random } from '../../simulation/random.ts';

describe('timers', () => {
  it('give out what is due, earliest first, and nothing else', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const random = new Random(seed);
      const timers = new Timers<number>();
      const expected: number[] = [];
      const takenOut: number[] = [];
      let now = 0;
      for (let round = 0; round < 200; round += 1) {
        if (random.chance(0.6)) {
          const at = now + random.between(0, 100);
          timers.set(at, round);
          expected.push(at);
        } else {
          now += random.between(0, 40);
          for (let due = timers.takeDue(now); due !== null; due = timers.takeDue(now)) {
            expect(due.at).toBeLessThanOrEqual(now);
            takenOut.push(due.at);
          }
          expected.sort((a, b) => a - b);
          expect(takenOut).toEqual(expected.slice(0, takenOut.length));
          expect(timers.next).toBe(expected[takenOut.length] ?? null);
        }
      }
    }
  });

  it('have nothing at first', () => {
    const timers = new Timers<string>();
    expect(timers.next).toBeNull();
    expect(timers.takeDue(1)).toBeNull();
  });
});
