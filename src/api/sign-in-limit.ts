import type { RequestHandler } from 'express';
import { ipKeyGenerator, MemoryStore, rateLimit } from 'express-rate-limit';
import { CordboardError } from '../base/errors.ts';

const windowMs = 60_000;

/** How often one address may fail to sign in, over HTTP and WebSocket together. */
export class SignInLimit {
  /** Goes before the handler of the sign-in. */
  readonly middleware: RequestHandler;
  readonly #store = new MemoryStore();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
    this.middleware = rateLimit({
      windowMs,
      limit,
      store: this.#store,
      skipSuccessfulRequests: true,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      // There may be a proxy before us that sends headers which we do not trust, and rightly.
      validate: { xForwardedForHeader: false, forwardedHeader: false },
      handler: (_request, _response, next) => next(tooMany()),
    });
  }

  /** The same around a sign-in that comes by another way. */
  async around<Result>(address: string, signIn: () => Promise<Result>): Promise<Result> {
    const key = ipKeyGenerator(address);
    const { totalHits } = await this.#store.increment(key);
    if (totalHits > this.#limit) throw tooMany();
    const result = await signIn();
    await this.#store.decrement(key);
    return result;
  }

  close(): void {
    this.#store.shutdown();
  }
}

function tooMany(): CordboardError {
  return new CordboardError(
    'too-many-sign-ins',
    'too many failed sign-ins from this address: try again in a minute',
    { details: { retryAfterMs: windowMs } },
  );
}
