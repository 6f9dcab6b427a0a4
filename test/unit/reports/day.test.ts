import { expect, test } from 'vitest';
import { startOfDay } from '../../../src/base/day.ts';

test.each([
  ['UTC', '2026-11-21T13:14:15.016Z', '2026-11-21T00:00:00.000Z'],
  ['UTC', '2026-11-21T00:00:00.000Z', '2026-11-21T00:00:00.000Z'],
  ['UTC', '2026-11-20T23:59:59.999Z', '2026-11-20T00:00:00.000Z'],
  ['Europe/Berlin', '2026-11-21T13:00:00.000Z', '2026-11-20T23:00:00.000Z'],
  ['Europe/Berlin', '2026-11-20T23:30:00.000Z', '2026-11-20T23:00:00.000Z'],
  // Of 23 and of 25 hours.
  ['Europe/Berlin', '2026-03-29T21:30:00.000Z', '2026-03-28T23:00:00.000Z'],
  ['Europe/Berlin', '2026-10-25T22:30:00.000Z', '2026-10-24T22:00:00.000Z'],
  ['Asia/Kathmandu', '2026-11-21T18:20:00.000Z', '2026-11-21T18:15:00.000Z'],
  ['Pacific/Kiritimati', '2026-11-21T09:00:00.000Z', '2026-11-20T10:00:00.000Z'],
  // The clock went from midnight to one.
  ['America/Sao_Paulo', '2018-11-04T12:00:00.000Z', '2018-11-04T03:00:00.000Z'],
])('the day in %s of %s begins at %s', (zone, at, start) => {
  expect(new Date(startOfDay(Date.parse(at), zone)).toISOString()).toBe(start);
});
