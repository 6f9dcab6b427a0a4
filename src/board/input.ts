import type { Party } from './call/call.ts';
import type { ForwardType } from './device/device.ts';
import type { Effect } from './effect.ts';
import type {
  AgentId,
  BridgeId,
  CallId,
  CampaignId,
  LegId,
  MessageId,
  PhoneId,
  PlaybackId,
  QueueId,
  TapId,
} from './ids.ts';
import type { ConnectMode, Office } from './office.ts';
import type { Contact } from './outbound/contact.ts';
import type { OutboundCommand } from './outbound/commands.ts';
import type { ScheduleWanted } from './outbound/disposition.ts';
import type { SupervisionMode } from './supervision/supervision.ts';

/** All that the board is told, each with its time. Nothing else ever changes it. */
export type Input = { readonly at: number } & (
  | { readonly kind: 'line'; readonly event: LineEvent }
  | { readonly kind: 'line-up'; readonly survey: Survey }
  | { readonly kind: 'line-down'; readonly reason: string }
  /** Asterisk did not carry out an effect. `code` is the line's: not-found, timeout, unreachable … */
  | { readonly kind: 'refused'; readonly effect: Effect; readonly code: string }
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'office'; readonly office: Office }
  /** The scheduler hands over contacts that are due; it has none left when they are fewer than were wanted. */
  | {
      readonly kind: 'contacts';
      readonly campaign: CampaignId;
      readonly contacts: readonly Contact[];
      /** Nobody of this campaign will ever be due again. */
      readonly isAll: boolean;
    }
  /** Time has come to look at the timers. */
  | { readonly kind: 'tick' }
);

export type LineEvent =
  /** A channel came to us from the dialplan, with the arguments of its Stasis(). */
  | {
      readonly name: 'entered';
      readonly channel: LegId;
      readonly args: readonly string[];
      readonly caller: Party;
      readonly dialled: string;
      /** Whose channel it is, as in `PJSIP/1001`: a phone's or a trunk's. */
      readonly endpoint: string;
    }
  /** A channel that had come from the dialplan went back into it, or is gone. */
  | { readonly name: 'left'; readonly channel: LegId }
  | { readonly name: 'alerting'; readonly channel: LegId }
  /** The far end answered and the channel is ours to connect. */
  | { readonly name: 'answered'; readonly channel: LegId }
  /** Everyone whom a `connect` effect named is in the bridge. */
  | { readonly name: 'bridged'; readonly bridge: BridgeId }
  /** A phone put its call on hold by itself, and took it back; Asterisk plays music to the others meanwhile. */
  | { readonly name: 'held'; readonly channel: LegId }
  | { readonly name: 'retrieved'; readonly channel: LegId }
  | { readonly name: 'digit'; readonly channel: LegId; readonly digit: string }
  /** A party that is listened to begins to talk. */
  | { readonly name: 'talks'; readonly channel: LegId }
  /** It has been silent for a while, and has talked for so long before. */
  | { readonly name: 'silent'; readonly channel: LegId; readonly talkedMs: number }
  /** The tone of a fax machine. */
  | { readonly name: 'tone'; readonly channel: LegId }
  /** A phone asks to transfer (REFER): to a number, or to whom it speaks with on another of its channels. */
  | {
      readonly name: 'transfer';
      readonly channel: LegId;
      readonly to:
        | { readonly kind: 'number'; readonly number: string }
        | { readonly kind: 'channel'; readonly channel: LegId };
    }
  /** A tap is there and can be recorded or bridged. */
  | { readonly name: 'tapped'; readonly tap: TapId }
  | { readonly name: 'played'; readonly playback: PlaybackId; readonly whole: boolean }
  /** A recording has ended; without sound it is null. */
  | { readonly name: 'recorded'; readonly file: string; readonly durationMs: number | null }
  | { readonly name: 'gone'; readonly channel: LegId; readonly cause: HangupCause }
  /** A phone or trunk, as in `PJSIP/1001`, is not registered any more, or is again. */
  | { readonly name: 'reachable'; readonly endpoint: string; readonly isThere: boolean }
  /** Asterisk is shutting down and ends this channel. */
  | { readonly name: 'cut-off'; readonly channel: LegId };

export interface HangupCause {
  /** Q.850 cause, 0 when unknown. */
  readonly q850: number;
  /** The SIP status that stood behind it, if the far end gave one. */
  readonly sip: number | null;
  /** Nobody has told of its end: after a gap it was not there. */
  readonly isLost?: true;
}

/** What Asterisk has at one moment, of the channels in our application and of the bridges that bear our mark. */
export interface Survey {
  /** When this Asterisk began: another time than before means that all its former channels are lost. */
  readonly asteriskStartedAt: number;
  readonly channels: readonly SurveyedChannel[];
  readonly bridges: readonly { readonly id: BridgeId; readonly channels: readonly LegId[] }[];
}

/** The one argument of a surveyed channel that is in the engineer's dialplan. */
export const handedOver = 'handed-over';

export interface SurveyedChannel {
  readonly id: LegId;
  readonly state: 'down' | 'ringing' | 'up';
  readonly args: readonly string[];
  readonly caller: Party;
  readonly dialled: string;
  readonly endpoint: string;
}

export type Command =
  | AgentCommand
  | PhoneCommand
  | QueueCommand
  | CallbackCommand
  | WaitingCommand
  | OutboundCommand
  /** Hear an agent at this phone, or go on hearing him in another way; `by` is who does so, for the record. */
  | {
      readonly name: 'supervise';
      readonly phone: PhoneId;
      readonly agent: AgentId;
      readonly mode: SupervisionMode;
      readonly by: AgentId | null;
    }
  /** `agent` when an agent ends his own part of a call, null when somebody else ends the call. */
  | { readonly name: 'hang-up'; readonly call: CallId; readonly agent: AgentId | null };

