import { endOffer, offerOn } from './acd/offer.ts';
import { legOf } from './call/call.ts';
import { clearLeg } from './call/clearing.ts';
import { abandon } from './call/ending.ts';
import { heardBy } from './call/heard.ts';
import { promptRefused } from './call/keys.ts';
import { legGone, legLeft } from './call/leg-events.ts';
import { awaitsBridge, bridgeFailed } from './call/talk.ts';
import { tapRefused } from './call/tap-events.ts';
import type { Effect } from './effect.ts';
import { handOverRefused, takeBackRefused } from './hooks/away.ts';
import { callOf, type LegId } from './ids.ts';
import { legsOfChannel } from './state.ts';
import type { Turn } from './turn.ts';
import { messageRefused, recordingUnknown } from './voicemail/visit.ts';

const unknownCause = { q850: 0, sip: null };

/** Asterisk did not do what we asked. "Not found" is an ordinary answer: the party has just hung up. */
export function refused(turn: Turn, effect: Effect, code: string): void {
  switch (effect.name) {
    case 'ring':
      return ringRefused(turn, effect, code);
    case 'hold-caller':
    case 'music':
      if (code === 'not-found') legGone(turn, effect.channel, unknownCause);
      // Perhaps he hears nothing; twice does no harm.
      else if (code === 'timeout' && effect.music !== null && hears(turn, effect.channel, effect.music))
        turn.want(effect);
      return;
    case 'hang-up':
    case 'answer':
      if (code === 'not-found') legGone(turn, effect.channel, unknownCause);
      return;
    case 'tap':
    case 'record':
    case 'hush-recording':
      return tapRefused(turn, effect, code);
    case 'hand-over':
      return handOverRefused(turn, effect.channel, code);
    case 'take-back':
      return takeBackRefused(turn, effect.channel, code);
    case 'play':
      return promptRefused(turn, effect.playback, code);
    case 'take-message':
      return messageRefused(turn, effect.file, code);
    case 'end-recording':
      return recordingUnknown(turn, effect.file, code);
    case 'connect':
      return connectRefused(turn, effect, code);
    default:
  }
}

function hears({ state }: Turn, channel: LegId, music: string): boolean {
  return heardBy(state, channel).music === music;
}

/** Of a party that is gone its own end tells; what was not answered may stand yet, until its time is over. */
function connectRefused(
  turn: Turn,
  { bridge, channels }: Extract<Effect, { name: 'connect' }>,
  code: string,
): void {
  if (code === 'line-down') return;
  const call = turn.state.calls.get(callOf(bridge));
  if (code === 'timeout') {
    // A talk that is yet to begin has a deadline of its own; who is missing in one that stands is asked for again.
    if (call?.phase.name !== 'talking' || !call.phase.bridged) return;
    const missing = channels.filter((channel) => heardBy(turn.state, channel).bridge === bridge);
    if (missing.length > 0) turn.want({ name: 'connect', bridge, channels: missing, make: false });
    return;
  }
  if (code === 'not-found') {
    // Asterisk puts all of them into it or nobody: those who are there come in one by one.
    if (call?.phase.name !== 'talking' || !call.phase.bridged || channels.length < 2) return;
    for (const channel of channels) {
      if (heardBy(turn.state, channel).bridge !== bridge) continue;
      turn.want({ name: 'connect', bridge, channels: [channel], make: false });
    }
    return;
  }
  if (call?.phase.name !== 'talking' || call.phase.bridge !== bridge || !awaitsBridge(call)) return;
  bridgeFailed(turn, call, `the bridge was refused: ${code}`);
}

function ringRefused(turn: Turn, effect: Extract<Effect, { name: 'ring' }>, code: string): void {
  const [found] = legsOfChannel(turn.state, effect.leg);
  // A leg that rings or talks by now was made after all, whatever became of the answer.
  if (found === undefined || legOf(found.call, effect.leg)?.state !== 'reaching') return;
  // The leg is there already: this was a repetition.
  if (code === 'conflict') return;
  const { call, leg } = found;
  const offer = offerOn(call, effect.leg);
  const unanswered = code === 'timeout' || code === 'line-down';
  if (call.phase.name === 'seated') {
    return abandon(turn, call, unanswered ? 'lost-by-asterisk' : 'unanswered', 20);
  }
  if (offer !== undefined) endOffer(turn, call, offer, unanswered ? 'line-lost' : 'unreachable');
  if (call.phase.name === 'calling' || call.phase.name === 'monitoring') {
    const isLost = unanswered && call.attempt !== null;
    return abandon(turn, call, isLost ? 'lost-by-asterisk' : 'unanswered', 20);
  }
  // Without an answer it may ring all the same.
  if (unanswered) clearLeg(turn, call.id, effect.leg, 'normal');
  else turn.record({ kind: 'leg.cleared', call: call.id, leg: effect.leg, cause: 20 });
  if (offer !== undefined) return;
  // Whoever is to be called back is not called twice at once, nor a campaign's customer.
  const isLost = unanswered && (call.phase.name === 'waiting' || call.attempt?.leg === leg.id);
  legLeft(turn, call, leg, { q850: 20, sip: null, ...(isLost ? { isLost } : {}) });
}
