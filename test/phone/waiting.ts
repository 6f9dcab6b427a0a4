import { PhoneError } from './errors.ts';

export interface Patience {
  /** 5 s when not given. */
  timeoutMs?: number;
}

/** Promises for things that will be seen when something changes: tested at once, then at each `check()`. */
export class Waiters {
  readonly #open = new Set<() => void>();

  /**
   * Resolves once `look` gives a value; rejects when `look` throws (it cannot happen any more) or when the time
   * is over. `what` is asked for at that moment, so it can say how far things got.
   */
  until<Value>(what: () => string, patience: Patience, look: () => Value | undefined): Promise<Value> {
    const timeoutMs = patience.timeoutMs ?? 5000;
    return new Promise((resolve, reject) => {
      const attempt = () => {
        try {
          const value = look();
          if (value === undefined) return;
          settle();
          resolve(value);
        } catch (error) {
          settle();
          reject(error);
        }
      };
      const timer = setTimeout(() => {
        settle();
        reject(new PhoneError('timeout', `waited ${timeoutMs} ms for ${what()}`));
      }, timeoutMs);
      const settle = () => {
        clearTimeout(timer);
        this.#open.delete(attempt);
      };
      this.#open.add(attempt);
      attempt();
    });
  }

  get some(): boolean {
    return this.#open.size > 0;
  }

  check(): void {
    for (const attempt of this.#open) attempt();
  }
}
