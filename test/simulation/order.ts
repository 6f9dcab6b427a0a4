import { isOnLine } from '../../src/board/acd/call-back/number.ts';
import { justMissed, leastAgainMs } from '../../src/board/acd/barrier.ts';
import { awaitsSeat } from '../../src/board/agent/seat.ts';
import { isEngaged, isFree, type Agent } from '../../src/board/agent/agent.ts';
import type { Call } from '../../src/board/call/call.ts';
import type { Waiting } from '../../src/board/call/waiting.ts';
import { contextAt, countPreparing } from '../../src/board/hooks/points.ts';
import type { Fact } from '../../src/board/fact.ts';
import type { CallId, QueueId } from '../../src/board/ids.ts';
import type { QueueSettings } from '../../src/board/queue-settings.ts';
import type { BoardState } from '../../src/board/state.ts';
import type { Turn } from '../../src/board/turn.ts';
import { must } from './violation.ts';

type Offered = Extract<Fact, { kind: 'offer.made' }>;

interface Waiter {
  readonly call: Call;
  readonly waiting: Waiting;
  readonly queue: QueueSettings;
}

/** What must hold of who gets which call, worked out anew from the office and not from the board's own tables. */
export function checkOrder(turn: Turn): void {
  const { state } = turn;
  const waiters = waitersOf(state);
  if (state.lineIsUp && waiters.some(({ waiting }) => waiting.offers.length === 0)) {
    checkNobodyIdles(state, waiters, turn.at);
  }
  for (const fact of turn.facts) if (fact.kind === 'offer.made') checkOffer(state, fact, waiters);
}

/** The waiting lines hold exactly the waiting calls, in the order of their service. */
export function checkLines(state: BoardState): void {
  const waiters = waitersOf(state);
  const lines = new Set<QueueId>([...state.queues.keys(), ...state.waiting.keys()]);
  for (const id of lines) {
    const expected = waiters.filter(({ waiting }) => waiting.queue === id).sort(compare);
    const inLine = state.waiting.get(id)?.calls() ?? [];
    const agree =
      inLine.length === expected.length && inLine.every((call, i) => call === expected[i]?.call.id);
    must(agree, 'waiting lines are in order', () => `${id} has ${inLine.join(' ')}`);
  }
}

function waitersOf(state: BoardState): Waiter[] {
  const waiters: Waiter[] = [];
  for (const call of state.calls.values()) {
    const { phase } = call;
    if (phase.name !== 'waiting') continue;
    const queue = state.office.queues.find((one) => one.id === phase.queue);
    must(queue !== undefined, 'a waiting call has its queue', () => `${call.id} waits in ${phase.queue}`);
    if (queue !== undefined) waiters.push({ call, waiting: phase, queue });
  }
  return waiters;
}

function checkNobodyIdles(state: BoardState, waiters: readonly Waiter[], at: number): void {
  for (const agent of state.agents.values()) {
    if (!isFree(agent) || awaitsSeat(state, agent)) continue;
    const missed = waiters.find(
      ({ call, queue, waiting }) =>
        waiting.offers.length === 0 &&
        fits(agent, queue) &&
        !isOutOfReach(state, call, waiting, queue, at) &&
        !justMissed(waiting, agent, at) &&
        !isPreparing(state, queue, waiting),
    );
    must(
      missed === undefined,
      'nobody idles while a call waits',
      () => `${agent.id} could have ${missed?.call.id}`,
    );
  }
}

/** Whoever still waits without an offer after the turn was waiting when the offer was made. */
function checkOffer(state: BoardState, fact: Offered, waiters: readonly Waiter[]): void {
  const served = waiters.find(({ call }) => call.id === fact.call);
  const agent = state.agents.get(fact.agent);
  if (served === undefined || agent === undefined) return;
  must(fits(agent, served.queue), 'an offer fits', () => `${fact.agent} does not serve ${fact.queue}`);
  // Whom somebody has picked goes before all others.
  if (fact.why.strategy === 'picked') return;
  const passedOver = waiters.find(
    (one) =>
      one.waiting.offers.length === 0 &&
      fits(agent, one.queue) &&
      !isOutOfReach(state, one.call, one.waiting, one.queue, fact.at) &&
      compare(one, served) < 0 &&
      !one.waiting.missed.some((miss) => miss.agent === agent.id && fact.at - miss.at < leastAgainMs) &&
      !isPreparing(state, one.queue, one.waiting),
  );
  must(
    passedOver === undefined,
    'first come, first served',
    () => `${passedOver?.call.id} before ${fact.call}`,
  );
  // Of several phones those at which somebody has his seat come first.
  if (fact.why.strategy !== 'longest-idle' || served.queue.strategy.ring.kind !== 'one') return;
  for (const other of state.agents.values()) {
    if (
      !isFree(other) ||
      awaitsSeat(state, other) ||
      !fits(other, served.queue) ||
      served.waiting.missed.some(({ agent }) => agent === other.id)
    )
      continue;
    if (isEngaged(agent.work)) must(false, 'free agents before those in calls', () => `${other.id} is free`);
    const longer = idleSince(other) < (fact.why.key ?? 0);
    must(!longer, 'longest idle first', () => `${other.id} was idle for longer than ${fact.agent}`);
  }
}

function fits(agent: Agent, queue: QueueSettings): boolean {
  const mayRing = !isEngaged(agent.work) || queue.ringInUse;
  const isChosen = agent.queues === null || agent.queues.includes(queue.id);
  return mayRing && isChosen && queue.members.some((member) => member.agent === agent.id);
}

/** Who has to go through a hook before his offer does so when it is his turn: the free agents are for those before him. */
function isPreparing(state: BoardState, queue: QueueSettings, { isPrepared }: Waiting): boolean {
  return (
    !isPrepared && contextAt(state, 'before-offer', queue.id) !== null && countPreparing(state, queue.id) > 0
  );
}

/** Who is to be called back later, is being called, or is called before any agent is rung. */
function isOutOfReach(
  state: BoardState,
  call: Call,
  waiting: Waiting,
  queue: QueueSettings,
  at: number,
): boolean {
  const { callback } = waiting;
  if (callback === null || callback.dial?.state === 'there') return false;
  if (queue.callback?.first === 'customer' || callback.dial !== null) return true;
  const isOver = at < callback.dueAt || at >= callback.expiresAt || call.legs.length > 0;
  return isOver || isOnLine(state, callback.number, call.id);
}

function idleSince(agent: Agent): number {
  return Math.max(agent.lastContactEnd ?? 0, agent.signedInAt ?? 0, agent.lastMissAt ?? 0);
}

function compare(a: Waiter, b: Waiter): number {
  return (
    b.waiting.priority - a.waiting.priority ||
    b.queue.weight - a.queue.weight ||
    a.waiting.enteredAt - b.waiting.enteredAt ||
    numberOf(a.call.id) - numberOf(b.call.id)
  );
}

function numberOf(call: CallId): number {
  return Number(call.split('-').at(-1));
}
