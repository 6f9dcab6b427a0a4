import { unreachable } from '../../base/errors.ts';
import type { BridgeId, LegId } from '../ids.ts';
import type { QueueSettings } from '../queue-settings.ts';
import { legsOfChannel, type BoardState } from '../state.ts';
import {
  customerAfar,
  displayFor,
  displayOfOffer,
  isParty,
  isRinging,
  type Call,
  type Leg,
  type Party,
  type Playing,
} from './call.ts';
import type { Waiting } from './waiting.ts';

/** What a channel is to have in Asterisk, as its calls stand: where its sound goes and what it hears. */
export interface Heard {
  /** It is in a call and not in the engineer's dialplan. */
  readonly isOurs: boolean;
  readonly bridge: BridgeId | null;
  readonly music: string | null;
  /** It hears that it rings at the other end. */
  readonly ringback: boolean;
  readonly muted: boolean;
  /** Played to it alone, in a mailbox or while it waits; then there is no music. */
  readonly playing: Playing | null;
  /** The file that it speaks into. */
  readonly speaksInto: string | null;
  /** Whom its display names; null for parties outside, who are told nothing of the office. */
  readonly shows: Party | null;
}

export const nothingHeard: Heard = {
  isOurs: false,
  bridge: null,
  music: null,
  ringback: false,
  muted: false,
  playing: null,
  speaksInto: null,
  shows: null,
};

const silence: Heard = { ...nothingHeard, isOurs: true };

/** A channel that is on hold in all its calls hears nothing; otherwise it is where it is not on hold. */
export function heardBy(state: Readonly<BoardState>, channel: LegId): Heard {
  let heard = nothingHeard;
  // The seat is the oldest call of its channel.
  let isOnlySeat = false;
  for (const { call, leg } of legsOfChannel(state, channel)) {
    if (leg.state === 'clearing' || call.phase.name === 'ended') continue;
    if (leg.state === 'hold' && !leg.heldByPhone) {
      if (!heard.isOurs || isOnlySeat)
        heard = { ...silence, muted: leg.muted, shows: shownTo(state, call, leg) };
      isOnlySeat = call.phase.name === 'seated';
      continue;
    }
    const here = heardIn(state, call, leg);
    if (!here.isOurs) return here;
    return { ...here, muted: leg.muted || isUnheard(call, leg), shows: shownTo(state, call, leg) };
  }
  return heard;
}

/** A phone shows the number that it has dialled, until somebody is there, and then who that is. */
function shownTo(state: Readonly<BoardState>, call: Call, leg: Leg): Party | null {
  if (call.phase.name === 'seated') return leg.party;
  if (leg.phone === null) return null;
  if (isRinging(leg)) {
    if (leg.role === 'caller') return { name: '', number: call.dialled };
    const { phase } = call;
    const queue = phase.name === 'waiting' ? state.queues.get(phase.queue) : undefined;
    const offer = phase.name === 'waiting' ? phase.offers.find(({ leg: id }) => id === leg.id) : undefined;
    if (offer?.shows !== undefined) return offer.shows;
    return queue === undefined ? displayFor(call) : displayOfOffer(call, queue);
  }
  const dialled = { name: '', number: call.dialled };
  return leg.state === 'initiated' ? dialled : (leg.other ?? customerAfar(call) ?? dialled);
}

function heardIn(state: Readonly<BoardState>, call: Call, leg: Leg): Heard {
  const { phase } = call;
  switch (phase.name) {
    case 'waiting':
      // He has just said hello: an agent is there in a moment, or the office's message.
      if (isGreeted(call) && leg.role === 'caller' && phase.whisper === null) return silence;
      return heardWaiting(state.queues.get(phase.queue), phase, leg);
    case 'reaching':
      return { ...silence, ringback: leg.role === 'caller' && leg.state === 'delivered' };
    case 'parked':
      return leg.role === 'caller' ? { ...silence, music: holdMusicOf(state, call) } : silence;
    case 'talking': {
      if (leg.state !== 'connected' && !leg.heldByPhone) return silence;
      const { bridge } = phase;
      return { ...silence, bridge, music: isAlone(call, leg) ? holdMusicOf(state, call) : null };
    }
    case 'message': {
      const isSpeaking = phase.step === 'recording' || phase.step === 'recorded' || phase.step === 'speaking';
      return { ...silence, playing: phase.playing, speaksInto: isSpeaking ? phase.file : null };
    }
    case 'monitoring':
      return { ...silence, bridge: isParty(leg) ? phase.bridge : null };
    case 'arriving':
      return { ...silence, playing: leg.role === 'caller' ? (phase.farewell?.playing ?? null) : null };
    case 'calling':
    case 'dialling':
    case 'seated':
    case 'ended':
      return silence;
    case 'away':
      return leg.id === phase.leg ? nothingHeard : { ...silence, music: musicOf(state, call) };
    default:
      return unreachable(phase);
  }
}

/** A campaign's customer for whom no agent has been there yet. */
function isGreeted({ attempt }: Call): boolean {
  return attempt !== null && attempt.outcome === null && attempt.heardAt === null;
}

/** What is said replaces the music, which has to be asked for again afterwards. */
function heardWaiting(
  queue: QueueSettings | undefined,
  { told, whisper, offers, callback }: Waiting,
  leg: Leg,
): Heard {
  if (whisper?.leg === leg.id) return { ...silence, playing: whisper.agent };
  if (leg.role !== 'caller') {
    // He has picked up for a customer who is being called.
    const awaits = leg.state === 'connected' && callback?.dial != null && callback.dial.agent === leg.agent;
    return { ...silence, ringback: awaits };
  }
  if (whisper?.isCallerTold === true) return { ...silence, playing: whisper.caller };
  if (told.playing !== null) return { ...silence, playing: told.playing };
  if (queue?.whileRinging === 'ringing' && offers.length > 0) return { ...silence, ringback: true };
  return { ...silence, music: queue?.music ?? 'default' };
}

/** A supervisor who only listens. */
function isUnheard({ phase }: Call, leg: Leg): boolean {
  return phase.name === 'monitoring' && phase.mode === 'listen' && isParty(leg);
}

/** Everybody else has put the call on hold at the desk; to a hold key Asterisk itself plays the music. */
function isAlone(call: Call, leg: Leg): boolean {
  const others = call.legs.filter((other) => other !== leg);
  return (
    others.some((other) => other.state === 'hold' && !other.heldByPhone) &&
    !others.some((other) => other.state === 'connected' || other.heldByPhone)
  );
}

function musicOf(state: Readonly<BoardState>, call: Call): string {
  return queueOf(state, call)?.music ?? 'default';
}

function holdMusicOf(state: Readonly<BoardState>, call: Call): string {
  return queueOf(state, call)?.holdMusic ?? musicOf(state, call);
}

function queueOf(state: Readonly<BoardState>, { phase }: Call): QueueSettings | undefined {
  const queue = 'place' in phase ? phase.place?.queue : undefined;
  return queue === undefined ? undefined : state.queues.get(queue);
}
