import { CordboardError } from '../../../base/errors.ts';

/** What all requests together may take up while they come in. */
export class Budget {
  readonly #limit: number;
  #taken = 0;

  constructor(bytes: number) {
    this.#limit = bytes;
  }

  get taken(): number {
    return this.#taken;
  }

  /** Throws 'out-of-room'. */
  take(bytes: number): void {
    if (this.#taken + bytes > this.#limit) {
      throw new CordboardError('out-of-room', 'too many requests are coming in at once');
    }
    this.#taken += bytes;
  }

  giveBack(bytes: number): void {
    this.#taken -= bytes;
  }
}
