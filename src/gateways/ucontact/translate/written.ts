import { showTime } from '../dates.ts';

/** Times and lengths of time as the document prints them. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** `Nov 2, 2018 11:31:42 AM` by the clock of this zone. */
export function received(at: number, timeZone: string): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h12',
    });
    formats.set(timeZone, format);
  }
  // By its parts: what stands between them differs from one release of Unicode's data to the next.
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const date = `${part('month')} ${part('day')}, ${part('year')}`;
  return `${date} ${part('hour')}:${part('minute')}:${part('second')} ${part('dayPeriod')}`;
}

/** `20160118`, the folder of a recording. */
export function dayFolder(at: number, timeZone: string): string {
  return showTime(at, timeZone).slice(0, 10).replaceAll('-', '');
}

export function seconds(ms: number): number {
  return Math.round(ms / 1_000);
}

/** `01:02:03`; hours go on after 99. */
export function clockTime(ms: number): string {
  const all = seconds(ms);
  return [Math.floor(all / 3_600), Math.floor(all / 60) % 60, all % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** `00:00:00-0`: all together, and the average in whole seconds. */
export function totalAndAverage(ms: number, count: number): string {
  return `${clockTime(ms)}-${count === 0 ? 0 : seconds(ms / count)}`;
}

/** A part of one as per cent; nothing to divide by is 0. */
export function percent(rate: number | null, digits: number): string {
  return ((rate ?? 0) * 100).toFixed(digits);
}
