import type { Party } from '../call/call.ts';
import type { AgentId, CallId, PhoneId } from '../ids.ts';

/** CSTA's names for the state of a device's connection in a call. `reaching` is ours: rung, but not heard of yet. */
export const connectionStates = [
  'initiated',
  'originated',
  'delivered',
  'queued',
  'alerting',
  'connected',
  'hold',
  'failed',
  'cleared',
] as const;
export type ConnectionState = (typeof connectionStates)[number];

/** Why a connection is as it is, in the words of TelServices, which are CSTA's. */
export type ConnectionCause =
  | 'busy'
  | 'conference'
  | 'destNotObtainable'
  | 'droppedByOtherParty'
  | 'heldByOtherParty'
  | 'redirect'
  | 'retrievedByOtherParty'
  | 'transfer'
  | 'route';

/** What a device may ask for now. Making a call is always allowed and is not listed. */
export type Service =
  | 'alternateCall'
  | 'answerCall'
  | 'conferenceCall'
  | 'consultationCall'
  | 'divertCall'
  | 'dropCall'
  | 'holdCall'
  | 'reconnectCall'
  | 'retrieveCall'
  | 'transferCall';

/** One of the calls of a device, as its own display could show it. */
export interface CallSide {
  readonly call: CallId;
  readonly state: ConnectionState;
  /** Whom the device speaks with or is called by; an empty number while that is not known yet. */
  readonly otherParty: Party;
  /** Who else is in the conference. */
  readonly addedParties: readonly Party[];
  /** Of a consultation: whom the one who consults speaks with otherwise. */
  readonly firstOtherParty: Party | null;
  /** Whom the caller had called first, when the call has been redirected since. */
  readonly firstCalledParty: Party | null;
  /** Who diverted or transferred the call to where it is now. */
  readonly lastRedirectionParty: Party | null;
  /** Since when this device is connected to the present other party, UTC milliseconds; null before the first answer. */
  readonly connectedAt: number | null;
  /** When that was over; null while it lasts. */
  readonly endedAt: number | null;
  readonly isOutgoing: boolean;
  readonly isConference: boolean;
  readonly cause: ConnectionCause | null;
  /** What the clients have attached to the call. */
  readonly data: string | null;
}

/** Everything that a device does with calls at one moment: its older call and, in a consultation, the newer one. */
export interface DeviceCalls {
  readonly primary: CallSide;
  readonly secondary: CallSide | null;
  readonly permitted: readonly Service[];
}

/** The calls of a device have changed; null when it has none any more. */
export interface DeviceChange {
  readonly at: number;
  readonly phone: PhoneId;
  /** Who is signed in there. */
  readonly agent: AgentId | null;
  readonly calls: DeviceCalls | null;
}
