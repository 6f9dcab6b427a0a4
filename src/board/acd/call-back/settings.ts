import type { QueueId } from '../../ids.ts';
import type { CallbackSettings } from '../../queue-settings.ts';
import type { BoardState } from '../../state.ts';

/** By which those are called back whose queue does not offer it any more. */
const fallback: CallbackSettings = {
  first: 'agent',
  attempts: 3,
  gapMs: 600_000,
  ringMs: 30_000,
  expiresMs: 86_400_000,
  pressOne: false,
  otherNumber: false,
};

export function callbackSettings(state: Readonly<BoardState>, queue: QueueId): CallbackSettings {
  return state.queues.get(queue)?.callback ?? fallback;
}
