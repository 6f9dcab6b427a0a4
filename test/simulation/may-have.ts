import { answersByItself, openSeat } from '../../src/board/agent/seat.ts';
import { isOnLine } from '../../src/board/acd/call-back/number.ts';
import { leastAgainMs } from '../../src/board/acd/barrier.ts';
import { isOpen } from '../../src/board/acd/hours.ts';
import { activeNeeds } from '../../src/board/acd/skills.ts';
import { regularOf } from '../../src/board/acd/sticky.ts';
import { isEngaged, isFree, type Agent } from '../../src/board/agent/agent.ts';
import { offersOf, placeOf, type Call } from '../../src/board/call/call.ts';
import type { Waiting } from '../../src/board/call/waiting.ts';
import { contextAt, countPreparing } from '../../src/board/hooks/points.ts';
import type { Membership, QueueSettings } from '../../src/board/queue-settings.ts';
import type { BoardState } from '../../src/board/state.ts';

export interface Waiter {
  readonly call: Call;
  readonly waiting: Waiting;
  readonly queue: QueueSettings;
}

/** Who may have whom, worked out anew from the office and not from the board's own tables. */

export function memberIn(queue: QueueSettings, { id }: Agent): Membership | undefined {
  return queue.members.find((member) => member.agent === id);
}

/** Whether the agent may be rung for the caller, be he idle or not. */
export function fits(state: BoardState, agent: Agent, waiter: Waiter, at: number): boolean {
  const mayRing = !isEngaged(agent.work) || waiter.queue.ringInUse;
  return mayRing && knows(state, agent, waiter, at);
}

/** He serves the queue, the caller has waited long enough for him, and he knows what that one needs. */
export function knows(
  state: BoardState,
  agent: Agent,
  { call, waiting, queue }: Waiter,
  at: number,
): boolean {
  const member = memberIn(queue, agent);
  const isChosen = agent.queues === null || agent.queues.includes(queue.id);
  if (member === undefined || !isChosen || at - waiting.enteredAt < member.delayMs) return false;
  const own = state.office.agents.find(({ id }) => id === agent.id)?.skills ?? {};
  const { needs } = activeNeeds(state, queue, call, waiting, at);
  return Object.entries(needs).every(([skill, level]) => (own[skill] ?? -1) >= level);
}

/** The agent's tier is open to a caller for whom nobody is rung, and he is kept for nobody else. */
export function isOpenTo(state: BoardState, agent: Agent, waiter: Waiter, at: number): boolean {
  const { call, waiting, queue } = waiter;
  const regular = regularOf(state, queue, call, waiting, at);
  if (regular !== null) return regular === agent.id;
  return queue.tiers.spill || isTierOpen(state, agent, waiter, at);
}

/** Without a lower tier that has nobody. */
export function isTierOpen(state: BoardState, agent: Agent, { waiting, queue }: Waiter, at: number): boolean {
  const tier = memberIn(queue, agent)?.tier ?? 0;
  const staffed = queue.members.filter(({ agent: id }) => {
    const one = state.agents.get(id);
    if (one?.presence.name !== 'ready') return false;
    return one.queues === null || one.queues.includes(queue.id);
  });
  if (staffed.every((member) => member.tier >= tier)) return true;
  const afterMs = queue.tiers.afterMs[tier - 1] ?? null;
  return afterMs !== null && at - waiting.enteredAt >= afterMs;
}

/** Nobody is to be rung for him now, whoever is free. */
export function isApart(state: BoardState, waiter: Waiter, at: number): boolean {
  const { waiting, queue } = waiter;
  return isOutOfReach(state, waiter, at) || isPreparing(state, queue, waiting) || isFull(state, queue);
}

export function hasJustMissed({ missed }: Waiting, agent: Agent, at: number): boolean {
  return missed.some((miss) => miss.agent === agent.id && at - miss.at < leastAgainMs);
}

/** As many of the queue's calls are talked in, or about to be, as may. */
function isFull(state: BoardState, { id, mostTalking }: QueueSettings): boolean {
  if (mostTalking === null) return false;
  const own = [...state.calls.values()].filter((call) => placeOf(call)?.queue === id);
  return (
    own.filter((call) => call.phase.name === 'talking' || offersOf(call).length > 0).length >= mostTalking
  );
}

/** Who has to go through a hook before his offer does so when it is his turn: the free agents are for those before him. */
function isPreparing(state: BoardState, queue: QueueSettings, { isPrepared }: Waiting): boolean {
  return (
    !isPrepared && contextAt(state, 'before-offer', queue.id) !== null && countPreparing(state, queue.id) > 0
  );
}

/** Who is to be called back later, is being called, or is called before any agent is rung. */
function isOutOfReach(state: BoardState, { call, waiting, queue }: Waiter, at: number): boolean {
  const { callback } = waiting;
  if (callback === null || callback.dial?.state === 'there') return false;
  if (queue.callback?.first === 'customer' || callback.dial !== null) return true;
  if (!isOpen(state, queue, at)) return true;
  const isOver = at < callback.dueAt || at >= callback.expiresAt || call.legs.length > 0;
  return isOver || isOnLine(state, callback.number, call.id);
}

/**
 * Callers leave agents alone for customers who are being called: when there are no more of them than such customers. How many the
 * budget could spare is not reckoned here.
 */
export function isKeptForCustomers(state: BoardState, agent: Agent): boolean {
  if (!comesUnasked(state, agent)) return false;
  const serving = state.office.queues.filter((queue) => memberIn(queue, agent) !== undefined);
  return serving.some(({ id, members }) => {
    let coming = 0;
    for (const { attempt, phase } of state.calls.values()) {
      if (attempt === null || attempt.outcome !== null || attempt.mode === 'agentless') continue;
      const isComing =
        phase.name === 'dialling' ||
        (phase.name === 'waiting' && phase.offers.length === 0) ||
        (phase.name === 'away' && phase.point === 'detection');
      const queue = state.campaignSettings.get(attempt.campaign)?.queue;
      if (isComing && sharesMembers(state, queue ?? null, id)) coming += 1;
    }
    const idle = members.filter((member) => {
      const one = state.agents.get(member.agent);
      if (one === undefined || !isFree(one) || !comesUnasked(state, one)) return false;
      return (one.queues?.includes(id) ?? true) && !isLeftOut(state, member.agent);
    });
    return coming > 0 && idle.length <= coming;
  });
}

/** Supervisors have restricted a campaign to others. */
function isLeftOut(state: BoardState, agent: Agent['id']): boolean {
  return [...state.campaigns.values()].some(({ changes }) => changes.agents?.includes(agent) === false);
}

/** His phone is up, or goes up by itself: only such agents are called for before they have said anything. */
function comesUnasked(state: BoardState, agent: Agent): boolean {
  return openSeat(state, agent) !== null || answersByItself(state, agent);
}

function sharesMembers(state: BoardState, one: string | null, other: string): boolean {
  const theirs = state.office.queues.find(({ id }) => id === one)?.members ?? [];
  const ours = state.office.queues.find(({ id }) => id === other)?.members ?? [];
  return theirs.some(({ agent }) => ours.some((member) => member.agent === agent));
}
