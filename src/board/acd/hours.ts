import { localTime, startOfDay } from '../../base/day.ts';
import type { Calendar } from '../office.ts';
import type { QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';

/** A stretch of time in which a calendar is open, or closed, throughout. */
interface Stretch {
  readonly zone: string;
  readonly from: number;
  /** It may be looked at again then: it changes, or it has not been looked at any further. */
  readonly until: number;
  readonly isOpen: boolean;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** So many days are looked at in one go: a week's hours all come in them. */
const daysAhead = 8;
/** A clock that is put forward or back moves a boundary by this much at most. */
const clockShiftMs = 3_600_000;

/** Whether the queue is open by its hours; one without is always. */
export function isOpen(
  state: Readonly<BoardState>,
  queue: Pick<QueueSettings, 'hours'>,
  at: number,
): boolean {
  const calendar = calendarOf(state, queue);
  return calendar === undefined || stretchAt(calendar, state.office.timeZone, at).isOpen;
}

/** When that has to be looked at again: later than `at`; null: it stays so. */
export function hoursMoment(
  state: Readonly<BoardState>,
  queue: Pick<QueueSettings, 'hours'>,
  at: number,
): number | null {
  const calendar = calendarOf(state, queue);
  return calendar === undefined ? null : stretchAt(calendar, state.office.timeZone, at).until;
}

function calendarOf(
  { office }: Readonly<BoardState>,
  { hours }: Pick<QueueSettings, 'hours'>,
): Calendar | undefined {
  return hours === null ? undefined : office.calendars.find(({ id }) => id === hours);
}

/** The last one asked for: every caller who comes and every moment of who waits asks for the same. */
const known = new WeakMap<Calendar, Stretch>();

function stretchAt(calendar: Calendar, zone: string, at: number): Stretch {
  const last = known.get(calendar);
  if (last !== undefined && last.zone === zone && at >= last.from && at < last.until) return last;
  const now = isOpenAt(calendar, zone, at);
  const fresh = { zone, from: at, until: nextLook(calendar, zone, at, now), isOpen: now };
  known.set(calendar, fresh);
  return fresh;
}

function isOpenAt({ open, holidays }: Calendar, zone: string, at: number): boolean {
  const { date, weekday, minutes } = localTime(at, zone);
  if (holidays.includes(date) || holidays.includes(date.slice('2026-'.length))) return false;
  return open.some(({ days, from, to }) => days.includes(weekday) && minutes >= from && minutes < to);
}

/** The first moment after `at` at which it is not so any more, or the end of the days looked at. */
function nextLook(calendar: Calendar, zone: string, at: number, now: boolean): number {
  let before = at;
  for (const moment of boundaries(calendar, zone, at)) {
    if (moment <= before) continue;
    if (isOpenAt(calendar, zone, moment) !== now) return firstChange(calendar, zone, before, moment, now);
    before = moment;
  }
  return before;
}

/**
 * Where the hours may change, in order: each boundary as an ordinary day has it, and an hour before and after, as it is
 * on a day on which the clock is changed.
 */
function boundaries({ open }: Calendar, zone: string, at: number): number[] {
  const minutes = new Set(open.flatMap(({ from, to }) => [from, to]));
  const moments: number[] = [];
  let day = startOfDay(at, zone);
  for (let count = 0; count < daysAhead; count += 1) {
    for (const minute of minutes) {
      const usual = day + minute * minuteMs;
      moments.push(usual - clockShiftMs, usual, usual + clockShiftMs);
    }
    // The longest day has 25 hours, the shortest 23: this is in the next one.
    day = startOfDay(day + dayMs + 1.5 * clockShiftMs, zone);
    moments.push(day);
  }
  return moments.toSorted((a, b) => a - b);
}

/** It is as it was at `before` and not at `after`: the moment between at which it changes, to the millisecond. */
function firstChange(calendar: Calendar, zone: string, before: number, after: number, now: boolean): number {
  let same = before;
  let changed = after;
  while (changed - same > 1) {
    const middle = Math.floor((same + changed) / 2);
    if (isOpenAt(calendar, zone, middle) === now) same = middle;
    else changed = middle;
  }
  return changed;
}
