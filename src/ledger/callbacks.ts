import type { CallbackRow } from '../board/account.ts';
import type { CallId, QueueId } from '../board/ids.ts';
import type { Database } from './database.ts';

/** A caller to be called back, and who did so when. */
export interface StoredCallback extends CallbackRow {
  readonly doneAt: number | null;
  readonly doneBy: string | null;
}

interface Row {
  readonly call: CallId;
  readonly at: number;
  readonly queue: QueueId;
  readonly name: string;
  readonly number: string;
  readonly waited_ms: number;
  readonly done_at: number | null;
  readonly done_by: string | null;
}

export class Callbacks {
  readonly #add;
  readonly #all;
  readonly #done;

  constructor(db: Database) {
    this.#add = db.prepare<[string, number, string, string, string, number]>(
      `INSERT INTO callback (call, at, queue, name, number, waited_ms) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    );
    this.#all = db.prepare<[], Row>('SELECT * FROM callback ORDER BY at, rowid');
    this.#done = db.prepare<[number, string, string]>(
      'UPDATE callback SET done_at = ?, done_by = ? WHERE call = ? AND done_at IS NULL',
    );
  }

  add({ call, at, queue, caller, waitedMs }: CallbackRow): void {
    this.#add.run(call, at, queue, caller.name, caller.number, waitedMs);
  }

  /** The longest listed first. */
  all(): StoredCallback[] {
    return this.#all.all().map((row) => ({
      call: row.call,
      at: row.at,
      queue: row.queue,
      caller: { name: row.name, number: row.number },
      waitedMs: row.waited_ms,
      doneAt: row.done_at,
      doneBy: row.done_by,
    }));
  }

  /** False when there is no such call-back or it has been done. */
  markDone(call: string, by: string, at: number): boolean {
    return this.#done.run(at, by, call) === 1;
  }
}
