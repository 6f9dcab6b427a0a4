import { expect, it } from 'vitest';
import { localMoment } from '../../../src/base/local-moment.ts';

const berlin = 'Europe/Berlin';

it.each([
  ['2026-01-05T09:30', berlin, Date.UTC(2026, 0, 5, 8, 30)],
  ['2026-07-05 09:30:59', berlin, Date.UTC(2026, 6, 5, 7, 30)],
  ['2026-07-05T00:00', 'America/New_York', Date.UTC(2026, 6, 5, 4)],
  ['2026-07-05T09:15', 'Asia/Kathmandu', Date.UTC(2026, 6, 5, 3, 30)],
  // The hour that comes twice: the first one.
  ['2026-10-25T02:30', berlin, Date.UTC(2026, 9, 25, 0, 30)],
  // The hour that is skipped.
  ['2026-03-29T02:30', berlin, Date.UTC(2026, 2, 29, 1, 30)],
])('%s in %s', (text, zone, at) => {
  expect(localMoment(text, zone)).toBe(at);
});

it.each(['2026-02-31T09:00', '2026-01-05', '2026-01-05T25:00', '5.1.2026 09:00', 'tomorrow', ''])(
  '%s is no moment',
  (text) => {
    expect(localMoment(text, berlin)).toBeNull();
  },
);
