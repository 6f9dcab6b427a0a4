import type { AgentId, CampaignId, QueueId } from '../ids.ts';
import type { DispositionRule } from './disposition.ts';
import type { Outcome } from './outcome.ts';
import type { OneAgentStrategy } from '../queue-settings.ts';

/** What the office file says of a campaign. */
export interface CampaignSettings {
  readonly id: CampaignId;
  readonly name: string;
  /** Whose agents serve it, and how: its members, strategy, wrap-up, recording. null only where no agent takes part. */
  readonly queue: QueueId | null;
  readonly dialling: DiallingMode;
  readonly abandon: AbandonRules;
  /** How long it rings at a customer's; laws ask for at least 15 s. */
  readonly ringMs: number;
  /** In their order: the next is tried when the network refuses. */
  readonly trunks: readonly string[];
  /** How numbers are sent: `plus` +4930…, `e164` 4930…, `national` 030…, after `prefix`. */
  readonly numberFormat: 'plus' | 'e164' | 'national';
  readonly prefix: string;
  readonly callerIds: CallerIds;
  /** At most so many calls at once, and begun in a second; null: as many as the trunks carry. */
  readonly most: number | null;
  readonly perSecond: number | null;
  /** The rules of the law and the office, by their ids; all of them hold. */
  readonly rules: readonly string[];
  readonly limits: AttemptLimits;
  readonly retries: Readonly<Record<RetriedOutcome, RetryRule>>;
  /** Of contacts that are due at the same time. Priority comes before it. */
  readonly order: 'oldest' | 'newest' | 'random';
  readonly detection: DetectionSettings;
  readonly blending: BlendingSettings;
  /** When it dials, beside the calling windows of the called; null: always. */
  readonly calendar: string | null;
  /** What may come of a talk; empty: any text. */
  readonly dispositions: readonly DispositionRule[];
  readonly dispositionRequired: boolean;
  /** Booked when an agent's wrap-up ends without one. */
  readonly dispositionDefault: string | null;
  readonly callbacks: CallbackRules;
  /** A link that agents' desks show, with {name} of the contact's data. */
  readonly form: string | null;
}

/**
 * `manual`: agents dial by themselves. `preview`: an agent sees the contact first. `progressive`: a call for each free
 * agent. `power`: `ratio` calls for each. `predictive`: as many as the limit of abandoned calls allows. `agentless`: whoever
 * answers hears a message.
 */
export type DiallingMode =
  | { readonly name: 'manual' }
  | {
      readonly name: 'preview';
      /** Then it is dialled; null: only when the agent says so. */
      readonly afterMs: number | null;
      /** Contacts that an agent may skip in a row; null: as many as he likes. */
      readonly skips: number | null;
    }
  | { readonly name: 'progressive' }
  | { readonly name: 'power'; readonly ratio: number }
  | {
      readonly name: 'predictive';
      /** With fewer agents it is progressive. */
      readonly leastAgents: number;
    }
  | {
      readonly name: 'agentless';
      readonly message: string;
      /** Where who presses 1 goes; null: nobody can. */
      readonly pressOne: string | null;
    };

export interface AbandonRules {
  /** Of the people who have answered, at most this share, 0 to 1. */
  readonly limit: number;
  /** Days over which the law counts: 1 is the present day, 30 any 30 days. */
  readonly days: number;
  /** Whoever has no agent by then, counted from his answer, is abandoned. */
  readonly withinMs: number;
  /** What he hears; null: nothing (which few laws allow). */
  readonly message: string | null;
  /** His number is not called again for so long. */
  readonly lockOutMs: number;
  /**
   * `certain`: predictive dialling bets nothing that could pass the limit, whatever customers do. `expected`: what is in flight
   * is charged with three standard errors above what is expected of it.
   */
  readonly guarantee: 'certain' | 'expected';
  /** Predictive: what has rung so long may be hung up when no agent would be there; null: it rings on. */
  readonly dropAfterMs: number | null;
}

export interface CallerIds {
  readonly numbers: readonly string[];
  /** `first`; `rotate`: one after the other; `area`: which has most leading digits in common with the called number. */
  readonly by: 'first' | 'rotate' | 'area';
}

export interface AttemptLimits {
  readonly perContact: number;
  readonly perNumber: number;
  /** Of a number in one day of the called, and in any 24 hours; null: no limit. Over all campaigns. */
  readonly perDay: number | null;
  readonly per24Hours: number | null;
}

/** Outcomes after which a contact is tried again by rule. */
export type RetriedOutcome = Extract<
  Outcome,
  'no-answer' | 'busy' | 'machine' | 'rejected' | 'congestion' | 'abandoned' | 'silence' | 'hung-up'
