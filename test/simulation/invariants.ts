import { isEngaged, type Agent } from '../../src/board/agent/agent.ts';
import { overdueAt as tooLongAt } from '../../src/board/agent/overdue.ts';
import {
  callerLeg,
  isAfar,
  isParty,
  isRinging,
  legOf,
  offersOf,
  type Call,
  type Leg,
} from '../../src/board/call/call.ts';
import type { AgentId, CallId, LegId, PhoneId } from '../../src/board/ids.ts';
import { legsOfChannel, legsOfPhone, type BoardState } from '../../src/board/state.ts';
import { must } from './violation.ts';

interface Offered {
  readonly call: CallId;
  readonly leg: LegId;
}

/** What must hold of the board between any two inputs; nothing is due that was so at `overdueAt` already. */
export function checkBoard(state: BoardState, overdueAt: number): void {
  const offered = new Map<AgentId, Offered>();
  const slots = new Set<number>();
  const callsOfLeg = new Map<LegId, CallId[]>();
  const callsOfPhone = new Map<PhoneId, Set<CallId>>();
  const called = new Set<string>();
  let earliestLeg = Number.POSITIVE_INFINITY;
  for (const call of state.calls.values()) {
    checkPhase(call, offered, slots);
    if (call.phase.name === 'waiting' && call.phase.callback?.dial?.state === 'ringing') {
      const { number } = call.phase.callback;
      must(!called.has(number), 'nobody is called twice at once', () => `${number} for ${call.id}`);
      called.add(number);
    }
    for (const leg of call.legs) {
      checkLeg(leg);
      if (leg.deadline !== null && leg.deadline < earliestLeg) earliestLeg = leg.deadline;
      callsOfLeg.set(leg.id, [...(callsOfLeg.get(leg.id) ?? []), call.id]);
      if (leg.phone !== null) {
        callsOfPhone.set(leg.phone, (callsOfPhone.get(leg.phone) ?? new Set()).add(call.id));
      }
    }
  }
  checkIndex(callsOfLeg, state.callsOfLeg);
  checkIndex(callsOfPhone, state.callsOfPhone);
  for (const [leg, calls] of callsOfLeg) if (calls.length > 1) checkShared(state, leg, calls);

  const seats = seatsOf(state);
  let earliestAgent = Number.POSITIVE_INFINITY;
  for (const agent of state.agents.values()) {
    checkWork(state, agent, offered.get(agent.id));
    checkSeat(state, agent, seats);
    offered.delete(agent.id);
    const until = 'until' in agent.work ? agent.work.until : null;
    const tooLong = tooLongAt(state, agent);
    for (const due of [until, tooLong]) if (due !== null && due < earliestAgent) earliestAgent = due;
  }
  must(seats.size === 0, 'a seat has its agent', () => `${[...seats.keys()].join(', ')} is nobody's`);
  must(offered.size === 0, 'agents are known', () => `nobody is ${[...offered.keys()].join(', ')}`);
  const overdue = Math.min(earliestAgent, state.lineIsUp ? earliestLeg : Number.POSITIVE_INFINITY);
  must(overdue >= overdueAt, 'what is due is done', () => `${overdueAt - overdue} ms too late`);
  checkTimer('leg', earliestLeg, state.legTimers.next);
  checkTimer('agent', earliestAgent, state.agentTimers.next);
}

