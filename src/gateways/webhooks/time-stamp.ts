/** ISO 8601 as clocks in that time zone show it, with its offset: `2026-11-21T10:00:00+01:00`. */
export function timeStamp(at: number, timeZone: string): string {
  const offset = offsetOf(at, timeZone);
  const sign = offset.startsWith('-') ? -1 : 1;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6));
  return new Date(at + sign * minutes * 60_000).toISOString().slice(0, 19) + offset;
}

/** `+01:00`; `+00:00` for UTC. */
function offsetOf(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? '+00:00' : name.slice(3, 9);
}
