import type { VisitRow } from '../board/account.ts';
import type { Database, Value } from './database.ts';
import { Where } from './where.ts';

export interface VisitFilter {
  readonly call?: string;
  readonly queue?: string;
  /** Only those that began in this time: from inclusive, to exclusive. */
  readonly from?: number;
  readonly to?: number;
  readonly limit?: number;
}

export interface StoredVisitRow {
  readonly id: number;
  readonly call: VisitRow['call'];
  readonly queue: VisitRow['queue'];
  readonly since: number;
  readonly entered_at: number;
  readonly position: number;
  readonly answered_at: number | null;
  readonly ended_at: number;
  readonly outcome: VisitRow['outcome'];
  readonly agent: VisitRow['agent'];
  readonly offers: number;
  readonly is_callback: number;
  readonly is_return: number;
  readonly number: string;
  readonly name: string;
  readonly dialled: string;
  readonly told_at: number | null;
  readonly told_ms: number | null;
}

/** Callers' stays in queues. */
export class Visits {
  readonly #db: Database;
  readonly #add;

  constructor(db: Database) {
    this.#db = db;
    this.#add = db.prepare<Value[]>(
      `INSERT INTO visit (call, queue, since, entered_at, position, answered_at, ended_at, outcome, agent, offers,
         is_callback, is_return, number, name, dialled, told_at, told_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  add(row: VisitRow): void {
    const { call, queue, since, enteredAt, position, answeredAt, endedAt, outcome, agent, offers } = row;
    const times = [since, enteredAt, position, answeredAt, endedAt] as const;
    const flags = [row.isCallback ? 1 : 0, row.isReturn ? 1 : 0] as const;
    const { caller, dialled, told } = row;
    this.#add.run(
      call,
      queue,
      ...times,
      outcome,
      agent,
      offers,
      ...flags,
      caller.number,
      caller.name,
      dialled,
      told?.at ?? null,
      told?.ms ?? null,
    );
  }

  /** In the order in which they ended. */
  find({ call, queue, from, to, limit }: VisitFilter): VisitRow[] {
    const where = new Where()
      .and('call = ?', call)
      .and('queue = ?', queue)
      .and('since >= ?', from)
      .and('since < ?', to);
    const sql = `SELECT * FROM visit ${where.sql} ORDER BY id LIMIT ?`;
    return this.#db
      .prepare<Value[], StoredVisitRow>(sql)
      .all(...where.values, limit ?? -1)
      .map(visitOf);
  }

  *each(): Generator<VisitRow, undefined> {
    for (const row of this.#db.prepare<[], StoredVisitRow>('SELECT * FROM visit ORDER BY id').each())
      yield visitOf(row);
    return undefined;
  }
}

export function visitOf(row: StoredVisitRow): VisitRow {
  return {
    call: row.call,
    queue: row.queue,
    since: row.since,
    enteredAt: row.entered_at,
    position: row.position,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    agent: row.agent,
    offers: row.offers,
    isCallback: row.is_callback === 1,
    isReturn: row.is_return === 1,
    caller: { number: row.number, name: row.name },
    dialled: row.dialled,
    told: row.told_at === null || row.told_ms === null ? null : { at: row.told_at, ms: row.told_ms },
  };
}
