import { localTime, nextDay, startOfDay } from '../../base/day.ts';
import type { BoardState } from '../state.ts';
import { showMoment, type Refusal } from './refusal.ts';

const dayMs = 86_400_000;

/** How often a number may be called, and who says so. */
export interface NumberLimits {
  readonly label: string;
  readonly perDay: number | null;
  readonly per24Hours: number | null;
}

/**
 * When the number was called, by any campaign, the latest last: what came with the contact, and what has happened since. The
 * same call may be told by both. `but`: a call of this moment is not counted, because it is the one that is asked about.
 */
export function callsTo(
  { numberLog }: Pick<BoardState, 'numberLog'>,
  { number, recent }: { readonly number: string; readonly recent: readonly number[] },
  but: number | null,
): readonly number[] {
  const seen = numberLog.dialled.get(number);
  if (recent.length === 0 && seen === undefined) return recent;
  const times = new Set([...recent, ...(seen ?? [])]);
  if (but !== null) times.delete(but);
  return [...times].toSorted((a, b) => a - b);
}

/** So many calls in the called party's day are enough. `zones`: where he may be; each has its own day. */
export function dayRefusal(
  { label, perDay }: NumberLimits,
  calls: readonly number[],
  zones: readonly string[],
  at: number,
): Refusal | null {
  if (perDay === null || calls.length < perDay) return null;
  let worst: Refusal | null = null;
  for (const zone of zones) {
    const today = startOfDay(at, zone);
    const count = calls.filter((one) => one >= today).length;
    if (count < perDay) continue;
    const until = nextDay(at, zone);
    if (worst !== null && until <= (worst.until ?? 0)) continue;
    const { date } = localTime(at, zone);
    const detail = `${times(count)} on ${date} in ${zone}; ${label} allows ${perDay} a day`;
    worst = { reason: 'per-day', detail, until };
  }
  return worst;
}

/** So many calls in the 24 hours before this moment are enough; one of exactly 24 hours ago is not in them. */
export function rollingRefusal(
  { label, per24Hours }: NumberLimits,
  calls: readonly number[],
  at: number,
): Refusal | null {
  if (per24Hours === null) return null;
  const within = calls.filter((one) => one > at - dayMs);
  // When this one has left the 24 hours, so many are in them that one more fits.
  const leaving = within.at(-per24Hours);
  if (leaving === undefined) return null;
  const until = leaving + dayMs;
  const detail = `${times(within.length)} since ${showMoment(at - dayMs)}; ${label} allows ${per24Hours} in 24 hours`;
  return { reason: 'per-24-hours', detail, until };
}

function times(count: number): string {
  return `called ${count === 1 ? 'once' : `${count} times`}`;
}
