import { justMissed } from '../../src/board/acd/barrier.ts';
import { awaitsSeat } from '../../src/board/agent/seat.ts';
import { isEngaged, isFree, type Agent } from '../../src/board/agent/agent.ts';
import { placeOf } from '../../src/board/call/call.ts';
import type { Fact } from '../../src/board/fact.ts';
import type { CallId, QueueId } from '../../src/board/ids.ts';
import { contextAt } from '../../src/board/hooks/points.ts';
import type { QueueSettings } from '../../src/board/queue-settings.ts';
import { legsOfPhone, type BoardState } from '../../src/board/state.ts';
import type { Turn } from '../../src/board/turn.ts';
import {
  isKeptForCustomers,
  fits,
  hasJustMissed,
  isApart,
  isOpenTo,
  isTierOpen,
  knows,
  memberIn,
  type Waiter,
} from './may-have.ts';
import { isKept } from './outbound/coming.ts';
import { must } from './violation.ts';

type Offered = Extract<Fact, { kind: 'offer.made' }>;
type PickedUp = Extract<Fact, { kind: 'call.connected' | 'call.whispering' }>;

/** What must hold of who gets which call, worked out anew from the office and not from the board's own tables. */
export function checkOrder(turn: Turn): void {
  const { state } = turn;
  const waiters = waitersOf(state);
  if (state.lineIsUp && waiters.some(({ waiting }) => waiting.offers.length === 0)) {
    checkNobodyIdles(state, waiters, turn.at);
  }
  for (const fact of turn.facts) {
    if (fact.kind === 'offer.made') checkOffer(state, fact, waiters);
    else if (fact.kind === 'call.connected' || fact.kind === 'call.whispering')
      checkPool(turn, fact, waiters);
  }
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
  const apart = new Map<Waiter, boolean>();
  const isToBeServed = (waiter: Waiter): boolean => {
    const known = apart.get(waiter) ?? isApart(state, waiter, at);
    apart.set(waiter, known);
    return !known;
  };
  for (const agent of state.agents.values()) {
    if (!isFree(agent) || awaitsSeat(state, agent) || isKeptForCustomers(state, agent)) continue;
    const missed = waiters.find(
      (one) =>
        one.waiting.offers.length === 0 &&
        fits(state, agent, one, at) &&
        isOpenTo(state, agent, one, at) &&
        !justMissed(one.waiting, agent, at) &&
        isToBeServed(one),
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
  checkCapacity(state, agent, fact);
  // Whom somebody has picked goes before all others, whatever the agent has chosen: he is a member, and that is all.
  if (fact.why.strategy === 'picked') {
    const isMember = memberIn(served.queue, agent) !== undefined;
    return must(isMember, 'an offer fits', () => `${fact.agent} is no member of ${fact.queue}`);
  }
  // Who has answered at his seat meanwhile, for whoever was first, is in a call.
  const rings = served.waiting.offers.some(({ leg }) => leg === fact.leg);
  const mayHave =
    (rings ? fits : knows)(state, agent, served, fact.at) && isOpenTo(state, agent, served, fact.at);
  must(mayHave, 'an offer fits', () => `${fact.agent} does not serve ${fact.call} of ${fact.queue}`);
  const passedOver = waiters.find(
    (one) =>
      one.waiting.offers.length === 0 &&
      compareFor(agent, one, served, fact.at) < 0 &&
      fits(state, agent, one, fact.at) &&
      isOpenTo(state, agent, one, fact.at) &&
      isSure(state, agent, one) &&
      !hasJustMissed(one.waiting, agent, fact.at) &&
      !isApart(state, one, fact.at),
  );
  must(
    passedOver === undefined,
    'first come, first served',
    () => `${passedOver?.call.id} before ${fact.call}`,
  );
  // Of several phones those at which somebody has his seat come first.
  if (fact.why.strategy !== 'longest-idle' || served.queue.strategy.ring.kind !== 'one') return;
  const own = memberIn(served.queue, agent);
  for (const other of state.agents.values()) {
    const rival = memberIn(served.queue, other);
    if (
      !isFree(other) ||
      awaitsSeat(state, other) ||
      isKept(state, other) ||
      !fits(state, other, served, fact.at) ||
      !isOpenTo(state, other, served, fact.at) ||
      served.waiting.missed.some(({ agent: id }) => id === other.id)
    )
      continue;
    if (rival?.tier !== own?.tier || rival?.priority !== own?.priority) continue;
    if (isEngaged(agent.work)) must(false, 'free agents before those in calls', () => `${other.id} is free`);
    const longer = idleSince(other) < (fact.why.key ?? 0);
    must(!longer, 'longest idle first', () => `${other.id} was idle for longer than ${fact.agent}`);
  }
}

/** He may take the offer besides what he has: no phone has more calls than its agent may. */
function checkCapacity(state: BoardState, agent: Agent, { call, leg }: Offered): void {
  if (!isEngaged(agent.work) || agent.phone === null) return;
  const legs = legsOfPhone(state, agent.phone).filter((one) => one.leg.state !== 'clearing');
  if (!legs.some((one) => one.leg.id === leg)) return;
  const capacity = state.office.agents.find(({ id }) => id === agent.id)?.capacity ?? 1;
  must(legs.length <= capacity, 'nobody is rung beyond his capacity', () => {
    return `${agent.id} has ${legs.length} calls with ${call}, and may have ${capacity}`;
  });
}

/**
 * Whoever comes before all others had this agent in his list: with several priorities of agents, he who is kept for a
 * better tier, or a free agent, may find that gone when it is its turn.
 */
function isSure(state: BoardState, agent: Agent, { waiting, queue }: Waiter): boolean {
  if (state.memberPriorities.length < 2) return true;
  const tier = memberIn(queue, agent)?.tier ?? 0;
  const isLowest = queue.members.every((member) => member.tier >= tier);
  return isLowest && waiting.missed.length === 0 && !isEngaged(agent.work);
}

/** Of phones that ring for a whole queue whoever picks up has the caller who is first, whom he was rung for or not. */
function checkPool({ state, facts, at }: Turn, fact: PickedUp, waiters: readonly Waiter[]): void {
  const queue = state.queues.get(fact.queue);
  const agent = state.agents.get(fact.agent);
  const call = state.calls.get(fact.call);
  const place = call === undefined ? null : placeOf(call);
  if (queue?.strategy.ring.kind !== 'pooled' || agent === undefined || place === null) return;
  // Between the answer and this there may have been something else, or somebody was picked on purpose.
  const isSlow = talkHooks.some((point) => contextAt(state, point, queue.id) !== null);
  const wasWhispered = fact.kind === 'call.connected' && call?.visit?.isCallback !== false;
  const hadWhisper = fact.kind === 'call.connected' && !isSilent(queue);
  if (isSlow || wasWhispered || hadWhisper || facts.some(({ kind }) => unlike.has(kind))) return;
  const first = waiters.find(
    (one) =>
      one.queue === queue &&
      one.call.id !== fact.call &&
      one.waiting.whisper === null &&
      // Phones ring for who is on the line.
      (one.waiting.callback === null || one.waiting.callback.dial?.state === 'there') &&
      comparePlaces({ ...one.waiting, id: one.call.id }, { ...place, id: fact.call }, queue, queue, at) < 0 &&
      knows(state, agent, one, at) &&
      isTierOpen(state, agent, one, at) &&
      isOpenTo(state, agent, one, at) &&
      !hasJustMissed(one.waiting, agent, at) &&
      !isApart(state, one, at),
  );
  must(first === undefined, 'a pool serves the first', () => `${first?.call.id} before ${fact.call}`);
}

const talkHooks = ['before-offer', 'agent-connected', 'before-record'] as const;
const unlike: ReadonlySet<Fact['kind']> = new Set([
  'line.up',
  'leg.moved',
  'callback.answered',
  'callback.accepted',
]);

function isSilent({ whisper }: QueueSettings): boolean {
  return whisper.agent.length === 0 && whisper.caller.length === 0;
}

function idleSince(agent: Agent): number {
  return Math.max(agent.lastContactEnd ?? 0, agent.signedInAt ?? 0, agent.lastMissAt ?? 0);
}

/** As they stand without ageing. */
function compare(a: Waiter, b: Waiter): number {
  return comparePlaces(placed(a), placed(b), null, null, 0);
}

/** Whom an agent has first: the one of the queue that he prefers, before all else. */
function compareFor(agent: Agent, a: Waiter, b: Waiter, at: number): number {
  const preference = ({ queue }: Waiter): number => memberIn(queue, agent)?.priority ?? 0;
  return preference(a) - preference(b) || comparePlaces(placed(a), placed(b), a.queue, b.queue, at);
}

interface Placed {
  readonly id: CallId;
  readonly priority: number;
  readonly enteredAt: number;
}

function placed({ call, waiting }: Waiter): Placed {
  return { id: call.id, priority: waiting.priority, enteredAt: waiting.enteredAt };
}

/** Priority with what waiting adds to it, weight of the queue, wait, arrival. */
function comparePlaces(
  a: Placed,
  b: Placed,
  queueOfA: QueueSettings | null,
  queueOfB: QueueSettings | null,
  at: number,
): number {
  return (
    grown(b, queueOfB, at) - grown(a, queueOfA, at) ||
    (queueOfB?.weight ?? 0) - (queueOfA?.weight ?? 0) ||
    a.enteredAt - b.enteredAt ||
    numberOf(a.id) - numberOf(b.id)
  );
}

function grown({ priority, enteredAt }: Placed, queue: QueueSettings | null, at: number): number {
  const ageing = queue?.ageing ?? null;
  if (ageing === null) return priority;
  return (
    priority + Math.min(ageing.most, ageing.step * Math.floor(Math.max(0, at - enteredAt) / ageing.everyMs))
  );
}

function numberOf(call: CallId): number {
  return Number(call.split('-').at(-1));
}
