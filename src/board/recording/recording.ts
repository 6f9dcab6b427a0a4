import type { Call, Party } from '../call/call.ts';
import type { AgentId, LegId, PhoneId, QueueId, RecordingId, TapId } from '../ids.ts';

/**
 * A recording of a call: a track for each party, from when it joined until it left. A call can have several, one after
 * the other, when somebody stops and starts it.
 */
export interface Recording {
  readonly id: RecordingId;
  readonly startedAt: number;
  endedAt: number | null;
  /** Why it was ended; null while it lasts. */
  end: RecordingEnd | null;
  queue: QueueId | null;
  /** The agents whose voices are in it. */
  agents: readonly AgentId[];
  /** Since when it is paused; null while it is not. */
  pausedAt: number | null;
  gaps: readonly Gap[];
  readonly tracks: Track[];
}

/** `call`: the call is over. Who stopped a recording by command does not want it to begin again by itself. */
export type RecordingEnd = 'call' | 'command';

/** A stretch of time that is silent on purpose. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** What one party says, in a file of its own below Asterisk's recordings, without its ending. */
export interface Track {
  readonly tap: TapId;
  readonly file: string;
  readonly leg: LegId;
  readonly phone: PhoneId | null;
  readonly agent: AgentId | null;
  readonly party: Party;
  /** The tap is there. */
  tapped: boolean;
  /** When the file began; null before that. */
  startedAt: number | null;
  endedAt: number | null;
  /** It ended by itself: then the leg has no other one until Asterisk is surveyed. */
  lost: boolean;
}

export function runningRecording(call: Call): Recording | undefined {
  return call.recordings.find((recording) => recording.endedAt === null);
}

export function openTrackOf(recording: Recording, leg: LegId): Track | undefined {
  return recording.tracks.find((track) => track.leg === leg && track.endedAt === null);
}

/** The open track that this tap is for. */
export function trackOfTap(call: Call, tap: TapId): Track | undefined {
  return runningRecording(call)?.tracks.find((track) => track.tap === tap && track.endedAt === null);
}
