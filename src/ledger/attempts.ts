import type { CampaignId, ContactId } from '../board/ids.ts';
import type { AttemptRow } from '../board/outbound/attempt.ts';
import type { Database, Query } from './database.ts';
import { Where } from './where.ts';

interface Row extends Omit<AttemptRow, 'verdict'> {
  readonly verdict: string;
  readonly rowid: number;
}

export interface AttemptFilter {
  readonly campaign?: CampaignId | undefined;
  readonly contact?: ContactId | undefined;
  readonly number?: string | undefined;
  /** Begun at or after, and before. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Only those stored behind this one, by its `row`. */
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
}

type LaterRow = Pick<AttemptRow, 'number' | 'campaign' | 'trunk' | 'begunAt' | 'endedAt' | 'outcome'>;

export type StoredAttempt = AttemptRow & { readonly row: number };

const columns = `rowid, call, campaign, contact, number, mode, agent, trunk, caller_id AS callerId, begun_at AS begunAt,
  answered_at AS answeredAt, detected, wait_ms AS waitMs, ended_at AS endedAt, outcome, verdict, cause, sip`;

/** One row for each call of a campaign, written when it has ended. */
export class Attempts {
  readonly #db: Database;
  readonly #add;
  readonly #each: Query<[], Row>;
  readonly #since: Query<[number, number, number], LaterRow>;

  constructor(db: Database) {
    this.#db = db;
    this.#add = db.prepare<(string | number | null)[]>(
      `INSERT INTO attempt (call, campaign, contact, number, mode, agent, trunk, caller_id, begun_at, answered_at, detected,
         wait_ms, ended_at, outcome, verdict, cause, sip) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#each = db.prepare<[], Row>(`SELECT ${columns} FROM attempt ORDER BY rowid`);
    this.#since = db.prepare<[number, number, number], LaterRow>(
      `SELECT number, campaign, trunk, begun_at AS begunAt, ended_at AS endedAt, outcome FROM attempt
       WHERE begun_at > ? AND (begun_at > ? OR (outcome = 'abandoned' AND begun_at > ?)) ORDER BY begun_at`,
    );
  }

  add(row: AttemptRow): void {
    const { call, campaign, contact, number, mode, agent, trunk, callerId, begunAt, answeredAt } = row;
    const { detected, waitMs, endedAt, outcome, verdict, cause, sip } = row;
    this.#add.run(
      call,
      campaign,
      contact,
      number,
      mode,
      agent,
      trunk,
      callerId,
      begunAt,
      answeredAt,
      detected,
      waitMs,
      endedAt,
      outcome,
      JSON.stringify(verdict),
      cause,
      sip,
    );
  }

  /** In the order in which they ended. */
  find({ campaign, contact, number, from, to, after, limit }: AttemptFilter): StoredAttempt[] {
    const where = new Where()
      .and('campaign = ?', campaign)
      .and('contact = ?', contact)
      .and('number = ?', number)
      .and('begun_at >= ?', from)
      .and('begun_at < ?', to)
      .and('rowid > ?', after);
    return this.#db
      .prepare<(string | number | null)[], Row>(
        `SELECT ${columns} FROM attempt ${where.sql} ORDER BY rowid LIMIT ?`,
      )
      .all(...where.values, limit ?? -1)
      .map(({ rowid, ...row }) => ({ ...shown(row), row: rowid }));
  }

  /** Begun after `all`, or abandoned and begun after `abandoned`: the oldest first. */
  since({ all, abandoned }: { readonly all: number; readonly abandoned: number }): Iterable<LaterRow> {
    return this.#since.each(Math.min(all, abandoned), all, abandoned);
  }

  /** All of them, for the comparison with the journal. */
  *each(): Generator<AttemptRow, void> {
    for (const { rowid: _, ...row } of this.#each.each()) yield shown(row);
  }
}

function shown({ verdict, ...row }: Omit<Row, 'rowid'>): AttemptRow {
  return { ...row, verdict: JSON.parse(verdict) as AttemptRow['verdict'] };
}
