import type { CallingWindow } from '../../../board/outbound/campaign-settings.ts';
import { wrong } from './config-wrong.ts';

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const endOfDay = 24 * 60;

/** `8:30/12:00,12/17`, by the office's clock; null: no hours of its own. Throws 'input-wrong'. */
export function workingHours(text: string): readonly CallingWindow[] | null {
  if (text.trim() === '') return null;
  return text.split(',').map((stretch) => {
    const [from = Number.NaN, to = Number.NaN] = stretch.split('/').map(minutesOf);
    if (!(from <= endOfDay && to <= endOfDay)) {
      throw wrong('workingHours', `${stretch.trim()} is no time of day: there are 0:00 to 24:00`);
    }
    if (from >= to) {
      throw wrong(
        'workingHours',
        `${stretch.trim()} ends before it begins: over midnight it is two, as in 22/24,0/6`,
      );
    }
    return { days: everyDay, from, to };
  });
}

function minutesOf(text: string): number {
  const [hours = Number.NaN, minutes = 0] = text.split(':').map(Number);
  return minutes < 60 ? hours * 60 + minutes : Number.NaN;
}

/** `1,7`, where 1 is Sunday; in the house 1 is Monday. */
export function weekdaysOff(text: string): readonly number[] {
  const days = listOf(text).map(Number);
  return [...new Set(days.map((day) => (day === 1 ? 7 : day - 1)))].toSorted((a, b) => a - b);
}

/**
 * `25-12`: the manual calls it a month-day date and prints a day with its month. All days of a list are in one order: the
 * printed one, unless one of them can only be the other, as `12-25`. As the house writes them, `12-25`. Throws 'input-wrong'.
 */
export function daysOff(text: string): readonly string[] {
  const pairs = listOf(text).map((day) => day.split('-').map(Number) as [number, number]);
  const dayFirst = pairs.map(([day, month]) => dateOf(month, day));
  if (dayFirst.every((date) => date !== null)) return [...new Set(dayFirst)];
  const monthFirst = pairs.map(([month, day]) => dateOf(month, day));
  if (monthFirst.every((date) => date !== null)) return [...new Set(monthFirst)];
  throw wrong('nonWorkingDays', 'must be days of the year, all of them as 25-12 or all of them as 12-25');
}

function dateOf(month: number, day: number): string | null {
  // A leap year: it has all days that there are.
  const date = new Date(Date.UTC(2028, month - 1, day));
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isDay ? date.toISOString().slice('2028-'.length, 'yyyy-mm-dd'.length) : null;
}

function listOf(text: string): string[] {
  return text.trim() === '' ? [] : text.split(',').map((item) => item.trim());
}
