import { customerAnswered, customerCutOff, customerGone } from '../acd/call-back/customer.ts';
import { becomeCallback } from '../acd/call-back/dialogue.ts';
import { endOffer, offerOn, outcomeOf } from '../acd/offer.ts';
import { transferByHangUp } from '../call-control/transfer.ts';
import { clearingMs } from '../bounds.ts';
import { agentAnswered } from '../hooks/before-talk.ts';
import { hookOver } from '../hooks/come-back.ts';
import type { LegId } from '../ids.ts';
import type { HangupCause } from '../input.ts';
import { targetOf } from '../numbering/target.ts';
import { customerLost, customerPickedUp, ringsUntil } from '../outbound/life.ts';
import { noteTrunk } from '../outbound/trunks.ts';
import { legsOfChannel } from '../state.ts';
import type { Turn } from '../turn.ts';
import { goneFromMailbox, hungUpInMailbox } from '../voicemail/visit.ts';
import { callerLeg, isParty, isRinging, legOf, type Call, type Leg } from './call.ts';
import { isAccident, isFinal, refusesUs } from './causes.ts';
import { abandon, endTalk, loseToAsterisk } from './ending.ts';
import { busy, failToReach, noAnswer, unallocated } from './failing.ts';
import { tooLate } from './too-late.ts';
import { dialForCaller, phoneFailed, reachTarget } from './reach.ts';
import { ringPhone } from './ringing.ts';
import { bridgeFailed, connectDirect, rescue } from './talk.ts';
import { dialNextTrunk } from './trunks.ts';

/** What happens to one leg, told apart by what its call is doing just then. */

export function legAlerting(turn: Turn, id: LegId): void {
  const [found] = legsOfChannel(turn.state, id);
  if (found?.leg.state !== 'reaching') return;
  const { call, leg } = found;
  if (offerOn(call, id) !== undefined && leg.agent !== null) {
    turn.record({ kind: 'offer.alerting', call: call.id, agent: leg.agent, leg: id });
    return;
  }
  // Of click to dial the phone that is to dial: nothing has begun yet.
  if (leg.role === 'caller') return;
  noteTrunk(turn, leg, null);
  const deadline = ringsUntil(turn, call, leg);
  turn.record({
    kind: 'leg.changed',
    call: call.id,
    leg: id,
    state: 'alerting',
    cause: leg.cause,
    ...deadline,
  });
  const caller = callerLeg(call);
  if (call.phase.name !== 'reaching' || caller === undefined) return;
  if (caller.state === 'delivered' || caller.state === 'hold') return;
  turn.record({
    kind: 'leg.changed',
    call: call.id,
    leg: caller.id,
    state: 'delivered',
    cause: caller.cause,
  });
}

export function legAnswered(turn: Turn, id: LegId): void {
  // Of a seat's channel the leg of the call that comes to it.
  const legs = legsOfChannel(turn.state, id);
  const found = legs.find(({ leg }) => isRinging(leg)) ?? legs[0];
  if (found === undefined) {
    // We know nothing of it any more; its caller may be long gone.
    turn.want({ name: 'hang-up', channel: id, reason: 'normal' });
    return;
  }
  const { call, leg } = found;
  if (leg.state === 'clearing' && leg.role === 'called' && leg.agent !== null)
    return tooLate(turn, call, leg);
  if (leg.state !== 'reaching' && leg.state !== 'alerting') return;
  noteTrunk(turn, leg, null);
  const offer = offerOn(call, id);
  if (customerPickedUp(turn, call, id)) return;
  if (offer !== undefined) agentAnswered(turn, call, offer);
  else if (call.phase.name === 'waiting') customerAnswered(turn, call, id);
  else if (call.phase.name === 'calling') dialForCaller(turn, call, leg, call.phase.number);
  else if (call.phase.name === 'reaching') connectDirect(turn, call, id);
  else if (call.phase.name === 'talking') joinTalk(turn, call, leg);
  else if (call.phase.name === 'monitoring' || call.phase.name === 'seated') {
    turn.record({ kind: 'leg.changed', call: call.id, leg: id, state: 'connected', cause: null });
  }
}

/** Somebody who was asked to join the talk does. */
function joinTalk(turn: Turn, call: Call, leg: Leg): void {
  turn.record({ kind: 'leg.changed', call: call.id, leg: leg.id, state: 'connected', cause: 'conference' });
  const by = callerLeg(call)?.party ?? leg.party;
  turn.record({ kind: 'leg.regrouped', call: call.id, caller: null, cause: 'conference', by });
}

export function legGone(turn: Turn, id: LegId, cause: HangupCause): void {
  // Who hangs up between two calls has brought them together.
  if (!isAccident(cause)) transferByHangUp(turn, id);
  for (const { call, leg } of legsOfChannel(turn.state, id)) legLost(turn, call, leg, cause);
}

function legLost(turn: Turn, call: Call, leg: Leg, cause: HangupCause): void {
  const offer = offerOn(call, leg.id);
  const wasClearing = leg.state === 'clearing';
  const isCaller = leg.role === 'caller' && !wasClearing;
  if (isCaller && hungUpInMailbox(turn, call, leg.id, turn.at + clearingMs)) return;
  turn.record({ kind: 'leg.cleared', call: call.id, leg: leg.id, cause: cause.q850 });
  if (call.phase.name === 'away') return hookOver(turn, call, leg, cause);
  if (call.phase.name === 'message' && leg.role === 'caller') return goneFromMailbox(turn, call);
  if (wasClearing || call.phase.name === 'ended') return;
  if (offer !== undefined) endOffer(turn, call, offer, outcomeOf(cause));
  else legLeft(turn, call, leg, cause);
}