function checkPhase(call: Call, offered: Map<AgentId, Offered>, slots: Set<number>): void {
  const { id, phase } = call;
  const caller = callerLeg(call);
  // While a supervisor takes part in the agent's call, his leg is there.
  if (phase.name === 'monitoring' && phase.call !== null && call.legs.length === 0) return;
  if (isAfar(call)) return checkAfar(call, offered);
  must(call.legs.length > 0, 'no call without a leg', () => `${id} is ${phase.name} and has none`);
  // Who hung up in a mailbox is kept until it is known what he has said.
  const isAlive =
    phase.name === 'ended' || phase.name === 'message' || call.legs.some((leg) => leg.state !== 'clearing');
  must(isAlive, 'no call without a live leg', () => `${id} is ${phase.name}, but all its legs are clearing`);
  const isTimed = (legs: readonly Leg[]): boolean => legs.some((leg) => leg.deadline !== null);
  switch (phase.name) {
    case 'arriving':
      must(
        phase.farewell !== undefined && isTimed(call.legs),
        'nobody arrives for long',
        () => `${id} is neither queued nor refused nor seen off`,
      );
      break;
    case 'dialling':
      must(
        isTimed(call.legs) || call.attempt?.detection?.state === 'running',
        'nobody is rung for long',
        () => `${id} rings a customer, and nothing ends it`,
      );
      break;
    case 'calling':
      must(
        caller !== undefined && isRinging(caller),
        'who calls is rung',
        () => `${id}: the caller is ${caller?.state}`,
      );
      break;
    case 'waiting':
      must(
        caller?.state === 'queued' || caller?.state === 'hold',
        'a waiting caller is there',
        () => `${id} waits, its caller is ${caller?.state}`,
      );
      noteOffers(call, offered);
      for (const { leg } of phase.offers) {
        const found = legOf(call, leg);
        must(
          found !== undefined && (isRinging(found) || phase.whisper?.leg === leg),
          'an offer has its leg',
          () => `${leg} is ${found?.state}`,
        );
      }
      break;
    case 'reaching':
      must(caller !== undefined, 'somebody is to be reached for somebody', () => `${id} has no caller`);
      must(call.legs.some(isRinging), 'somebody is to be reached for somebody', () => `${id} rings nowhere`);
      break;
    case 'talking': {
      const parties = call.legs.filter(isParty);
      must(
        parties.length >= 2,
        'two talk',
        () => `${id}: ${call.legs.map((leg) => `${leg.id} is ${leg.state}`).join(', ')}`,
      );
      must(
        phase.bridged || isTimed(parties),
        'what is awaited has a deadline',
        () => `${id} is bridging for ever`,
      );
      break;
    }
    case 'parked':
      must(!slots.has(phase.slot), 'one call a slot', () => `two are parked in ${phase.slot}`);
      slots.add(phase.slot);
      must(
        caller !== undefined && caller.deadline !== null,
        'what is awaited has a deadline',
        () => `${id} is parked for ever`,
      );
      break;
    case 'message':
    case 'away':
      noteOffers(call, offered);
      // The office's own dialplan may have a call that it places for as long as it likes.
      must(
        (phase.name === 'away' && phase.point === 'outside') || isTimed(call.legs),
        'what is awaited has a deadline',
        () => `${id} is in ${phase.name} for ever`,
      );
      break;
    case 'monitoring': {
      const own = legOf(call, phase.leg);
      const isThere = own !== undefined && (isParty(own) || isRinging(own));
      must(isThere, 'a supervisor is there', () => `${id}: the supervisor is ${own?.state}`);
      break;
    }
    case 'seated': {
      const own = legOf(call, phase.leg);
      const isThere = own !== undefined && (isParty(own) || isRinging(own));
      must(isThere, 'an agent has his seat', () => `${id}: its leg is ${own?.state}`);
      break;
    }
    case 'ended':
      must(
        call.legs.every((leg) => leg.state === 'clearing'),
        'an ended call clears its legs',
        () => `${id}: ${call.legs.map((leg) => `${leg.id} is ${leg.state}`).join(', ')}`,
      );
      break;
  }
}

/** Who is to be called back is called at one place at most, by nobody but us, and never for an agent who is gone. */
function checkAfar(call: Call, offered: Map<AgentId, Offered>): void {
  const { id, phase, legs } = call;
  noteOffers(call, offered);
  if (phase.name !== 'waiting' || phase.callback === null) return;
  const { dial, attempts } = phase.callback;
  const live = legs.filter((leg) => leg.state !== 'clearing').map((leg) => leg.id);
  const expected = [...phase.offers.map(({ leg }) => leg), ...(dial === null ? [] : [dial.leg])];
  const agree = live.length === expected.length && expected.every((leg) => live.includes(leg));
  must(agree, 'a call-back is called once', () => `${id} has ${live.join(' ')}, not ${expected.join(' ')}`);
  const customer = legs.find((leg) => leg.id === dial?.leg);
  const isTimed = customer === undefined || customer.deadline !== null;
  must(isTimed, 'what is awaited has a deadline', () => `${id} is called for ever`);
  must(attempts < 3 || dial === null, 'attempts are bounded', () => `${id} is called a fourth time`);
}

/** An offer is kept while somebody of the call is in a hook. */
function noteOffers(call: Call, offered: Map<AgentId, Offered>): void {
  for (const { agent, leg } of offersOf(call)) {
    const other = offered.get(agent);
    must(other === undefined, 'one call an agent', () => `${agent} is offered ${other?.call} and ${call.id}`);
    offered.set(agent, { call: call.id, leg });
  }
}

