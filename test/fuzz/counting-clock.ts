import { systemClock, type Clock } from '../../src/base/clock.ts';

/** The real time, and how many timers are armed. */
export class CountingClock implements Clock {
  readonly #armed = new Set<object>();

  now(): number {
    return systemClock.now();
  }

  steady(): number {
    return systemClock.steady();
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = {};
    this.#armed.add(timer);
    const cancel = systemClock.after(delayMs, () => {
      this.#armed.delete(timer);
      run();
    });
    return () => {
      this.#armed.delete(timer);
      cancel();
    };
  }

  get armed(): number {
    return this.#armed.size;
  }
}
