import type { MessageRow } from '../board/account.ts';
import type { Database, Value } from './database.ts';
import { Where } from './where.ts';

interface Row {
  readonly message: MessageRow['id'];
  readonly phone: MessageRow['phone'];
  readonly call: MessageRow['call'];
  readonly at: number;
  readonly name: string;
  readonly number: string;
  readonly file: string;
  readonly format: MessageRow['format'];
  readonly duration_ms: number;
  readonly heard_at: number | null;
  readonly heard_by: string | null;
  readonly deleted_at: number | null;
  readonly deleted_by: string | null;
}

export class Messages {
  readonly #db: Database;
  readonly #put;
  readonly #get;

  constructor(db: Database) {
    this.#db = db;
    this.#put = db.prepare<Value[]>(
      `INSERT INTO message (message, phone, call, at, name, number, file, format, duration_ms, heard_at, heard_by,
         deleted_at, deleted_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (message) DO UPDATE SET heard_at = excluded.heard_at, heard_by = excluded.heard_by,
         deleted_at = excluded.deleted_at, deleted_by = excluded.deleted_by`,
    );
    this.#get = db.prepare<[string], Row>('SELECT * FROM message WHERE message = ?');
  }

  put(row: MessageRow): void {
    const { id, phone, call, at, caller, file, format, durationMs } = row;
    const what = [id, phone, call, at, caller.name, caller.number, file, format, durationMs] as const;
    this.#put.run(...what, row.heardAt, row.heardBy, row.deletedAt, row.deletedBy);
  }

  get(message: string): MessageRow | undefined {
    const row = this.#get.get(message);
    return row === undefined ? undefined : rowOf(row);
  }

  /** Those that are in a box, or in any, the latest first. */
  present(phone?: string): MessageRow[] {
    return this.#find(new Where().always('deleted_at IS NULL').and('phone = ?', phone));
  }

  /** Those that were deleted at that time or later. */
  deletedSince(at: number): MessageRow[] {
    return this.#find(new Where().and('deleted_at >= ?', at));
  }

  #find(where: Where): MessageRow[] {
    return this.#db
      .prepare<Value[], Row>(`SELECT * FROM message ${where.sql} ORDER BY id DESC`)
      .all(...where.values)
      .map(rowOf);
  }
}

function rowOf(row: Row): MessageRow {
  return {
    id: row.message,
    phone: row.phone,
    call: row.call,
    at: row.at,
    caller: { name: row.name, number: row.number },
    file: row.file,
    format: row.format,
    durationMs: row.duration_ms,
    heardAt: row.heard_at,
    heardBy: row.heard_by,
    deletedAt: row.deleted_at,
    deletedBy: row.deleted_by,
  };
}
