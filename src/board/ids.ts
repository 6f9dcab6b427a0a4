import type { Id } from '../base/ids.ts';

/** `<instance>-<number>`: unique for the life of a ledger. */
export type CallId = Id<'call'>;
/**
 * A leg is what one channel has to do with one call. Its id is the channel's: Asterisk's unique id of a channel that
 * came in, or `<call>-<leg number>` for one that we make. In a consultation one channel is a leg of two calls.
 */
export type LegId = Id<'leg'>;
/** `<call>-b<number>`. */
export type BridgeId = Id<'bridge'>;
/** `<call>-t<number>`: listens to a party, for a recording or a supervisor. */
export type TapId = Id<'tap'>;
/** `<call>-p<number>`. */
export type PlaybackId = Id<'playback'>;
/** `<call>-r<number>`. */
export type RecordingId = Id<'recording'>;
/** `<call>-m<number>`: a message in a mailbox. */
export type MessageId = Id<'message'>;
export type AgentId = Id<'agent'>;
export type QueueId = Id<'queue'>;
export type PhoneId = Id<'phone'>;
export type CampaignId = Id<'campaign'>;
/** Of a contact in the ledger's table; other products' clients know it as a number. */
export type ContactId = number & { readonly contact: true };
export type ListId = number & { readonly list: true };

/** Every id that this board makes begins so; what begins so in Asterisk and is not known to the board is an orphan. */
export const idPrefix = (instance: string): string => `cb${instance}-`;

export const callId = (instance: string, number: number): CallId =>
  `${idPrefix(instance)}${number}` as CallId;
export const legId = (call: CallId, number: number): LegId => `${call}-${number}` as LegId;
export const bridgeId = (call: CallId, number: number): BridgeId => `${call}-b${number}` as BridgeId;
export const tapId = (call: CallId, number: number): TapId => `${call}-t${number}` as TapId;
export const playbackId = (call: CallId, number: number): PlaybackId => `${call}-p${number}` as PlaybackId;
export const recordingId = (call: CallId, number: number): RecordingId => `${call}-r${number}` as RecordingId;
export const messageId = (call: CallId, number: number): MessageId => `${call}-m${number}` as MessageId;
/** A call's number counts up: of two calls the one with the lower number came first. */
export const numberOfCall = (id: CallId): number => Number(id.slice(id.lastIndexOf('-') + 1));
/** The call that an id of a bridge, a tap, a playback, a message or a leg of ours was made for. */
export const callOf = (id: BridgeId | TapId | PlaybackId | RecordingId | MessageId | LegId): CallId =>
  id.slice(0, id.lastIndexOf('-')) as CallId;
