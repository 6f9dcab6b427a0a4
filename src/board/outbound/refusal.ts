import { localTime } from '../../base/day.ts';
import type { RefusalReason } from './gate.ts';

/** One rule's no. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly detail: string;
  /** The first moment at which this rule may say yes; null: never by itself. */
  readonly until: number | null;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Sat 21:05`, by the clock of that zone. */
export function showTime(at: number, zone: string): string {
  const { weekday, minutes } = localTime(at, zone);
  return `${weekdays[weekday - 1] ?? ''} ${showMinutes(minutes)}`;
}

/** `8:00` of minutes since midnight. */
export function showMinutes(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** `2026-11-21 09:03 UTC`. */
export function showMoment(at: number): string {
  const { date, minutes } = localTime(at, 'UTC');
  return `${date} ${showMinutes(minutes).padStart(5, '0')} UTC`;
}
