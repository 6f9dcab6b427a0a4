import type { Timers } from '../time.ts';

/** RFC 3261 17.1.1.1: the estimated round trip, the longest interval between retransmissions, and the end of hope. */
const t1Ms = 500;
export const t2Ms = 4000;
export const giveUpMs = 64 * t1Ms;

/** Sends a message at once and again after T1, doubling up to `longestMs`, until `stop()`. */
export class Repeater {
  #cancel: () => void = () => {};
  readonly #timers: Timers;
  readonly #send: () => void;

  constructor(timers: Timers, send: () => void) {
    this.#timers = timers;
    this.#send = send;
  }

  start(longestMs: number, intervalMs = t1Ms): void {
    this.#send();
    this.#again(intervalMs, longestMs);
  }

  slowDown(): void {
    this.stop();
    this.#again(t2Ms, t2Ms);
  }

  stop(): void {
    this.#cancel();
  }

  #again(intervalMs: number, longestMs: number): void {
    this.#cancel = this.#timers.after(intervalMs, () => {
      this.start(longestMs, Math.min(intervalMs * 2, longestMs));
    });
  }
}
