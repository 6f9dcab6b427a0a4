import type { Call } from '../call/call.ts';
import type { Turn } from '../turn.ts';

/** Keys that waiting callers press. */
export function keyWhileWaiting(_turn: Turn, _call: Call, _key: string): void {}
