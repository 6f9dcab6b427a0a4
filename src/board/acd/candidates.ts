import type { Agent } from '../agent/agent.ts';
import type { Call } from '../call/call.ts';
import type { Waiting } from '../call/waiting.ts';
import type { AgentId, QueueId } from '../ids.ts';
import type { QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import { agentBarrier, callerBarrier, isTierOpen, justMissed } from './barrier.ts';
import { activeNeeds, type ActiveNeeds } from './skills.ts';
import { regularOf } from './sticky.ts';
import type { Candidate } from './strategy.ts';

/** Who may have a caller now, and what he needs. */
export interface Candidates {
  readonly active: ActiveNeeds;
  readonly list: readonly Candidate[];
}

/**
 * The free agents of the queue who may have this caller: of the lowest open tier in which there is any; those who let
 * him pass only when there are no others; only his regular while it is kept for that one.
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
    if (member === undefined || (priority !== null && member.priority !== priority)) continue;
    if (agentBarrier(state, agent, member) !== null) continue;
    if (callerBarrier(state, agent, member, waiting, active, at) !== null) continue;
    if (justMissed(waiting, agent, at)) continue;
    all.push({ agent, member, missed: missesOf(waiting, agent.id) });
  }
  const regular = regularOf(state, queue, call, waiting, at);
  const mayHave =
    regular === null ? inOpenTier(state, queue, waiting, all, at) : all.filter(isAgent(regular));
  // Who let this caller wait is asked again only when nobody else is free.
  const others = mayHave.filter(({ missed }) => missed === 0);
  return { active, list: others.length > 0 ? others : mayHave };
}

function isAgent(id: AgentId) {
  return ({ agent }: Candidate): boolean => agent.id === id;
}

function inOpenTier(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  waiting: Waiting,
  all: readonly Candidate[],
  at: number,
): readonly Candidate[] {
  const lowest = all.reduce((least, { member }) => Math.min(least, member.tier), Infinity);
  if (all.every(({ member }) => member.tier === lowest) && (lowest === 0 || queue.tiers.spill)) return all;
  const inLowest = all.filter(({ member }) => member.tier === lowest);
  if (queue.tiers.spill) return inLowest;
  const open = isTierOpen(queue, lowest, lowestStaffedTier(state, queue), at - waiting.enteredAt);
  return open ? inLowest : [];
}

/** The lowest tier in which somebody is on duty: signed in and not on a break. */
export function lowestStaffedTier(state: Readonly<BoardState>, queue: QueueSettings): number {
  return queue.members.reduce(
    (least, { agent, tier }) =>
      tier < least && state.agents.get(agent)?.presence.name === 'ready' ? tier : least,
    Infinity,
  );
}

/** Who could have a call of the queue, whoever the caller is. */
export function* freeMembers(state: Readonly<BoardState>, queue: QueueId): Generator<Agent> {
  for (const id of state.freeIn.get(queue) ?? []) {
    const agent = state.agents.get(id);
    if (agent !== undefined) yield agent;
  }
}

function missesOf(waiting: Waiting, agent: AgentId): number {
  return waiting.missed.find((miss) => miss.agent === agent)?.count ?? 0;
}
