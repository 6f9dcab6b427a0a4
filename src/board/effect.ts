import type { Party } from './call/call.ts';
import type { BridgeId, LegId, PlaybackId, TapId } from './ids.ts';

/** What the board wants of Asterisk. Each is sent once, after its turn is in the ledger, and never waited for. */
export type Effect =
  /** Answer a caller who is not answered yet and play music to him. */
  | { readonly name: 'hold-caller'; readonly channel: LegId; readonly music: string }
  | { readonly name: 'answer'; readonly channel: LegId }
  /** Let a caller hear that it rings at the other end: by signalling before he is answered, by a tone afterwards. */
  | { readonly name: 'ringback'; readonly channel: LegId; readonly on: boolean }
  | {
      readonly name: 'ring';
      readonly leg: LegId;
      readonly endpoint: string;
      /** What the ringing phone shows. */
      readonly display: Party;
      readonly autoAnswer: boolean;
      /** Asterisk's own bound, longer than the board's, for the case that the board is away. */
      readonly timeoutMs: number;
    }
  /** Put these parties into a bridge, out of whichever they are in; the others who are in it stay. */
  | {
      readonly name: 'connect';
      readonly bridge: BridgeId;
      readonly channels: readonly LegId[];
      /** The bridge may not be there yet. */
      readonly make: boolean;
    }
  /** Take a party out of its bridge. */
  | { readonly name: 'part'; readonly bridge: BridgeId; readonly channel: LegId }
  | { readonly name: 'drop-bridge'; readonly bridge: BridgeId }
  /** Music for one party alone; null ends it. */
  | { readonly name: 'music'; readonly channel: LegId; readonly music: string | null }
  /** Nobody hears this party while it is on. */
  | { readonly name: 'mute'; readonly channel: LegId; readonly on: boolean }
  | { readonly name: 'send-digits'; readonly channel: LegId; readonly digits: string }
  /** Change what the party's display says of whom it speaks with. */
  | { readonly name: 'show'; readonly channel: LegId; readonly party: Party }
  /** The answer to a phone that asked for a transfer by itself (REFER). */
  | { readonly name: 'answer-transfer'; readonly channel: LegId; readonly accepted: boolean }
  | { readonly name: 'hang-up'; readonly channel: LegId; readonly reason: HangupReason }
  /** Listen to a party, wherever it is moved to: to what it says, to what it hears, or both; and speak to it. */
  | {
      readonly name: 'tap';
      readonly tap: TapId;
      readonly channel: LegId;
      readonly spy: 'in' | 'out' | 'both';
      /** Whom what is said into the tap reaches: nobody, the tapped party, or those who hear it. */
      readonly whisper: 'none' | 'out' | 'in' | 'both';
    }
  /** Write what a tap hears into a file below Asterisk's recordings; `file` has no ending. */
  | { readonly name: 'record'; readonly tap: TapId; readonly file: string; readonly format: SoundFormat }
  /** Write silence instead while it is on, so that the tracks of a call keep their time. */
  | { readonly name: 'hush-recording'; readonly file: string; readonly on: boolean }
  | { readonly name: 'end-recording'; readonly file: string }
  /** Take a message from a party that is alone: it ends by silence, `#`, its length or the end of the party. */
  | {
      readonly name: 'take-message';
      readonly channel: LegId;
      readonly file: string;
      readonly format: SoundFormat;
      readonly longestMs: number;
      readonly silenceMs: number;
    }
  /** Play to one party, in its order: `sound:…`, `tone:…`, `recording:…`, `digits:…`. */
  | {
      readonly name: 'play';
      readonly playback: PlaybackId;
      readonly channel: LegId;
      readonly media: readonly string[];
    }
  | { readonly name: 'stop-playing'; readonly playback: PlaybackId }
  /** A short sound for one party of a talk, which goes on beside it. */
  | { readonly name: 'beep'; readonly channel: LegId; readonly playback: PlaybackId }
  /** Hand the channel to the engineer's dialplan, `context`,s,1, with variables; it comes back by `cordboard-return`. */
  | {
      readonly name: 'hand-over';
      readonly channel: LegId;
      readonly context: string;
      readonly extension: string;
      readonly variables: Readonly<Record<string, string>>;
    }
  /** Fetch a channel that was handed over: it comes as if it had returned by itself. */
  | { readonly name: 'take-back'; readonly channel: LegId }
  /**
   * Tell when this party talks and is silent: of a greeting, or of a pause as at its end, and of a fax machine's tone;
   * `nothing` ends it.
   */
  | { readonly name: 'listen'; readonly channel: LegId; readonly for: 'greeting' | 'pause' | 'nothing' }
  /** Light or put out the lamp of the phones that watch this mailbox. */
  | {
      readonly name: 'message-lamp';
      readonly mailbox: string;
      readonly unheard: number;
      readonly heard: number;
    };

/** `wav49` and `gsm` are a tenth of the size of `wav`. */
export type SoundFormat = 'wav' | 'wav49' | 'gsm';

export type HangupReason =
  | 'normal'
  | 'answered-elsewhere'
  | 'unallocated'
  | 'congestion'
  | 'busy'
  | 'no-answer'
  | 'rejected';
