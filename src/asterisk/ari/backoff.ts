export interface Backoff {
  /** How long to wait before the next try. */
  next(): number;
  reset(): void;
}

/** Doubling delays, each spread over its upper half so that many clients do not come back in step. */
export function createBackoff(firstMs: number, longestMs: number, random: () => number): Backoff {
  let delayMs = firstMs;
  return {
    next() {
      const spread = delayMs * (0.5 + random() / 2);
      delayMs = Math.min(delayMs * 2, longestMs);
      return spread;
    },
    reset() {
      delayMs = firstMs;
    },
  };
}
