import type { Call } from '../call/call.ts';
import type { BoardState } from '../state.ts';

/** 1 for the next of the queue to be served; null for who does not wait. */
export function positionOf(state: Readonly<BoardState>, { id, phase }: Call, at: number): number | null {
  if (phase.name !== 'waiting') return null;
  const ageing = state.queues.get(phase.queue)?.ageing ?? null;
  return state.waiting.get(phase.queue)?.positionOf(id, ageing, at) ?? null;
}
