import type { AgentId, CallId, QueueId, RecordingId } from '../board/ids.ts';
import type { TrackRow } from '../board/account.ts';
import type { Database, Value } from './database.ts';
import { Where } from './where.ts';

/** What is looked for among recordings; what is not there is not asked for. */
export interface RecordFilter {
  readonly agent?: string | undefined;
  /** Calls of this queue that are no campaign's. */
  readonly queue?: string | undefined;
  readonly campaign?: string | undefined;
  /** A part of the caller's number, or of what a campaign shows, and of the number that was dialled. */
  readonly source?: string | undefined;
  readonly destination?: string | undefined;
  /** A part of the tag, in small or large letters. */
  readonly tag?: string | undefined;
  readonly rating?: number | undefined;
  readonly leastMs?: number | undefined;
  /** Whole numbers that are neither the caller's nor the dialled one. */
  readonly without?: readonly string[] | undefined;
  /** Minutes of the day by a clock that differs from UTC, from inclusive, to exclusive. */
  readonly minutes?: readonly MinutesOfDay[] | undefined;
  /** The phones of the office: of calls from there the customer is who was dialled. */
  readonly inside: readonly string[];
}

/** A place in the order of recordings. */
export interface RecordPlace {
  readonly at: number;
  readonly id: number;
}

/** A row that fits, read as a whole only when it is wanted. */
export interface RecordHit {
  readonly customer: string;
  read(): RecordRow;
}

/** Holds for what began in a stretch of time in which the clock differs by `offsetMs`. */
export interface MinutesOfDay {
  readonly since: number;
  readonly until: number;
  readonly offsetMs: number;
  readonly from: number;
  readonly to: number;
}

/** An agent's part in a recording; of one in which no agent speaks there is one row without an agent. */
export interface RecordRow {
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
  /** What the agent noted with the disposition. */
  readonly note: string | null;
  /** What is known when the call itself is over. */
  readonly over: { readonly at: number; readonly disposition: string; readonly cause: number } | null;
  readonly attempt: RecordAttempt | null;
}

/** What a campaign's call was made for. */
export interface RecordAttempt {
  readonly campaign: string;
  readonly number: string;
  readonly trunk: string | null;
  /** What the called party saw; empty: unknown. */
  readonly callerId: string;
  /** null: a number that an agent dialled by himself; so are the others then. */
  readonly contact: number | null;
  readonly list: string | null;
  readonly data: Readonly<Record<string, string>>;
  /** The contact's other numbers. */
  readonly alternatives: readonly string[];
}

interface Row {
  readonly customer: string;
  readonly number: number;
  readonly recording: RecordingId;
  readonly call: CallId;
  readonly agent: AgentId | null;
  readonly queue: QueueId | null;
  readonly src: string;
  readonly srcName: string;
  readonly dst: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly data: string;
  readonly tag: string | null;
  readonly rating: number | null;
  readonly overAt: number | null;
  readonly disposition: string | null;
  readonly cause: number | null;
  readonly campaign: string | null;
  readonly called: string | null;
  readonly trunk: string | null;
  readonly callerId: string | null;
  readonly contact: number | null;
  readonly list: string | null;
  readonly contactData: string | null;
  readonly alternatives: string;
  readonly note: string | null;
}

const columns = `r.id AS number, r.recording, r.call, a.agent, r.queue, r.src, r.src_name AS srcName, r.dst,
  r.started_at AS startedAt, r.ended_at AS endedAt, r.data, t.tag, t.rating, h.ended_at AS overAt, h.disposition,
  h.cause, p.campaign, p.number AS called, p.trunk, p.caller_id AS callerId, p.contact, l.name AS list, c.data AS contactData,
  (SELECT json_group_array(n.number ORDER BY n.position) FROM contact_number n WHERE n.contact = p.contact AND n.number <> p.number)
    AS alternatives,
  (SELECT d.note FROM disposition d WHERE d.call = r.call ORDER BY d.id DESC LIMIT 1) AS note`;

const tables = `recording r
  LEFT JOIN recording_agent a ON a.recording = r.recording
  LEFT JOIN history h ON h.call = r.call
  LEFT JOIN call_tag t ON t.call = r.call
  LEFT JOIN attempt p ON p.call = r.call
  LEFT JOIN contact c ON c.id = p.contact
  LEFT JOIN list l ON l.id = c.list`;

const stretch = '(r.started_at, r.id) > (?, ?) AND (r.started_at, r.id) <= (?, ?)';

/** Who is called by a campaign, or from inside; otherwise who calls. */
const customer =
  'coalesce(p.number, CASE WHEN r.src IN (SELECT value FROM json_each(?)) THEN r.dst ELSE r.src END)';

/** Recordings with all that is known of their calls. A search goes through them stretch by stretch, so that calls have their turn. */
export class Records {
  readonly #db: Database;
  readonly #first;
  readonly #place;
  readonly #last;
  readonly #customers;

