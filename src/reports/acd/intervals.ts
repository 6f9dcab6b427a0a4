import { localTime, startOfDay } from '../../base/day.ts';
import { CordboardError } from '../../base/errors.ts';

export const intervalLengths = ['15m', '30m', '60m', 'day', 'whole'] as const;
export type IntervalLength = (typeof intervalLengths)[number];

const minuteMs = 60_000;
/** Every time zone's clock differs from UTC by a multiple of this. */
const quarterMs = 15 * minuteMs;
const mostIntervals = 3_000;

/**
 * The borders of the intervals from `from` to `to`, both of them included. Between them they lie where a clock on the
 * wall of that time zone shows the full hour, half hour, quarter or midnight, so that the first and the last interval may
 * be cut; the hour that a clock shows twice in autumn is two intervals, and a day has 23, 24 or 25 hours.
 * Throws 'input-wrong' when there are too many.
 */
export function bordersOf(from: number, to: number, length: IntervalLength, timeZone: string): number[] {
  const borders = [from];
  for (let at = nextBorder(from, length, timeZone); at < to; at = nextBorder(at, length, timeZone)) {
    borders.push(at);
    if (borders.length > mostIntervals) {
      throw new CordboardError('input-wrong', `these are more than ${mostIntervals} intervals: ask for less`);
    }
  }
  return [...borders, to];
}

function nextBorder(at: number, length: IntervalLength, timeZone: string): number {
  if (length === 'whole') return Number.POSITIVE_INFINITY;
  // An hour or more into the next day, however long this one is.
  if (length === 'day') return startOfDay(startOfDay(at, timeZone) + 26 * 60 * minuteMs, timeZone);
  const minutes = length === '15m' ? 15 : length === '30m' ? 30 : 60;
  const quarter = Math.floor(at / quarterMs) * quarterMs + quarterMs;
  let next = quarter;
  while (localTime(next, timeZone).minutes % minutes !== 0) next += quarterMs;
  return next;
}

/** In which interval a moment lies; -1 in none. */
export function intervalAt(borders: readonly number[], at: number): number {
  let [low, high] = [0, borders.length - 1];
  if (at < (borders[low] ?? 0) || at >= (borders[high] ?? 0)) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((borders[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low;
}

/** Gives each interval its part of a stretch of time. */
export function splitAt(
  borders: readonly number[],
  startAt: number,
  endAt: number,
  give: (interval: number, ms: number) => void,
): void {
  const first = borders[0] ?? 0;
  let at = Math.max(startAt, first);
  for (let index = intervalAt(borders, at); index >= 0 && at < endAt; index = intervalAt(borders, at)) {
    const end = Math.min(endAt, borders[index + 1] ?? endAt);
    give(index, end - at);
    at = end;
  }
}
