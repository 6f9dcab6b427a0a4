import type { Listen } from '../house/listen.ts';

/** Something that happens again and again, and those who listen to it. */
export class Happening<Change> {
  readonly #listeners = new Set<(change: Change) => void>();

  readonly listen: Listen<Change> = (listener) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}
