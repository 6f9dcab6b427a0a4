import { foldQueue } from './acd/queue-state.ts';
import { foldAgentFact } from './agent/fold-agent.ts';
import { foldSeat } from './agent/fold-seat.ts';
import { foldCallFact } from './call/fold-call.ts';
import { foldCallback } from './call/fold-callback.ts';
import type { Changes } from './changes.ts';
import type { Fact } from './fact.ts';
import { foldPhone } from './device/fold-phone.ts';
import { foldOffice } from './fold-office.ts';
import { foldAttempt } from './outbound/fold-attempt.ts';
import { foldContacts } from './outbound/fold-contacts.ts';
import { foldTrunk } from './outbound/trunk-health.ts';
import { learnFromAgent } from './outbound/learn.ts';
import { foldRecording } from './recording/fold-recording.ts';
import { foldSupervision } from './supervision/fold-supervision.ts';
import type { BoardState } from './state.ts';
import { foldMessage } from './voicemail/fold-message.ts';

/**
 * The one place where the board's state changes: a fact has happened, so this is how things are now. It never
 * decides anything, so that reading the journal from its start gives the same state again.
 */
export function fold(state: BoardState, fact: Fact, changes: Changes): void {
  learnFromAgent(state, fact, changes);
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
    case 'queue.suspended':
    case 'queue.stopped':
    case 'queue.resumed':
      foldQueue(state, fact, changes);
      break;
    case 'phone.changed':
      foldPhone(state, fact, changes);
      break;
    case 'message.left':
    case 'message.heard':
    case 'message.deleted':
      foldMessage(state, fact, changes);
      break;
    case 'call.arrived':
    case 'call.made':
    case 'call.consulted':
    case 'call.queued':
    case 'call.requeued':
    case 'call.reaching':
    case 'call.redirected':
    case 'call.turned-away':
    case 'call.answered':
    case 'call.bridged':
    case 'call.rebridging':
    case 'call.handed':
    case 'call.parked':
    case 'call.message':
    case 'call.away':
    case 'call.recalled':
    case 'call.returned':
    case 'call.data':
    case 'call.described':
    case 'call.prioritised':
    case 'call.relaxed':
    case 'call.waits':
    case 'call.told':
    case 'call.heard':
    case 'call.keyed':
    case 'call.whispering':
    case 'call.whispered':
    case 'call.deserted':
    case 'call.seen-off':
    case 'call.left-queue':
    case 'call.ended':
    case 'leg.added':
    case 'leg.changed':
    case 'leg.replaced':
    case 'leg.moved':
    case 'leg.left':
    case 'leg.noted':
    case 'leg.muted':
    case 'leg.regrouped':
    case 'leg.clearing':
    case 'leg.cleared':
    case 'offer.alerting':
      foldCallFact(state, fact, changes);
      break;
    case 'offer.made':
    case 'offer.answering':
    case 'offer.passed':
    case 'offer.ended':
    case 'call.connected':
      // These tie a call and an agent together.
      foldCallFact(state, fact, changes);
      foldAgentFact(state, fact, changes);
      break;
    case 'callback.asked':
    case 'callback.wanted':
    case 'callback.due':
    case 'callback.dialled':
    case 'callback.answered':
    case 'callback.accepted':
    case 'callback.failed':
      foldCallback(state, fact, changes);
      break;
    case 'campaign.started':
    case 'campaign.suspended':
    case 'campaign.resumed':
    case 'campaign.stopped':
    case 'campaign.completed':
    case 'campaign.made':
    case 'campaign.removed':
    case 'campaign.changed':
    case 'contacts.held':
    case 'contacts.released':
    case 'contact.refused':
    case 'contact.settled':
    case 'contact.disposed':
    case 'contact.handed-over':
    case 'contact.reminded':
    case 'number.barred':
    case 'number.unbarred':
      foldContacts(state, fact, changes);
      break;
    case 'contact.previewed':
    case 'contact.skipped':
      foldContacts(state, fact, changes);
      foldAgentFact(state, fact, changes);
      break;
    case 'attempt.begun':
    case 'attempt.dialled':
    case 'attempt.answered':
    case 'attempt.detected':
    case 'attempt.talks':
    case 'attempt.marked':
    case 'attempt.overflowed':
    case 'attempt.ended':
      foldAttempt(state, fact, changes);
      break;
    case 'attempt.heard':
      foldAttempt(state, fact, changes);
      foldAgentFact(state, fact, changes);
      break;
    case 'trunk.failed':
    case 'trunk.recovered':
    case 'trunk.seen':
      foldTrunk(state, fact);
      break;
    case 'recording.started':
    case 'recording.track-added':
    case 'recording.track-tapped':
    case 'recording.track-started':
    case 'recording.track-ended':
    case 'recording.paused':
    case 'recording.resumed':
    case 'recording.ended':
      foldRecording(state, fact, changes);
      break;
    case 'supervision.started':
    case 'supervision.changed':
    case 'supervision.followed':
    case 'supervision.hears':
    case 'supervision.deaf':
    case 'supervision.ended':
      foldSupervision(state, fact, changes);
      break;
    case 'seat.begun':
    case 'seat.ended':
      foldSeat(state, fact, changes);
      break;
    case 'agent.signed-in':
    case 'agent.signed-out':
    case 'agent.leaving':
    case 'agent.pausing':
    case 'agent.moved':
    case 'agent.ready':
    case 'agent.not-ready':
    case 'agent.engaged':
    case 'agent.wrap-up':
    case 'agent.wrap-up-owed':
    case 'agent.wrap-up-extended':
    case 'agent.wrap-up-asked':
    case 'agent.disposed':
    case 'agent.queues':
    case 'agent.overdue':
    case 'agent.idle':
      foldAgentFact(state, fact, changes);
      break;
  }
}
