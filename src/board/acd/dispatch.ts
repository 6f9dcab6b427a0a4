import type { Agent } from '../agent/agent.ts';
import { callerLeg, placeOf, type Call, type Waiting } from '../call/call.ts';
import { contextAt, countPreparing, passThrough } from '../hooks/points.ts';
import type { QueueId } from '../ids.ts';
import type { QueueSettings } from '../office.ts';
import { waitingLine, type BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { makeOffer } from './offer.ts';
import { compareTied, strategyOf } from './strategy.ts';
import { comparePlaces, type WaitingLine } from './waiting-line.ts';

/**
 * Offers waiting callers to free agents until no caller waits whom a free agent could serve. There is one order
 * over all queues (priority, weight of the queue, wait, arrival), and a caller whom nobody can serve holds up nobody.
 */
export function dispatch(turn: Turn): void {
  const { state } = turn;
  if (!state.lineIsUp || state.freeAgents.size === 0) return;
  let open = openQueues(state);
  while (open.length > 0 && state.freeAgents.size > 0) {
    const next = first(open);
    const place = next.line.at(next.index);
    const call = place === undefined ? undefined : state.calls.get(place.call);
    if (call === undefined) {
      open = open.filter((queue) => queue !== next);
      continue;
    }
    next.index += 1;
    if (call.phase.name === 'waiting' && call.phase.offers.length === 0) {
      offerToBest(turn, call, call.phase, next.settings);
      // Who has gone through a hook first has left the line.
      if (turn.state.calls.get(call.id)?.phase.name !== 'waiting') next.index -= 1;
    }
    if (next.index >= next.line.length || !hasFreeMember(state, next.settings.id)) {
      open = open.filter((queue) => queue !== next);
    }
  }
}

interface OpenQueue {
  readonly settings: QueueSettings;
  readonly line: WaitingLine;
  index: number;
}

/** Queues in which somebody waits and that a free agent serves. */
function openQueues(state: BoardState): OpenQueue[] {
  const open: OpenQueue[] = [];
  const seen = new Set<QueueId>();
  for (const agent of state.freeAgents) {
    for (const id of state.queuesOfAgent.get(agent) ?? []) {
      if (seen.has(id)) continue;
      seen.add(id);
      const settings = state.queues.get(id);
      const line = waitingLine(state, id);
      if (settings !== undefined && line.length > 0) open.push({ settings, line, index: 0 });
    }
  }
  return open;
}

function first(open: readonly OpenQueue[]): OpenQueue {
  return open.reduce((best, queue) => {
    const a = best.line.at(best.index);
    const b = queue.line.at(queue.index);
    if (a === undefined || b === undefined) return best;
    const order =
      b.priority - a.priority || queue.settings.weight - best.settings.weight || comparePlaces(a, b);
    return order > 0 ? queue : best;
  });
}

function hasFreeMember(state: BoardState, queue: QueueId): boolean {
  for (const agent of state.freeAgents) {
    if (state.queuesOfAgent.get(agent)?.includes(queue) === true) return true;
  }
  return false;
}

function offerToBest(turn: Turn, call: Call, waiting: Waiting, queue: QueueSettings): void {
  const all = freeMembers(turn.state, queue.id);
  if (!waiting.isPrepared && contextAt(turn.state, 'before-offer', queue.id) !== null) {
    const caller = callerLeg(call);
    if (countPreparing(turn.state, queue.id) >= all.length) return;
    if (caller !== undefined && passThrough(turn, call, 'before-offer', caller, placeOf(call))) return;
  }
  // Who let this caller wait is asked again only when nobody else is free.
  const others = all.filter((agent) => !waiting.missedBy.includes(agent.id));
  const candidates = others.length > 0 ? others : all;
  const strategy = strategyOf(queue);
  const [head, ...tail] = candidates;
  if (head === undefined) return;
  let best = head;
  let bestKey = strategy.key(head, turn.at);
  for (const agent of tail) {
    const key = strategy.key(agent, turn.at);
    if (key < bestKey || (key === bestKey && compareTied(agent, best) < 0)) {
      best = agent;
      bestKey = key;
    }
  }
  makeOffer(turn, call, queue, best.id, {
    strategy: strategy.name,
    candidates: candidates.length,
    key: bestKey,
  });
}

function freeMembers(state: BoardState, queue: QueueId): Agent[] {
  const members: Agent[] = [];
  for (const id of state.freeAgents) {
    if (state.queuesOfAgent.get(id)?.includes(queue) !== true) continue;
    const agent = state.agents.get(id);
    if (agent !== undefined) members.push(agent);
  }
  return members;
}
