import { foldAgentFact } from './agent/fold-agent.ts';
import { foldCallFact } from './call/fold-call.ts';
import type { Changes } from './changes.ts';
import type { Fact } from './fact.ts';
import { foldOffice } from './fold-office.ts';
import type { BoardState } from './state.ts';

/**
 * The one place where the board's state changes: a fact has happened, so this is how things are now. It never
 * decides anything, so that reading the journal from its start gives the same state again.
 */
export function fold(state: BoardState, fact: Fact, changes: Changes): void {
  switch (fact.kind) {
    case 'office.applied':
      foldOffice(state, fact.office, fact.at, changes);
      break;
    case 'line.up':
      state.lineIsUp = true;
      state.asteriskStartedAt = fact.asteriskStartedAt;
      changes.line = true;
      break;
    case 'line.down':
      state.lineIsUp = false;
      changes.line = true;
      break;
    case 'calls.skipped':
      state.nextCall = fact.nextCall;
      changes.line = true;
      break;
    case 'callback.listed':
      changes.callbacks.push({
        call: fact.call,
        at: fact.at,
        queue: fact.queue,
        caller: fact.caller,
        waitedMs: fact.waitedMs,
      });
      break;
    case 'call.arrived':
    case 'call.queued':
    case 'call.requeued':
    case 'call.bridged':
    case 'call.rebridging':
    case 'call.ended':
    case 'leg.clearing':
    case 'leg.cleared':
    case 'offer.alerting':
      foldCallFact(state, fact, changes);
      break;
    case 'offer.made':
    case 'offer.answering':
    case 'offer.ended':
    case 'call.connected':
      // These tie a call and an agent together.
      foldCallFact(state, fact, changes);
      foldAgentFact(state, fact, changes);
      break;
    case 'agent.signed-in':
    case 'agent.signed-out':
    case 'agent.ready':
    case 'agent.not-ready':
    case 'agent.wrap-up':
    case 'agent.idle':
      foldAgentFact(state, fact, changes);
      break;
  }
}
