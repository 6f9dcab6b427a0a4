import type { Clock } from '../../base/clock.ts';
import { CordboardError, messageOf } from '../../base/errors.ts';
import { addressRule } from './address-rules.ts';
import type { Target } from './endpoints.ts';
import { messageFor } from './message.ts';
import { post, type Resolve } from './post.ts';
import { retryAfterMs } from './retry.ts';
import type { NewDelivery } from './store.ts';

/** How one attempt went. */
export interface Outcome {
  /** The HTTP status; null when there was no answer. */
  readonly status: number | null;
  /** null when the receiver has taken it. */
  readonly error: string | null;
  readonly latencyMs: number;
  /** How long the receiver asks to be left alone. */
  readonly retryAfterMs: number | null;
}

/** Carries one delivery to its target. Rejects only when it is aborted. */
export type Courier = (
  target: Target,
  delivery: Pick<NewDelivery, 'delivery' | 'event' | 'payload'>,
  signal: AbortSignal,
) => Promise<Outcome>;

export function createCourier(options: {
  readonly clock: Clock;
  readonly resolve: Resolve;
  /** Hosts and networks that are allowed now. */
  readonly allow: () => readonly string[];
}): Courier {
  const { clock, resolve, allow } = options;
  return async (target, delivery, signal) => {
    const startedAt = clock.steady();
    const latencyMs = () => Math.max(0, Math.round(clock.steady() - startedAt));
    try {
      const message = messageFor(target, delivery, clock.now());
      const mayConnect = addressRule(allow());
      const { status, retryAfter } = await post(message, { resolve, mayConnect, clock, signal });
      const wait = retryAfterMs(retryAfter, clock.now());
      return { status, error: errorOf(status), latencyMs: latencyMs(), retryAfterMs: wait };
    } catch (error) {
      if (signal.aborted) throw error;
      const reason =
        error instanceof CordboardError ? error.message : `a mistake of ours: ${messageOf(error)}`;
      return { status: null, error: reason, latencyMs: latencyMs(), retryAfterMs: null };
    }
  };
}

function errorOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return `answered ${status}: redirects are not followed`;
  return `answered ${status}`;
}
