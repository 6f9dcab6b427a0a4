import { getCountries, type CountryCode } from 'libphonenumber-js/max';
import { areaZones } from './area-zones.ts';

/** Leading digits, longest ones decide. */
const byPrefix = readAreas();
const longest = Math.max(...[...byPrefix.keys()].map((prefix) => prefix.length));
const ofCountry = new Map<string, readonly string[]>();

/**
 * The time zones in which the owner of a number may be: by its area code where a country has several, else all of the
 * country. `number` is E.164 with its plus. Nothing for numbers of no country, such as +800.
 */
export function zonesOf(number: string, country: CountryCode | undefined): readonly string[] {
  for (let length = Math.min(longest, number.length - 1); length > 1; length -= 1) {
    const zones = byPrefix.get(number.slice(1, length + 1));
    if (zones !== undefined) return zones;
  }
  return country === undefined ? [] : zonesOfCountry(country);
}

export function zonesOfCountry(country: string): readonly string[] {
  let zones = ofCountry.get(country);
  if (zones === undefined) {
    zones = timeZonesOf(country);
    ofCountry.set(country, zones);
  }
  return zones;
}

/** The country that alone has this zone; null: several, or none. */
export function countryOfZone(timeZone: string): CountryCode | null {
  const found = getCountries().filter((country) => zonesOfCountry(country).includes(timeZone));
  return found.length === 1 ? (found[0] ?? null) : null;
}

export function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** As the runtime's own zone data (CLDR) has it: a method in newer ones, a property in others. */
function timeZonesOf(country: string): readonly string[] {
  const locale = new Intl.Locale('und', { region: country }) as Intl.Locale & {
    readonly getTimeZones?: () => readonly string[] | undefined;
    readonly timeZones?: readonly string[] | undefined;
  };
  return withoutTwins(locale.getTimeZones?.() ?? locale.timeZones ?? []);
}

/** Of zones whose clocks agree all the year one is enough: Russia has 26 names for 11. */
function withoutTwins(zones: readonly string[]): readonly string[] {
  const year = new Date().getUTCFullYear();
  const byClock = new Map<string, string>();
  for (const timeZone of zones) {
    const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset', year: 'numeric' });
    const months = Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(year, month, 15)));
    const clock = months.join();
    if (!byClock.has(clock)) byClock.set(clock, timeZone);
  }
  return [...byClock.values()];
}

function readAreas(): Map<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { zones, areas } of areaZones) {
    const [code = '', list = ''] = areas.split(':');
    for (const area of list.trim().split(/\s+/)) {
      const prefix = code + area;
      found.set(prefix, [...new Set([...(found.get(prefix) ?? []), ...zones.split(' ')])]);
    }
  }
  return found;
}
