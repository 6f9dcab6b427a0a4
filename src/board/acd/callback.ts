import type { Call } from '../call/call.ts';
import type { Waiting } from '../call/waiting.ts';
import type { QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import type { Pick } from './strategy.ts';

/** Callers who have hung up and keep their place: they are called back when it is their turn. */

/** Whether the caller can be offered now: he is on the line, or the time of the next attempt to call him has come. */
export function isOnHand(
  _state: Readonly<BoardState>,
  _call: Call,
  { callback }: Waiting,
  at: number,
): boolean {
  return callback === null || at >= callback.dueAt;
}

/** It is the turn of somebody who is to be called back. */
export function offerAfar(_turn: Turn, _call: Call, _queue: QueueSettings, _pick: Pick): void {
  throw new Error('not yet');
}
