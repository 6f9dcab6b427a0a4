import type { SoundFormat } from './effect.ts';
import type { AgentId, PhoneId, QueueId } from './ids.ts';

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
}

export interface AgentSettings {
  readonly id: AgentId;
  readonly name: string;
  /** The phone that the agent takes at sign-in unless another is named. */
  readonly phone: PhoneId | null;
  /** What is recorded of this agent's calls; null leaves it to the queue. */
  readonly record: RecordingPolicy | null;
}

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
}

export interface QueueSettings {
  readonly id: QueueId;
  readonly name: string;
  readonly strategy: 'longest-idle';
  readonly members: readonly AgentId[];
  /** Of two callers who wait in different queues, the one of the heavier queue goes first. */
  readonly weight: number;
  readonly music: string;
  /** How long one agent's phone rings for one offer. */
  readonly ringMs: number;
  readonly wrapUpMs: number;
  /** How long an agent who refused an offer is spared the next one. */
  readonly restMs: number;
  /** What a missed offer makes of the agent: out of the rotation until ready again, or only a rest. */
  readonly whenMissed: 'not-ready' | 'rest';
  readonly serviceLevelMs: number;
  readonly record: RecordingPolicy;
  /** The number to which calls go while the queue is suspended or stopped; without one they are refused. */
  readonly failureRoute?: string | undefined;
  /** Point to context: before what the office says; an empty context is none. */
  readonly hooks?: HookContexts | undefined;
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
};
