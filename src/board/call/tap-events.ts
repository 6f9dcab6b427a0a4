import type { Effect } from '../effect.ts';
import { callOf, type LegId, type RecordingId, type TapId } from '../ids.ts';
import { runningRecording, trackOfTap, type Track } from '../recording/recording.ts';
import { endTrack, isHeard } from '../recording/settle.ts';
import { hearAnew } from '../supervision/settle.ts';
import type { Turn } from '../turn.ts';
import type { Call } from './call.ts';
import { forgetTap, restoreTaps, tapsOf } from './taps.ts';

/** How soon after its beginning a file cannot be hushed yet. */
const beginningMs = 2_000;

/** Asterisk has the tap. */
export function tapStands(turn: Turn, tap: TapId): void {
  const call = turn.state.calls.get(callOf(tap));
  const track = call === undefined ? undefined : trackOfTap(call, tap);
  const recording = call === undefined ? undefined : runningRecording(call);
  if (call !== undefined && recording !== undefined && track !== undefined) {
    if (track.tapped) return;
    turn.record({ kind: 'recording.track-tapped', call: call.id, recording: recording.id, tap });
  } else if (call?.phase.name === 'monitoring' && call.phase.tap?.tap === tap) {
    if (call.phase.tap.state === 'asked') turn.record({ kind: 'supervision.hears', call: call.id, tap });
    // Nobody needs it any more.
  } else turn.want({ name: 'hang-up', channel: tap as string as LegId, reason: 'normal' });
}

/** It is gone by itself, or it could not be made. Channels that are no taps mean nothing here. */
export function tapGone(turn: Turn, tap: TapId): void {
  const call = turn.state.calls.get(callOf(tap));
  if (call === undefined) return;
  const track = trackOfTap(call, tap);
  if (track !== undefined) {
    loseTrack(turn, call, track);
    forgetTap(turn, call, tap);
  } else if (
    call.phase.name === 'monitoring' &&
    call.phase.tap?.tap === tap &&
    call.phase.tap.state !== 'gone'
  ) {
    turn.record({ kind: 'supervision.deaf', call: call.id, tap });
    forgetTap(turn, call, tap);
  }
}

/** A file was to go on, and it has ended: most often because its party is just going. */
export function fileEnded(turn: Turn, file: string): void {
  const found = ownerOf(turn, file);
  if (found === null || found.track.endedAt !== null) return;
  loseTrack(turn, found.call, found.track);
  forgetTap(turn, found.call, found.track.tap);
}

/** What Asterisk said to what we asked of taps and their files. */
export function tapRefused(
  turn: Turn,
  effect: Extract<Effect, { name: 'tap' | 'record' | 'hush-recording' }>,
  code: string,
): void {
  // Without an answer it may have been done all the same: the next survey tells.
  if (code === 'line-down' || code === 'timeout') return;
  switch (effect.name) {
    case 'tap':
      // It is there already: this was a repetition.
      if (code !== 'conflict') tapGone(turn, effect.tap);
      return;
    case 'record':
      if (code !== 'conflict') fileRefused(turn, effect.file);
      return;
    case 'hush-recording':
      return hushRefused(turn, effect, code);
  }
}

function fileRefused(turn: Turn, file: string): void {
  const found = ownerOf(turn, file);
  if (found !== null && found.track.endedAt === null) loseTrack(turn, found.call, found.track);
}

/** A file that has only just been asked for may not be there yet. */
function hushRefused(turn: Turn, effect: Extract<Effect, { name: 'hush-recording' }>, code: string): void {
  const found = ownerOf(turn, effect.file);
  if (found === null || code !== 'conflict') return;
  const { call, track } = found;
  const recording = runningRecording(call);
  if (recording === undefined || track.startedAt === null || turn.at - track.startedAt > beginningMs) return;
  if (effect.on === !isHeard(call, recording, track)) turn.want(effect);
}

function loseTrack(turn: Turn, call: Call, track: Track): void {
  const recording = runningRecording(call);
  if (recording !== undefined) endTrack(turn, call, recording, track, true);
}

/** `yyyy/mm/dd/<recording>-<track>`. */
function ownerOf(turn: Turn, file: string): { readonly call: Call; readonly track: Track } | null {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const recording = name.slice(0, name.lastIndexOf('-')) as RecordingId;
  const call = turn.state.calls.get(callOf(recording));
  const track = call?.recordings.find(({ id }) => id === recording)?.tracks.find((one) => one.file === file);
  return call === undefined || track === undefined ? null : { call, track };
}

/**
 * After a gap. What Asterisk has is told again how it should be; a tap that it has not cannot be made again under its
 * name, so its track ends, or is given up, and another one begins.
 */
export function reconcileTaps(turn: Turn, there: ReadonlySet<string>): void {
  for (const call of turn.state.calls.values()) {
    if (call.phase.name === 'monitoring' && call.phase.tap?.state === 'gone') hearAnew(turn, call);
    for (const tap of tapsOf(call).keys()) {
      if (there.has(tap)) tapStands(turn, tap);
      else tapMissing(turn, call, tap);
    }
    restoreTaps(turn, call, there);
  }
}

function tapMissing(turn: Turn, call: Call, tap: TapId): void {
  const recording = runningRecording(call);
  const track = trackOfTap(call, tap);
  if (recording !== undefined && track !== undefined) endTrack(turn, call, recording, track, false);
  else hearAnew(turn, call);
}
