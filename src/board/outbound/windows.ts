import { localTime } from '../../base/day.ts';
import { isHoliday, stretchAt, type OpenHours } from '../../base/open-hours.ts';
import type { CallingRules, CallingWindow } from './campaign-settings.ts';
import { showMinutes, showTime, type Refusal } from './refusal.ts';

/** Calling rules as they hold for one number: a rule's own, or those that it has for a region. */
export interface RulesInForce {
  /** For people and the verdict: `us-tsr`, or with a region `us-florida (Florida)`. */
  readonly label: string;
  readonly source: string;
  /** null: calls are allowed at any time. */
  readonly hours: OpenHours | null;
  readonly perDay: number | null;
  readonly per24Hours: number | null;
}

/** Whom rules are asked about. */
export interface Place {
  /** E.164, with or without its plus. */
  readonly number: string;
  readonly region: string | null;
}

/**
 * Where several regions hold (a contact's own, and the one that its number begins with), all of them do: whichever he is in,
 * he is not called against its law.
 */
export function rulesFor(rules: CallingRules, { number, region }: Place): readonly RulesInForce[] {
  let prepared = known.get(rules);
  if (prepared === undefined) known.set(rules, (prepared = prepare(rules)));
  const digits = number.replace(/^\+/, '');
  const those = prepared.regions.filter(
    ({ name, prefixes }) => name === region || prefixes.some((prefix) => digits.startsWith(prefix)),
  );
  return those.length === 0 ? [prepared.own] : those.map(({ inForce }) => inForce);
}

interface Prepared {
  readonly own: RulesInForce;
  readonly regions: readonly {
    readonly name: string;
    readonly prefixes: readonly string[];
    readonly inForce: RulesInForce;
  }[];
}

/** Settings never change in place, and every attempt asks for the same few. */
const known = new WeakMap<CallingRules, Prepared>();

function prepare(rules: CallingRules): Prepared {
  const { id, source, perDay, per24Hours } = rules;
  return {
    own: { label: id, source, hours: hoursOf(rules.windows, rules.holidays), perDay, per24Hours },
    regions: rules.regions.map((region) => ({
      name: region.name,
      prefixes: region.prefixes.map((prefix) => prefix.replace(/^\+/, '')),
      inForce: {
        label: `${id} (${region.name})`,
        source,
        hours: hoursOf(region.windows ?? rules.windows, [...rules.holidays, ...region.holidays]),
        perDay: region.perDay ?? perDay,
        per24Hours: region.per24Hours ?? per24Hours,
      },
    })),
  };
}

const always: readonly CallingWindow[] = [{ days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 24 * 60 }];

function hoursOf(windows: readonly CallingWindow[], holidays: readonly string[]): OpenHours | null {
  if (windows.length === 0 && holidays.length === 0) return null;
  return { open: windows.length === 0 ? always : windows, holidays };
}

/** What forbids a call at this moment because of the clock where the called party is; null: nothing. */
export function windowRefusal(rules: RulesInForce, zone: string, at: number): Refusal | null {
  if (rules.hours === null) return null;
  const { isOpen, until } = stretchAt(rules.hours, zone, at);
  if (isOpen) return null;
  const by = `${rules.label} [${rules.source}]`;
  if (isHoliday(rules.hours, zone, at)) {
    const detail = `${localTime(at, zone).date} in ${zone} is a day without calls by ${by}`;
    return { reason: 'holiday', detail, until };
  }
  const detail = `it is ${showTime(at, zone)} in ${zone}; ${by} allows ${showWindows(rules.hours.open)}`;
  return { reason: 'outside-window', detail, until };
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function showWindows(windows: OpenHours['open']): string {
  const shown = windows.map(({ days, from, to }) => {
    const names = days.length === 7 ? 'every day' : days.map((day) => weekdays[day - 1] ?? '').join(' ');
    return `${names} ${showMinutes(from)}-${showMinutes(to)}`;
  });
  return shown.join(', ');
}
