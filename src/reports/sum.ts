/** How many there were and how long they took. */
export interface Sum {
  readonly count: number;
  readonly totalMs: number;
  /** 0 when there were none. */
  readonly averageMs: number;
  readonly longestMs: number;
}

export function sumOf(durations: readonly number[]): Sum {
  const count = durations.length;
  const totalMs = durations.reduce((sum, ms) => sum + ms, 0);
  return {
    count,
    totalMs,
    averageMs: count === 0 ? 0 : Math.round(totalMs / count),
    longestMs: durations.reduce((longest, ms) => Math.max(longest, ms), 0),
  };
}

/** The part of a whole, from 0 to 100. */
export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : (part / whole) * 100;
}
