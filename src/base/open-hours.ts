import { localTime, nextDay, startOfDay } from './day.ts';

/** Hours by the clock on a wall, week by week, and days on which they do not hold. */
export interface OpenHours {
  readonly open: readonly HoursOfDays[];
  /** Closed on these days, `2026-12-25` or every year `12-25`. */
  readonly holidays: readonly string[];
}

export interface HoursOfDays {
  /** 1 is Monday, 7 Sunday. */
  readonly days: readonly number[];
  /** Minutes since midnight; `to` is not open any more. */
  readonly from: number;
  readonly to: number;
}

/** A stretch of time in which they are open, or closed, throughout. */
export interface Stretch {
  readonly from: number;
  /** It may be looked at again then: it changes, or it has not been looked at any further. */
  readonly until: number;
  readonly isOpen: boolean;
}

const minuteMs = 60_000;
/** So many days are looked at in one go: a week's hours all come in them. */
const daysAhead = 8;
/** Of one kind of hours in one zone: everybody who asks asks for the present one, or for one of the next. */
const mostKnown = 4;
const known = new WeakMap<OpenHours, Map<string, Stretch[]>>();

export function stretchAt(hours: OpenHours, zone: string, at: number): Stretch {
  let zones = known.get(hours);
  if (zones === undefined) known.set(hours, (zones = new Map()));
  const those = zones.get(zone) ?? [];
  const found = those.find(({ from, until }) => at >= from && at < until);
  if (found !== undefined) return found;
  const isOpen = isOpenAt(hours, zone, at);
  const fresh = { from: at, until: nextLook(hours, zone, at, isOpen), isOpen };
  zones.set(zone, [fresh, ...those].slice(0, mostKnown));
  return fresh;
}

/** Whether the day of this moment is one of the holidays. */
export function isHoliday({ holidays }: Pick<OpenHours, 'holidays'>, zone: string, at: number): boolean {
  if (holidays.length === 0) return false;
  const { date } = localTime(at, zone);
  return holidays.includes(date) || holidays.includes(date.slice('2026-'.length));
}

function isOpenAt(hours: OpenHours, zone: string, at: number): boolean {
  const { weekday, minutes } = localTime(at, zone);
  const isIn = hours.open.some(
    ({ days, from, to }) => days.includes(weekday) && minutes >= from && minutes < to,
  );
  return isIn && !isHoliday(hours, zone, at);
}

/** The first moment after `at` at which it is not so any more, or the end of the days looked at. */
function nextLook(hours: OpenHours, zone: string, at: number, isOpen: boolean): number {
  let day = startOfDay(at, zone);
  for (let count = 0; count < daysAhead; count += 1) {
    const next = nextDay(day, zone);
    for (const moment of boundaries(hours, zone, day, next)) {
      if (moment > at && isOpenAt(hours, zone, moment) !== isOpen) return moment;
    }
    day = next;
  }
  return day;
}

/** Where the hours may change from one day's beginning to the next one's, in order. Between two of them they do not. */
function boundaries({ open }: OpenHours, zone: string, day: number, next: number): number[] {
  const first = localTime(day, zone).minutes;
  const change = clockChange(zone, day, next, first);
  const moments = new Set([day, next]);
  for (const minute of new Set(open.flatMap(({ from, to }) => [from, to]))) {
    const usual = day + (minute - first) * minuteMs;
    if (usual > day && usual < (change?.at ?? next)) moments.add(usual);
    if (change !== null) {
      const shifted = usual - change.forwardMs;
      if (shifted > change.at && shifted < next) moments.add(shifted);
    }
  }
  if (change !== null) moments.add(change.at);
  return [...moments].toSorted((a, b) => a - b);
}

/** When on this day the clock is put forward (below 0: back), and by how much; null: it is not. */
function clockChange(
  zone: string,
  day: number,
  next: number,
  first: number,
): { readonly at: number; readonly forwardMs: number } | null {
  const shiftAt = (moment: number): number =>
    localTime(moment, zone).minutes - first - Math.floor((moment - day) / minuteMs);
  const shift = shiftAt(next - 1);
  if (shift === 0) return null;
  let before = day;
  let after = next - 1;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (shiftAt(middle) === 0) before = middle;
    else after = middle;
  }
  return { at: after, forwardMs: shift * minuteMs };
}
