import { expect, test } from 'vitest';
import { hoursMoment, isOpen } from '../../../../src/board/acd/hours.ts';
import type { Calendar } from '../../../../src/board/office.ts';
import { emptyState, type BoardState } from '../../../../src/board/state.ts';
import { officeOf } from '../settings.ts';

const workdays = [1, 2, 3, 4, 5];
const queue = { hours: 'usual' };

function houseWith(calendar: Omit<Calendar, 'id'>, timeZone = 'Europe/Berlin'): BoardState {
  const state = emptyState('t');
  state.office = officeOf({ calendars: [{ id: 'usual', ...calendar }], timeZone });
  return state;
}

const usual = houseWith({
  open: [
    { days: workdays, from: 8 * 60, to: 12 * 60 },
    { days: workdays, from: 13 * 60, to: 17 * 60 + 30 },
  ],
  holidays: ['12-25', '2026-11-24'],
});

const local = (text: string): number => Date.parse(text);

test('open from the first minute until before the last one, by the clock of the office', () => {
  expect(isOpen(usual, queue, local('2026-11-23T07:59:59.999+01:00'))).toBe(false);
  expect(isOpen(usual, queue, local('2026-11-23T08:00+01:00'))).toBe(true);
  expect(isOpen(usual, queue, local('2026-11-23T12:30+01:00'))).toBe(false);
  expect(isOpen(usual, queue, local('2026-11-23T17:29:59.999+01:00'))).toBe(true);
  expect(isOpen(usual, queue, local('2026-11-23T17:30+01:00'))).toBe(false);
  expect(isOpen(usual, { hours: null }, local('2026-11-22T03:00+01:00'))).toBe(true);
});

test('the next change is a moment, over holidays and week-ends too', () => {
  const next = (text: string) => hoursMoment(usual, queue, local(text));
  expect(next('2026-11-23T09:00+01:00')).toBe(local('2026-11-23T12:00+01:00'));
  expect(next('2026-11-23T12:00+01:00')).toBe(local('2026-11-23T13:00+01:00'));
  // The 24th is a holiday of that year.
  expect(next('2026-11-23T18:00+01:00')).toBe(local('2026-11-25T08:00+01:00'));
  // Friday the 25th of December is one of every year.
  expect(next('2026-12-24T18:00+01:00')).toBe(local('2026-12-28T08:00+01:00'));
  expect(hoursMoment(usual, { hours: null }, 0)).toBeNull();
});

test('a day of 23 hours and one of 25 open and close by the clock on the wall', () => {
  const sundays = houseWith({ open: [{ days: [7], from: 9 * 60, to: 18 * 60 }], holidays: [] });
  const next = (text: string) => hoursMoment(sundays, queue, local(text));
  expect(next('2026-03-28T20:00+01:00')).toBe(local('2026-03-29T09:00+02:00'));
  expect(next('2026-03-29T10:00+02:00')).toBe(local('2026-03-29T18:00+02:00'));
  expect(next('2026-10-24T20:00+02:00')).toBe(local('2026-10-25T09:00+01:00'));
  expect(next('2026-10-25T10:00+01:00')).toBe(local('2026-10-25T18:00+01:00'));
});

test('an hour that the clock skips, and one that it has twice', () => {
  const nights = houseWith({ open: [{ days: [7], from: 150, to: 170 }], holidays: [] });
  const gap = houseWith({ open: [{ days: [7], from: 150, to: 240 }], holidays: [] });
  // 2:30 is not on that clock: the office opens when it jumps over it.
  expect(hoursMoment(gap, queue, local('2026-03-29T01:00+01:00'))).toBe(local('2026-03-29T03:00+02:00'));
  expect(isOpen(nights, queue, local('2026-10-25T02:35+02:00'))).toBe(true);
  const second = hoursMoment(nights, queue, local('2026-10-25T02:50+02:00'));
  expect(second).toBe(local('2026-10-25T02:30+01:00'));
});

test('hours that never come are looked at again, not for ever', () => {
  const never = houseWith({ open: [], holidays: [] });
  const at = local('2026-11-23T09:00+01:00');
  const again = hoursMoment(never, queue, at) ?? 0;
  expect(again).toBeGreaterThan(at);
  expect(isOpen(never, queue, again)).toBe(false);
});

test('until midnight is until the next day begins', () => {
  const late = houseWith({ open: [{ days: [1], from: 20 * 60, to: 24 * 60 }], holidays: [] }, 'UTC');
  expect(isOpen(late, queue, local('2026-11-23T23:59:59Z'))).toBe(true);
  expect(hoursMoment(late, queue, local('2026-11-23T23:00Z'))).toBe(local('2026-11-24T00:00Z'));
});
