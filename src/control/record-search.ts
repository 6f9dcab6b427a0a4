import type { TrackRow } from '../board/account.ts';
import { others } from '../reports/acd/paged.ts';
import type { AgentId, CallId, QueueId, RecordingId } from '../board/ids.ts';

/** An agent's part in a recording with what is known of its call; of one in which no agent speaks there is one without. */
export interface FoundRecord {
  /** Of the recording; no other one has it. */
  readonly number: number;
  readonly recording: RecordingId;
  readonly call: CallId;
  readonly agent: AgentId | null;
  readonly agents: readonly AgentId[];
  readonly tracks: readonly TrackRow[];
  readonly queue: QueueId | null;
  readonly caller: { readonly name: string; readonly number: string };
  readonly dialled: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly tag: string;
  readonly rating: number;
  readonly note: string | null;
  /** null: the call goes on. */
  readonly over: { readonly at: number; readonly disposition: string; readonly cause: number } | null;
  /** Of a campaign's call. */
  readonly attempt: {
    readonly campaign: string;
    readonly number: string;
    readonly trunk: string | null;
    /** What the called party saw; empty: unknown. */
    readonly callerId: string;
    readonly contact: number | null;
    readonly list: string | null;
    readonly data: Readonly<Record<string, string>>;
    readonly alternatives: readonly string[];
  } | null;
}

/** What is not there is not asked for. */
export interface RecordFilter {
  /** When the recording began, UTC milliseconds: from inclusive, to exclusive. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly agent?: string | undefined;
  readonly queue?: string | undefined;
  readonly campaign?: string | undefined;
  /** A part of the number, and of the tag. */
  readonly source?: string | undefined;
  readonly destination?: string | undefined;
  readonly tag?: string | undefined;
  readonly rating?: number | undefined;
  readonly leastMs?: number | undefined;
  /** Whole numbers. */
  readonly without?: readonly string[] | undefined;
  readonly minutes?: readonly MinutesOfDay[] | undefined;
  /** At least so many recordings have the same customer in that time. */
  readonly recurring?: number | undefined;
  /** The phones of the office: of calls from there the customer is who was dialled. */
  readonly inside: readonly string[];
  readonly offset: number;
  readonly limit: number;
}

/** Part of a day by a clock that differs from UTC by this, in a stretch of time. */
export interface MinutesOfDay {
  readonly since: number;
  readonly until: number;
  readonly offsetMs: number;
  readonly from: number;
  readonly to: number;
}

interface Place {
  readonly at: number;
  readonly id: number;
}

/** Recordings in the order in which they began, stretch by stretch. */
export interface RecordRows {
  /** When the first recording began; null: there is none. */
  readonly firstAt: number | null;
  /** Where the next so many recordings end that began before that time; null when there are none. */
  stretchAfter(place: Place, before: number, count: number): Place | null;
  customers(inside: readonly string[], after: Place, upTo: Place): ReadonlyMap<string, number>;
  within(
    filter: Omit<RecordFilter, 'from' | 'to' | 'recurring' | 'offset' | 'limit'>,
    after: Place,
    upTo: Place,
  ): readonly { readonly customer: string; read(): FoundRecord }[];
}

/** So many take a few milliseconds, and calls have their turn between two stretches. */
const stretchLength = 1_000;

/** The oldest first: what comes later does not change the pages before it. */
export async function findRecords(rows: RecordRows, filter: RecordFilter): Promise<FoundRecord[]> {
  const { recurring, offset, limit } = filter;
  const often = recurring === undefined ? null : await customersOf(rows, filter, recurring);
  const found: FoundRecord[] = [];
  let skipped = 0;
  for await (const { after, upTo } of stretches(rows, filter)) {
    for (const hit of rows.within(filter, after, upTo)) {
      if (often?.has(hit.customer) === false) continue;
      if (skipped < offset) skipped += 1;
      else if (found.push(hit.read()) === limit) return found;
    }
  }
  return found;
}

/** Those who have at least so many recordings in the time of the search, whatever else is asked for. */
async function customersOf(rows: RecordRows, filter: RecordFilter, least: number): Promise<Set<string>> {
  const counts = new Map<string, number>();
  for await (const { after, upTo } of stretches(rows, filter)) {
    for (const [customer, count] of rows.customers(filter.inside, after, upTo)) {
      counts.set(customer, (counts.get(customer) ?? 0) + count);
    }
  }
  return new Set([...counts].flatMap(([customer, count]) => (count >= least ? [customer] : [])));
}

async function* stretches(
  rows: RecordRows,
  { from = 0, to = Number.MAX_SAFE_INTEGER }: Pick<RecordFilter, 'from' | 'to'>,
): AsyncGenerator<{ readonly after: Place; readonly upTo: Place }, void> {
  let after: Place = { at: from, id: -1 };
  for (;;) {
    const upTo = rows.stretchAfter(after, to, stretchLength);
    if (upTo === null) return;
    yield { after, upTo };
    after = upTo;
    await others();
  }
}

/** What campaigns have had since a time. */
export interface CampaignBook {
  /** Of the attempts that are over; in time is who had his agent within `inTimeMs`. */
  since(campaign: string, from: number, inTimeMs: number): CampaignSum;
  /** How many of its calls each agent has had. */
  answeredBy(campaign: string, from: number): ReadonlyMap<string, number>;
}

interface CampaignSum {
  readonly attempts: number;
  readonly answered: number;
  readonly inTime: number;
  readonly abandoned: number;
  readonly waitMs: number;
  readonly talkMs: number;
}
