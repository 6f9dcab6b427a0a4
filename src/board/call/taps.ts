import { callOf, type BridgeId, type LegId, type TapId } from '../ids.ts';
import { isHeard } from '../recording/settle.ts';
import { runningRecording } from '../recording/recording.ts';
import { legsOfChannel, type BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { bridgeOf, type Call } from './call.ts';

/** How Asterisk listens to a channel for a call, and what becomes of what it hears. */
export interface Tapping {
  readonly channel: LegId;
  readonly spy: 'in' | 'both';
  readonly whisper: 'none' | 'out';
  /** It is written into this file, as silence while it is hushed. */
  readonly file: string | null;
  readonly hushed: boolean;
  /** It is heard here. */
  readonly bridge: BridgeId | null;
}

export type Taps = ReadonlyMap<TapId, Tapping>;

const noTaps: Taps = new Map();

/** The taps that a call needs as it stands: one for each track of its recording, or that of its supervision. */
export function tapsOf(call: Call): Taps {
  const { phase } = call;
  if (phase.name === 'monitoring') {
    if (phase.tap === null || phase.tap.state === 'gone') return noTaps;
    const { tap, channel, state } = phase.tap;
    const bridge = state === 'stands' ? bridgeOf(call) : null;
    return new Map([[tap, { channel, spy: 'both', whisper: 'out', file: null, hushed: false, bridge }]]);
  }
  const recording = runningRecording(call);
  if (recording === undefined) return noTaps;
  const taps = new Map<TapId, Tapping>();
  for (const track of recording.tracks) {
    if (track.endedAt !== null) continue;
    taps.set(track.tap, {
      channel: track.leg,
      spy: 'in',
      whisper: 'none',
      file: track.startedAt === null ? null : track.file,
      hushed: !isHeard(call, recording, track),
      bridge: null,
    });
  }
  return taps;
}

/** Asks Asterisk for what the turn has changed in who is listened to. */
export function arrangeTaps(turn: Turn): void {
  const { state, changes, before } = turn;
  for (const id of changes.calls) {
    const call = state.calls.get(id);
    const was = before.taps.get(id) ?? noTaps;
    const is = call === undefined ? noTaps : tapsOf(call);
    for (const [tap, tapping] of is) arrangeTap(turn, tap, was.get(tap), tapping);
    for (const [tap, tapping] of was) if (!is.has(tap)) dropTap(turn, tap, tapping);
  }
}

/** Remembers how the call is listened to, before a fact of the turn changes that for the first time. */
export function rememberTaps(turn: Turn, call: Call): void {
  if (!turn.before.taps.has(call.id)) turn.before.taps.set(call.id, tapsOf(call));
}

/** It is over by itself: nobody has to end it. */
export function forgetTap(turn: Turn, call: Call, tap: TapId): void {
  const others = [...(turn.before.taps.get(call.id) ?? noTaps)].filter(([id]) => id !== tap);
  turn.before.taps.set(call.id, new Map(others));
}

function arrangeTap(turn: Turn, tap: TapId, was: Tapping | undefined, is: Tapping): void {
  if (was === undefined) {
    const { channel, spy, whisper } = is;
    turn.want({ name: 'tap', tap, channel, spy, whisper });
  }
  if (is.file !== null && was?.file !== is.file) record(turn, tap, is.file);
  if (is.file !== null && is.hushed !== (was?.file === is.file && was.hushed)) {
    turn.want({ name: 'hush-recording', file: is.file, on: is.hushed });
  }
  if (is.bridge !== null && is.bridge !== was?.bridge) connect(turn, tap, is.bridge);
}

/** Of a party that goes, its taps and their files end by themselves. */
function dropTap(turn: Turn, tap: TapId, { channel, file }: Tapping): void {
  if (!isUp(turn.state, channel)) return;
  if (file !== null) turn.want({ name: 'end-recording', file });
  turn.want({ name: 'hang-up', channel: channelOf(tap), reason: 'normal' });
}

/**
 * After a gap: what should be there and is not is asked for, and what is there is told again how it should be. A tap
 * that is gone cannot be made again under its name: its owner has to have another one.
 */
export function restoreTaps(turn: Turn, call: Call, there: ReadonlySet<string>): void {
  const before = turn.before.taps.get(call.id);
  for (const [tap, is] of tapsOf(call)) {
    // What is new in this turn is asked for at its end.
    const was = before === undefined ? is : before.get(tap);
    if (!there.has(tap) || was === undefined) continue;
    if (is.file !== null && was.file === is.file) {
      record(turn, tap, is.file);
      turn.want({ name: 'hush-recording', file: is.file, on: was.hushed });
    }
    if (is.bridge !== null && was.bridge === is.bridge) connect(turn, tap, is.bridge);
  }
}

/** Whether a channel of Asterisk is a tap that some call needs. */
export function isTapInUse(state: Readonly<BoardState>, id: string): boolean {
  const tap = id as TapId;
  const owner = state.calls.get(callOf(tap));
  return owner !== undefined && tapsOf(owner).has(tap);
}

/** Always as plain sound: tracks are mixed, and turned into what the office wants, when the call is over. */
function record(turn: Turn, tap: TapId, file: string): void {
  turn.want({ name: 'record', tap, file, format: 'wav' });
}

function connect(turn: Turn, tap: TapId, bridge: BridgeId): void {
  turn.want({ name: 'connect', bridge, channels: [channelOf(tap)], make: false });
}

function isUp(state: Readonly<BoardState>, channel: LegId): boolean {
  return legsOfChannel(state, channel).some(({ leg }) => leg.state !== 'clearing');
}

/** A tap is a channel of its own. */
function channelOf(tap: TapId): LegId {
  return tap as string as LegId;
}
