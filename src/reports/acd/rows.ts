import type { Segment, VisitRow } from '../../board/account.ts';
import type { OfferOutcome } from '../../board/agent-facts.ts';
import type { AgentId, CallId, QueueId } from '../../board/ids.ts';

/** Where a page begins: after this row. */
export interface Cursor {
  readonly at: number;
  readonly id: number;
}

/** A page of rows of this time, from inclusive, to exclusive, in their order. */
export interface Page {
  readonly from: number;
  readonly to: number;
  readonly after: Cursor | null;
  readonly limit: number;
}

export interface StoredVisit extends VisitRow {
  readonly id: number;
}

/** An offer that came to its end: somebody talks, or not. */
export interface OfferRow {
  readonly id: number;
  readonly at: number;
  readonly agent: AgentId;
  readonly outcome: 'answered' | OfferOutcome;
}

export interface TurnedAwayRow {
  readonly id: number;
  readonly at: number;
  readonly reason: string;
}

/** Somebody has sent the other party of his talk on. */
export interface TransferRow {
  readonly id: number;
  readonly at: number;
  readonly call: CallId;
}

/** A stretch in which somebody talked; those of campaigns that are over are left out. */
export interface TalkRow {
  readonly id: number;
  readonly call: CallId;
  readonly ms: number;
}

export type StoredAgentSegment = Extract<Segment, { subject: 'agent' }> & { readonly id: number };

/** How somebody who was not answered was spoken with after all. */
export interface ReachedLater {
  readonly how: 'called-again' | 'called-back' | 'taken-off-list';
  readonly at: number;
}

/** What figures are made of, in pages: a page takes a few milliseconds, and calls have their turn between two. */
export interface FigureRows {
  /** The last that is stored; 0 when none is. */
  readonly lastVisit: number;
  /** Of one queue, by when they began; of those stored later than `upTo` none. */
  visits(queue: QueueId, page: Page & { readonly upTo: number }): readonly StoredVisit[];
  /** Of all queues, in the order in which they ended. */
  visitsAfter(id: number, limit: number): readonly StoredVisit[];
  offers(queue: QueueId, page: Page): readonly OfferRow[];
  turnedAway(queue: QueueId, page: Page): readonly TurnedAwayRow[];
  transfers(page: Page): readonly TransferRow[];
  /** What an agent did, by its end; all, or what he had of calls. `from` is exclusive: what ended then is over. */
  agentSegments(agent: AgentId, page: Page & { readonly isAll: boolean }): readonly StoredAgentSegment[];
  /** What the agent did until that time, the latest first. */
  agentSegmentsBefore(agent: AgentId, at: number, limit: number): readonly StoredAgentSegment[];
  /** Whether the number came to any queue in that time after the visit. */
  comesAgain(number: string, after: number, until: number): boolean;
  reachedLater(visit: VisitRow): ReachedLater | null;
  /** Talks of the queue's callers from this time on, of what was stored after that one. */
  talks(queue: QueueId, from: number, after: number): readonly TalkRow[];
  /** How many visits that began since then each agent has answered. */
  answeredBy(queue: QueueId, from: number): ReadonlyMap<AgentId, number>;
  /** The latest first. */
  visitList(filter: VisitListFilter): readonly StoredVisit[];
}

export interface VisitListFilter {
  readonly queues?: readonly QueueId[];
  readonly from?: number;
  readonly to?: number;
  readonly outcomes?: readonly string[];
  readonly number?: string;
  readonly agent?: string;
  /** Only those that stand after this one. */
  readonly before?: number;
  readonly limit: number;
}
