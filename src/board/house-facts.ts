import type { Party } from './call/call.ts';
import type { Forward, Greeting } from './device/device.ts';
import type { SoundFormat } from './effect.ts';
import type {
  AgentId,
  BridgeId,
  CallId,
  LegId,
  MessageId,
  PhoneId,
  QueueId,
  RecordingId,
  TapId,
} from './ids.ts';
import type { RecordingEnd } from './recording/recording.ts';
import type { Monitoring, SupervisionEnd } from './supervision/supervision.ts';

/** What can happen to queues and phones, and to what is recorded, left and listened to. */
export type HouseFacts =
  // A queue: whether it takes calls
  | { readonly kind: 'queue.suspended' | 'queue.stopped' | 'queue.resumed'; readonly queue: QueueId }
  // A phone
  | {
      readonly kind: 'phone.changed';
      readonly phone: PhoneId;
      readonly doNotDisturb?: boolean;
      readonly forwards?: readonly Forward[];
      /** null goes back to the prompt that everybody has. */
      readonly greeting?: Greeting | null;
    }
  | {
      readonly kind: 'message.left';
      readonly message: MessageId;
      readonly phone: PhoneId;
      readonly call: CallId;
      readonly caller: Party;
      /** Below Asterisk's recordings, without its ending. */
      readonly file: string;
      readonly format: SoundFormat;
      readonly durationMs: number;
    }
  | {
      readonly kind: 'message.heard';
      readonly message: MessageId;
      readonly phone: PhoneId;
      /** A user, or the phone at which it was done. */
      readonly by: string;
    }
  | {
      readonly kind: 'message.deleted';
      readonly message: MessageId;
      readonly phone: PhoneId;
      readonly by: string;
    }
  /** Asterisk cut this caller off: somebody should call back. */
  | {
      readonly kind: 'callback.listed';
      readonly call: CallId;
      readonly queue: QueueId;
      readonly caller: Party;
      readonly waitedMs: number;
    }
  // A recording of a call
  | {
      readonly kind: 'recording.started';
      readonly call: CallId;
      readonly recording: RecordingId;
      readonly queue: QueueId | null;
      readonly agents: readonly AgentId[];
    }
  /** A party is to be recorded from now on: Asterisk is asked for a tap. */
  | {
      readonly kind: 'recording.track-added';
      readonly call: CallId;
      readonly recording: RecordingId;
      readonly tap: TapId;
      readonly file: string;
      readonly leg: LegId;
    }
  | {
      readonly kind: 'recording.track-tapped' | 'recording.track-started';
      readonly call: CallId;
      readonly recording: RecordingId;
      readonly tap: TapId;
    }
  | {
      readonly kind: 'recording.track-ended';
      readonly call: CallId;
      readonly recording: RecordingId;
      readonly tap: TapId;
      /** By itself, although the party is still there. */
      readonly lost: boolean;
    }
  | {
      readonly kind: 'recording.paused' | 'recording.resumed';
      readonly call: CallId;
      readonly recording: RecordingId;
      readonly agents: readonly AgentId[];
    }
  | {
      readonly kind: 'recording.ended';
      readonly call: CallId;
      readonly recording: RecordingId;
      readonly agents: readonly AgentId[];
      readonly end: RecordingEnd;
    }
  // A supervision: who hears whom, in which call and how. Nobody but supervisors is told of it.
  | {
      readonly kind: 'supervision.started';
      readonly call: CallId;
      readonly leg: LegId;
      readonly phone: PhoneId;
      readonly caller: Party;
      readonly dialled: string;
      readonly by: AgentId | null;
      readonly agent: AgentId;
      readonly mode: Monitoring['mode'];
      readonly bridge: BridgeId;
      readonly deadline: number;
    }
  | {
      readonly kind: 'supervision.changed';
      readonly call: CallId;
      readonly by: AgentId | null;
      readonly agent: AgentId;
      readonly mode: Monitoring['mode'];
    }
  /** The agent is in another call now, or in none; or the mode hears him in another way. */
  | {
      readonly kind: 'supervision.followed';
      readonly call: CallId;
      readonly by: AgentId | null;
      readonly agent: AgentId;
      readonly mode: Monitoring['mode'];
      readonly watched: CallId | null;
      /** What is tapped; null when the supervisor takes part himself. */
      readonly channel: LegId | null;
      readonly tap: TapId | null;
    }
  /** The tap is there; or it is gone by itself. */
  | {
      readonly kind: 'supervision.hears' | 'supervision.deaf';
      readonly call: CallId;
      readonly tap: TapId;
    }
  | {
      readonly kind: 'supervision.ended';
      readonly call: CallId;
      readonly by: AgentId | null;
      readonly agent: AgentId;
      readonly mode: Monitoring['mode'];
      readonly watched: CallId | null;
      readonly end: SupervisionEnd;
    };
