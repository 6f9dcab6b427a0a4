import type { Call } from '../call/call.ts';
import type { Waiting } from '../call/waiting.ts';
import type { QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';

/** What waiting callers are told, and when. Nobody is offered later because of it. */

/** When it has to be looked at again. */
export function tellMoments(
  _state: Readonly<BoardState>,
  _queue: QueueSettings,
  _call: Call,
  _waiting: Waiting,
  _at: number,
): readonly number[] {
  return [];
}

/** Plays to a caller what is due. */
export function tellIfDue(_turn: Turn, _call: Call): void {}

/** What was played to a waiting caller is over. */
export function toldAll(_turn: Turn, _call: Call): void {}