>;

export interface RetryRule {
  readonly afterMs: number;
  /** So often at most; 0: the number is done. */
  readonly most: number;
  /** The contact's next number is tried first. */
  readonly nextNumber: boolean;
}

/** How machines are told from people. */
export interface DetectionSettings {
  /** `asterisk`: its AMD in the dialplan; `talk`: ours, by how long it talks. */
  readonly by: 'none' | 'asterisk' | 'talk';
  readonly longestMs: number;
  /**
   * The share of persons among those whom it takes for machines, as far as the office knows, 0 to 1. They are charged to the
   * budget of abandoned calls; what agents say corrects it.
   */
  readonly falsePositives: number;
  readonly machine: MachineAction;
  /** Whom the detection cannot tell. */
  readonly unknown: 'agent' | 'hang-up';
}

export type MachineAction =
  | { readonly name: 'hang-up' }
  | { readonly name: 'agent' }
  | { readonly name: 'message'; readonly message: string };

export interface BlendingSettings {
  /** Free agents that are left for callers. */
  readonly reserve: number;
  /** No dialling while so many callers wait in its agents' queues; null: however many. 1: inbound first. */
  readonly pauseWaiting: number | null;
}

export interface CallbackRules {
  /** An agent's own call-back is anybody's after so long; null: never. */
  readonly handOverMs: number | null;
  /** He is reminded so long before. */
  readonly remindMs: number;
  /** Open ones of one agent at most. */
  readonly mostPerAgent: number;
}

/** Calling rules of a law or an office: when, and how often, whom. */
export interface CallingRules {
  readonly id: string;
  /** Where the rule comes from, for people. */
  readonly source: string;
  readonly windows: readonly CallingWindow[];
  /** Days without calls in the called party's zone, `2026-12-25` or `12-25`. */
  readonly holidays: readonly string[];
  readonly perDay: number | null;
  readonly per24Hours: number | null;
  readonly leastRingMs: number;
  /** Regions (leading digits of E.164 numbers, or a contact's own region) for which other rules hold. */
  readonly regions: readonly RegionRules[];
}

export interface RegionRules {
  readonly name: string;
  readonly prefixes: readonly string[];
  readonly windows: readonly CallingWindow[] | null;
  readonly holidays: readonly string[];
  readonly perDay: number | null;
  readonly per24Hours: number | null;
}

/** In the called party's own time. */
export interface CallingWindow {
  /** 1 is Monday, 7 Sunday. */
  readonly days: readonly number[];
  /** Minutes since midnight; `to` is outside. */
  readonly from: number;
  readonly to: number;
}

/** How many calls a trunk carries, and how fast they may begin; null: no bound. */
export interface TrunkLimits {
  readonly most: number | null;
  readonly perSecond: number | null;
}

export const unlimited: TrunkLimits = { most: null, perSecond: null };

/** What supervisors may change while a campaign runs; what is not named is as the office says. */
export interface LiveChanges {
  readonly ratio?: number;
  readonly most?: number | null;
  readonly abandonLimit?: number;
  readonly mode?: DiallingMode['name'];
  /** Hours in which it may dial, instead of the calendar's, in the office's zone; null: no other ones. */
  readonly hours?: readonly CallingWindow[] | null;
  /** Days without calls, `12-25`. */
  readonly daysOff?: readonly string[];
  /** Days of the week without calls, whatever the hours say; 1 is Monday, 7 Sunday. */
  readonly weekdaysOff?: readonly number[];
  readonly ringMs?: number;
  /** After nobody has answered, or the line was busy; what is not named is as the office says. */
  readonly retry?: Partial<Pick<RetryRule, 'afterMs' | 'most'>>;
  /** It is stopped then, UTC milliseconds. */
  readonly stopAt?: number | null;
  /** Wrap-up after its calls. */
  readonly wrapUpMs?: number | null;
  /** Whom it is restricted to. */
  readonly agents?: readonly AgentId[] | null;
  /** Which of the free agents has its next customer, instead of the queue's strategy; null: that one. */
  readonly distribution?: AgentDistribution | null;
  /**
   * Customers who are called or wait beyond the free agents, at most this part of the agents who are signed in: 1 is as many
   * as these. null: as many as the pacing says.
   */
  readonly queueLimit?: number | null;
  /** For gateways: its agents are signed in when their desks open, and ready when they sign in. */
  readonly signInOnOpen?: boolean;
  readonly readyOnSignIn?: boolean;
  /** For reports: who has hung up so soon after his answer has not waited. */
  readonly immediateAbandonMs?: number;
}

export type AgentDistribution = Extract<OneAgentStrategy, 'round-robin' | 'linear' | 'longest-idle'>;
