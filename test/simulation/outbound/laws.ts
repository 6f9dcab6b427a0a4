import type { Calendar } from '../../../src/board/office.ts';
import type { CallingRules, CallingWindow } from '../../../src/board/outbound/campaign-settings.ts';
import type { Random } from '../random.ts';

/** Where and when customers may be called. */

/** Where customers are. At the start of a run it is midnight in Los Angeles, and an hour before in Anchorage. */
const zones = [
  'Europe/Berlin',
  'America/New_York',
  'America/Los_Angeles',
  'America/Anchorage',
  'Asia/Kolkata',
  'Asia/Tokyo',
] as const;

const region = 'the island';
/** Numbers of that region begin so. */
export const regionPrefix = '+4977';

/** Where a number is does not change: who has the same one is at the same place. */
export function placeOf(number: string): {
  readonly zones: readonly string[];
  readonly region: string | null;
} {
  const digit = Number(number.at(-1));
  const zone = zones[digit % zones.length] ?? zones[0];
  return { zones: digit === 9 ? [zone, zones[0]] : [zone], region: digit === 8 ? region : null };
}

/** Half of the hours are open for some minutes only, so that a run sees windows open and close. */
export function rulesOf(id: string, random: Random): CallingRules {
  return {
    id,
    source: 'the simulation',
    windows: windowsOf(random),
    holidays: random.chance(0.8) ? [] : [random.pick(['01-05', '2026-01-04', '01-06'])],
    perDay: random.chance(0.7) ? null : random.between(2, 5),
    per24Hours: random.chance(0.7) ? null : random.between(2, 5),
    leastRingMs: 15_000,
    regions: random.chance(0.5)
      ? []
      : [
          {
            name: region,
            prefixes: [regionPrefix],
            windows: random.chance(0.3) ? null : windowsOf(random),
            holidays: [],
            perDay: random.chance(0.5) ? null : random.between(1, 3),
            per24Hours: null,
          },
        ],
  };
}

function windowsOf(random: Random): CallingWindow[] {
  if (random.chance(0.3)) return [];
  const [from, length] = [random.between(0, 20), random.between(20, 45)];
  const days = random.chance(0.8) ? [1, 2, 3, 4, 5, 6, 7] : [7, 1];
  return Array.from({ length: 24 }, (_, hour) => ({
    days,
    from: hour * 60 + from,
    to: Math.min(24 * 60, hour * 60 + from + length),
  }));
}

export function workingHours(random: Random): Calendar {
  return { id: 'working', open: windowsOf(random), holidays: [] };
}
