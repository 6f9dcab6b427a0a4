import type { VisitOutcome } from '../account.ts';
import type { Call } from '../call/call.ts';
import type { Visit } from '../call/waiting.ts';
import type { Changes } from '../changes.ts';
import type { AgentId, QueueId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import type { OneAgentStrategy, QueueSettings } from '../queue-settings.ts';
import { isOnDuty } from './on-duty.ts';
import { memoryDay, memoryOf, type Gone, type Handling, type QueueMemory } from './memory.ts';
import { rememberRegular } from './regulars.ts';
import { tallyAt } from './tally.ts';

/** The mean handling time is that of about so many calls. */
const handlingsOver = 200;
const fewHandlings = 5;
const mostOfMean = 6;
const mostGone = 200;
/** Patience is measured over about so many callers: older ones count less and less. */
const patienceOver = 200;

export function rememberOffer(state: BoardState, queue: QueueId, agent: AgentId, changes: Changes): void {
  const memory = memoryOf(state, queue);
  const member = state.membersOf.get(queue)?.get(agent);
  const cursor = member === undefined ? {} : { [member.tier]: { agent, position: member.position } };
  keep(state, changes, {
    ...memory,
    picks: memory.picks + 1,
    offered: { ...memory.offered, ...cursor },
    offeredAs: counts(state.queues.get(queue), 'round-robin-debt')
      ? { ...memory.offeredAs, [agent]: memory.picks + 1 }
      : memory.offeredAs,
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
  if (outcome === 'answered' && agent !== null) {
    memory = answeredBy(state, memory, call, agent, at, changes);
    countAnswer(state, call, agent, at, changes);
  }
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

/** Whoever has the same call twice, as after his phone was lost, has had one. */
function countAnswer(state: BoardState, call: Call, agent: AgentId, at: number, changes: Changes): void {
  if (call.account.agent === agent) return;
  tallyAt(state, agent, at).answered += 1;
  changes.tallies.add(agent);
}

/** He is back, and has his place. */
export function forgetGone(state: BoardState, queue: QueueId, number: string, changes: Changes): void {
  const memory = memoryOf(state, queue);
  keep(state, changes, { ...memory, gone: memory.gone.filter((one) => one.number !== number) });
}

export function rememberHandling(state: BoardState, queue: QueueId, ms: number, changes: Changes): void {
  // A wrap-up may outlive its queue.
  if (!state.queues.has(queue)) return;
  const memory = memoryOf(state, queue);
  keep(state, changes, { ...memory, handling: withHandling(memory.handling, ms) });
}

/**
 * Who comes back has neither to make up for the time that he was away nor anything left over from before: he goes on
 * where the others are, each measured by his weight.
 */
export function shareAnew(state: BoardState, agent: AgentId, at: number, changes: Changes): void {
  for (const queue of state.queuesOfAgent.get(agent) ?? []) {
    const weight = state.membersOf.get(queue)?.get(agent)?.weight ?? 0;
    const memory = memoryOf(state, queue);
    if (!counts(state.queues.get(queue), 'quota-share') || memory.got.since !== memoryDay(state, at))
      continue;
    const { calls } = memory.got;
    let theirs = 0;
    let weights = 0;
    for (const [id, other] of state.membersOf.get(queue) ?? []) {
      if (id === agent || !isOnDuty(state.agents.get(id), queue)) continue;
      theirs += calls[id] ?? 0;
      weights += other.weight;
    }
    const level = weights === 0 ? 0 : (theirs / weights) * weight;
    if ((calls[agent] ?? 0) >= level) continue;
    keep(state, changes, { ...memory, got: { ...memory.got, calls: { ...calls, [agent]: level } } });
  }
}

/**
 * The mean of about the last so many calls: of fewer it would be too uncertain (of 30 exponential times it is off by 18 %),
 * of more it would follow the day too slowly. A forgotten wrap-up counts as a long call and no more.
 */
function withHandling({ count, meanMs }: Handling, ms: number): Handling {
  const counted = count < fewHandlings ? ms : Math.min(ms, mostOfMean * meanMs);
  const among = Math.min(count + 1, handlingsOver);
  return { count: among, meanMs: meanMs + (counted - meanMs) / among };
}

function answeredBy(
  state: BoardState,
  memory: QueueMemory,
  { caller, account }: Call,
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
    rememberRegular(state, { queue: memory.id, number: caller.number, agent, at }, changes);
  }
  return {
    ...memory,
    answered: { ...memory.answered, ...cursor },
    got:
      counts(settings, 'quota-share') && account.agent !== agent
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
