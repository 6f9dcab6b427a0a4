import type { LegRow } from '../board/account.ts';
import type { Database, Value } from './database.ts';
import { Where } from './where.ts';

export interface LegFilter {
  readonly call?: string;
  readonly phone?: string;
  readonly agent?: string;
  readonly queue?: string;
  /** Only what began in this time: from inclusive, to exclusive. */
  readonly from?: number;
  readonly to?: number;
  /** A part of the other party's number or name. */
  readonly search?: string;
  readonly limit?: number;
}

interface Row {
  readonly leg: LegRow['leg'];
  readonly call: LegRow['call'];
  readonly phone: LegRow['phone'];
  readonly agent: LegRow['agent'];
  readonly queue: LegRow['queue'];
  readonly is_outgoing: number;
  readonly started_at: number;
  readonly ended_at: number;
  readonly alerting_ms: number;
  readonly connected_ms: number;
  readonly held_ms: number;
  readonly other_number: string;
  readonly other_name: string;
  readonly cause: LegRow['cause'];
  readonly q850: number;
}

/** What devices had of calls. */
export class Legs {
  readonly #db: Database;
  readonly #add;

  constructor(db: Database) {
    this.#db = db;
    this.#add = db.prepare<Value[]>(
      `INSERT INTO leg (leg, call, phone, agent, queue, is_outgoing, started_at, ended_at, alerting_ms, connected_ms,
         held_ms, other_number, other_name, cause, q850)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  get isEmpty(): boolean {
    return this.find({ limit: 1 }).length === 0;
  }

  add(row: LegRow): void {
    const { leg, call, phone, agent, queue, startedAt, endedAt, alertingMs, connectedMs, heldMs } = row;
    const { otherParty, cause, q850 } = row;
    const what = [leg, call, phone, agent, queue, row.isOutgoing ? 1 : 0] as const;
    const times = [startedAt, endedAt, alertingMs, connectedMs, heldMs] as const;
    this.#add.run(...what, ...times, otherParty.number, otherParty.name, cause, q850);
  }

  /** The latest first. */
  find(filter: LegFilter): LegRow[] {
    const where = new Where()
      .and('call = ?', filter.call)
      .and('phone = ?', filter.phone)
      .and('agent = ?', filter.agent)
      .and('queue = ?', filter.queue)
      .and('started_at >= ?', filter.from)
      .and('started_at < ?', filter.to)
      // It follows from the first, and lets the indexes of phones, agents and queues be used.
      .and('ended_at >= ?', filter.from)
      .and("instr(lower(other_number || ' ' || other_name), ?) > 0", filter.search?.toLowerCase());
    return this.#db
      .prepare<Value[], Row>(`SELECT * FROM leg ${where.sql} ORDER BY started_at DESC, id DESC LIMIT ?`)
      .all(...where.values, filter.limit ?? -1)
      .map(rowOf);
  }

  /** In the order in which they ended. */
  *each(): Generator<LegRow, void> {
    for (const row of this.#db.prepare<[], Row>('SELECT * FROM leg ORDER BY id').each()) yield rowOf(row);
  }
}

function rowOf(row: Row): LegRow {
  const { leg, call, phone, agent, queue, cause, q850 } = row;
  return {
    leg,
    call,
    phone,
    agent,
    queue,
    isOutgoing: row.is_outgoing === 1,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    alertingMs: row.alerting_ms,
    connectedMs: row.connected_ms,
    heldMs: row.held_ms,
    otherParty: { name: row.other_name, number: row.other_number },
    cause,
    q850,
  };
}
