const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** Milliseconds of a duration as people write it: 500ms, 20s, 2m, 1h. null when it is none. */
export function parseDuration(text: string): number | null {
  const found = /^(\d{1,9})(ms|s|m|h)$/.exec(text);
  if (found === null) return null;
  return Number(found[1]) * units[found[2] as keyof typeof units];
}

/** The same the other way round, in the largest unit that needs no fraction. */
export function showDuration(ms: number): string {
  if (ms === 0) return '0s';
  const unit = (['h', 'm', 's'] as const).find((one) => ms % units[one] === 0) ?? 'ms';
  return `${ms / units[unit]}${unit}`;
}
