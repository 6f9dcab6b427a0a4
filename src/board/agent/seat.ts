import { isRinging, type Leg } from '../call/call.ts';
import type { LegId } from '../ids.ts';
import type { ConnectMode } from '../office.ts';
import { callsOnChannel, legsOfChannel, type BoardState, type LegInCall } from '../state.ts';
import type { Turn } from '../turn.ts';
import type { Agent } from './agent.ts';

/**
 * A seat keeps an agent's phone up between calls. It is a call of its own in which nobody else is; in a talk its channel
 * is a leg of that call as well, as in a consultation: on hold here, connected there.
 */

/** How calls come to the agent: as he has said at sign-in, or as the office says. */
export function connectOf(state: Readonly<BoardState>, { id, connect }: Agent): ConnectMode {
  return connect ?? state.connectOf.get(id) ?? 'ring';
}

export function seatOf(state: Readonly<BoardState>, { seat }: Agent): LegInCall | null {
  const call = seat === null ? undefined : state.calls.get(seat);
  const leg = call?.phase.name === 'seated' ? call.legs[0] : undefined;
  return call === undefined || leg === undefined ? null : { call, leg };
}

/** The seat when the agent is at its other end and in no call: what is connected to it he hears at once. */
export function openSeat(state: Readonly<BoardState>, agent: Agent | undefined): LegInCall | null {
  const seat = agent === undefined ? null : seatOf(state, agent);
  return seat !== null && seat.leg.state === 'connected' && !isInCall(state, seat.leg.id) ? seat : null;
}

/** He is to have a seat and has not answered it yet; one that he holds by his phone's own key is answered. */
export function awaitsSeat(state: Readonly<BoardState>, agent: Agent): boolean {
  if (connectOf(state, agent) !== 'stay') return false;
  const seat = seatOf(state, agent);
  return seat === null || isRinging(seat.leg);
}

/** Whether an agent has his seat on this channel. */
export function isSeat(state: Readonly<BoardState>, channel: LegId): boolean {
  return legsOfChannel(state, channel).some(({ call }) => call.phase.name === 'seated');
}

/** Whether the seat's channel is in a call, or is being hung up in one. */
export function isInCall(state: Readonly<BoardState>, channel: LegId): boolean {
  return callsOnChannel(state, channel).length > 0;
}

/** The channel goes into a call: the seat is on hold meanwhile. */
export function leaveSeat(turn: Turn, { call, leg }: LegInCall): void {
  turn.record({ kind: 'leg.changed', call: call.id, leg: leg.id, state: 'hold', cause: null });
}

/** His phone is told to answer by itself: he wants it so, and it can. */
export function answersByItself(state: Readonly<BoardState>, agent: Agent): boolean {
  const phone = agent.phone === null ? undefined : state.phones.get(agent.phone);
  return phone?.autoAnswer === true && connectOf(state, agent) === 'auto-answer';
}

/** Nobody has picked up the phone for this leg: it was up already, or went up by itself. */
export function comesUnasked(state: Readonly<BoardState>, leg: Leg): boolean {
  const agent = leg.agent === null ? undefined : state.agents.get(leg.agent);
  if (agent === undefined) return false;
  return seatOf(state, agent)?.leg.id === leg.id || answersByItself(state, agent);
}
