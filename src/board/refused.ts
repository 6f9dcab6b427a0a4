import { endOffer } from './acd/offer.ts';
import { legOf } from './call/call.ts';
import { clearLeg } from './call/clearing.ts';
import { legGone } from './call/leg-events.ts';
import { awaitsBridge, bridgeFailed } from './call/talk.ts';
import type { Effect } from './effect.ts';
import { callOfBridge, type LegId } from './ids.ts';
import type { Turn } from './turn.ts';

/** Asterisk did not do what we asked. "Not found" is an ordinary answer: the party has just hung up. */
export function refused(turn: Turn, effect: Effect, code: string): void {
  switch (effect.name) {
    case 'ring':
      return ringRefused(turn, effect, code);
    case 'hold-caller':
      if (code === 'not-found') legGone(turn, effect.channel, { q850: 0, sip: null });
      // Perhaps he hears nothing; twice does no harm.
      else if (code === 'timeout' && isQueued(turn, effect.channel)) turn.want(effect);
      return;
    case 'hang-up':
      if (code === 'not-found') legGone(turn, effect.channel, { q850: 0, sip: null });
      return;
    case 'connect':
      return connectRefused(turn, effect, code);
    case 'drop-bridge':
      return;
  }
}

/** Of a party that is gone its own end tells; what was not answered may stand yet, until its time is over. */
function connectRefused(turn: Turn, { bridge }: Extract<Effect, { name: 'connect' }>, code: string): void {
  if (code === 'not-found' || code === 'timeout' || code === 'line-down') return;
  const call = turn.state.calls.get(callOfBridge(bridge));
  if (call?.phase.name !== 'talking' || call.phase.bridge !== bridge || !awaitsBridge(call)) return;
  bridgeFailed(turn, call, `the bridge was refused: ${code}`);
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

function isQueued(turn: Turn, channel: LegId): boolean {
  const id = turn.state.callOfLeg.get(channel);
  const call = id === undefined ? undefined : turn.state.calls.get(id);
  return call !== undefined && legOf(call, channel)?.state === 'queued';
}