/** What becomes of a call when one of its legs has left it, by hanging up or by going elsewhere. */
export function legLeft(turn: Turn, call: Call, leg: Leg, cause: HangupCause): void {
  if (isRinging(leg)) noteTrunk(turn, leg, cause);
  if (customerLost(turn, call, leg, cause)) return;
  switch (call.phase.name) {
    case 'talking':
      return partyLeft(turn, call, leg, cause);
    case 'reaching':
      if (leg.role === 'caller') return abandon(turn, call, 'abandoned', cause.q850);
      return ringingLegLeft(turn, call, leg, cause);
    case 'away':
      return hookOver(turn, call, leg, cause);
    case 'message':
      return goneFromMailbox(turn, call);
    case 'seated':
      return seatLeft(turn, call, leg, cause);
    case 'waiting':
      return waitingLegLeft(turn, call, leg, cause);
    default:
      if (leg.role === 'caller') abandon(turn, call, 'abandoned', cause.q850);
  }
}

/** An agent who has picked up for a customer who is still to be reached, that customer, or a caller who has waited. */
function waitingLegLeft(turn: Turn, call: Call, leg: Leg, cause: HangupCause): void {
  const offer = offerOn(call, leg.id);
  if (offer !== undefined) return endOffer(turn, call, offer, outcomeOf(cause));
  if (customerGone(turn, call, leg.id, cause) || leg.role !== 'caller' || call.phase.name !== 'waiting')
    return;
  const { dialogue } = call.phase;
  // He has been promised a call-back, and has not heard us out.
  if (dialogue?.step === 'done') becomeCallback(turn, call, dialogue.number);
  else abandon(turn, call, 'abandoned', cause.q850);
}

function ringingLegLeft(turn: Turn, call: Call, leg: Leg, cause: HangupCause): void {
  const outcome = outcomeOf(cause);
  if (cause.isLost === true) return ringAgain(turn, call, leg);
  if (leg.phone === null) {
    // The number is what it is on every trunk; a trunk that cannot carry it now is another matter.
    if (refusesUs(cause) || (outcome === 'unreachable' && !isFinal(cause))) return dialNextTrunk(turn, call);
    if (outcome === 'unreachable') return failToReach(turn, call, unallocated);
    return failToReach(turn, call, outcome === 'busy' ? busy : noAnswer);
  }
  phoneFailed(turn, call, leg.phone, outcome === 'busy' || outcome === 'rejected' ? busy : noAnswer);
}

/** Before he has answered it, by an accident or in a call that has hung up on him, it is not the agent who ends his seat. */
function seatLeft(turn: Turn, call: Call, leg: Leg, cause: HangupCause): void {
  const isOurs = legsOfChannel(turn.state, leg.id).some((other) => other.leg.state === 'clearing');
  if (cause.isLost === true || isOurs) return loseToAsterisk(turn, call);
  const isRefusal = isRinging(leg) || isAccident(cause);
  abandon(turn, call, isRefusal ? 'unanswered' : 'abandoned', cause.q850);
}

/** Asterisk was never asked, or has forgotten: whoever it was has not been rung to the end. */
function ringAgain(turn: Turn, call: Call, leg: Leg): void {
  if (call.phase.name !== 'reaching') return;
  const { number, recall } = call.phase;
  const settings = leg.phone === null ? undefined : turn.state.phones.get(leg.phone);
  if (settings !== undefined) return ringPhone(turn, call, settings);
  reachTarget(turn, call, number, targetOf(turn.state, number, 'inside'), recall);
}

function partyLeft(turn: Turn, call: Call, leg: Leg, cause: HangupCause): void {
  if (call.phase.name !== 'talking') return;
  const { bridged } = call.phase;
  const left = call.legs.filter(isParty);
  if (!isParty(leg) && leg.connectedAt === null) return;
  if (left.length >= 2) return partyOfMany(turn, call, leg);
  if (leg.role === 'caller') {
    endTalk(turn, call, bridged ? 'completed-by-caller' : 'abandoned', cause.q850);
  } else if (!bridged) bridgeFailed(turn, call, 'the agent was gone before they heard each other');
  else if (!isAccident(cause) || !rescue(turn, call, leg.agent))
    endTalk(turn, call, 'completed-by-agent', cause.q850);
}

/** A conference goes on without the one who left. */
function partyOfMany(turn: Turn, call: Call, leg: Leg): void {
  if (call.phase.name !== 'talking') return;
  if (leg.role === 'caller' && call.phase.place !== null) {
    turn.record({ kind: 'call.handed', call: call.id, agent: null, leavesQueue: true });
  } else if (leg.agent !== null && leg.agent === call.phase.agent) {
    const agent = call.legs.find((other) => isParty(other) && other.agent !== null)?.agent ?? null;
    turn.record({ kind: 'call.handed', call: call.id, agent });
  }
  const caller = leg.role === 'caller' ? (call.legs.find(isParty)?.id ?? null) : null;
  turn.record({ kind: 'leg.regrouped', call: call.id, caller, cause: 'droppedByOtherParty', by: leg.party });
}

/** With a caller's channel, or one of two who talk, goes the call; that of a ringing phone goes alone. */
export function legCutOff(turn: Turn, id: LegId): void {
  for (const { call } of legsOfChannel(turn.state, id)) {
    if (call.phase.name !== 'talking' && legOf(call, id)?.role !== 'caller') continue;
    if (!customerCutOff(turn, call)) loseToAsterisk(turn, call);
  }
}
