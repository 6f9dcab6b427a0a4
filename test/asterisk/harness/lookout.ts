import { within } from './desk.ts';

/** Something that changes while a test waits for what it is to become. */
export abstract class Lookout {
  readonly #waiters = new Set<() => void>();
  readonly #longestMs: number | undefined;

  constructor(longestMs?: number) {
    this.#longestMs = longestMs;
  }

  /** What there is so far, for the message of a test that has waited in vain. */
  protected abstract get soFar(): string;

  /** Resolves with what `look` gives; looked at after each change. */
  async until<T>(what: string, look: () => T | undefined): Promise<T> {
    const found = look();
    if (found !== undefined) return found;
    const reached = Promise.withResolvers<T>();
    const check = (): void => {
      const value = look();
      if (value !== undefined) reached.resolve(value);
    };
    this.#waiters.add(check);
    return within(reached.promise, () => `${what}; so far ${this.soFar}`, this.#longestMs).finally(() =>
      this.#waiters.delete(check),
    );
  }

  protected changed(): void {
    for (const check of this.#waiters) check();
  }
}
