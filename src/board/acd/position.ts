import type { Call } from '../call/call.ts';
import type { BoardState } from '../state.ts';

/** 1 for the next of the queue to be served; null for who does not wait. */
export function positionOf(state: Readonly<BoardState>, call: Call, at: number): number | null {
  const { phase } = call;
  if (phase.name !== 'waiting') return null;
  const ageing = state.queues.get(phase.queue)?.ageing ?? null;
  return state.waiting.get(phase.queue)?.positionOf(call, phase, ageing, at) ?? null;
}
