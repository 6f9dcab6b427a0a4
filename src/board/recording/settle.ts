import { isParty, legOf, placeOf, type Call, type Leg } from '../call/call.ts';
import { recordingId, tapId, type CallId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { dayFolder } from './day-folder.ts';
import { policyOf } from './policy.ts';
import { openTrackOf, runningRecording, type Recording, type RecordingEnd, type Track } from './recording.ts';

/**
 * Brings recordings in step with the legs of the calls that the turn has touched: no rule of call control says itself
 * who is recorded. What Asterisk is to do follows from the tracks (`call/taps.ts`).
 */
export function settleRecordings(turn: Turn): void {
  for (const id of turn.changes.calls) {
    const call = turn.state.calls.get(id);
    if (call !== undefined && call.phase.name !== 'ended') settle(turn, call);
  }
}

function settle(turn: Turn, call: Call): void {
  if (mustBegin(turn.state, call)) beginRecording(turn, call);
  const recording = runningRecording(call);
  if (recording === undefined) return;
  for (const track of recording.tracks) {
    if (track.endedAt === null && !isIn(call, track)) endTrack(turn, call, recording, track, false);
  }
  for (const leg of call.legs) if (needsTrack(call, recording, leg)) addTrack(turn, call, recording, leg);
  for (const track of recording.tracks) {
    // What is silent from the beginning is left out, so nothing is ever written of it.
    if (
      track.tapped &&
      track.startedAt === null &&
      track.endedAt === null &&
      isHeard(call, recording, track)
    ) {
      turn.record({
        kind: 'recording.track-started',
        call: call.id,
        recording: recording.id,
        tap: track.tap,
      });
    }
  }
}

/** Only who speaks with somebody is recorded: not who waits or hears music, nor who is busy elsewhere. */
export function isHeard(call: Call, recording: Recording, track: Track): boolean {
  const own = legOf(call, track.leg);
  const speaksWith = call.legs.some((leg) => leg !== own && leg.state === 'connected');
  return recording.pausedAt === null && own?.state === 'connected' && speaksWith;
}

function mustBegin(state: Readonly<BoardState>, call: Call): boolean {
  if (!isTalk(call) || runningRecording(call) !== undefined || !mayBegin(state, call)) return false;
  const policy = policyOf(state, call);
  return policy === 'forced' || (policy === 'always' && call.recordings.at(-1)?.end !== 'command');
}

/** Whether the call may have another recording. */
export function mayBegin(state: Readonly<BoardState>, call: Call): boolean {
  return call.recordings.length < state.office.recording.mostPerCall;
}

/** They hear each other. */
export function isTalk({ phase }: Call): boolean {
  return phase.name === 'talking' && phase.bridged;
}

export function beginRecording(turn: Turn, call: Call): void {
  turn.record({
    kind: 'recording.started',
    call: call.id,
    recording: recordingId(call.id, call.recordings.length + 1),
    queue: placeOf(call)?.queue ?? call.account.queue,
    agents: call.legs.flatMap((leg) => (isParty(leg) && leg.agent !== null ? [leg.agent] : [])),
  });
}

/** The call is about to end. */
export function endRecordings(turn: Turn, id: CallId): void {
  const call = turn.state.calls.get(id);
  if (call !== undefined) endRecording(turn, call, 'call');
}

export function endRecording(turn: Turn, call: Call, end: RecordingEnd): void {
  const recording = runningRecording(call);
  if (recording === undefined) return;
  const { id, agents } = recording;
  turn.record({ kind: 'recording.ended', call: call.id, recording: id, agents, end });
}

function needsTrack(call: Call, recording: Recording, leg: Leg): boolean {
  if (!isTalk(call) || leg.state !== 'connected') return false;
  const wasLost = recording.tracks.some((track) => track.leg === leg.id && track.lost);
  return openTrackOf(recording, leg.id) === undefined && !wasLost;
}

function isIn(call: Call, track: Track): boolean {
  const leg = legOf(call, track.leg);
  return leg !== undefined && leg.state !== 'clearing';
}

function addTrack(turn: Turn, call: Call, recording: Recording, leg: Leg): void {
  turn.record({
    kind: 'recording.track-added',
    call: call.id,
    recording: recording.id,
    tap: tapId(call.id, call.nextId),
    file: `${dayFolder(recording.startedAt)}/${recording.id}-${recording.tracks.length + 1}`,
    leg: leg.id,
  });
}

export function endTrack(turn: Turn, call: Call, recording: Recording, track: Track, lost: boolean): void {
  turn.record({
    kind: 'recording.track-ended',
    call: call.id,
    recording: recording.id,
    tap: track.tap,
    lost,
  });
}
