import type { RecordingRow } from '../account.ts';
import { legOf, type Call } from '../call/call.ts';
import type { Changes } from '../changes.ts';
import type { Fact } from '../fact.ts';
import type { BoardState } from '../state.ts';
import { runningRecording, type Recording, type Track } from './recording.ts';

type RecordingFact = Extract<Fact, { kind: `recording.${string}` }>;

export function foldRecording(state: BoardState, fact: RecordingFact, changes: Changes): void {
  const call = state.calls.get(fact.call);
  if (call === undefined) return;
  changes.calls.add(call.id);
  if (fact.kind === 'recording.started') {
    call.recordings.push({
      id: fact.recording,
      startedAt: fact.at,
      endedAt: null,
      end: null,
      queue: fact.queue,
      agents: fact.agents,
      pausedAt: null,
      gaps: [],
      tracks: [],
    });
    return;
  }
  const recording = runningRecording(call);
  if (recording?.id !== fact.recording) return;
  const track = 'tap' in fact ? recording.tracks.find((one) => one.tap === fact.tap) : undefined;
  switch (fact.kind) {
    case 'recording.track-added':
      addTrack(call, recording, fact);
      break;
    case 'recording.track-tapped':
      if (track !== undefined) track.tapped = true;
      break;
    case 'recording.track-started':
      if (track !== undefined) track.startedAt = fact.at;
      break;
    case 'recording.track-ended':
      if (track !== undefined) endTrack(track, fact.at, fact.lost);
      break;
    case 'recording.paused':
      recording.pausedAt = fact.at;
      break;
    case 'recording.resumed':
      closeGap(recording, fact.at);
      break;
    case 'recording.ended':
      closeGap(recording, fact.at);
      for (const one of recording.tracks) if (one.endedAt === null) endTrack(one, fact.at, false);
      recording.endedAt = fact.at;
      recording.end = fact.end;
      changes.recordings.push(rowOf(call, recording, fact.at));
      break;
  }
}

function addTrack(
  call: Call,
  recording: Recording,
  fact: Extract<RecordingFact, { kind: 'recording.track-added' }>,
): void {
  call.nextId += 1;
  const leg = legOf(call, fact.leg);
  const agent = leg?.agent ?? null;
  recording.tracks.push({
    tap: fact.tap,
    file: fact.file,
    leg: fact.leg,
    phone: leg?.phone ?? null,
    agent,
    party: leg?.party ?? { name: '', number: '' },
    tapped: false,
    startedAt: null,
    endedAt: null,
    lost: false,
  });
  if (agent !== null && !recording.agents.includes(agent)) recording.agents = [...recording.agents, agent];
  recording.queue ??= call.account.queue;
}

function endTrack(track: Track, at: number, lost: boolean): void {
  track.endedAt = at;
  track.lost = lost;
}

function closeGap(recording: Recording, at: number): void {
  if (recording.pausedAt === null) return;
  recording.gaps = [...recording.gaps, { from: recording.pausedAt, to: at }];
  recording.pausedAt = null;
}

/** Tracks that never began have no file. */
function rowOf(call: Call, recording: Recording, endedAt: number): RecordingRow {
  return {
    recording: recording.id,
    call: call.id,
    queue: recording.queue,
    agents: recording.agents,
    caller: call.caller,
    dialled: call.dialled,
    startedAt: recording.startedAt,
    endedAt,
    tracks: recording.tracks.flatMap(({ file, party, phone, agent, startedAt, endedAt: over }) =>
      startedAt === null ? [] : [{ file, party, phone, agent, startedAt, endedAt: over ?? endedAt }],
    ),
    gaps: recording.gaps,
  };
}
