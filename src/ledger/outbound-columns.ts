import type { FactKind } from '../board/fact.ts';
import type { CallId, CampaignId, ContactId } from '../board/ids.ts';
import type { RefusalReason } from '../board/outbound/gate.ts';
import type { Outcome } from '../board/outbound/outcome.ts';

/** What queries of campaigns' figures take and give. */

export interface Cursor {
  readonly at: number;
  readonly id: number;
}

export interface AttemptListFilter {
  readonly campaign?: string | undefined;
  readonly contact?: number | undefined;
  readonly number?: string | undefined;
  readonly agent?: string | undefined;
  readonly outcome?: string | undefined;
  readonly call?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly before?: Cursor | undefined;
  readonly limit: number;
}

export interface RefusalListFilter {
  readonly campaign: string;
  readonly contact?: number | undefined;
  readonly number?: string | undefined;
  readonly reason?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly before?: Cursor | undefined;
  readonly limit: number;
}

/** As the columns are; the types of what the board has written are its own. */
export type Found<Row> = Row & { readonly verdict: never };

export interface AttemptColumns {
  readonly id: number;
  readonly call: CallId;
  readonly campaign: CampaignId;
  readonly contact: ContactId | null;
  readonly number: string;
  readonly mode: never;
  readonly agent: never;
  readonly trunk: string | null;
  readonly callerId: string;
  readonly begunAt: number;
  readonly answeredAt: number | null;
  readonly detected: never;
  readonly waitMs: number | null;
  readonly endedAt: number;
  readonly outcome: Outcome;
  readonly verdict: string;
  readonly cause: number;
  readonly sip: number | null;
  readonly path: string | null;
  readonly action: never;
}

export interface SaidColumns {
  readonly id: number;
  readonly call: CallId;
  readonly campaign: CampaignId;
  readonly contact: ContactId | null;
  readonly agent: never;
  readonly by: string | null;
  readonly at: number;
  readonly path: string;
  readonly action: never;
  readonly note: string;
  readonly data: string;
  readonly schedule: string | null;
}

export interface RefusalColumns {
  readonly id: number;
  readonly at: number;
  readonly campaign: CampaignId;
  readonly contact: ContactId | null;
  readonly number: string;
  readonly agent: never;
  readonly reason: RefusalReason;
  readonly detail: string;
  readonly until: number | null;
}

export interface ProgressColumns {
  readonly list: number;
  readonly name: string;
  readonly isActive: number;
  readonly state: never;
  readonly count: number;
  readonly attempted: number;
  readonly won: number;
}

export interface OpenColumns {
  readonly state: 'open' | 'finished';
  readonly reason: RefusalReason | null;
  readonly count: number;
  readonly dueAt: number;
}

export interface RunRow {
  readonly at: number;
  readonly kind: Extract<FactKind, `campaign.${string}`>;
}
