import type { AgentId, QueueId } from './ids.ts';
import type { HookContexts, RecordingPolicy } from './office.ts';

/** What the office says of one queue. `docs/acd.md` explains every setting. */
export interface QueueSettings {
  readonly id: QueueId;
  readonly name: string;
  readonly members: readonly Membership[];
  readonly strategy: StrategySettings;
  readonly tiers: TierSettings;
  /** What agents must know, more at first and less later; without a step everybody may. */
  readonly skills: readonly SkillStep[];
  readonly sticky: StickySettings | null;
  /** Of two callers who wait in different queues, the one of the heavier queue goes first. */
  readonly weight: number;
  readonly ageing: AgeingSettings | null;
  /** At most so many of the queue's calls are talked in at once; null: as many as agents. */
  readonly mostTalking: number | null;
  /** Agents are rung although they are in a call, as far as their capacity goes. */
  readonly ringInUse: boolean;

  readonly entry: EntrySettings;
  readonly leave: LeaveSettings;
  /** Id of the calendar that says when the queue is open; null: always. */
  readonly hours: string | null;
  /** Who is gone and calls again within this time has his former place; 0: he has not. */
  readonly returnMs: number;

  readonly music: string;
  /** What a caller hears while an agent's phone rings. */
  readonly whileRinging: 'music' | 'ringing';
  /** Music class for callers on hold; null: that of the queue. */
  readonly holdMusic: string | null;
  /** Of callers who bring none of their own. */
  readonly language: string;
  readonly announce: AnnounceSettings;
  readonly exits: readonly Exit[];
  readonly menu: MenuSettings | null;
  readonly callback: CallbackSettings | null;
  readonly whisper: WhisperSettings;

  /** How long one agent's phone rings for one offer. */
  readonly ringMs: number;
  readonly wrapUp: WrapUpMode;
  /** How long wrap-up lasts when it has a time. */
  readonly wrapUpMs: number;
  /** How long an agent who refused an offer is spared the next one. */
  readonly restMs: number;
  /** What a missed offer makes of the agent, outcome by outcome. */
  readonly missed: Readonly<Record<MissOutcome, MissRule>>;

  readonly serviceLevelMs: number;
  readonly serviceLevel: ServiceLevelVariant;
  /** Who gives up sooner is counted apart: he has not waited. */
  readonly shortAbandonMs: number;
  readonly record: RecordingPolicy;
  /** The number to which calls go while the queue is suspended or stopped; without one they are refused. */
  readonly failureRoute?: string | undefined;
  /** Point to context: before what the office says; an empty context is none. */
  readonly hooks?: HookContexts | undefined;
}

/** An agent's part in one queue. */
export interface Membership {
  readonly agent: AgentId;
  /** Callers get the agents of tier 0 first. */
  readonly tier: number;
  /** Of callers of several queues the agent takes those of the smaller number first, whatever their wait. */
  readonly priority: number;
  /** Only callers who have waited so long are offered to the agent. */
  readonly delayMs: number;
  /** The better for the strategy `rank`. */
  readonly rank: number;
  /** Share of the calls in the strategies `weighted-random` and `quota-share`. */
  readonly weight: number;
}

/** Who of the agents that may gets the call. */
export type OneAgentStrategy =
  | 'longest-idle'
  | 'longest-available'
  | 'least-offered'
  | 'fewest-calls'
  | 'least-talk'
  | 'lowest-occupancy'
  | 'shortest-handling'
  | 'most-handled'
  | 'round-robin'
  | 'round-robin-answered'
  | 'round-robin-debt'
  | 'linear'
  | 'top-down'
  | 'random-start'
  | 'random'
  | 'weighted-random'
  | 'quota-share'
  | 'best-skill'
  | 'least-skill'
  | 'rank'
  | 'external';

export interface StrategySettings {
  /** The first decides; agents between whom it does not, the next. */
  readonly by: readonly OneAgentStrategy[];
  readonly ring: RingPlan;
  /** What is counted by strategies that count: since midnight, since sign-in, or the last hour. */
  readonly window: TallyWindow;
}

export type TallyWindow = 'day' | 'shift' | 'hour';

