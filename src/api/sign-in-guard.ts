import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { signInWindowMs, tooManySignIns, type SignInLimit } from '../control/sign-in-limit.ts';

/** Goes before the handler of the sign-in. */
export function signInGuard({ limit, store }: SignInLimit): RequestHandler {
  return rateLimit({
    windowMs: signInWindowMs,
    limit,
    store,
    skipSuccessfulRequests: true,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // There may be a proxy before us that sends headers which we do not trust, and rightly; and the count is shared on
    // purpose.
    validate: { xForwardedForHeader: false, forwardedHeader: false, unsharedStore: false },
    handler: (_request, _response, next) => next(tooManySignIns()),
  });
}