function checkLeg(leg: Leg): void {
  const awaits = isRinging(leg) || leg.state === 'clearing';
  must(
    !awaits || leg.deadline !== null,
    'what is awaited has a deadline',
    () => `${leg.id} is ${leg.state} for ever`,
  );
}

/** One sound cannot be in two places: a channel is on hold in all its calls but one. */
function checkShared(state: BoardState, leg: LegId, calls: readonly CallId[]): void {
  const states = calls.map((id) => legOf(state.calls.get(id) as Call, leg)?.state);
  const active = states.filter((one) => one !== 'hold' && one !== 'clearing');
  must(active.length <= 1, 'one place a channel', () => `${leg} is ${states.join(' and ')}`);
}

function checkIndex<Id>(
  expected: ReadonlyMap<Id, Iterable<CallId>>,
  found: ReadonlyMap<Id, readonly CallId[]>,
): void {
  must(found.size === expected.size, 'legs are found', () => `${found.size} entries for ${expected.size}`);
  for (const [id, calls] of expected) {
    const listed = found.get(id) ?? [];
    const wanted = [...calls];
    const agree = listed.length === wanted.length && wanted.every((call) => listed.includes(call));
    must(
      agree,
      'legs are found',
      () => `${String(id)} leads to ${listed.join(' ')}, not ${wanted.join(' ')}`,
    );
  }
}

function checkWork(state: BoardState, { id, work, phone }: Agent, offer: Offered | undefined): void {
  const legs =
    phone === null
      ? []
      : legsOfPhone(state, phone).filter(
          ({ call, leg }) =>
            leg.state !== 'clearing' && !offersOf(call).some((one) => one.agent === id && one.leg === leg.id),
        );
  if (isEngaged(work)) {
    const isThere = legs.some(({ call, leg }) => call.id === work.call && leg.id === work.leg);
    must(
      isThere,
      'work and call agree',
      () => `${id} is ${work.name} in ${work.call}, which has no leg of his`,
    );
    return;
  }
  // What only rings beside an offer, a wrap-up or a rest changes nothing yet.
  const others = work.name === 'idle' ? legs : legs.filter(({ leg }) => !isRinging(leg));
  must(
    others.length === 0,
    'work and call agree',
    () => `${id} is ${work.name}, but in ${others[0]?.call.id}`,
  );
  if (work.name === 'offered') {
    const agree = offer !== undefined && offer.call === work.call && offer.leg === work.leg;
    must(agree, 'work and call agree', () => `${id} is offered ${work.call}, which knows nothing of it`);
    must(phone !== null, 'work and call agree', () => `${id} is offered ${work.call} without a phone`);
  } else {
    must(
      offer === undefined,
      'work and call agree',
      () => `${id} is ${work.name}, but offered ${offer?.call}`,
    );
  }
}

function seatsOf(state: BoardState): Map<CallId, Call> {
  return new Map([...state.calls].filter(([, { phase }]) => phase.name === 'seated'));
}

/** He has one seat, while he is signed in; it is on hold exactly while its channel is in a call. */
function checkSeat(state: BoardState, agent: Agent, seats: Map<CallId, Call>): void {
  const { id, seat } = agent;
  if (seat === null) return;
  const call = seats.get(seat);
  seats.delete(seat);
  const [leg] = call?.legs ?? [];
  const isHis = call?.phase.name === 'seated' && call.phase.agent === id && leg?.phone === null;
  must(isHis, 'a seat has its agent', () => `${id} has ${seat}, which is ${call?.phase.name}`);
  if (leg === undefined) return;
  const isBusy = legsOfChannel(state, leg.id).length > 1;
  const isThere = agent.presence.name !== 'signed-out' || isBusy;
  must(isThere, 'who is gone has no seat', () => `${id} has signed out and has ${seat}`);
  const isRight = isBusy ? leg.state === 'hold' : leg.state !== 'hold' || leg.heldByPhone;
  must(isRight, 'a seat waits for its call', () => `${leg.id} is ${leg.state}, in a call: ${isBusy}`);
}

function checkTimer(which: string, earliest: number, next: number | null): void {
  const isKnown = earliest === Number.POSITIVE_INFINITY || (next !== null && next <= earliest);
  must(isKnown, 'timers know', () => `a ${which} is due at ${earliest}, the timers say ${next}`);
}