/** How many phones ring for one caller. */
export type RingPlan =
  | { readonly kind: 'one' }
  /** All, or the best so many; null is all. */
  | { readonly kind: 'all'; readonly most: number | null }
  /** All, for whoever is first in the queue when one answers. */
  | { readonly kind: 'pooled' }
  /** One more every so often, and those before go on ringing. */
  | { readonly kind: 'progressive'; readonly stepMs: number; readonly most: number | null }
  /** So many at once; when all of them have let it pass, the next so many. */
  | { readonly kind: 'first'; readonly count: number };

export interface TierSettings {
  /** When tier 1, 2 … open whoever of the lower tiers is free, counted from the caller's entry; null: not by time. */
  readonly afterMs: readonly (number | null)[];
  /** A tier opens as soon as no agent of the lower ones is free. */
  readonly spill: boolean;
}

/** Skill to least level. */
export type Needs = Readonly<Record<string, number>>;

export interface SkillStep {
  readonly needs: Needs;
  /** Of agents who have it, those with more of it come first with `best-skill`. */
  readonly prefers: Needs;
  /** How long this step holds; null: to the end. */
  readonly forMs: number | null;
}

/** Who has called before is offered first to the agent whom he spoke with last. */
export interface StickySettings {
  readonly forMs: number;
  /** How long the queue remembers whom a caller spoke with. */
  readonly rememberMs: number;
  /** Also while that agent is not ready; otherwise only while he is ready or in a call. */
  readonly waitForAbsent: boolean;
}

/** The longer a caller waits, the higher his priority. */
export interface AgeingSettings {
  readonly step: number;
  readonly everyMs: number;
  /** His priority rises by so much at most. */
  readonly most: number;
}

/** What is said, and the number that is reached then; without a number the call ends. */
export interface WayOut {
  /** A prompt or a sound, as in `prompt:closed`. */
  readonly say: string | null;
  readonly to: string | null;
}

/** Why nobody could take a caller. */
export const emptyReasons = ['nobody-signed-in', 'nobody-ready', 'nobody-reachable', 'no-skill'] as const;
export type EmptyReason = (typeof emptyReasons)[number];
export type EntryRefusal = EmptyReason | 'full' | 'closed' | 'wait-too-long';

export interface EntrySettings {
  /** So many may wait, and so many calls may the queue have with those that are talked in. */
  readonly mostWaiting: number | null;
  readonly mostCalls: number | null;
  /** Nobody enters whose expected wait is longer; who would be the first always enters. */
  readonly longestExpectedMs: number | null;
  readonly mostWaitingPerAgent: number | null;
  /** Where refused callers go. An `EmptyReason` that is not named here refuses nobody. */
  readonly refuse: Readonly<Partial<Record<EntryRefusal, WayOut>>>;
}

export interface LeaveSettings {
  /** Who has waited so long leaves; a phone that rings just then may finish its ring. */
  readonly after: { readonly ms: number; readonly finishRing: boolean; readonly way: WayOut } | null;
  /** Whom nobody could take leaves after some grace. */
  readonly whenEmpty: {
    readonly reasons: readonly EmptyReason[];
    readonly graceMs: number;
    readonly way: WayOut;
  } | null;
  /** Those who wait when the queue closes; null: they are still served. */
  readonly whenClosed: WayOut | null;
  /** Each agent has let the caller pass so often. */
  readonly afterRounds: { readonly rounds: number; readonly way: WayOut } | null;
}

export interface AnnounceSettings {
  /** Played once, at entry. */
  readonly welcome: readonly string[];
  readonly place: PlaceAnnouncement | null;
  readonly prompts: PeriodicPrompts | null;
  /** Two announcements are never closer than this. */
  readonly gapMs: number;
}

export interface PlaceAnnouncement {
  readonly firstMs: number;
  readonly everyMs: number;
  readonly position: boolean;
  readonly expectedWait: boolean;
  /** Not while it is as it was. */
  readonly onlyBetter: boolean;
  /** Further back it is "more than so many". */
  readonly mostPosition: number;
}

export interface PeriodicPrompts {
  readonly firstMs: number;
  /** From the end of one to the start of the next. */
  readonly everyMs: number;
  readonly order: 'in-order' | 'random';
  readonly play: readonly string[];
}

/** A key that a waiting caller may press at any time. */
export interface Exit {
  readonly digits: string;
  readonly does: ExitAction;
  /** How the menu tells of it; null: it does not. */
  readonly as: 'callback' | 'message' | 'elsewhere' | 'stay' | null;
}

