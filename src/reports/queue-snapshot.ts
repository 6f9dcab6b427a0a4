import { isEngaged, shownState } from '../board/agent/agent.ts';
import type { QueueSettings } from '../board/queue-settings.ts';
import type { BoardState } from '../board/state.ts';
import { countedState } from './agent-time.ts';
import { sumOf, type Sum } from './sum.ts';

/** How a queue is at this moment. Its members are counted whatever queue they are busy for. */
export interface QueueSnapshot {
  /** Who waits, and for how long so far. */
  readonly waiting: Sum;
  /** The next call can have them. */
  readonly readyCount: number;
  /** From the first ring of a call of a queue to the end of its wrap-up. */
  readonly busyOrWrapUpCount: number;
  /** Resting included. */
  readonly notReadyOrDirectCount: number;
  /** In a talk, of a queue or not; they are among the ones above. */
  readonly inCallCount: number;
  readonly signedOutCount: number;
}

export function queueSnapshot(
  state: Readonly<BoardState>,
  { id, members }: QueueSettings,
  at: number,
): QueueSnapshot {
  const agents = members.flatMap((member) => state.agents.get(member.agent) ?? []);
  const states = agents.map((agent) => countedState(shownState(agent).state));
  const count = (...of: readonly (typeof states)[number][]): number =>
    states.filter((one) => of.includes(one)).length;
  const waits = (state.waiting.get(id)?.calls() ?? []).flatMap((call) => {
    const phase = state.calls.get(call)?.phase;
    return phase?.name === 'waiting' ? [at - phase.enteredAt] : [];
  });
  return {
    waiting: sumOf(waits),
    readyCount: count('ready'),
    busyOrWrapUpCount: count('busy', 'wrap-up'),
    notReadyOrDirectCount: count('not-ready', 'direct'),
    inCallCount: agents.filter(({ work }) => isEngaged(work)).length,
    signedOutCount: count(null),
  };
}
