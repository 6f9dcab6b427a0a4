import type { VisitRow } from '../board/account.ts';
import type { AgentId, CallId, QueueId } from '../board/ids.ts';
import type { Database, Query, Value } from './database.ts';
import { visitOf, type StoredVisitRow } from './visits.ts';
import { Where } from './where.ts';

/** What the figures of queues and agents are made of, in pages. Each query reads along one index. */

interface Page {
  readonly from: number;
  readonly to: number;
  readonly after: { readonly at: number; readonly id: number } | null;
  readonly limit: number;
}

type StoredVisit = VisitRow & { readonly id: number };

interface OfferRow {
  readonly id: number;
  readonly at: number;
  readonly agent: AgentId;
  readonly outcome: never;
}

interface SegmentRow {
  readonly id: number;
  readonly state: string;
  readonly startAt: number;
  readonly endAt: number;
  readonly call: string | null;
  readonly agent: string;
  readonly queue: string | null;
  readonly reason: string | null;
}

type PageValues = [string, number, number, number, number];
/** In these words, so that their indexes are used. */
const offerKinds = "kind IN ('offer.ended', 'call.connected')";
const queueKinds = "kind IN ('queue.suspended', 'queue.stopped', 'queue.resumed', 'call.turned-away')";
const segmentColumns = 'id, state, start_at AS startAt, end_at AS endAt, call, agent, queue, reason';

export class Figures {
  readonly #db: Database;
  readonly #lastVisit;
  readonly #visits;
  readonly #visitsAfter;
  readonly #offers;
  readonly #turnedAway;
  readonly #transfers;
  readonly #agentSegments;
  readonly #handlingSegments;
  readonly #agentSegmentsBefore;
  readonly #comesAgain;
  readonly #answeredLater;
  readonly #calledBack;
  readonly #listed;
  readonly #talks;
  readonly #answeredBy;

