const firstMs = 1_000;
const longestMs = 10 * 60_000;
/** A receiver may ask for more patience than we have by ourselves, but not for any. */
const longestAskedMs = 3_600_000;

/** What a receiver that says so will not take at any other time either. */
const finalStatuses: ReadonlySet<number> = new Set([400, 405, 410, 411, 413, 414, 415, 422]);

export function isFinal(status: number | null): boolean {
  return status !== null && finalStatuses.has(status);
}

/** Doubles with each failure, spread over its upper half so that many deliveries do not come back in step. */
export function delayAfter(failures: number, random: () => number, askedMs: number | null): number {
  const delay = Math.min(firstMs * 2 ** (failures - 1), longestMs) * (0.5 + random() / 2);
  return Math.round(Math.max(delay, Math.min(askedMs ?? 0, longestAskedMs)));
}

/** How long a Retry-After asks to wait, in seconds or until a date; null when it does not say. */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
