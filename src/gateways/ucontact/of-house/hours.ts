import type { MinutesOfDay } from '../../../control/record-search.ts';
import { offsetAt } from '../dates.ts';
import type { HoursOfDay } from '../house/records.ts';

const dayMs = 86_400_000;
const dayMinutes = 1_440;

/** The hours by the clock of the zone, for each stretch between two changes of that clock; UTC milliseconds. */
export function minutesOfDay(
  { from, to }: HoursOfDay,
  period: { readonly from: number; readonly to: number },
  timeZone: string,
): MinutesOfDay[] {
  const parts =
    from < to
      ? [{ from, to }]
      : [
          { from, to: dayMinutes },
          { from: 0, to },
        ];
  return stretches(period, timeZone).flatMap((stretch) => parts.map((part) => ({ ...stretch, ...part })));
}

interface Stretch {
  readonly since: number;
  readonly until: number;
  readonly offsetMs: number;
}

function stretches(period: { readonly from: number; readonly to: number }, timeZone: string): Stretch[] {
  const found: Stretch[] = [];
  let since = period.from;
  let offsetMs = offsetAt(since, timeZone);
  for (let at = since + dayMs; at < period.to + dayMs; at += dayMs) {
    const there = Math.min(at, period.to);
    if (offsetAt(there, timeZone) === offsetMs) continue;
    const change = changeBetween(there - dayMs, there, offsetMs, timeZone);
    found.push({ since, until: change, offsetMs });
    since = change;
    offsetMs = offsetAt(there, timeZone);
  }
  return [...found, { since, until: period.to, offsetMs }];
}

/** The first moment at which the clock differs from UTC by something else. */
function changeBetween(before: number, after: number, offsetMs: number, timeZone: string): number {
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, timeZone) === offsetMs) low = middle;
    else high = middle;
  }
  return high;
}
