/** Words of the protocol that are neither a request's nor an answer's alone; spelling and order are the manual's. */

/** Agent event. `null`: nobody is there; `busy` is set by the server only. */
export const agentStates = [
  'null',
  'loggedOff',
  'loggedOn',
  'busy',
  'notReady',
  'ready',
  'workingAfterCall',
] as const;
export type AgentState = (typeof agentStates)[number];

/** AgentState: "the null state is not possible, the busy state cannot be requested". */
export const requestableAgentStates = [
  'loggedOff',
  'loggedOn',
  'notReady',
  'ready',
  'workingAfterCall',
] as const;
export type RequestableAgentState = (typeof requestableAgentStates)[number];

export interface AgentInfo {
  readonly userID: string | null;
  readonly state: AgentState;
  /** When the server will change the state by itself, UTC milliseconds; null when it will not. */
  readonly changesAt: number | null;
  /** Names of the queues that the agent serves. */
  readonly inboundServices: readonly string[];
  /** Names of the campaigns that the agent serves. */
  readonly outboundServices: readonly string[];
  readonly permittedStates: readonly AgentState[];
}

/** Forward: whose calls (internal, external, all) and when they are forwarded. */
export { forwardTypes, type ForwardType } from '../../board/device/device.ts';

/** Call event, otherParty. */
export const numberTypes = ['work', 'home', 'mobile', 'ip'] as const;
export type NumberType = (typeof numberTypes)[number];

/** QueryRoutingPointState. */
export const routingPointStates = [
  'started',
  'started-completed',
  'started-failed',
  'started-running',
  'started-suspended',
  'stopped',
] as const;
export type RoutingPointState = (typeof routingPointStates)[number];

/** Session event. */
export const sessionEvents = [
  'sessionClosedByAdmin',
  'sessionClosedByTimeout',
  'sessionClosedByMonitoringReject',
  'sessionClosedByClient',
  'pbxlinkOutOfService',
  'pbxlinkInService',
] as const;
export type SessionEvent = (typeof sessionEvents)[number];
export type SessionEnd = Extract<SessionEvent, `sessionClosed${string}`>;

/** Error. */
export const errorNames = [
  'pbxlinkOutOfService',
  'pbxReject',
  'pbxTimeout',
  'noCall',
  'noOpenSession',
  'sessionLimitExceeded',
  'reject',
  'invalidCredentials',
  'resourceError',
] as const;
export type ErrorName = (typeof errorNames)[number];

/** A party of a call or of a directory; what is null is not known. */
export interface PartyInfo {
  readonly number: string;
  readonly name: string | null;
  readonly numberType: NumberType | null;
  readonly company: string | null;
}
