import { unreachable } from '../../base/errors.ts';
import type { BridgeId, LegId } from '../ids.ts';
import { legsOfChannel, type BoardState } from '../state.ts';
import { displayFor, isParty, isRinging, type Call, type Leg, type Party, type Playing } from './call.ts';

/** What a channel is to have in Asterisk, as its calls stand: where its sound goes and what it hears. */
export interface Heard {
  /** It is in a call and not in the engineer's dialplan. */
  readonly isOurs: boolean;
  readonly bridge: BridgeId | null;
  readonly music: string | null;
  /** It hears that it rings at the other end. */
  readonly ringback: boolean;
  readonly muted: boolean;
  /** Played to it alone, in a mailbox. */
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
  for (const { call, leg } of legsOfChannel(state, channel)) {
    if (leg.state === 'clearing' || call.phase.name === 'ended') continue;
    if (leg.state === 'hold' && !leg.heldByPhone) {
      if (!heard.isOurs) heard = { ...silence, muted: leg.muted, shows: shownTo(call, leg) };
      continue;
    }
    const here = heardIn(state, call, leg);
    if (!here.isOurs) return here;
    return { ...here, muted: leg.muted || isUnheard(call, leg), shows: shownTo(call, leg) };
  }
  return heard;
}

/** A phone shows the number that it has dialled, until somebody is there, and then who that is. */
function shownTo(call: Call, leg: Leg): Party | null {
  if (leg.phone === null) return null;
  if (isRinging(leg)) return leg.role === 'caller' ? { name: '', number: call.dialled } : displayFor(call);
  const dialled = { name: '', number: call.dialled };
  return leg.state === 'initiated' ? dialled : (leg.other ?? dialled);
}

function heardIn(state: Readonly<BoardState>, call: Call, leg: Leg): Heard {
  const { phase } = call;
  switch (phase.name) {
    case 'waiting':
      return leg.role === 'caller'
        ? { ...silence, music: state.queues.get(phase.queue)?.music ?? 'default' }
        : silence;
    case 'reaching':
      return { ...silence, ringback: leg.role === 'caller' && leg.state === 'delivered' };
    case 'parked':
      return leg.role === 'caller' ? { ...silence, music: musicOf(state, call) } : silence;
    case 'talking': {
      if (leg.state !== 'connected' && !leg.heldByPhone) return silence;
      const { bridge } = phase;
      return { ...silence, bridge, music: isAlone(call, leg) ? musicOf(state, call) : null };
    }
    case 'message': {
      const isSpeaking = phase.step === 'recording' || phase.step === 'recorded' || phase.step === 'speaking';
      return { ...silence, playing: phase.playing, speaksInto: isSpeaking ? phase.file : null };
    }
    case 'monitoring':
      return { ...silence, bridge: isParty(leg) ? phase.bridge : null };
    case 'arriving':
    case 'calling':
    case 'ended':
      return silence;
    case 'away':
      return leg.id === phase.leg ? nothingHeard : { ...silence, music: musicOf(state, call) };
    default:
      return unreachable(phase);
  }
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
  const queue = 'place' in call.phase ? call.phase.place?.queue : undefined;
  return (queue === undefined ? undefined : state.queues.get(queue)?.music) ?? 'default';
}
