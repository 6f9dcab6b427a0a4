import { endOffer } from './acd/offer.ts';
import { legOf } from './call/call.ts';
import { clearLeg } from './call/clearing.ts';
import { legGone } from './call/leg-events.ts';
import type { Effect } from './effect.ts';
import type { Turn } from './turn.ts';

/** Asterisk did not do what we asked. "Not found" is an ordinary answer: the party has just hung up. */
export function refused(turn: Turn, effect: Effect, code: string): void {
  switch (effect.name) {
    case 'ring':
      return ringRefused(turn, effect, code);
    case 'hang-up':
    case 'hold-caller':
      if (code === 'not-found') legGone(turn, effect.channel, { q850: 0, sip: null });
      return;
    // The parties' own ends tell more than these two; what they do not tell, the timer of the state does.
    case 'connect':
    case 'drop-bridge':
      return;
  }
}

function ringRefused(turn: Turn, effect: Extract<Effect, { name: 'ring' }>, code: string): void {
  const { state } = turn;
  const id = state.callOfLeg.get(effect.leg);
  const call = id === undefined ? undefined : state.calls.get(id);
  // A leg that rings or talks by now was made after all, whatever became of the answer.
  if (call === undefined || legOf(call, effect.leg)?.state !== 'originated') return;
  // The leg is there already: this was a repetition.
  if (code === 'conflict') return;
  const offer =
    call.phase.name === 'waiting' ? call.phase.offers.find((one) => one.leg === effect.leg) : undefined;
  const unanswered = code === 'timeout' || code === 'line-down';
  if (offer !== undefined) endOffer(turn, call, offer, unanswered ? 'line-lost' : 'unreachable');
  // Without an answer it may ring all the same.
  if (unanswered) clearLeg(turn, call.id, effect.leg, 'normal');
  else turn.record({ kind: 'leg.cleared', call: call.id, leg: effect.leg, cause: 20 });
}
