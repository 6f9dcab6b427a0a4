const hourMs = 3_600_000;
const [opensAt, closesAt, noon] = [9, 15, 12] as const;

/** A calling rule with hours, and two zones whose clocks are hours from both its ends: in one it is open now, in the other closed. */
export interface CallingHours {
  readonly rule: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly openZone: string;
  readonly closedZone: string;
  /** When the hours begin in the closed zone. */
  readonly opening: number;
}

/** At noon it is open for three more hours, at midnight closed for nine. */
export function callingHoursAt(now: number): CallingHours {
  const hour = new Date(now).getUTCHours();
  const midnight = hour <= 12 ? -hour : 24 - hour;
  const startOfHour = now - (now % hourMs);
  return {
    rule: {
      id: 'hours',
      source: 'these tests',
      windows: [{ days: 'mon-sun', hours: [`${opensAt}:00-${closesAt}:00`] }],
    },
    openZone: zoneOf(noon - hour),
    closedZone: zoneOf(midnight),
    opening: startOfHour + opensAt * hourMs,
  };
}

/** So many hours before (east of) UTC: the names count the other way round. */
function zoneOf(hours: number): string {
  return `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}
