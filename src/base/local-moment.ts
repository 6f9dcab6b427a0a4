import { localTime } from './day.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;
const form = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::\d{2})?$/;

/**
 * `2026-11-22T09:30` by the clock of a time zone, as UTC milliseconds, to the minute; null when it is written otherwise or
 * there is no such day. In the hour that comes twice it is the first one; in the one that the clock skips it is as far after
 * its beginning as the clock would have shown.
 */
export function localMoment(text: string, timeZone: string): number | null {
  const [, date, hours, minutes] = form.exec(text) ?? [];
  const shown = Date.parse(`${date ?? ''}T${hours ?? ''}:${minutes ?? ''}:00Z`);
  // 31 February comes out as another day.
  if (Number.isNaN(shown) || new Date(shown).toISOString().slice(0, 10) !== date) return null;
  const before = shown - offsetAt(shown - dayMs, timeZone);
  const after = shown - offsetAt(shown + dayMs, timeZone);
  const times = [before, after].filter((at) => at + offsetAt(at, timeZone) === shown);
  return times.length === 0 ? before : Math.min(...times);
}

/** What the clock there shows, less what UTC shows, in whole minutes. */
function offsetAt(at: number, timeZone: string): number {
  const { date, minutes } = localTime(at, timeZone);
  return Date.parse(date) + minutes * minuteMs - Math.floor(at / minuteMs) * minuteMs;
}
