import type { Changes } from '../changes.ts';
import type { BoardState } from '../state.ts';
import { regularKey, type Regular } from './memory.ts';

/**
 * Keeps whom a caller spoke with last, and forgets whom no queue would heed any more: those stand first, as the map is in
 * the order in which they spoke.
 */
export function rememberRegular(state: BoardState, regular: Regular, changes: Changes): void {
  const key = regularKey(regular.queue, regular.number);
  state.regulars.delete(key);
  state.regulars.set(key, regular);
  changes.regulars.add(key);
  const since = regular.at - longestRemembered(state);
  for (const [old, { at }] of state.regulars) {
    if (at >= since) return;
    forget(state, old, changes);
  }
}

/** Those of queues that there are no more. */
export function forgetRegulars(state: BoardState, changes: Changes): void {
  for (const [key, { queue }] of state.regulars) {
    if (!state.queues.has(queue)) forget(state, key, changes);
  }
}

function forget(state: BoardState, key: string, changes: Changes): void {
  state.regulars.delete(key);
  changes.regulars.add(key);
}

function longestRemembered({ office }: Readonly<BoardState>): number {
  return office.queues.reduce((longest, { sticky }) => Math.max(longest, sticky?.rememberMs ?? 0), 0);
}
