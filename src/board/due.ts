import { customerDue } from './acd/call-back/customer.ts';
import { endOffer, offerOn } from './acd/offer.ts';
import { whisperDue } from './acd/whisper.ts';
import { farewellOver } from './acd/way-out.ts';
import { notReadyTooLong } from './agent/overdue.ts';
import { clearingMs } from './bounds.ts';
import { isRinging, type Call, type Leg } from './call/call.ts';
import { parkedTooLong } from './call-control/park.ts';
import { clearLeg } from './call/clearing.ts';
import { abandon } from './call/ending.ts';
import { failToReach, noAnswer } from './call/failing.ts';
import { phoneFailed } from './call/reach.ts';
import { bridgeFailed } from './call/talk.ts';
import { awayTooLong } from './hooks/away.ts';
import { detectionDue } from './outbound/detection.ts';
import { customerRangTooLong } from './outbound/life.ts';
import { previewDue } from './outbound/preview.ts';
import { mailboxDue } from './voicemail/visit.ts';
import type { AgentId, LegId } from './ids.ts';
import { legsOfChannel } from './state.ts';
import type { Turn } from './turn.ts';

/** Does what is due. A timer whose state has moved on meanwhile means nothing any more. */
export function takeTimers(turn: Turn): void {
  const { state, at } = turn;
  if (state.lineIsUp) {
    for (let due = state.legTimers.takeDue(at); due !== null; due = state.legTimers.takeDue(at)) {
      legDue(turn, due.owner, due.at);
    }
  }
  for (let due = state.agentTimers.takeDue(at); due !== null; due = state.agentTimers.takeDue(at)) {
    agentDue(turn, due.owner, due.at);
  }
}

function legDue(turn: Turn, id: LegId, deadline: number): void {
  for (const { call, leg } of legsOfChannel(turn.state, id)) {
    if (leg.deadline === deadline) takeDue(turn, call, leg);
  }
}

function takeDue(turn: Turn, call: Call, leg: Leg): void {
  if (leg.state === 'clearing') {
    turn.record({
      kind: 'leg.clearing',
      call: call.id,
      leg: leg.id,
      deadline: turn.at + clearingMs,
      cause: leg.cause,
    });
    turn.want({ name: 'hang-up', channel: leg.id, reason: 'normal' });
    return;
  }
  if (whisperDue(turn, call, leg.id)) return;
  if (isRinging(leg)) return rangTooLong(turn, call, leg);
  switch (call.phase.name) {
    case 'arriving':
      return farewellOver(turn, call);
    case 'talking':
      return bridgeFailed(turn, call, 'the bridge did not come about in time');
    case 'parked':
      return parkedTooLong(turn, call);
    case 'away':
      return awayTooLong(turn, call, leg);
    case 'message':
      return mailboxDue(turn, call);
    case 'dialling':
      return detectionDue(turn, call);
    case 'waiting':
      customerDue(turn, call, leg);
      return;
    default:
  }
}

/** Nobody has answered. */
function rangTooLong(turn: Turn, call: Call, leg: Leg): void {
  const offer = offerOn(call, leg.id);
  if (offer !== undefined) endOffer(turn, call, offer, 'no-answer');
  if (call.phase.name === 'calling' || call.phase.name === 'monitoring' || call.phase.name === 'seated') {
    return abandon(turn, call, 'unanswered', 19);
  }
  if (customerDue(turn, call, leg) || customerRangTooLong(turn, call, leg)) return;
  clearLeg(turn, call.id, leg.id, 'normal');
  if (call.phase.name !== 'reaching') return;
  if (leg.phone === null) failToReach(turn, call, noAnswer);
  else phoneFailed(turn, call, leg.phone, noAnswer);
}

function agentDue(turn: Turn, id: AgentId, until: number): void {
  // It may be for his seat.
  turn.before.agents.add(id);
  const agent = turn.state.agents.get(id);
  if (agent === undefined) return;
  const { work } = agent;
  if (work.name === 'previewing' && work.until === until) previewDue(turn, agent);
  else if ('until' in work && work.until === until) {
    turn.record({ kind: 'agent.idle', agent: id, ...(work.name === 'wrap-up' ? { expired: true } : {}) });
  }
  notReadyTooLong(turn, agent);
}
