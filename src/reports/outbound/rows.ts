import type { Fact } from '../../board/fact.ts';
import type { AgentId, CallId, CampaignId, ContactId } from '../../board/ids.ts';
import type { AttemptRow } from '../../board/outbound/attempt.ts';
import type { Disposition, DispositionAction } from '../../board/outbound/disposition.ts';
import type { RefusalReason } from '../../board/outbound/gate.ts';
import type { Outcome } from '../../board/outbound/outcome.ts';
import type { Cursor, Page } from '../acd/rows.ts';

/** An attempt that is over, with what was said last of its call. */
export interface FoundAttempt extends AttemptRow {
  readonly id: number;
  readonly path: string | null;
  readonly action: DispositionAction | null;
}

/** Something that was said of a call. */
export interface SaidRow extends Disposition {
  readonly id: number;
  readonly call: CallId;
  readonly campaign: CampaignId;
  readonly contact: ContactId | null;
  readonly agent: AgentId | null;
  /** The user; null: nobody, it was booked by time-out. */
  readonly by: string | null;
  readonly at: number;
}

/** The gate has said no. */
export interface RefusalRow {
  readonly id: number;
  readonly at: number;
  readonly campaign: CampaignId;
  readonly contact: ContactId | null;
  readonly number: string;
  readonly agent: AgentId | null;
  readonly reason: RefusalReason;
  readonly detail: string;
  readonly until: number | null;
}

export interface AttemptListFilter {
  readonly campaign?: CampaignId | undefined;
  readonly contact?: ContactId | undefined;
  readonly number?: string | undefined;
  readonly agent?: AgentId | undefined;
  readonly outcome?: Outcome | undefined;
  readonly call?: CallId | undefined;
  /** Begun at or after, and before. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Only those that stand after this one. */
  readonly before?: Cursor | undefined;
  readonly limit: number;
}

export interface RefusalListFilter {
  readonly campaign: CampaignId;
  readonly contact?: ContactId | undefined;
  readonly number?: string | undefined;
  readonly reason?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly before?: Cursor | undefined;
  readonly limit: number;
}

/** Contacts of one list in one state. */
export interface ProgressRow {
  readonly list: number;
  readonly name: string;
  readonly isActive: boolean;
  readonly state: 'open' | 'held' | 'finished' | 'removed';
  readonly count: number;
  readonly attempted: number;
  readonly won: number;
}

/** Contacts of active lists that are to be called, or whom the gate has finished. */
export interface OpenRow {
  readonly state: 'open' | 'finished';
  /** Why the gate has refused them last; null: it has not. */
  readonly reason: RefusalReason | null;
  readonly count: number;
  readonly dueAt: number;
}

/** People who have answered a campaign's calls, and those of them who were abandoned. */
export interface LiveCount {
  readonly live: number;
  readonly abandoned: number;
}

/** That a campaign was started, suspended, resumed, stopped, or had nobody left. */
export interface RunEvent {
  readonly at: number;
  readonly kind: Extract<Fact['kind'], `campaign.${string}`>;
}

/** What the figures of campaigns are made of. */
export interface OutboundRows {
  /** By when they began. */
  attempts(campaign: CampaignId, page: Page): readonly FoundAttempt[];
  /** The latest first. */
  attemptList(filter: AttemptListFilter): readonly FoundAttempt[];
  refusalList(filter: RefusalListFilter): readonly RefusalRow[];
  /** In the order in which it was said. */
  saidOf(call: CallId): readonly SaidRow[];
  /** How often each outcome, of attempts that began since. */
  outcomes(campaign: CampaignId, since: number): ReadonlyMap<Outcome, number>;
  liveSince(campaign: CampaignId, since: number): LiveCount;
  /** Whether the contact has been called again since this call. */
  isLastCall(contact: ContactId, call: CallId): boolean;
  /** Calls to contacts that had been called before, of attempts that began since. */
  retried(campaign: CampaignId, since: number): number;
  /** The calls of all campaigns that are over, by when they began. */
  callsSince(since: number): ReadonlySet<CallId>;
  /** In order: the last change of the campaign before that time, and all since. */
  runs(campaign: CampaignId, from: number): readonly RunEvent[];
  readonly lastContact: number;
  /** Of contacts with these ids, `after` exclusive: a slice takes a few milliseconds. */
  progress(campaign: CampaignId, after: number, upTo: number): readonly ProgressRow[];
  /** The same for those that lie open, or were refused for good: why they were refused last, and when the first is due. */
  open(campaign: CampaignId, after: number, upTo: number): readonly OpenRow[];
}
