import { CordboardError } from '../../base/errors.ts';
import { connectOffer } from '../acd/connect.ts';
import { endOffer, offerOn, withdrawOffer } from '../acd/offer.ts';
import { callerLeg, isAfar, isRinging, type Call, type Leg } from '../call/call.ts';
import { clearLeg } from '../call/clearing.ts';
import { connectDirect } from '../call/talk.ts';
import type { AgentId, PhoneId } from '../ids.ts';
import { legsOfPhone, type BoardState, type LegInCall } from '../state.ts';
import type { Turn } from '../turn.ts';
import { makeCall } from './make-call.ts';
import { pickUpCode } from '../numbering/target.ts';

/** By command: the phone is rung, and once it is answered it has the call. Throws 'no-call' when nothing rings there. */
export function pickUpByCommand(turn: Turn, phone: PhoneId, at: PhoneId | null): void {
  if (ringingAt(turn.state, phone, at) === undefined) {
    throw new CordboardError(
      'no-call',
      at === null ? `no call rings in the group of ${phone}` : `no call rings at ${at}`,
    );
  }
  makeCall(turn, phone, `${pickUpCode}${at ?? ''}`, null);
}

/**
 * A phone has dialled to take a call that rings at another one: its channel becomes the one that answers. False
 * when none does that it could take.
 */
export function pickUp(turn: Turn, call: Call, at: PhoneId | null): boolean {
  const { state } = turn;
  const own = callerLeg(call);
  const found = own?.phone == null ? undefined : ringingAt(state, own.phone, at);
  if (own === undefined || own.state === 'hold' || found === undefined || !mayTake(state, found, own.agent)) {
    return false;
  }
  turn.want({ name: 'answer', channel: own.id });
  turn.atOnce(() => {
    turn.record({ kind: 'leg.moved', call: call.id, leg: own.id, to: found.call.id });
    turn.record({ kind: 'call.ended', call: call.id, end: 'merged', cause: 16, queue: null, agent: null });
    if (found.call.phase.name === 'waiting') takeOffer(turn, found, own);
    else connectDirect(turn, found.call, own.id);
  });
  return true;
}

/** Somebody else's offer: the agent who takes it has it instead. */
function takeOffer(turn: Turn, { call, leg }: LegInCall, own: Leg): void {
  const offer = offerOn(call, leg.id);
  if (offer === undefined || own.agent === null) return;
  endOffer(turn, call, offer, 'withdrawn');
  clearLeg(turn, call.id, offer.leg, 'answered-elsewhere');
  const agent = turn.state.agents.get(own.agent);
  // What is offered to himself goes to another one.
  if (agent !== undefined) withdrawOffer(turn, agent);
  connectOffer(turn, call, { agent: own.agent, leg: own.id, madeAt: turn.at, answering: false });
}

/** The call of a queue needs an agent. */
function mayTake(state: BoardState, { call }: LegInCall, agent: AgentId | null): boolean {
  if (isAfar(call)) return false;
  return (
    call.phase.name !== 'waiting' || (agent !== null && state.agents.get(agent)?.work.name !== 'talking')
  );
}

/** What rings at a phone, or longest at any phone of the group. */
function ringingAt(state: BoardState, by: PhoneId, at: PhoneId | null): LegInCall | undefined {
  const group = state.phones.get(by)?.group ?? null;
  const phones =
    at !== null
      ? [at]
      : group === null
        ? []
        : state.office.phones.filter((one) => one.group === group && one.id !== by).map(({ id }) => id);
  return phones
    .flatMap((phone) => legsOfPhone(state, phone))
    .filter(({ call, leg }) => leg.role === 'called' && isRinging(leg) && call.phase.name !== 'talking')
    .toSorted((a, b) => a.leg.startedAt - b.leg.startedAt)[0];
}