  constructor(db: Database) {
    this.#db = db;
    this.#first = db.prepare<[], { at: number | null }>('SELECT min(started_at) AS at FROM recording');
    this.#place = db.prepare<[number, number, number, number], RecordPlace>(
      `SELECT started_at AS at, id FROM recording WHERE (started_at, id) > (?, ?) AND started_at < ?
       ORDER BY started_at, id LIMIT 1 OFFSET ?`,
    );
    this.#last = db.prepare<[number, number, number], RecordPlace>(
      `SELECT started_at AS at, id FROM recording WHERE (started_at, id) > (?, ?) AND started_at < ?
       ORDER BY started_at DESC, id DESC LIMIT 1`,
    );
    this.#customers = db.prepare<
      [string, number, number, number, number],
      { readonly customer: string; readonly count: number }
    >(
      `SELECT ${customer} AS customer, count(*) AS count FROM recording r LEFT JOIN attempt p ON p.call = r.call
       WHERE r.state <> 'empty' AND ${stretch} GROUP BY 1`,
    );
  }

  /** When the first recording began. */
  get firstAt(): number | null {
    return this.#first.get()?.at ?? null;
  }

  /** Where the next so many recordings end that began before that time; null when there are none. */
  stretchAfter(place: RecordPlace, before: number, count: number): RecordPlace | null {
    const { at, id } = place;
    return this.#place.get(at, id, before, count - 1) ?? this.#last.get(at, id, before) ?? null;
  }

  /** How many recordings each customer has in a stretch. */
  customers(inside: readonly string[], after: RecordPlace, upTo: RecordPlace): ReadonlyMap<string, number> {
    const rows = this.#customers.all(JSON.stringify(inside), after.at, after.id, upTo.at, upTo.id);
    return new Map(rows.map((row) => [row.customer, row.count]));
  }

  /** The oldest first. Empty recordings are none. */
  within(filter: RecordFilter, after: RecordPlace, upTo: RecordPlace): RecordHit[] {
    const { tag, minutes, without } = filter;
    const where = new Where()
      .and('a.agent = ?', filter.agent)
      .and('p.call IS NULL AND r.queue = ?', filter.queue)
      .and('p.campaign = ?', filter.campaign)
      .and("instr(coalesce(nullif(p.caller_id, ''), r.src), ?) > 0", filter.source)
      .and('instr(coalesce(p.number, r.dst), ?) > 0', filter.destination)
      .and('instr(t.folded, ?) > 0', tag?.toLowerCase())
      .and('coalesce(t.rating, 0) = ?', filter.rating)
      .and('r.ended_at - r.started_at >= ?', filter.leastMs)
      .and(
        `EXISTS (SELECT 1 FROM json_each(?) m WHERE r.started_at >= m.value ->> 'since'
           AND r.started_at < m.value ->> 'until'
           AND (r.started_at + (m.value ->> 'offsetMs')) / 60000 % 1440 >= m.value ->> 'from'
           AND (r.started_at + (m.value ->> 'offsetMs')) / 60000 % 1440 < m.value ->> 'to')`,
        minutes === undefined ? undefined : JSON.stringify(minutes),
      )
      .and(
        `NOT EXISTS (SELECT 1 FROM json_each(?) x WHERE x.value IN (r.src, r.dst, coalesce(p.number, '')))`,
        without === undefined ? undefined : JSON.stringify(without),
      )
      .always(`r.state <> 'empty' AND ${stretch}`);
    return this.#db
      .prepare<Value[], Row>(
        `SELECT ${columns}, ${customer} AS customer FROM ${tables} ${where.sql} ORDER BY r.started_at, r.id, a.agent`,
      )
      .all(JSON.stringify(filter.inside), ...where.values, after.at, after.id, upTo.at, upTo.id)
      .map((row) => ({ customer: row.customer, read: () => recordOf(row) }));
  }
}

function recordOf(row: Row): RecordRow {
  const { number, recording, call, agent, queue, startedAt, endedAt, overAt } = row;
  const { agents, tracks } = JSON.parse(row.data) as Pick<RecordRow, 'agents' | 'tracks'>;
  return {
    number,
    recording,
    call,
    agent,
    agents,
    tracks,
    queue,
    caller: { name: row.srcName, number: row.src },
    dialled: row.dst,
    startedAt,
    endedAt,
    tag: row.tag ?? '',
    rating: row.rating ?? 0,
    note: row.note === '' ? null : row.note,
    over: overAt === null ? null : { at: overAt, disposition: row.disposition ?? '', cause: row.cause ?? 0 },
    attempt: attemptOf(row),
  };
}

function attemptOf({ campaign, called, trunk, contact, list, ...row }: Row): RecordAttempt | null {
  if (campaign === null) return null;
  return {
    campaign,
    number: called ?? '',
    trunk,
    callerId: row.callerId ?? '',
    contact,
    list,
    data: JSON.parse(row.contactData ?? '{}') as Record<string, string>,
    alternatives: JSON.parse(row.alternatives) as string[],
  };
}