export type ExitAction =
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'callback' }
  | { readonly kind: 'stay' };

/** When waiting callers are told of their exits. */
export interface MenuSettings {
  readonly afterMs: number | null;
  /** At once for those who are expected to wait longer. */
  readonly whenExpectedMs: number | null;
  readonly everyMs: number | null;
}

export interface CallbackSettings {
  /** Who is rung first when it is the caller's turn. */
  readonly first: 'agent' | 'customer';
  readonly attempts: number;
  readonly gapMs: number;
  readonly ringMs: number;
  readonly expiresMs: number;
  /** The customer presses 1 before he is connected: no mailbox does. */
  readonly pressOne: boolean;
  /** The caller may enter another number than the one he calls from. */
  readonly otherNumber: boolean;
}

/** What the two hear before they hear each other. */
export interface WhisperSettings {
  readonly agent: readonly string[];
  readonly caller: readonly string[];
}

/**
 * `none`; `timed` ends by itself or by the agent; `fixed` ends by itself only; `optional` ends by the agent only;
 * `until-disposition` when the agent has said what came of the call; `on-request` is there if the agent has asked for
 * it in the call.
 */
export type WrapUpMode = 'none' | 'timed' | 'fixed' | 'optional' | 'until-disposition' | 'on-request';

export const missOutcomes = ['no-answer', 'rejected', 'busy', 'unreachable'] as const;
export type MissOutcome = (typeof missOutcomes)[number];

/** An offer that ended so counts against the agent. */
export function isMiss(outcome: string): outcome is MissOutcome {
  return (missOutcomes as readonly string[]).includes(outcome);
}

export interface MissRule {
  /** What a miss makes of the agent. */
  readonly becomes: 'not-ready' | 'rest' | 'nothing';
  /** The consequence `not-ready` comes at the so-many-th miss in a row; before that the agent rests. */
  readonly after: number;
}

/** How the service level is computed: features 1.11, SL-1 to SL-6 in this order. */
export type ServiceLevelVariant =
  | 'answered'
  | 'with-abandoned'
  | 'offered-to-agents'
  | 'of-queued'
  | 'late-abandoned'
  | 'strict';

export const defaultStrategy: StrategySettings = {
  by: ['longest-idle'],
  ring: { kind: 'one' },
  window: 'day',
};

export function memberOf(agent: AgentId, more: Partial<Membership> = {}): Membership {
  return { agent, tier: 0, priority: 0, delayMs: 0, rank: 0, weight: 1, ...more };
}

/** A queue as it is when the office says nothing but its name. */
export function queueWith(queue: Pick<QueueSettings, 'id' | 'name'> & Partial<QueueSettings>): QueueSettings {
  return { ...plainQueue, ...queue };
}

const plainQueue: Omit<QueueSettings, 'id' | 'name'> = {
  members: [],
  strategy: defaultStrategy,
  tiers: { afterMs: [], spill: true },
  skills: [],
  sticky: null,
  weight: 0,
  ageing: null,
  mostTalking: null,
  ringInUse: false,
  entry: {
    mostWaiting: null,
    mostCalls: null,
    longestExpectedMs: null,
    mostWaitingPerAgent: null,
    refuse: {},
  },
  leave: { after: null, whenEmpty: null, whenClosed: null, afterRounds: null },
  hours: null,
  returnMs: 0,
  music: 'default',
  whileRinging: 'music',
  holdMusic: null,
  language: 'en',
  announce: { welcome: [], place: null, prompts: null, gapMs: 5_000 },
  exits: [],
  menu: null,
  callback: null,
  whisper: { agent: [], caller: [] },
  ringMs: 20_000,
  wrapUp: 'timed',
  wrapUpMs: 10_000,
  restMs: 5_000,
  missed: {
    'no-answer': { becomes: 'not-ready', after: 1 },
    unreachable: { becomes: 'not-ready', after: 1 },
    rejected: { becomes: 'rest', after: 1 },
    busy: { becomes: 'rest', after: 1 },
  },
  serviceLevelMs: 20_000,
  serviceLevel: 'with-abandoned',
  shortAbandonMs: 5_000,
  record: 'on-demand',
};
