import type { Clock } from '../../../src/base/clock.ts';

/** Time that stands still until a test moves it. */
export class FakeClock implements Clock {
  #now = Date.UTC(2026, 10, 21, 9, 0, 0);
  #setBy = 0;
  #timers: { at: number; run: () => void }[] = [];

  now(): number {
    return this.#now + this.#setBy;
  }

  steady(): number {
    return this.#now;
  }

  /** Somebody sets the wall clock; time goes on as before. */
  set(byMs: number): void {
    this.#setBy += byMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, delayMs), run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const [due] = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (due === undefined) break;
      this.#timers = this.#timers.filter((one) => one !== due);
      this.#now = Math.max(this.#now, due.at);
      due.run();
    }
    this.#now = until;
  }

  get armed(): number {
    return this.#timers.length;
  }
}
