import type { Segment } from '../board/account.ts';
import type { Database, Value } from './database.ts';
import { Where } from './where.ts';

export interface SegmentFilter {
  readonly subject?: Segment['subject'];
  readonly call?: string;
  readonly agent?: string;
  readonly queue?: string;
  /** Only what reaches into this time: from inclusive, to exclusive. */
  readonly from?: number;
  readonly to?: number;
  /** Only what began at this time or later. */
  readonly begunFrom?: number;
  /** The last that ended comes first. */
  readonly latestFirst?: boolean;
  readonly limit?: number;
}

interface Row {
  readonly subject: Segment['subject'];
  readonly state: string;
  readonly start_at: number;
  readonly end_at: number;
  readonly call: string | null;
  readonly agent: string | null;
  readonly queue: string | null;
  readonly reason: string | null;
}

type Nullable = string | null;
const columns = 'subject, state, start_at, end_at, call, agent, queue, reason';

export class Segments {
  readonly #db: Database;
  readonly #add;

  constructor(db: Database) {
    this.#db = db;
    this.#add = db.prepare<[string, string, number, number, Nullable, Nullable, Nullable, Nullable]>(
      `INSERT INTO segment (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  add(segment: Segment): void {
    const { subject, state, startAt, endAt, call, agent, queue } = segment;
    this.#add.run(
      subject,
      state,
      startAt,
      endAt,
      call,
      agent,
      queue,
      subject === 'agent' ? segment.reason : null,
    );
  }

  /** In the order in which they ended, unless the latest are wanted first. */
  find(filter: SegmentFilter): Segment[] {
    const where = new Where();
    // Said in words, not by a value, so that the partial indexes are used.
    if (filter.subject !== undefined) where.always(`subject = '${filter.subject}'`);
    where.and('call = ?', filter.call).and('agent = ?', filter.agent).and('queue = ?', filter.queue);
    where.and('end_at > ?', filter.from).and('start_at < ?', filter.to);
    where.and('start_at >= ?', filter.begunFrom);
    const order = filter.latestFirst === true ? 'end_at DESC, id DESC' : 'end_at, id';
    const sql = `SELECT ${columns} FROM segment ${where.sql} ORDER BY ${order} LIMIT ?`;
    return this.#db
      .prepare<Value[], Row>(sql)
      .all(...where.values, filter.limit ?? -1)
      .map(segmentOf);
  }

  *each(): Generator<Segment, void> {
    for (const row of this.#db.prepare<[], Row>(`SELECT ${columns} FROM segment ORDER BY id`).each()) {
      yield segmentOf(row);
    }
  }
}

function segmentOf(row: Row): Segment {
  const { subject, state, call, agent, queue, reason } = row;
  const times = { startAt: row.start_at, endAt: row.end_at };
  const segment =
    subject === 'call'
      ? { subject, call, state, queue, agent, ...times }
      : { subject, agent, state, reason, call, queue, ...times };
  return segment as Segment;
}
