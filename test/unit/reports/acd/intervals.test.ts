import { expect, test } from 'vitest';
import { bordersOf, intervalAt, splitAt } from '../../../../src/reports/acd/intervals.ts';

const hours = (count: number): number => count * 3_600_000;
const lengths = (borders: readonly number[]): number[] =>
  borders.slice(1).map((border, index) => (border - (borders[index] ?? 0)) / hours(1));

test('days of Berlin have 23 hours in spring and 25 in autumn', () => {
  const spring = bordersOf(Date.UTC(2026, 2, 27, 23), Date.UTC(2026, 2, 30, 22), 'day', 'Europe/Berlin');
  expect(lengths(spring)).toEqual([24, 23, 24]);
  const autumn = bordersOf(Date.UTC(2026, 9, 23, 22), Date.UTC(2026, 9, 26, 23), 'day', 'Europe/Berlin');
  expect(lengths(autumn)).toEqual([24, 25, 24]);
});

test('the hour that the clock skips is no interval, the one that it shows twice is two', () => {
  const spring = bordersOf(Date.UTC(2026, 2, 28, 23), Date.UTC(2026, 2, 29, 22), '60m', 'Europe/Berlin');
  expect(lengths(spring)).toEqual(Array.from({ length: 23 }, () => 1));
  const autumn = bordersOf(Date.UTC(2026, 9, 24, 22), Date.UTC(2026, 9, 25, 23), '60m', 'Europe/Berlin');
  expect(lengths(autumn)).toEqual(Array.from({ length: 25 }, () => 1));
});

test('full hours are those of the time zone, not of UTC', () => {
  // 05:45 before UTC.
  const start = Date.UTC(2026, 0, 5, 9, 0);
  const borders = bordersOf(start, start + hours(2), '60m', 'Asia/Kathmandu');
  expect(borders.map((border) => (border - start) / 60_000)).toEqual([0, 15, 75, 120]);
});

test('a zone whose clock goes back by half an hour', () => {
  // 2026-04-05 02:00 becomes 01:30: the intervals from 01:00 on are one of an hour and a half.
  const start = Date.UTC(2026, 3, 4, 14);
  expect(lengths(bordersOf(start, start + hours(3), '60m', 'Australia/Lord_Howe'))).toEqual([1.5, 1, 0.5]);
});

test('the first and the last interval are cut, and nothing is lost', () => {
  const from = Date.UTC(2026, 0, 5, 9, 7, 30);
  const borders = bordersOf(from, from + hours(1), '15m', 'UTC');
  expect(lengths(borders).map((length) => length * 60)).toEqual([7.5, 15, 15, 15, 7.5]);
});

test('a moment lies in the interval that begins with it', () => {
  expect([9, 10, 19, 20, 29, 30].map((at) => intervalAt([10, 20, 30], at))).toEqual([-1, 0, 0, 1, 1, -1]);
});

test('a stretch of time is split at the borders', () => {
  const given: (readonly [number, number])[] = [];
  splitAt([10, 20, 30, 40], 5, 35, (interval, ms) => given.push([interval, ms]));
  expect(given).toEqual([
    [0, 10],
    [1, 10],
    [2, 5],
  ]);
});

test('too many intervals are refused', () => {
  expect(() => bordersOf(0, hours(24 * 365), '15m', 'UTC')).toThrow('more than 3000 intervals');
});
