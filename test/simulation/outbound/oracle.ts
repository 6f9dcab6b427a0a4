import type { Office } from '../../../src/board/office.ts';
import type { CallingRules, CallingWindow } from '../../../src/board/outbound/campaign-settings.ts';

/**
 * Whether a number may be called, worked out from what the specification says and not by the board's own gate: another way
 * of reading clocks, another way of counting.
 */

export interface Asked {
  readonly campaign: string;
  readonly number: string;
  readonly zones: readonly string[];
  readonly region: string | null;
  /** He was promised the call: the campaign's own counts do not keep it from him. */
  readonly isPromised: boolean;
  /** Calls of this contact, and of this number of it, that count. */
  readonly contactAttempts: number;
  readonly numberAttempts: number;
  /** When the number was called by any campaign, without the call that is asked about. */
  readonly calls: readonly number[];
  readonly lockedUntil: number;
  readonly at: number;
}

const dayMs = 86_400_000;

/** The rule that forbids it, with what it was compared with; null: it may be called. */
export function forbids(office: Office, asked: Asked): string | null {
  const settings = office.campaigns.find(({ id }) => id === asked.campaign);
  if (settings === undefined) return 'there is no such campaign';
  const { limits, rules } = settings;
  if (!asked.isPromised) {
    if (asked.contactAttempts >= limits.perContact) return `${asked.contactAttempts} calls of the contact`;
    if (asked.numberAttempts >= limits.perNumber) return `${asked.numberAttempts} calls of its number`;
  }
  if (asked.lockedUntil > asked.at) return `locked out until ${asked.lockedUntil}`;
  const laws = office.callingRules
    .filter(({ id }) => rules.includes(id))
    .flatMap((law) => lawFor(law, asked));
  for (const { windows, holidays } of laws) {
    for (const zone of asked.zones) {
      const clock = clockIn(zone, asked.at);
      if (holidays.some((day) => clock.date.endsWith(day))) return `${clock.date} in ${zone} is a holiday`;
      if (windows.length > 0 && !windows.some((one) => isIn(one, clock))) {
        return `it is ${clock.date} ${clock.minutes} in ${zone}, outside ${JSON.stringify(windows[0])}`;
      }
    }
  }
  for (const { perDay, per24Hours } of [limits, ...laws]) {
    const lately = asked.calls.filter((one) => one > asked.at - dayMs).length;
    if (per24Hours !== null && lately >= per24Hours) return `${lately} calls in 24 hours`;
    for (const zone of asked.zones) {
      const { date } = clockIn(zone, asked.at);
      const today = asked.calls.filter((one) => clockIn(zone, one).date === date).length;
      if (perDay !== null && today >= perDay) return `${today} calls on ${date} in ${zone}`;
    }
  }
  return null;
}

type Law = Pick<CallingRules, 'windows' | 'holidays' | 'perDay' | 'per24Hours'>;

/** A rule's own, or those of each region that the number or its contact is of. */
function lawFor(rules: CallingRules, { number, region }: Asked): Law[] {
  const those = rules.regions.filter(
    ({ name, prefixes }) => name === region || prefixes.some((prefix) => number.startsWith(prefix)),
  );
  if (those.length === 0) return [rules];
  return those.map((one) => ({
    windows: one.windows ?? rules.windows,
    holidays: [...rules.holidays, ...one.holidays],
    perDay: one.perDay ?? rules.perDay,
    per24Hours: one.per24Hours ?? rules.per24Hours,
  }));
}

export interface Clock {
  readonly date: string;
  readonly weekday: number;
  readonly minutes: number;
}

export function isIn({ days, from, to }: CallingWindow, { weekday, minutes }: Clock): boolean {
  return days.includes(weekday) && from <= minutes && minutes < to;
}

const offsets = new Map<string, number>();

/** By the zone's offset in that hour, which in the weeks of a run no clock changes. */
export function clockIn(zone: string, at: number): Clock {
  let offset = offsets.get(zone);
  if (offset === undefined) {
    const shown = new Date(at).toLocaleString('sv-SE', { timeZone: zone });
    offset = Math.round((Date.parse(`${shown.replace(' ', 'T')}Z`) - at) / 900_000) * 900_000;
    offsets.set(zone, offset);
  }
  const there = new Date(at + offset);
  return {
    date: there.toISOString().slice(0, 10),
    weekday: there.getUTCDay() || 7,
    minutes: there.getUTCHours() * 60 + there.getUTCMinutes(),
  };
}
