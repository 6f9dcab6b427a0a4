import type { Call } from '../call/call.ts';
import type { Waiting } from '../call/waiting.ts';

/** When he came to this queue: what he waited in the one before is part of his age, not of his stay. */
export function staysSince({ visit, attempt, phaseSince }: Call, { enteredAt }: Waiting): number {
  // Of campaigns' customers nobody counts stays: one who leaves for this very queue begins anew all the same.
  return visit?.since ?? (attempt === null ? enteredAt : phaseSince);
}
