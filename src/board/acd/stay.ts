import type { Call } from '../call/call.ts';
import type { Waiting } from '../call/waiting.ts';

/** When he came to this queue: what he waited in the one before is part of his age, not of his stay. */
export function staysSince({ visit }: Call, { enteredAt }: Waiting): number {
  return visit?.since ?? enteredAt;
}
