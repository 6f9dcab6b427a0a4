/** UTC milliseconds with fractions: fine enough to order datagrams that arrive in the same millisecond. */
export const nowMs = (): number => performance.timeOrigin + performance.now();

/** Timers that can all be dropped at once, so that nothing keeps the process alive after `clear()`. */
export class Timers {
  readonly #running = new Set<NodeJS.Timeout>();

  after(delayMs: number, run: () => void): () => void {
    const timer = setTimeout(() => {
      this.#running.delete(timer);
      run();
    }, delayMs);
    this.#running.add(timer);
    return () => {
      clearTimeout(timer);
      this.#running.delete(timer);
    };
  }

  clear(): void {
    for (const timer of this.#running) clearTimeout(timer);
    this.#running.clear();
  }
}

/** A map that forgets an entry some time after `fade(key)`, swept as it is used: no timer an entry. */
export class FadingMap<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #fading: { key: string; until: number }[] = [];
  readonly #keepMs: number;

  constructor(keepMs: number) {
    this.#keepMs = keepMs;
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key);
  }

  set(key: string, value: Value): void {
    this.#sweep();
    this.#entries.set(key, value);
  }

  fade(key: string): void {
    this.#fading.push({ key, until: nowMs() + this.#keepMs });
  }

  values(): IterableIterator<Value> {
    return this.#entries.values();
  }

  #sweep(): void {
    const now = nowMs();
    const stillFading = this.#fading.findIndex((entry) => entry.until > now);
    const faded = this.#fading.splice(0, stillFading === -1 ? this.#fading.length : stillFading);
    for (const { key } of faded) this.#entries.delete(key);
  }
}
