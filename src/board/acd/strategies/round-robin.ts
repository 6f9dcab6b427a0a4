import type { Cursor } from '../memory.ts';
import type { Candidate, Strategy } from '../strategy.ts';

/** The next in the order of the office file after the one who was asked last, in this queue and tier. */
export const roundRobin: Strategy = {
  name: 'round-robin',
  key: (candidate, { memory }) => after(memory.offered[candidate.member.tier], candidate),
};

/** The same after the one who answered last: who lets a call pass keeps his turn. */
export const roundRobinAnswered: Strategy = {
  name: 'round-robin-answered',
  key: (candidate, { memory }) => after(memory.answered[candidate.member.tier], candidate),
};

/** Places of one lap, which is longer than any queue. */
const lap = 1_000_000;

/**
 * Order on a circle, beginning behind the cursor. The cursor is a place and not an index: who joins or leaves before it
 * neither skips nor repeats anybody.
 */
export function after(cursor: Cursor | undefined, { member }: Candidate): number {
  return cursor === undefined || member.position > cursor.position ? member.position : member.position + lap;
}
