import type { QueueId } from '../../ids.ts';
import type { Cursor } from '../memory.ts';
import type { Candidate, Pick, Strategy } from '../strategy.ts';

/** The next in the order of the office file after the one who was asked last, in this queue and tier. */
export const roundRobin: Strategy = {
  name: 'round-robin',
  key: (candidate, pick) => after(pick.memory.offered[candidate.member.tier], candidate, pick),
};

/** The same after the one who answered last: who lets a call pass keeps his turn. */
export const roundRobinAnswered: Strategy = {
  name: 'round-robin-answered',
  key: (candidate, pick) => after(pick.memory.answered[candidate.member.tier], candidate, pick),
};

/** Places of one lap, which is longer than any queue. */
const lap = 1_000_000;

/**
 * Order on a circle, beginning behind the cursor. The cursor is an agent and not an index: wherever he stands now, those
 * behind him are next; once he has left, those behind the place that he had (`keepCursors`).
 */
export function after(
  cursor: Cursor | null | undefined,
  { member }: { readonly member: Candidate['member'] },
  { state, queue }: { readonly state: Pick['state']; readonly queue: { readonly id: QueueId } },
): number {
  if (cursor == null) return member.position;
  const from = state.membersOf.get(queue.id)?.get(cursor.agent)?.position ?? cursor.position;
  return member.position > from ? member.position : member.position + lap;
}
