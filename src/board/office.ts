import type { SoundFormat } from './effect.ts';
import type { AgentId, PhoneId, QueueId } from './ids.ts';
import type { CallingRules, CampaignSettings, TrunkLimits } from './outbound/campaign-settings.ts';
import type { Needs, QueueSettings } from './queue-settings.ts';

/** What the board needs to know of the office file. It holds no secrets: it is journalled. */
export interface Office {
  readonly agents: readonly AgentSettings[];
  readonly phones: readonly PhoneSettings[];
  readonly trunks: readonly TrunkSettings[];
  readonly queues: readonly QueueSettings[];
  readonly numbers: readonly NumberSettings[];
  /** In their order: the first whose pattern fits a dialled number is taken. */
  readonly outside: readonly OutsideRoute[];
  readonly parking: ParkingSettings;
  readonly hooks: HookSettings;
  readonly voicemail: VoicemailSettings;
  /** In which mailboxes tell the time of a message. */
  readonly timeZone: string;
  readonly recording: RecordingSettings;
  /** When queues are open. */
  readonly calendars: readonly Calendar[];
  /** Why agents may be not ready; when none is named here any text will do. */
  readonly reasons: readonly NotReadyReason[];
  readonly campaigns: readonly CampaignSettings[];
  /** When, and how often, whom: laws, and what the office adds. */
  readonly callingRules: readonly CallingRules[];
}

/** Opening hours in the office's time zone. */
export interface Calendar {
  readonly id: string;
  readonly open: readonly OpeningHours[];
  /** Days on which it is closed, `2026-12-25` or every year `12-25`. */
  readonly holidays: readonly string[];
}

export interface OpeningHours {
  /** 1 is Monday, 7 Sunday. */
  readonly days: readonly number[];
  /** Minutes since midnight; `to` is not open any more. */
  readonly from: number;
  readonly to: number;
}

export interface NotReadyReason {
  readonly id: string;
  readonly name: string;
  /** Working time in the reports. */
  readonly paid: boolean;
  /** How long an agent may stay so; null: as long as he likes. */
  readonly longestMs: number | null;
  /** What happens then. */
  readonly whenTooLong: 'alarm' | 'ready' | 'sign-out';
}

export interface AgentSettings {
  readonly id: AgentId;
  readonly name: string;
  /** The phone that the agent takes at sign-in unless another is named. */
  readonly phone: PhoneId | null;
  /** What is recorded of this agent's calls; null leaves it to the queue. */
  readonly record: RecordingPolicy | null;
  /** What the agent knows: skill to level. */
  readonly skills: Needs;
  /** How calls come to the agent: the phone rings, it answers by itself, or it stays up between calls. */
  readonly connect: ConnectMode;
  /** So many calls at once at most, in queues that ring agents in use. */
  readonly capacity: number;
  /** Direct calls are turned away as busy while the agent is not ready. */
  readonly quietWhenNotReady: boolean;
}

export type ConnectMode = 'ring' | 'auto-answer' | 'stay';

export interface PhoneSettings {
  /** Also the number by which it is reached. */
  readonly id: PhoneId;
  /** What others see when it calls. */
  readonly name: string;
  /** What Asterisk rings, as in `PJSIP/1001`. */
  readonly endpoint: string;
  /** The phone answers by itself when the INVITE carries an auto-answer header, so it can be answered from the desk. */
  readonly autoAnswer: boolean;
  /** How long a call to it rings. */
  readonly ringMs: number;
  /** Further calls ring while it is in one. */
  readonly callWaiting: boolean;
  /** Phones of one group pick up each other's calls; null is in none. */
  readonly group: string | null;
  /** Whoever is not answered here may leave a message. */
  readonly mailbox: boolean;
  /** To whom the files of its messages are addressed; null to nobody. */
  readonly email: string | null;
}

export interface TrunkSettings {
  readonly id: string;
  readonly endpoint: string;
  readonly limits: TrunkLimits;
}

/** A number that callers dial, and what it reaches. */
export interface NumberSettings {
  readonly number: string;
  readonly to: NumberTarget;
}

export type NumberTarget =
  | { readonly kind: 'queue'; readonly queue: QueueId }
  | { readonly kind: 'phone'; readonly phone: PhoneId }
  | { readonly kind: 'mailbox'; readonly phone: PhoneId };

/** What is dialled that way goes outside, or to the engineer's own dialplan. */
export interface OutsideRoute {
  /** Asterisk's own notation without its underscore: `0Z.`, `NXXXXXX`. */
  readonly pattern: string;
  /** So many leading digits are not sent. */
  readonly strip: number;
  /** Sent before what is left. */
  readonly prefix: string;
  readonly by:
    | { readonly kind: 'trunks'; readonly trunks: readonly string[] }
    | { readonly kind: 'dialplan'; readonly context: string };
  /** What the called party sees; null for the phone's own. */
  readonly callerId: string | null;
  readonly ringMs: number;
}

export interface ParkingSettings {
  readonly first: number;
  readonly last: number;
  /** Then the one who parked the call is rung. */
  readonly returnMs: number;
}

/** Points at which a call can be handed to a context of the engineer's dialplan. */
export type HookPoint =
  | 'before-queue'
  | 'before-offer'
  | 'agent-connected'
  | 'after-agent'
  | 'overflow'
  | 'before-record';

export type HookContexts = Readonly<Partial<Record<HookPoint, string>>>;

export interface HookSettings {
  /** Point to context. */
  readonly contexts: HookContexts;
  /** A call that has not returned by then is taken back. */
  readonly longestMs: number;
}

export interface VoicemailSettings {
  /** A message, and a greeting, ends then. */
  readonly longestMs: number;
  /** It ends after so much silence. */
  readonly silenceMs: number;
  /** What is shorter is not kept. */
  readonly shortestMs: number;
  /** So many messages lie in one box at most. */
  readonly mostPerBox: number;
  readonly format: SoundFormat;
}

/** `on-demand`: when somebody asks; `always`: from the answer on; `forced`: and nobody can pause it. */
export type RecordingPolicy = 'never' | 'on-demand' | 'always' | 'forced';

export interface RecordingSettings {
  /** At most so many recordings of one call. */
  readonly mostPerCall: number;
  /** Of calls that are in no queue. */
  readonly direct: RecordingPolicy;
}

export const emptyOffice: Office = {
  agents: [],
  phones: [],
  trunks: [],
  queues: [],
  numbers: [],
  outside: [],
  parking: { first: 7001, last: 7020, returnMs: 120_000 },
  hooks: { contexts: {}, longestMs: 60_000 },
  voicemail: { longestMs: 120_000, silenceMs: 5_000, shortestMs: 2_000, mostPerBox: 100, format: 'wav' },
  timeZone: 'UTC',
  recording: { mostPerCall: 5, direct: 'never' },
  calendars: [],
  reasons: [],
  campaigns: [],
  callingRules: [],
};
