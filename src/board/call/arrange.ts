import { callOf, type BridgeId, type LegId } from '../ids.ts';
import type { Turn } from '../turn.ts';
import { bridgeOf, type Party } from './call.ts';
import { lightLamp } from '../voicemail/lamp.ts';
import { heardBy, type Heard } from './heard.ts';
import { legsOfChannel } from '../state.ts';

/**
 * Asks Asterisk for what the turn has changed in who hears whom. No rule of call control asks for a bridge or for music
 * itself: it says how the legs are, and what they are to hear follows from that (`heard.ts`).
 */
export function arrange(turn: Turn): void {
  const { before } = turn;
  const joining = new Map<BridgeId, LegId[]>();
  const after: [LegId, Heard, Heard][] = [];
  for (const [channel, was] of before.heard) {
    const is = heardBy(turn.state, channel);
    // What is gone or being hung up needs nothing any more.
    if (is.isOurs) after.push([channel, was, is]);
  }
  for (const [channel, was, is] of after) {
    if (was.ringback && !is.ringback) turn.want({ name: 'ringback', channel, on: false });
    // What is played takes the place of the music by itself.
    const startsPlaying = is.playing !== null && is.playing.playback !== was.playing?.playback;
    if (was.music !== null && is.music === null && !startsPlaying) {
      turn.want({ name: 'music', channel, music: null });
    }
    if (was.playing !== null && was.playing.playback !== is.playing?.playback) {
      turn.want({ name: 'stop-playing', playback: was.playing.playback });
    }
    if (was.speaksInto !== null && was.speaksInto !== is.speaksInto) {
      turn.want({ name: 'end-recording', file: was.speaksInto });
    }
    if (is.bridge !== null && is.bridge !== was.bridge) {
      joining.set(is.bridge, [...(joining.get(is.bridge) ?? []), channel]);
    }
  }
  for (const [bridge, joined] of joining) {
    // What was asked for before may have been lost on the way, until Asterisk has said that the bridge stands.
    const isSure = isBridged(turn, bridge);
    const channels = isSure ? joined : after.flatMap(([id, , is]) => (is.bridge === bridge ? [id] : []));
    turn.want({ name: 'connect', bridge, channels, make: !isSure || !before.bridges.has(bridge) });
  }
  for (const [channel, was, is] of after) {
    // A bridge that is taken down lets go of everybody.
    if (was.bridge !== null && is.bridge === null && bridgeStands(turn, was.bridge)) {
      turn.want({ name: 'part', bridge: was.bridge, channel });
    }
    if (is.music !== null && is.music !== was.music) askMusic(turn, channel, was, is.music);
    if (
      is.music === null &&
      was.music === null &&
      isWaiting(turn, channel) &&
      !turn.before.heardAll.has(channel)
    ) {
      answerFirst(turn, channel, was, is);
    }
    if (is.ringback && !was.ringback) turn.want({ name: 'ringback', channel, on: true });
    if (is.playing !== null && is.playing.playback !== was.playing?.playback) {
      turn.want({ name: 'play', channel, ...is.playing });
    }
    if (is.speaksInto !== null && is.speaksInto !== was.speaksInto) askMessage(turn, channel, is.speaksInto);
    if (is.muted !== was.muted) turn.want({ name: 'mute', channel, on: is.muted });
    if (showsAnother(was, is)) turn.want({ name: 'show', channel, party: is.shows });
  }
  for (const [phone, [unheard, heard]] of before.lamps) {
    const device = turn.state.devices.get(phone);
    if (device?.unheard !== unheard || device.heard !== heard) lightLamp(turn, phone);
  }
  for (const bridge of before.bridges) {
    if (!bridgeStands(turn, bridge)) turn.want({ name: 'drop-bridge', bridge });
  }
}

/** What the phone was rung with, or has dialled itself, it shows already. */
function showsAnother(was: Heard, is: Heard): is is Heard & { readonly shows: Party } {
  return was.shows !== null && is.shows !== null && was.shows.number !== is.shows.number;
}

/** Who was not in a talk yet may not even be answered; who has heard something to its end is. */
function askMusic(turn: Turn, channel: LegId, was: Heard, music: string): void {
  const isAnswered = was.bridge !== null || turn.before.heardAll.has(channel);
  turn.want({ name: isAnswered ? 'music' : 'hold-caller', channel, music });
}

/** Nobody pays attention to, or for, what a caller hears who is not answered: who enters a queue is. */
function answerFirst(turn: Turn, channel: LegId, was: Heard, is: Heard): void {
  const begins = (is.playing !== null && was.playing === null) || (is.ringback && !was.ringback);
  if (begins && was.bridge === null) turn.want({ name: 'answer', channel });
}

function isWaiting({ state }: Turn, channel: LegId): boolean {
  return legsOfChannel(state, channel).some(
    ({ call, leg }) => call.phase.name === 'waiting' && leg.role === 'caller',
  );
}

function askMessage(turn: Turn, channel: LegId, file: string): void {
  const { longestMs, silenceMs, format } = turn.state.office.voicemail;
  turn.want({ name: 'take-message', channel, file, format, longestMs, silenceMs });
}

function isBridged(turn: Turn, bridge: BridgeId): boolean {
  const phase = turn.state.calls.get(callOf(bridge))?.phase;
  return phase?.name !== 'talking' || phase.bridged;
}

function bridgeStands(turn: Turn, bridge: BridgeId): boolean {
  const call = turn.state.calls.get(callOf(bridge));
  return call !== undefined && bridgeOf(call) === bridge;
}
