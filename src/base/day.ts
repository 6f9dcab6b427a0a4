const dayMs = 86_400_000;

/** When the day of this moment began in a time zone. Where the clock skips midnight, the day begins after the gap. */
export function startOfDay(at: number, timeZone: string): number {
  const today = dateIn(at, timeZone);
  // The first moment of this date, to be found between a moment of the day before and now.
  let before = at;
  while (dateIn(before, timeZone) === today) before -= dayMs / 2;
  let within = at;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (dateIn(middle, timeZone) === today) within = middle;
    else before = middle;
  }
  return within;
}

/** When the day after the one of this moment begins in a time zone. */
export function nextDay(at: number, timeZone: string): number {
  const start = startOfDay(at, timeZone);
  const usual = start + dayMs;
  const isUsual =
    dateIn(usual - 1, timeZone) === dateIn(at, timeZone) && dateIn(usual, timeZone) !== dateIn(at, timeZone);
  // The longest day has 25 hours, the shortest 23: this is in the next one.
  return isUsual ? usual : startOfDay(start + 1.5 * dayMs, timeZone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dateIn(at: number, timeZone: string): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
    formats.set(timeZone, format);
  }
  return format.format(at);
}

/** What the clock on the wall shows. */
export interface LocalTime {
  /** `2026-11-21`. */
  readonly date: string;
  /** 1 is Monday, 7 Sunday. */
  readonly weekday: number;
  /** Since midnight by that clock. */
  readonly minutes: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

export function localTime(at: number, timeZone: string): LocalTime {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      hour: '2-digit',
      minute: '2-digit',
    });
    clocks.set(timeZone, clock);
  }
  const [hours = 0, minutes = 0] = clock.format(at).split(':').map(Number);
  const date = dateIn(at, timeZone);
  return {
    date,
    weekday: ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1,
    minutes: hours * 60 + minutes,
  };
}
