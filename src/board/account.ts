import type { ShownState } from './agent/agent.ts';
import type { CallEnd, Party, Phase } from './call/call.ts';
import type { LeaveReason, Visit } from './call/waiting.ts';
import type { ConnectionCause } from './device/device-call.ts';
import type { StoredMessage } from './device/device.ts';
import type { AgentId, CallId, LegId, PhoneId, QueueId, RecordingId } from './ids.ts';
import type { Gap } from './recording/recording.ts';

/**
 * A stretch of time of one call or one agent. The segments of a call tile the time from its arrival to its end,
 * those of an agent the time from sign-in to sign-out: no hole, no overlap. Every report is a query on them.
 */
export type Segment = { readonly startAt: number; readonly endAt: number } & (
  | {
      readonly subject: 'call';
      readonly call: CallId;
      readonly state: Exclude<Phase['name'], 'ended'>;
      readonly queue: QueueId | null;
      readonly agent: AgentId | null;
    }
  | {
      readonly subject: 'agent';
      readonly agent: AgentId;
      readonly state: ShownState['state'];
      readonly reason: string | null;
      readonly call: CallId | null;
      readonly queue: QueueId | null;
    }
);

/** A call that is over, as call records have always had it; `docs/api.md` gives each column's usual title. */
export interface HistoryRow {
  readonly call: CallId;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly caller: Party;
  readonly dialled: string;
  /** The last queue and the last agent that the call had. */
  readonly queue: QueueId | null;
  readonly agent: AgentId | null;
  readonly waitMs: number;
  readonly talkMs: number;
  readonly disposition: 'ANSWERED' | 'NO ANSWER' | 'FAILED';
  readonly end: CallEnd;
  /** Q.850 cause of the end. */
  readonly cause: number;
}

/** A caller's stay in one queue, from its beginning to its end. */
export interface VisitRow extends Visit {
  readonly call: CallId;
  readonly caller: Party;
  readonly dialled: string;
  /** When they heard each other, or when the caller left. */
  readonly endedAt: number;
  readonly outcome: VisitOutcome;
}

/** `failed`: everything was tried; `lost`: Asterisk cut him off. */
export type VisitOutcome = 'answered' | 'abandoned' | LeaveReason | 'failed' | 'lost';

/** A caller whom Asterisk cut off and whom somebody should call back. */
export interface CallbackRow {
  readonly call: CallId;
  readonly at: number;
  readonly queue: QueueId;
  readonly caller: Party;
  readonly waitedMs: number;
}

/** A message and what has become of it. */
export interface MessageRow extends StoredMessage {
  readonly phone: PhoneId;
  readonly deletedAt: number | null;
  readonly deletedBy: string | null;
}

/** What one device had of one call, from its first sign of it to its last. User statistics and histories are made of these. */
export interface LegRow {
  readonly leg: LegId;
  readonly call: CallId;
  /** null for parties outside. */
  readonly phone: PhoneId | null;
  /** Who was signed in at the phone then. */
  readonly agent: AgentId | null;
  /** The queue that the call was in when it reached the device. */
  readonly queue: QueueId | null;
  readonly isOutgoing: boolean;
  readonly startedAt: number;
  readonly endedAt: number;
  /** How long it rang; for an outgoing call, how long the far end rang. */
  readonly alertingMs: number;
  /** How long it was connected, holds included. */
  readonly connectedMs: number;
  readonly heldMs: number;
  readonly otherParty: Party;
  /** Why it ended; null means normally. */
  readonly cause: ConnectionCause | null;
  /** Q.850. */
  readonly q850: number;
}

/** A recording that is over: its tracks lie as files of 16-bit sound below Asterisk's recordings, to be mixed. */
export interface RecordingRow {
  readonly recording: RecordingId;
  readonly call: CallId;
  readonly queue: QueueId | null;
  readonly agents: readonly AgentId[];
  readonly caller: Party;
  readonly dialled: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly tracks: readonly TrackRow[];
  /** While it was paused; the tracks are silent there. */
  readonly gaps: readonly Gap[];
}

export interface TrackRow {
  /** Without its ending, `.wav`. */
  readonly file: string;
  readonly party: Party;
  /** null for parties outside. */
  readonly phone: PhoneId | null;
  readonly agent: AgentId | null;
  readonly startedAt: number;
  readonly endedAt: number;
}
