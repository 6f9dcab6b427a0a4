import type { Call } from '../call/call.ts';
import type { Waiting } from '../call/waiting.ts';
import type { AgentId } from '../ids.ts';
import type { QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { agentBarrier, callerBarrier, justMissed, type Barrier } from './barrier.ts';
import { candidatesFor } from './candidates.ts';
import { activeNeeds } from './skills.ts';
import { regularOf } from './sticky.ts';

/** How many agents of a queue are kept from a caller by what. */
export type BarrierCounts = Readonly<Partial<Record<Barrier, number>>>;

/** What keeps each agent of the queue from this caller now; null: nothing does. */
export function barriersOf(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  call: Call,
  waiting: Waiting,
  at: number,
): ReadonlyMap<AgentId, Barrier | null> {
  const active = activeNeeds(state, queue, call, waiting, at);
  const regular = regularOf(state, queue, call, waiting, at);
  const barriers = new Map<AgentId, Barrier | null>();
  for (const member of state.membersOf.get(queue.id)?.values() ?? []) {
    const agent = state.agents.get(member.agent);
    if (agent === undefined) continue;
    let barrier =
      agentBarrier(state, agent, member) ?? callerBarrier(state, agent, member, waiting, active, at);
    if (barrier === null && justMissed(waiting, agent, at)) barrier = 'missed';
    if (barrier === null && regular !== null && regular !== agent.id) barrier = 'regular';
    barriers.set(agent.id, barrier);
  }
  // Of those who are left the others come first: whoever has not let him pass, and the lower tiers.
  const { list, promised } = candidatesFor(state, queue, call, waiting, at);
  const free = new Set(list.map(({ agent }) => agent.id));
  const kept = new Set(promised.map(({ agent }) => agent.id));
  for (const [id, barrier] of barriers) {
    if (barrier !== null || free.has(id)) continue;
    if (kept.has(id)) barriers.set(id, 'promised');
    else barriers.set(id, waiting.missed.some((miss) => miss.agent === id) ? 'missed' : 'tier');
  }
  return barriers;
}

export function countsOf(barriers: ReadonlyMap<AgentId, Barrier | null>): BarrierCounts {
  const counts: Partial<Record<Barrier, number>> = {};
  for (const barrier of barriers.values()) {
    if (barrier !== null) counts[barrier] = (counts[barrier] ?? 0) + 1;
  }
  return counts;
}

/** States once why somebody waits who has just come into a queue, or come back, and is offered to nobody. */
export function explainWaits(turn: Turn): void {
  const { state, at } = turn;
  for (const fact of turn.facts.slice()) {
    if (fact.kind !== 'call.queued' && fact.kind !== 'call.requeued') continue;
    const call = state.calls.get(fact.call);
    const queue = state.queues.get(fact.queue);
    if (call?.phase.name !== 'waiting' || call.phase.offers.length > 0 || queue === undefined) continue;
    const barriers = countsOf(barriersOf(state, queue, call, call.phase, at));
    turn.record({ kind: 'call.waits', call: call.id, queue: queue.id, barriers });
  }
}
