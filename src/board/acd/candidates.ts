import { isEngaged, type Agent } from '../agent/agent.ts';
import type { Call } from '../call/call.ts';
import type { Waiting } from '../call/waiting.ts';
import type { AgentId, QueueId } from '../ids.ts';
import { sparedFor } from '../outbound/promised.ts';
import type { QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import { agentBarrier, callerBarrier, justMissed } from './barrier.ts';
import { activeNeeds, type ActiveNeeds } from './skills.ts';
import { regularOf } from './sticky.ts';
import type { Candidate } from './strategy.ts';
import { inOpenTier } from './tiers.ts';

/** Who may have a caller now, and what he needs. */
export interface Candidates {
  readonly active: ActiveNeeds;
  readonly list: readonly Candidate[];
  /** So many of them may be rung at once. */
  readonly most: number;
  /** Whom he could have if customers of campaigns did not need them. */
  readonly promised: readonly Candidate[];
}

/**
 * The free agents of the queue who may have this caller: those who have let him pass least often, of the lowest open
 * tier in which there is any; only his regular while he is kept for that one. With a priority, of those only the agents
 * who have given it to the queue: tiers and misses are the caller's matter and come first. Whoever is promised to others is
 * none of them: the next best has him then.
 */
export function candidatesFor(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  call: Call,
  waiting: Waiting,
  at: number,
  priority: number | null = null,
): Candidates {
  const active = activeNeeds(state, queue, call, waiting, at);
  const all: Candidate[] = [];
  for (const agent of freeMembers(state, queue.id)) {
    const member = state.membersOf.get(queue.id)?.get(agent.id);
    if (member === undefined || agentBarrier(state, agent, member) !== null) continue;
    if (callerBarrier(state, agent, member, waiting, active, at) !== null) continue;
    if (justMissed(waiting, agent, at)) continue;
    all.push({ agent, member, missed: missesOf(waiting, agent.id) });
  }
  const spared = isCustomer(call) ? { list: all, most: Infinity } : sparedFor(state, all, at);
  const regular = regularOf(state, queue, call, waiting, at);
  const mayHave =
    regular === null
      ? freeFirst(spared.list, (some) => leastMissed(state, queue, waiting, some, at))
      : spared.list.filter(isAgent(regular));
  const list = priority === null ? mayHave : mayHave.filter(({ member }) => member.priority === priority);
  const promised = spared.list === all ? [] : all.filter((one) => !spared.list.includes(one));
  return { active, list, most: spared.most, promised };
}

/** Of a campaign, and still to hear his first agent or his next one. */
function isCustomer({ attempt }: Call): boolean {
  return attempt !== null && attempt.outcome === null;
}

/** Who is in a call is rung only when nobody could be asked who is free. */
function freeFirst(
  all: readonly Candidate[],
  pick: (some: readonly Candidate[]) => readonly Candidate[],
): readonly Candidate[] {
  const free = all.filter(({ agent }) => !isEngaged(agent.work));
  if (free.length === all.length) return pick(all);
  const picked = pick(free);
  return picked.length > 0 ? picked : pick(all.filter(({ agent }) => isEngaged(agent.work)));
}

/** Who has let this caller pass is asked again only when nobody who has done so less often could be asked. */
function leastMissed(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  waiting: Waiting,
  all: readonly Candidate[],
  at: number,
): readonly Candidate[] {
  if (waiting.missed.length === 0) return inOpenTier(state, queue, waiting, all, at);
  for (const count of new Set(all.map(({ missed }) => missed).toSorted((a, b) => a - b))) {
    const some = all.filter(({ missed }) => missed === count);
    const open = inOpenTier(state, queue, waiting, some, at);
    if (open.length > 0) return open;
  }
  return [];
}

function isAgent(id: AgentId) {
  return ({ agent }: Candidate): boolean => agent.id === id;
}

/** Who could have a call of the queue, whoever the caller is. */
function* freeMembers(state: Readonly<BoardState>, queue: QueueId): Generator<Agent> {
  for (const id of state.freeIn.get(queue) ?? []) {
    const agent = state.agents.get(id);
    if (agent !== undefined) yield agent;
  }
}

function missesOf(waiting: Waiting, agent: AgentId): number {
  return waiting.missed.find((miss) => miss.agent === agent)?.count ?? 0;
}
