import type { DeviceCalls, DeviceChange } from '../../board/device/device-call.ts';
import type { CallId, PhoneId } from '../../board/ids.ts';
import type { AgentInfo, RequestableAgentState } from './words.ts';
import type { Directories } from './house/directories.ts';
import type { FeatureBook } from './house/features.ts';
import type { HistoryBook } from './house/history.ts';
import type { Listen } from './house/listen.ts';
import type { RoutingPoints } from './house/routing-points.ts';
import type { StatisticsBook } from './house/statistics-book.ts';

/**
 * Everything that the gateway needs of the house. Promises reject with a CordboardError, whose code `errors.ts` turns
 * into an error of TelServices; texts come as the client wrote them, trimmed, and are not checked any further.
 */
export interface Telephony {
  readonly line: Line;
  readonly devices: Devices;
  readonly features: FeatureBook;
  readonly agents: Agents;
  readonly users: Users;
  readonly history: HistoryBook;
  readonly statistics: StatisticsBook;
  readonly directories: Directories;
  readonly routingPoints: RoutingPoints;
}

/** The PBX link of the manual: whether Asterisk can be reached. */
export interface Line {
  readonly isUp: boolean;
  readonly listen: Listen<boolean>;
}

export interface Devices {
  /** The phone with this number, or null: then it cannot be monitored. */
  find(deviceNumber: string): PhoneId | null;
  /** What the phone does now, as of the last change that was told; null when it has no call. */
  calls(phone: PhoneId): DeviceCalls | null;
  /** Resolves when the command is taken, not when it has come about: the changes tell of that. */
  command(command: DeviceCommand): Promise<void>;
  readonly listen: Listen<DeviceChange>;
  /** A phone is no longer in the office: its sessions end. */
  readonly listenGone: Listen<PhoneId>;
}

/** `call` is null where the client named no other party: the only call, or the first in the state that is needed. */
export type DeviceCommand = { readonly phone: PhoneId } & (
  | { readonly name: 'makeCall'; readonly called: string; readonly data: string | null }
  | {
      readonly name: 'answerCall' | 'dropCall' | 'holdCall' | 'retrieveCall';
      readonly call: CallId | null;
    }
  | { readonly name: 'alternateCall' | 'reconnectCall' | 'transferCall' | 'conferenceCall' }
  | {
      readonly name: 'consultationCall' | 'divertCall' | 'addPartyToCall';
      readonly call: CallId | null;
      /** Who is consulted, to whom the call is diverted, who is added. */
      readonly called: string;
      readonly data: string | null;
    }
);

export interface Agents {
  /** Whoever is or could be signed in at this phone; null when the phone is nobody's. */
  at(phone: PhoneId): AgentInfo | null;
  setState(phone: PhoneId, state: RequestableAgentState): Promise<void>;
  /** Somebody has a session on this phone: he is signed in there, if a campaign that he works for wants that. */
  opened(phone: PhoneId, userID: string | null): Promise<void>;
  readonly listen: Listen<{ readonly phone: PhoneId; readonly info: AgentInfo }>;
}

export interface Users {
  /**
   * Whether the password is the user's and he may have a session on this phone. Slows down or locks out who guesses.
   * Rejects with 'phone-unknown', 'not-permitted', 'sign-in-refused', 'user-locked' or another code that `errors.ts` maps to `invalidCredentials`.
   */
  authenticate(attempt: {
    readonly userID: string;
    readonly userPassword: string;
    readonly deviceNumber: string;
    /** IP address that it comes from. */
    readonly address: string;
  }): Promise<void>;
  /** Whether he may have a session on this phone just now: a look-up, for it is asked before every event. */
  mayUse(userID: string, deviceNumber: string): boolean;
  /** Whose a device number that stands for a userID is: a user of that name, or the agent at that phone. */
  userOf(deviceNumber: string): string | null;
  /** Whether he may use the supervisor services and see what is other people's. */
  isSupervisor(userID: string): boolean;
  /** He is no longer in the office, or his password or all his sessions were ended: his clients are closed. */
  readonly listenGone: Listen<string>;
}
