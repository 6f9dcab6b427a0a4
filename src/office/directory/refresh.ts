import { parseDuration } from '../duration.ts';

/** When a directory is read again: every so many milliseconds, or at the minutes of a cron line. */
export type Refresh = { readonly everyMs: number } | { readonly cron: string };

const leastMs = 60_000;
const mostMs = 7 * 24 * 3_600_000;

/** The least and the most of the five fields: minute, hour, day, month, weekday. */
const ranges = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;

/** `15m`, from one minute to a week, or a cron line of five fields: `0 4 * * 1-5`. null when it is neither. */
export function parseRefresh(text: string): Refresh | null {
  const everyMs = parseDuration(text);
  if (everyMs !== null) return everyMs >= leastMs && everyMs <= mostMs ? { everyMs } : null;
  const fields = text.trim().split(/\s+/);
  const right =
    fields.length === ranges.length && ranges.every((range, at) => isField(fields[at] ?? '', range));
  return right ? { cron: fields.join(' ') } : null;
}

function isField(field: string, [least, most]: readonly [number, number]): boolean {
  return field.split(',').every((part) => {
    const found = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
    if (found === null) return false;
    const [, from, to = from, step = '1'] = found;
    if (Number(step) < 1) return false;
    return from === undefined || (Number(from) >= least && Number(to) <= most && Number(from) <= Number(to));
  });
}
