import type { HistoryRow, LegRow, Segment } from '../board/account.ts';
import type { Fact } from '../board/fact.ts';

/** What reports read of the ledger; every query is bounded by time and by phone, agent or queue. */
export interface ReportLedger {
  /** What devices had of calls that began in this time, the latest first. */
  legs(filter: LegsAsked): readonly LegRow[];
  /** Stretches of time that reach into this one, in the order in which they ended unless the latest are wanted first. */
  segments(filter: {
    readonly subject: Segment['subject'];
    readonly agent?: string;
    readonly queue?: string;
    readonly from: number;
    readonly to?: number;
    /** Only what began at this time or later. */
    readonly begunFrom?: number;
    readonly latestFirst?: boolean;
    readonly limit?: number;
  }): readonly Segment[];
  history(filter: {
    readonly queue: string;
    readonly from: number;
    readonly limit: number;
  }): readonly HistoryRow[];
  /** The last change of the queue before that time, and all that it did since. */
  queueEvents(queue: string, from: number): readonly QueueEvent[];
  /** The journal; its first entry says since when there is anything. */
  entriesAfter(seq: number, limit: number): readonly { readonly fact: Fact }[];
}

export interface LegsAsked {
  readonly phone?: string;
  readonly agent?: string;
  readonly queue?: string;
  readonly from?: number;
  readonly to?: number;
  readonly search?: string;
  readonly limit?: number;
}

export interface QueueEvent {
  readonly at: number;
  readonly kind: Extract<Fact['kind'], `queue.${string}` | 'call.turned-away'>;
}
