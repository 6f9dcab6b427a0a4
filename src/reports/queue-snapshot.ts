import { isEngaged, shownState, type Agent } from '../board/agent/agent.ts';
import type { Call } from '../board/call/call.ts';
import type { CampaignId, QueueId } from '../board/ids.ts';
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
  return snapshotOf(agents, waitsOf(state, id, at));
}

/** The same of a campaign: of those who wait, the ones whom it has called. */
export function campaignSnapshot(
  state: Readonly<BoardState>,
  { campaign, queue }: { readonly campaign: CampaignId; readonly queue: QueueId | null },
  agents: readonly Agent[],
  at: number,
): QueueSnapshot {
  const isOurs = (call: Call): boolean => call.attempt?.campaign === campaign;
  return snapshotOf(agents, queue === null ? [] : waitsOf(state, queue, at, isOurs));
}

function waitsOf(
  state: Readonly<BoardState>,
  queue: QueueId,
  at: number,
  isMeant: (call: Call) => boolean = () => true,
): number[] {
  return (state.waiting.get(queue)?.calls() ?? []).flatMap((id) => {
    const call = state.calls.get(id);
    return call?.phase.name === 'waiting' && isMeant(call) ? [at - call.phase.enteredAt] : [];
  });
}

function snapshotOf(agents: readonly Agent[], waits: readonly number[]): QueueSnapshot {
  const states = agents.map((agent) => countedState(shownState(agent).state));
  const count = (...of: readonly (typeof states)[number][]): number =>
    states.filter((one) => of.includes(one)).length;
  return {
    waiting: sumOf(waits),
    readyCount: count('ready'),
    busyOrWrapUpCount: count('busy', 'wrap-up'),
    notReadyOrDirectCount: count('not-ready', 'direct'),
    inCallCount: agents.filter(({ work }) => isEngaged(work)).length,
    signedOutCount: count(null),
  };
}
