import type { Party } from './call/call.ts';
import type { Effect } from './effect.ts';
import type { AgentId, BridgeId, CallId, LegId, PhoneId } from './ids.ts';
import type { Office } from './office.ts';

/** All that the board is told, each with its time. Nothing else ever changes it. */
export type Input = { readonly at: number } & (
  | { readonly kind: 'line'; readonly event: LineEvent }
  | { readonly kind: 'line-up'; readonly survey: Survey }
  | { readonly kind: 'line-down'; readonly reason: string }
  /** Asterisk did not carry out an effect. `code` is the line's: not-found, timeout, unreachable … */
  | { readonly kind: 'refused'; readonly effect: Effect; readonly code: string }
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'office'; readonly office: Office }
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
    }
  | { readonly name: 'alerting'; readonly channel: LegId }
  /** The far end answered and the channel is ours to connect. */
  | { readonly name: 'answered'; readonly channel: LegId }
  /** Everyone whom a `connect` effect named is in the bridge. */
  | { readonly name: 'bridged'; readonly bridge: BridgeId }
  | { readonly name: 'gone'; readonly channel: LegId; readonly cause: HangupCause }
  /** Asterisk is shutting down and ends this channel. */
  | { readonly name: 'cut-off'; readonly channel: LegId };

export interface HangupCause {
  /** Q.850 cause, 0 when unknown. */
  readonly q850: number;
  /** The SIP status that stood behind it, if the far end gave one. */
  readonly sip: number | null;
}

/** What Asterisk has at one moment, of the channels in our application and of the bridges that bear our mark. */
export interface Survey {
  /** When this Asterisk began: another time than before means that all its former channels are lost. */
  readonly asteriskStartedAt: number;
  readonly channels: readonly SurveyedChannel[];
  readonly bridges: readonly { readonly id: BridgeId; readonly channels: readonly LegId[] }[];
}

export interface SurveyedChannel {
  readonly id: LegId;
  readonly state: 'down' | 'ringing' | 'up';
  readonly args: readonly string[];
  readonly caller: Party;
  readonly dialled: string;
}

export type Command =
  | { readonly name: 'sign-in'; readonly agent: AgentId; readonly phone?: PhoneId | undefined }
  | { readonly name: 'sign-out'; readonly agent: AgentId }
  | { readonly name: 'ready'; readonly agent: AgentId }
  | { readonly name: 'not-ready'; readonly agent: AgentId; readonly reason: string }
  | { readonly name: 'answer'; readonly agent: AgentId }
  /** `agent` when an agent ends his own call, null when somebody else ends it. */
  | { readonly name: 'hang-up'; readonly call: CallId; readonly agent: AgentId | null };
