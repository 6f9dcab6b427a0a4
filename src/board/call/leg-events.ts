import { connectOffer, endOffer, outcomeOf } from '../acd/offer.ts';
import type { LegId } from '../ids.ts';
import type { HangupCause } from '../input.ts';
import type { Turn } from '../turn.ts';
import { legOf, type Call, type Offer } from './call.ts';
import { abandon, endTalk, loseToAsterisk } from './ending.ts';
import { bridgeFailed } from './talk.ts';

/** What happens to one leg, told apart by what its call is doing just then. */

export function legAlerting(turn: Turn, leg: LegId): void {
  const call = callWith(turn, leg);
  const agent = call === undefined ? null : legOf(call, leg)?.agent;
  if (call === undefined || agent === null || agent === undefined) return;
  if (legOf(call, leg)?.state === 'originated') {
    turn.record({ kind: 'offer.alerting', call: call.id, agent, leg });
  }
}

export function legAnswered(turn: Turn, leg: LegId): void {
  const call = callWith(turn, leg);
  if (call === undefined) {
    // We know nothing of it any more; its caller may be long gone.
    turn.want({ name: 'hang-up', channel: leg, reason: 'normal' });
    return;
  }
  const offer = offerOn(call, leg);
  if (offer !== undefined) connectOffer(turn, call, offer);
}

export function legGone(turn: Turn, leg: LegId, cause: HangupCause): void {
  const call = callWith(turn, leg);
  const role = call === undefined ? undefined : legOf(call, leg)?.role;
  if (call === undefined || role === undefined) return;
  const offer = offerOn(call, leg);
  turn.record({ kind: 'leg.cleared', call: call.id, leg, cause: cause.q850 });

  if (role === 'caller') {
    if (call.phase.name === 'talking') {
      endTalk(turn, call, call.phase.bridged ? 'completed-by-caller' : 'abandoned', cause.q850);
    } else if (call.phase.name !== 'ended') abandon(turn, call, 'abandoned', cause.q850);
    return;
  }
  if (offer !== undefined) endOffer(turn, call, offer, outcomeOf(cause));
  else if (call.phase.name === 'talking' && call.phase.agentLeg === leg) {
    if (call.phase.bridged) endTalk(turn, call, 'completed-by-agent', cause.q850);
    else bridgeFailed(turn, call, 'the agent was gone before they heard each other');
  }
}

/** With a caller's channel, or one of two who talk, goes the call; that of a ringing phone goes alone. */
export function legCutOff(turn: Turn, leg: LegId): void {
  const call = callWith(turn, leg);
  if (call === undefined) return;
  if (call.phase.name === 'talking' || legOf(call, leg)?.role === 'caller') loseToAsterisk(turn, call);
}

function callWith(turn: Turn, leg: LegId): Call | undefined {
  const id = turn.state.callOfLeg.get(leg);
  return id === undefined ? undefined : turn.state.calls.get(id);
}

function offerOn(call: Call, leg: LegId): Offer | undefined {
  return call.phase.name === 'waiting' ? call.phase.offers.find((offer) => offer.leg === leg) : undefined;
}
