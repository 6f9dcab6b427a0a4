import type { Call } from '../call/call.ts';
import type { Waiting } from '../call/waiting.ts';
import type { QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';

/** Who does not wait any longer: he has waited long enough, nobody is there, the queue has closed, all have let him pass. */

/** When it has to be looked at again. */
export function leaveMoments(
  _state: Readonly<BoardState>,
  _queue: QueueSettings,
  _call: Call,
  _waiting: Waiting,
  _at: number,
): readonly number[] {
  return [];
}

/** Lets a caller go whose time has come. He may not wait any more when this returns. */
export function leaveIfDue(_turn: Turn, _call: Call): void {}
