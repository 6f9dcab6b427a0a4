import type { VisitOutcome } from '../account.ts';
import type { Call } from '../call/call.ts';
import type { Visit } from '../call/waiting.ts';
import type { Changes } from '../changes.ts';
import type { AgentId, QueueId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import type { OneAgentStrategy, QueueSettings } from '../queue-settings.ts';
import { memoryDay, memoryOf, regularKey, type Gone, type QueueMemory } from './memory.ts';

/** So many handling times are kept: the middle one of them is what the next call is expected to take. */
const keptHandlings = 30;
const mostGone = 200;
/** Patience is measured over about so many callers: older ones count less and less. */
const patienceOver = 200;

export function rememberOffer(
  state: BoardState,
  queue: QueueId,
  agent: AgentId,
  at: number,
  changes: Changes,
): void {
  const memory = memoryOf(state, queue);
  const member = state.membersOf.get(queue)?.get(agent);
  const cursor = member === undefined ? {} : { [member.tier]: { agent, position: member.position } };
  keep(state, changes, {
    ...memory,
    picks: memory.picks + 1,
    offered: { ...memory.offered, ...cursor },
    offeredAt: counts(state.queues.get(queue), 'round-robin-debt')
      ? { ...memory.offeredAt, [agent]: at }
      : memory.offeredAt,
  });
}

/** A caller's stay is over: who had him, or how long he had patience. */
export function rememberEnd(
  state: BoardState,
  { queue, agent, since, enteredAt, isCallback }: Visit,
  call: Call,
  at: number,
  outcome: VisitOutcome,
  changes: Changes,
): void {
  const settings = state.queues.get(queue);
  if (settings === undefined) return;
  let memory = memoryOf(state, queue);
  if (outcome === 'answered' && agent !== null) memory = answeredBy(state, memory, call, agent, at, changes);
  if (outcome === 'abandoned' && settings.returnMs > 0 && call.caller.number !== '') {
    const { phase } = call;
    const priority = phase.name === 'waiting' ? phase.priority : 0;
    const gone: Gone = { number: call.caller.number, at, enteredAt, priority };
    memory = { ...memory, gone: [...stillGone(memory, at - settings.returnMs), gone].slice(-mostGone) };
  }
  if (!isCallback) {
    const fading = memory.abandonedCount >= patienceOver ? 0.5 : 1;
    memory = {
      ...memory,
      waitedMs: (memory.waitedMs + (at - since)) * fading,
      abandonedCount: (memory.abandonedCount + (outcome === 'abandoned' ? 1 : 0)) * fading,
    };
  }
  keep(state, changes, memory);
}

/** He is back, and has his place. */
export function forgetGone(state: BoardState, queue: QueueId, number: string, changes: Changes): void {
  const memory = memoryOf(state, queue);
  keep(state, changes, { ...memory, gone: memory.gone.filter((one) => one.number !== number) });
}

export function rememberHandling(state: BoardState, queue: QueueId, ms: number, changes: Changes): void {
  const memory = memoryOf(state, queue);
  keep(state, changes, { ...memory, handlingMs: [...memory.handlingMs, ms].slice(-keptHandlings) });
}

function answeredBy(
  state: BoardState,
  memory: QueueMemory,
  { caller }: Call,
  agent: AgentId,
  at: number,
  changes: Changes,
): QueueMemory {
  const settings = state.queues.get(memory.id);
  const member = state.membersOf.get(memory.id)?.get(agent);
  const since = memoryDay(state, at);
  const calls = memory.got.since === since ? memory.got.calls : {};
  const cursor = member === undefined ? {} : { [member.tier]: { agent, position: member.position } };
  if (settings?.sticky != null && caller.number !== '') {
    const key = regularKey(memory.id, caller.number);
    state.regulars.set(key, { queue: memory.id, number: caller.number, agent, at });
    changes.regulars.add(key);
  }
  return {
    ...memory,
    answered: { ...memory.answered, ...cursor },
    got: counts(settings, 'quota-share')
      ? { since, calls: { ...calls, [agent]: (calls[agent] ?? 0) + 1 } }
      : memory.got,
  };
}

/** What only one strategy asks for is kept only for that one: the queue's row is written with every offer. */
function counts(settings: QueueSettings | undefined, strategy: OneAgentStrategy): boolean {
  return settings?.strategy.by.includes(strategy) === true;
}

function stillGone({ gone }: QueueMemory, since: number): Gone[] {
  return gone.filter(({ at }) => at >= since);
}

function keep(state: BoardState, changes: Changes, memory: QueueMemory): void {
  state.memories.set(memory.id, memory);
  changes.memories.add(memory.id);
}
