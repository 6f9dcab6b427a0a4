import type { Database, Value } from './database.ts';
import { Where } from './where.ts';

/** Something to be sent, as it is made. */
export interface NewDelivery {
  /** The same at every attempt, for receivers who want to take each once only. */
  readonly delivery: string;
  readonly endpoint: string;
  /** Deliveries of one lane are sent one after the other. */
  readonly lane: string;
  readonly event: string;
  readonly payload: string;
}

export interface StoredDelivery extends NewDelivery {
  readonly id: number;
  readonly createdAt: number;
  /** When it was made, or last replayed. */
  readonly since: number;
  readonly attempts: number;
  readonly retryAt: number;
  /** Of the last attempt: the HTTP status, if there was one, and what was wrong. */
  readonly status: number | null;
  readonly error: string | null;
  readonly deadAt: number | null;
}

/** How far the journal has been turned into deliveries, and what must be remembered to go on. */
export interface OutboxCursor {
  readonly seq: number;
  readonly data: string;
}

/** How an attempt failed. */
export interface Failure {
  readonly at: number;
  /** The HTTP status, if there was an answer. */
  readonly status: number | null;
  readonly error: string;
  /** null gives the delivery up: it is dead. */
  readonly retryAt: number | null;
}

export interface DeadFilter {
  readonly endpoint?: string | undefined;
  /** Only what stands after this one: the last of the page before. */
  readonly afterId?: number | undefined;
  readonly limit: number;
}

export interface EndpointRow {
  readonly endpoint: string;
  readonly pending: number;
  /** When the oldest that waits was made. */
  readonly oldestAt: number | null;
  readonly dead: number;
  readonly delivered: number;
  readonly deliveredAt: number | null;
  readonly failedAt: number | null;
  /** Of the last attempt that failed. */
  readonly error: string | null;
}

const columns = `id, delivery, endpoint, lane, event, payload, created_at AS createdAt, since, attempts,
  retry_at AS retryAt, status, error, dead_at AS deadAt`;

/** What is to be sent to receivers outside, until it is delivered. */
export class Outbox {
  readonly #db: Database;
  readonly #cursor;
  readonly #begin;
  readonly #move;
  readonly #add;
  readonly #lanes;
  readonly #head;
  readonly #remove;
  readonly #noteSuccess;
  readonly #setFailure;
  readonly #noteFailure;
  readonly #endpoints;