export type AgentCommand = {
  readonly agent: AgentId;
} & (
  | {
      /** `evict`: whoever sits at the phone is signed out. Without `queues` he serves all of his. */
      readonly name: 'sign-in';
      readonly phone?: PhoneId | undefined;
      readonly evict?: boolean | undefined;
      readonly queues?: readonly QueueId[] | undefined;
      readonly connect?: ConnectMode | undefined;
    }
  /** `afterCall`: when the call that he is in and its wrap-up are over. `forced`: a supervisor wants it. */
  | {
      readonly name: 'sign-out';
      readonly afterCall?: boolean | undefined;
      readonly forced?: boolean | undefined;
    }
  | { readonly name: 'ready' }
  | { readonly name: 'not-ready'; readonly reason: string }
  | { readonly name: 'answer' }
  | { readonly name: 'end-wrap-up'; readonly forced?: boolean | undefined }
  | { readonly name: 'extend-wrap-up'; readonly ms: number }
  /** In a call of a queue whose wrap-up is there on request. */
  | { readonly name: 'ask-wrap-up'; readonly on: boolean }
  /** What came of a call; without `call` of the present one. */
  | {
      readonly name: 'dispose';
      readonly call?: CallId | undefined;
      /** Of a campaign's call one to three levels, joined by `|`. */
      readonly disposition: string;
      readonly note: string;
      /** Of a form. */
      readonly data?: Readonly<Record<string, string>> | undefined;
      /** Where the disposition asks for it. */
      readonly schedule?: ScheduleWanted | undefined;
      /** The disposition asks for it, and another contact has been promised the call. */
      readonly isPromisedElsewhere?: boolean | undefined;
      /** The user who says so; the agent himself when left out. */
      readonly by?: string | undefined;
    }
  /** Which of his queues the agent serves; null: all. */
  | { readonly name: 'choose-queues'; readonly queues: readonly QueueId[] | null }
);

export interface QueueCommand {
  readonly name: 'suspend-queue' | 'resume-queue' | 'stop-queue' | 'start-queue';
  readonly queue: QueueId;
}

/** What people do with one waiting caller. */
export type WaitingCommand = { readonly call: CallId } & (
  | { readonly name: 'prioritise-call'; readonly priority: number }
  /** To another queue. */
  | { readonly name: 'move-call'; readonly queue: QueueId }
  /** To a number, or off the line. */
  | { readonly name: 'withdraw-call'; readonly number?: string | undefined }
  /** The agent's phone rings for him. */
  | { readonly name: 'offer-call'; readonly agent: AgentId }
  /** `prompt:…`, `sound:…`. */
  | { readonly name: 'tell-call'; readonly sound: string }
);

/** `want-callback`: the waiting caller is told that he will be called back, at this number or at his own. */
export type CallbackCommand = { readonly call: CallId } & (
  | { readonly name: 'want-callback'; readonly number?: string | undefined }
  | { readonly name: 'cancel-callback' }
  /** The next attempt need not wait; his place is what it is. */
  | { readonly name: 'call-back-now' }
);

/** Chooses among the calls of a phone: by the number of the other party, or by the call itself. */
export interface Which {
  readonly other?: string | undefined;
  readonly call?: CallId | undefined;
}

/** Call control on behalf of a phone. */
export type PhoneCommand = { readonly phone: PhoneId } & (
  | { readonly name: 'make-call'; readonly number: string; readonly data?: string | undefined }
  | ({ readonly name: 'answer-call' } & Which)
  | ({ readonly name: 'reject-call' } & Which)
  | ({ readonly name: 'drop-call' } & Which)
  | { readonly name: 'drop-party'; readonly number: string }
  | ({ readonly name: 'hold-call' } & Which)
  | ({ readonly name: 'retrieve-call' } & Which)
  | { readonly name: 'alternate-call' }
  | ({
      readonly name: 'consult';
      readonly number: string;
      readonly data?: string | undefined;
    } & Which)
  | { readonly name: 'reconnect-call' }
  | { readonly name: 'transfer-call' }
  | { readonly name: 'conference-call' }
  | ({
      readonly name: 'add-party';
      readonly number: string;
      readonly data?: string | undefined;
    } & Which)
  | ({
      readonly name: 'divert-call';
      readonly number: string;
      readonly data?: string | undefined;
    } & Which)
  /** What rings at a phone, or without one in the group. */
  | { readonly name: 'pick-up'; readonly at?: PhoneId | undefined }
  | { readonly name: 'park-call'; readonly slot?: number | undefined }
  | { readonly name: 'unpark-call'; readonly slot: number }
  | { readonly name: 'mute'; readonly on: boolean }
  | { readonly name: 'send-digits'; readonly digits: string }
  | ({ readonly name: 'start-recording' } & Which)
  | ({ readonly name: 'stop-recording' } & Which)
  | ({ readonly name: 'pause-recording' } & Which)
  | ({ readonly name: 'resume-recording' } & Which)
  | { readonly name: 'stop-supervising' }
  | { readonly name: 'do-not-disturb'; readonly on: boolean }
  /** `by` is the user who asks. */
  | { readonly name: 'mark-message-heard'; readonly message: MessageId; readonly by: string }
  | { readonly name: 'delete-message'; readonly message: MessageId; readonly by: string }
  /** null takes the forward of this type back. */
  | { readonly name: 'forward'; readonly type: ForwardType; readonly number: string | null }
);