  constructor(db: Database) {
    this.#db = db;
    this.#lastVisit = db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM visit');
    this.#visits = db.prepare<[string, number, number, number, number, number], StoredVisitRow>(
      `SELECT * FROM visit WHERE queue = ? AND (since, id) > (?, ?) AND since < ? AND id <= ?
       ORDER BY since, id LIMIT ?`,
    );
    this.#visitsAfter = db.prepare<[number, number], StoredVisitRow>(
      'SELECT * FROM visit WHERE id > ? ORDER BY id LIMIT ?',
    );
    this.#offers = db.prepare<PageValues, OfferRow>(
      `SELECT seq AS id, at, agent, coalesce(json_extract(data, '$.outcome'), 'answered') AS outcome
       FROM journal WHERE ${offerKinds} AND queue = ? AND (at, seq) > (?, ?) AND at < ? ORDER BY at, seq LIMIT ?`,
    );
    this.#turnedAway = db.prepare<PageValues, { id: number; at: number; reason: string }>(
      `SELECT seq AS id, at, coalesce(json_extract(data, '$.reason'), 'suspended') AS reason
       FROM journal WHERE ${queueKinds} AND kind = 'call.turned-away' AND queue = ? AND (at, seq) > (?, ?) AND at < ?
       ORDER BY at, seq LIMIT ?`,
    );
    this.#transfers = db.prepare<[number, number, number, number], { id: number; at: number; call: never }>(
      `SELECT seq AS id, at, call FROM journal WHERE kind = 'leg.regrouped' AND (at, seq) > (?, ?) AND at < ?
         AND json_extract(data, '$.cause') = 'transfer' ORDER BY at, seq LIMIT ?`,
    );
    const segments = (more: string) =>
      db.prepare<PageValues, SegmentRow>(
        `SELECT ${segmentColumns} FROM segment WHERE subject = 'agent' AND agent = ? AND (end_at, id) > (?, ?)
           AND end_at < ? ${more} ORDER BY end_at, id LIMIT ?`,
      );
    this.#agentSegments = segments('');
    this.#handlingSegments = segments("AND state IN ('talking', 'holding', 'consulting', 'wrap-up')");
    this.#agentSegmentsBefore = db.prepare<[string, number, number], SegmentRow>(
      `SELECT ${segmentColumns} FROM segment WHERE subject = 'agent' AND agent = ? AND end_at <= ?
       ORDER BY end_at DESC, id DESC LIMIT ?`,
    );
    this.#comesAgain = db.prepare<[string, number, number], { found: 1 }>(
      "SELECT 1 AS found FROM visit WHERE number = ? AND number <> '' AND since > ? AND since < ? LIMIT 1",
    );
    this.#answeredLater = db.prepare<[string, number], { at: number }>(
      `SELECT ended_at AS at FROM visit WHERE number = ? AND number <> '' AND since > ? AND outcome = 'answered'
       ORDER BY since LIMIT 1`,
    );
    this.#calledBack = db.prepare<[string, number], { at: number }>(
      `SELECT started_at AS at FROM leg WHERE is_outgoing = 1 AND phone IS NOT NULL AND other_number = ?
         AND other_number <> '' AND started_at > ? AND connected_ms > 0 ORDER BY started_at LIMIT 1`,
    );
    this.#listed = db.prepare<[string], { at: number | null }>(
      'SELECT done_at AS at FROM callback WHERE call = ?',
    );
    this.#talks = db.prepare<[number, string, number, number], TalkRow>(
      `SELECT id, call, end_at - max(start_at, ?) AS ms FROM segment
       WHERE subject = 'call' AND queue = ? AND end_at > ? AND id > ? AND state = 'talking'
         AND NOT EXISTS (SELECT 1 FROM attempt WHERE attempt.call = segment.call) ORDER BY id`,
    );
    this.#answeredBy = db.prepare<[string, number], { agent: AgentId; count: number }>(
      `SELECT agent, count(*) AS count FROM visit
       WHERE queue = ? AND since >= ? AND outcome = 'answered' AND agent IS NOT NULL GROUP BY agent`,
    );
  }

  get lastVisit(): number {
    return this.#lastVisit.get()?.id ?? 0;
  }

  visits(queue: QueueId, { from, to, after, limit, upTo }: Page & { readonly upTo: number }): StoredVisit[] {
    const { at, id } = after ?? before(from);
    return this.#visits.all(queue, at, id, to, upTo, limit).map(stored);
  }

  visitsAfter(id: number, limit: number): StoredVisit[] {
    return this.#visitsAfter.all(id, limit).map(stored);
  }

  offers(queue: QueueId, page: Page): OfferRow[] {
    return paged(this.#offers, queue, page);
  }

  turnedAway(queue: QueueId, page: Page): { id: number; at: number; reason: string }[] {
    return paged(this.#turnedAway, queue, page);
  }

  transfers({ from, to, after, limit }: Page): { id: number; at: number; call: never }[] {
    const { at, id } = after ?? before(from);
    return this.#transfers.all(at, id, to, limit);
  }

  agentSegments(
    agent: AgentId,
    { from, to, after, limit, isAll }: Page & { readonly isAll: boolean },
  ): (SegmentRow & AgentSegmentTypes)[] {
    // What ended just then does not reach into this time.
    const { at, id } = after ?? { at: from, id: Number.MAX_SAFE_INTEGER };
    const query = isAll ? this.#agentSegments : this.#handlingSegments;
    return query.all(agent, at, id, to, limit).map(agentSegment);
  }

  agentSegmentsBefore(agent: AgentId, at: number, limit: number): (SegmentRow & AgentSegmentTypes)[] {
    return this.#agentSegmentsBefore.all(agent, at, limit).map(agentSegment);
  }

  comesAgain(number: string, after: number, until: number): boolean {
    return this.#comesAgain.get(number, after, until) !== undefined;
  }

  /** What came first: his own next call that was answered, somebody's call to him, or a tick on the list. */
  reachedLater({ call, caller, endedAt }: VisitRow): ReachedLater | null {
    const found: readonly (readonly [ReachedLater['how'], number | null | undefined])[] = [
      ['called-again', this.#answeredLater.get(caller.number, endedAt)?.at],
      ['called-back', this.#calledBack.get(caller.number, endedAt)?.at],
      ['taken-off-list', this.#listed.get(call)?.at],
    ];
    return (
      found.flatMap(([how, at]) => (at == null ? [] : [{ how, at }])).toSorted((a, b) => a.at - b.at)[0] ??
      null
    );
  }

  talks(queue: QueueId, from: number, after: number): TalkRow[] {
    return this.#talks.all(from, queue, from, after);
  }

  answeredBy(queue: QueueId, from: number): Map<AgentId, number> {
    return new Map(this.#answeredBy.all(queue, from).map(({ agent, count }) => [agent, count]));
  }

  visitList(filter: VisitListFilter): StoredVisit[] {
    const { queues, from, to, outcomes, number, agent, before: last, limit } = filter;
    const where = new Where()
      .and('since >= ?', from)
      .and('since < ?', to)
      .and('number = ?', number)
      .and('agent = ?', agent)
      .and('id < ?', last)
      .anyOf('queue', queues)
      .anyOf('outcome', outcomes);
    return this.#db
      .prepare<Value[], StoredVisitRow>(`SELECT * FROM visit ${where.sql} ORDER BY id DESC LIMIT ?`)
      .all(...where.values, limit)
      .map(stored);
  }
}

interface TalkRow {
  readonly id: number;
  readonly call: CallId;
  readonly ms: number;
}

interface ReachedLater {
  readonly how: 'called-again' | 'called-back' | 'taken-off-list';
  readonly at: number;
}

interface VisitListFilter {
  readonly queues?: readonly QueueId[];
  readonly from?: number;
  readonly to?: number;
  readonly outcomes?: readonly string[];
  readonly number?: string;
  readonly agent?: string;
  readonly before?: number;
  readonly limit: number;
}

function paged<Row>(query: Query<PageValues, Row>, of: string, { from, to, after, limit }: Page): Row[] {
  const { at, id } = after ?? before(from);
  return query.all(of, at, id, to, limit);
}

/** A place before all rows of that time. */
function before(at: number): { readonly at: number; readonly id: number } {
  return { at, id: -1 };
}

function stored(row: StoredVisitRow): StoredVisit {
  return { id: row.id, ...visitOf(row) };
}

/** SQLite does not know the types of what the board has written. */
interface AgentSegmentTypes {
  readonly subject: 'agent';
  readonly state: never;
  readonly agent: never;
  readonly call: never;
  readonly queue: never;
}

function agentSegment(row: SegmentRow): SegmentRow & AgentSegmentTypes {
  return { subject: 'agent', ...row } as SegmentRow & AgentSegmentTypes;
}