  constructor(db: Database) {
    this.#db = db;
    this.#cursor = db.prepareApart<[], OutboxCursor>('SELECT seq, data FROM outbox_cursor');
    this.#begin = db.prepare<[number, string]>(
      'INSERT INTO outbox_cursor (id, seq, data) VALUES (1, ?, ?) ON CONFLICT DO NOTHING',
    );
    this.#move = db.prepareApart<[number, string, number]>(
      'UPDATE outbox_cursor SET seq = ?, data = ? WHERE seq = ?',
    );
    this.#add = db.prepareApart<[string, string, string, string, string, number, number]>(
      `INSERT INTO outbox (delivery, endpoint, lane, event, payload, created_at, since)
       VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    );
    this.#lanes = db.prepare<[], { lane: string }>('SELECT DISTINCT lane FROM outbox WHERE dead_at IS NULL');
    this.#head = db.prepareApart<[string], StoredDelivery>(
      `SELECT ${columns} FROM outbox WHERE lane = ? AND dead_at IS NULL ORDER BY id LIMIT 1`,
    );
    this.#remove = db.prepareApart<[number]>('DELETE FROM outbox WHERE id = ?');
    this.#noteSuccess = db.prepareApart<[string, number]>(
      `INSERT INTO outbox_endpoint (endpoint, delivered, delivered_at) VALUES (?, 1, ?)
       ON CONFLICT DO UPDATE SET delivered = delivered + 1, delivered_at = excluded.delivered_at`,
    );
    this.#setFailure = db.prepare<[number, number | null, string, number | null, number]>(
      `UPDATE outbox SET attempts = attempts + 1, retry_at = ?, status = ?, error = ?, dead_at = ? WHERE id = ?`,
    );
    this.#noteFailure = db.prepare<[string, number, string]>(
      `INSERT INTO outbox_endpoint (endpoint, failed_at, error) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET failed_at = excluded.failed_at, error = excluded.error`,
    );
    this.#endpoints = db.prepare<[], EndpointRow>(
      `WITH known AS (SELECT endpoint FROM outbox UNION SELECT endpoint FROM outbox_endpoint)
       SELECT endpoint,
         (SELECT count(*) FROM outbox AS o WHERE o.endpoint = known.endpoint AND dead_at IS NULL) AS pending,
         (SELECT min(created_at) FROM outbox AS o WHERE o.endpoint = known.endpoint AND dead_at IS NULL) AS oldestAt,
         (SELECT count(*) FROM outbox AS o WHERE o.endpoint = known.endpoint AND dead_at IS NOT NULL) AS dead,
         coalesce(delivered, 0) AS delivered, delivered_at AS deliveredAt, failed_at AS failedAt, error
       FROM known LEFT JOIN outbox_endpoint USING (endpoint) ORDER BY endpoint`,
    );
  }

  /** undefined before the first `begin`. */
  get cursor(): OutboxCursor | undefined {
    return this.#cursor.get();
  }

  /** Starts from here, unless it has been started. */
  begin({ seq, data }: OutboxCursor): void {
    this.#begin.run(seq, data);
  }

  /** Stores deliveries and the place up to which they are all; nothing, and false, when the cursor is not at `from`. */
  advance(from: number, to: OutboxCursor, rows: readonly NewDelivery[], at: number): boolean {
    return this.#db.transactionApart(() => {
      if (this.#move.run(to.seq, to.data, from) === 0) return false;
      for (const { delivery, endpoint, lane, event, payload } of rows)
        this.#add.run(delivery, endpoint, lane, event, payload, at, at);
      return true;
    })();
  }

  /** The lanes in which something waits. */
  lanes(): string[] {
    return this.#lanes.all().map(({ lane }) => lane);
  }

  /** The next delivery of a lane, due or not. */
  head(lane: string): StoredDelivery | undefined {
    return this.#head.get(lane);
  }

  delivered({ id, endpoint }: StoredDelivery, at: number): void {
    this.#db.transactionApart(() => {
      this.#remove.run(id);
      this.#noteSuccess.run(endpoint, at);
    })();
  }

  failed({ id, endpoint }: StoredDelivery, { at, status, error, retryAt }: Failure): void {
    this.#db.transaction(() => {
      this.#setFailure.run(retryAt ?? 0, status, error, retryAt === null ? at : null, id);
      this.#noteFailure.run(endpoint, at, error);
    })();
  }

  /** Every endpoint that has had a delivery. */
  endpoints(): EndpointRow[] {
    return this.#endpoints.all();
  }

  /** The oldest first. */
  dead({ endpoint, afterId, limit }: DeadFilter): StoredDelivery[] {
    const where = new Where()
      .always('dead_at IS NOT NULL')
      .and('endpoint = ?', endpoint)
      .and('id > ?', afterId);
    return this.#db
      .prepare<Value[], StoredDelivery>(`SELECT ${columns} FROM outbox ${where.sql} ORDER BY id LIMIT ?`)
      .all(...where.values, limit);
  }

  /** Has dead deliveries sent again, at their old places; without an id all of the endpoint. Returns their lanes. */
  replay(endpoint: string, id: number | undefined, at: number): string[] {
    const where = deadOf(endpoint, id);
    const sql = `UPDATE outbox SET dead_at = NULL, attempts = 0, retry_at = 0, since = ? ${where.sql} RETURNING lane`;
    const rows = this.#db.prepare<Value[], { lane: string }>(sql).all(at, ...where.values);
    return rows.map(({ lane }) => lane);
  }

  /** Throws dead deliveries away; without an id all of the endpoint. Returns how many. */
  discard(endpoint: string, id: number | undefined): number {
    const where = deadOf(endpoint, id);
    return this.#db.prepare<Value[]>(`DELETE FROM outbox ${where.sql}`).run(...where.values);
  }
}

function deadOf(endpoint: string, id: number | undefined): Where {
  return new Where().always('dead_at IS NOT NULL').and('endpoint = ?', endpoint).and('id = ?', id);
}
