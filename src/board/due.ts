import { endOffer } from './acd/offer.ts';
import { clearingMs } from './bounds.ts';
import { legOf } from './call/call.ts';
import { clearLeg } from './call/clearing.ts';
import { bridgeFailed } from './call/talk.ts';
import type { AgentId, LegId } from './ids.ts';
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
  const callId = turn.state.callOfLeg.get(id);
  const call = callId === undefined ? undefined : turn.state.calls.get(callId);
  const leg = call === undefined ? undefined : legOf(call, id);
  if (call === undefined || leg === undefined || leg.deadline !== deadline) return;
  switch (leg.state) {
    case 'originated':
    case 'alerting': {
      const offer =
        call.phase.name === 'waiting' ? call.phase.offers.find((one) => one.leg === id) : undefined;
      if (offer !== undefined) endOffer(turn, call, offer, 'no-answer');
      clearLeg(turn, call.id, id, 'normal');
      break;
    }
    case 'connected':
      bridgeFailed(turn, call, 'the bridge did not come about in time');
      break;
    case 'clearing':
      turn.record({ kind: 'leg.clearing', call: call.id, leg: id, deadline: turn.at + clearingMs });
      turn.want({ name: 'hang-up', channel: id, reason: 'normal' });
      break;
    case 'queued':
      break;
  }
}

function agentDue(turn: Turn, id: AgentId, until: number): void {
  const work = turn.state.agents.get(id)?.work;
  if ((work?.name === 'wrap-up' || work?.name === 'resting') && work.until === until) {
    turn.record({ kind: 'agent.idle', agent: id });
  }
}
