/** Time as it is passed in everywhere: UTC milliseconds, and timers that a test can drive. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Milliseconds since some beginning, whole or not: what passes while `now` may be set forth and back. */
  steady(): number;
  /** Calls `run` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, run: () => void): () => void;
}

/** setTimeout fires at once for longer delays than this (32-bit milliseconds). */
const longestTimeoutMs = 2_147_483_647;

export const systemClock: Clock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, Math.min(Math.max(0, delayMs), longestTimeoutMs));
    return () => clearTimeout(timer);
  },
};
