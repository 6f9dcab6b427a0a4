import type { Id } from '../base/ids.ts';

/** `<instance>-<number>`: unique for the life of a ledger. */
export type CallId = Id<'call'>;
/** A leg is a channel: Asterisk's unique id of a caller's channel, or `<call>-<leg number>` for one that we make. */
export type LegId = Id<'leg'>;
/** `<call>-b<number>`. */
export type BridgeId = Id<'bridge'>;
export type AgentId = Id<'agent'>;
export type QueueId = Id<'queue'>;
export type PhoneId = Id<'phone'>;

/** Every id that this board makes begins so; what begins so in Asterisk and is not known to the board is an orphan. */
export const idPrefix = (instance: string): string => `cb${instance}-`;

export const callId = (instance: string, number: number): CallId =>
  `${idPrefix(instance)}${number}` as CallId;
export const legId = (call: CallId, number: number): LegId => `${call}-${number}` as LegId;
export const bridgeId = (call: CallId, number: number): BridgeId => `${call}-b${number}` as BridgeId;
export const callOfBridge = (bridge: BridgeId): CallId => bridge.slice(0, bridge.lastIndexOf('-')) as CallId;
