import { ipKeyGenerator, MemoryStore, type Options } from 'express-rate-limit';
import { CordboardError } from '../base/errors.ts';

/** The time in which so many may fail. */
export const signInWindowMs = 60_000;

/** How often one address may fail to sign in, by all ways together. */
export class SignInLimit {
  readonly limit: number;
  /** For ways that count by themselves: the middleware of the API. */
  readonly store = new MemoryStore();

  constructor(limit = 30) {
    this.limit = limit;
    // It reads nothing else of them.
    this.store.init({ windowMs: signInWindowMs } as Options);
  }

  /** Counts a sign-in unless it succeeds. Rejects with 'too-many-sign-ins' without trying it. */
  async around<Result>(address: string, signIn: () => Promise<Result>): Promise<Result> {
    const key = ipKeyGenerator(address);
    const { totalHits } = await this.store.increment(key);
    if (totalHits > this.limit) throw tooManySignIns();
    const result = await signIn();
    await this.store.decrement(key);
    return result;
  }

  close(): void {
    this.store.shutdown();
  }
}

export function tooManySignIns(): CordboardError {
  return new CordboardError(
    'too-many-sign-ins',
    'too many failed sign-ins from this address: try again in a minute',
    { details: { retryAfterMs: signInWindowMs } },
  );
}
