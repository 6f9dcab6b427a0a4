import { ParameterError } from './errors.ts';

const form = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;
const dayMs = 86_400_000;

/**
 * `yyyy-MM-dd HH:mm:ss` by the clock of a time zone, as UTC milliseconds; null when it is written otherwise or there is
 * no such day or time. In the hour that comes twice it is the first one. In the hour that the clock skips it is as far
 * after the beginning of the gap as the clock would have shown, as most calendars have it.
 */
export function timeOf(text: string, timeZone: string): number | null {
  const [, ...parts] = form.exec(text) ?? [];
  if (parts.length === 0) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  // 31 February and 25 o'clock come out as something else.
  if (new Date(shown).toISOString().slice(0, 19) !== text.replace(' ', 'T')) return null;
  const before = shown - offsetAt(shown - dayMs, timeZone);
  const after = shown - offsetAt(shown + dayMs, timeZone);
  const showsIt = (at: number): boolean => at + offsetAt(at, timeZone) === shown;
  const times = [before, after].filter(showsIt);
  return times.length === 0 ? before : Math.min(...times);
}

/** As `timeOf`; throws a ParameterError that names the parameter. */
export function needTime(parameter: string, text: string, timeZone: string): number {
  const at = timeOf(text, timeZone);
  if (at === null) throw new ParameterError(parameter, 'is not a date and time as in 2015-10-11 15:00:00');
  return at;
}

/** The same way back. */
export function showTime(at: number, timeZone: string): string {
  return new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 19).replace('T', ' ');
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the clock there shows, less what UTC shows, to the second. */
export function offsetAt(at: number, timeZone: string): number {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    clocks.set(timeZone, clock);
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (
    clock.format(at).match(/\d+/g) ?? []
  ).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}
