import { CordboardError } from '../../base/errors.ts';
import { answerOffer, offerOn } from '../acd/offer.ts';
import { isWhisperedTo } from '../acd/whisper.ts';
import { ringSpareMs } from '../bounds.ts';
import { displayFor } from '../call/call.ts';
import { clearLeg } from '../call/clearing.ts';
import { legId, type PhoneId } from '../ids.ts';
import type { LegInCall } from '../state.ts';
import type { Which } from '../input.ts';
import type { Turn } from '../turn.ts';
import { holdTalks } from './hold.ts';
import { legIn, needLine, phoneNamed } from './device.ts';

/**
 * Answers the call that rings: the leg that rings is replaced by one that tells the phone to pick up by itself, since
 * no SIP request can make a ringing phone answer. A call that the phone is in is put on hold first.
 * Throws 'no-call', 'phone-cannot-answer'.
 */
export function answer(turn: Turn, id: PhoneId, which: Which): void {
  answerLeg(turn, id, legIn(turn, id, ['alerting'], which));
}

export function answerLeg(turn: Turn, id: PhoneId, { call, leg }: LegInCall): void {
  needLine(turn);
  const phone = phoneNamed(turn, id);
  if (leg.answering || isWhisperedTo(call, leg.id)) return;
  if (!phone.autoAnswer) {
    throw new CordboardError('phone-cannot-answer', `phone ${id} cannot be told to answer: lift its handset`);
  }
  const offer = offerOn(call, leg.id);
  const queue = call.phase.name === 'waiting' ? turn.state.queues.get(call.phase.queue) : undefined;
  holdTalks(turn, id);
  if (offer !== undefined && queue !== undefined) {
    if (!offer.answering) turn.atOnce(() => answerOffer(turn, call, queue, offer));
    return;
  }
  const next = legId(call.id, call.nextId);
  const deadline = turn.at + phone.ringMs;
  turn.atOnce(() => {
    turn.record({ kind: 'leg.replaced', call: call.id, leg: next, former: leg.id, deadline });
    clearLeg(turn, call.id, leg.id, 'answered-elsewhere');
  });
  turn.want({
    name: 'ring',
    leg: next,
    endpoint: phone.endpoint,
    display: displayFor(call),
    autoAnswer: true,
    timeoutMs: phone.ringMs + ringSpareMs,
  });
}
