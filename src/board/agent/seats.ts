import { outcomeOf } from '../acd/offer.ts';
import { ringSpareMs, seatsASecond } from '../bounds.ts';
import { isRinging, type CallEnd } from '../call/call.ts';
import { abandon } from '../call/ending.ts';
import { partyOfPhone } from '../call/fold-call.ts';
import { callId, legId } from '../ids.ts';
import type { PhoneSettings } from '../office.ts';
import { legsOfPhone, type BoardState, type LegInCall } from '../state.ts';
import type { NewFact, Turn } from '../turn.ts';
import { isEngaged, type Agent } from './agent.ts';
import { connectOf, isInCall, leaveSeat, seatOf } from './seat.ts';
import type { SeatEnd } from './seat-facts.ts';

/**
 * Brings seats in step with what agents say and where their phones are, at the end of a turn: who is ready and has none
 * is rung, who has signed out is hung up on, and a seat whose channel goes into a call or comes back from one is on hold
 * or not.
 */
export function settleSeats(turn: Turn): void {
  for (const id of turn.before.agents) {
    const agent = turn.state.agents.get(id);
    if (agent === undefined) continue;
    const seat = seatOf(turn.state, agent);
    if (seat !== null) settle(turn, agent, seat);
    if (agent.seat === null) ringSeat(turn, agent);
  }
}

/** Of all agents, whoever is touched: the line is up again, or the office is another one. */
export function lookAtSeats(turn: Turn): void {
  for (const agent of turn.state.agents.values()) {
    if (agent.seat !== null || connectOf(turn.state, agent) === 'stay') turn.before.agents.add(agent.id);
  }
}

function settle(turn: Turn, agent: Agent, seat: LegInCall): void {
  const { call, leg } = seat;
  const isBusy = isInCall(turn.state, leg.id);
  if (!isBusy && !isWanted(turn.state, agent, seat)) return abandon(turn, call, 'ended-by-command', 16);
  if (isBusy && leg.state === 'connected') leaveSeat(turn, seat);
  else if (!isBusy && leg.state === 'hold' && !leg.heldByPhone) {
    turn.record({ kind: 'leg.changed', call: call.id, leg: leg.id, state: 'connected', cause: null });
  }
}

/** Who goes on a break keeps his seat, but is not rung for one any more. */
function isWanted(state: Readonly<BoardState>, agent: Agent, { call, leg }: LegInCall): boolean {
  const isHere = agent.presence.name !== 'signed-out' && agent.phone === call.caller.number;
  return isHere && connectOf(state, agent) === 'stay' && (agent.presence.name === 'ready' || !isRinging(leg));
}

/** Not while the phone does anything else, and not for too many at once. */
function ringSeat(turn: Turn, agent: Agent): void {
  const { state, at } = turn;
  if (!state.lineIsUp || agent.presence.name !== 'ready' || agent.phone === null) return;
  if (connectOf(state, agent) !== 'stay' || isEngaged(agent.work)) return;
  const phone = state.phones.get(agent.phone);
  if (phone === undefined || legsOfPhone(state, phone.id).length > 0) return;
  const next = Math.max(agent.seatAfter, nextRingAt(state, at));
  if (next > at) state.agentTimers.set(next, agent.id);
  else begin(turn, agent, phone);
}

function begin(turn: Turn, agent: Agent, phone: PhoneSettings): void {
  const { state, at } = turn;
  const call = callId(state.instance, state.nextCall);
  const leg = legId(call, 1);
  const caller = partyOfPhone(state, phone.id);
  turn.record({
    kind: 'seat.begun',
    call,
    leg,
    agent: agent.id,
    caller,
    dialled: phone.id,
    deadline: at + phone.ringMs,
  });
  turn.want({
    name: 'ring',
    leg,
    endpoint: phone.endpoint,
    display: caller,
    autoAnswer: phone.autoAnswer,
    timeoutMs: phone.ringMs + ringSpareMs,
  });
}

/** When the next seat may be rung: Asterisk has begun anew, and a whole house is to be rung. */
function nextRingAt(state: Readonly<BoardState>, at: number): number {
  const justBegun: number[] = [];
  for (const { seat } of state.agents.values()) {
    const begunAt = seat === null ? undefined : state.calls.get(seat)?.arrivedAt;
    if (begunAt !== undefined && begunAt > at - 1_000) justBegun.push(begunAt);
  }
  return justBegun.length < seatsASecond ? at : Math.min(...justBegun) + 1_000;
}

/** A call is about to end. When it is a seat its agent has none, and is told why if that makes him not ready. */
export function beforeSeatEnds(turn: Turn, fact: Extract<NewFact, { kind: 'call.ended' }>): void {
  const call = turn.state.calls.get(fact.call);
  if (call?.phase.name !== 'seated') return;
  const { agent } = call.phase;
  const end = seatEnd(fact.end, fact.cause);
  turn.record({ kind: 'seat.ended', call: call.id, agent, end });
  if (end === 'released' || end === 'lost') return;
  if (turn.state.agents.get(agent)?.presence.name === 'ready') {
    turn.record({ kind: 'agent.not-ready', agent, reason: end });
  }
}

function seatEnd(end: CallEnd, cause: number): SeatEnd {
  switch (end) {
    case 'ended-by-command':
      return 'released';
    case 'lost-by-asterisk':
      return 'lost';
    case 'unanswered': {
      const outcome = outcomeOf({ q850: cause, sip: null });
      if (outcome === 'no-answer') return 'missed';
      return outcome === 'rejected' || outcome === 'busy' ? outcome : 'unreachable';
    }
    default:
      return 'hung-up';
  }
}
