import type { HistoryRow } from '../board/account.ts';
import type { CallEnd } from '../board/call/call.ts';
import type { AgentId, CallId, QueueId } from '../board/ids.ts';
import type { Database, Value } from './database.ts';
import { Where } from './where.ts';

export interface HistoryFilter {
  /** Only calls that began in this time: from inclusive, to exclusive. */
  readonly from?: number;
  readonly to?: number;
  readonly queue?: string;
  readonly agent?: string;
  /** The caller's number. */
  readonly src?: string;
  /** Only what stands after this call: the last one of the page before. */
  readonly beforeCall?: string;
  readonly limit: number;
}

/** A row of the board with what others know of the call. */
export interface StoredHistoryRow extends HistoryRow {
  readonly audioFile: string | null;
  /** Of what a campaign's call was made for; null: it was no campaign's, or an agent has dialled the number himself. */
  readonly campaign: string | null;
  readonly contact: number | null;
}

/** The view `cdr`: a history row under the titles that call detail records usually have. */
export interface CdrRow {
  readonly UNITUID: string;
  readonly UNIQUEID: string;
  readonly CALLDATE: string;
  readonly SRC: string;
  readonly DST: string;
  readonly DURATION: number;
  readonly BILLSEC: number;
  readonly DISPOSITION: string;
  readonly SKILL: string | null;
  readonly SKILLEVENT: string;
  readonly AUDIOFILENAME: string | null;
  readonly UID: string | null;
  readonly CAMPAIGNID: string | null;
  readonly CONTID: string | null;
}

interface Row {
  readonly call: CallId;
  readonly started_at: number;
  readonly ended_at: number;
  readonly src: string;
  readonly src_name: string;
  readonly dst: string;
  readonly queue: QueueId | null;
  readonly agent: AgentId | null;
  readonly wait_ms: number;
  readonly talk_ms: number;
  readonly disposition: HistoryRow['disposition'];
  readonly end: CallEnd;
  readonly cause: number;
  readonly audio_file: string | null;
}

interface JoinedRow extends Row {
  readonly attempt_campaign: string | null;
  readonly attempt_contact: number | null;
}

const joined = `history.*, attempt.campaign AS attempt_campaign, attempt.contact AS attempt_contact
  FROM history LEFT JOIN attempt ON attempt.call = history.call`;

export class History {
  readonly #db: Database;
  readonly #add;

  constructor(db: Database) {
    this.#db = db;
    // A recording that was stopped may have been mixed before its call ended. Later mixes enter themselves.
    // A call that ends twice would be a mistake of ours: `verify` shows it, and the ledger can still be written.
    this.#add = db.prepare<Value[]>(
      `INSERT INTO history (call, started_at, ended_at, src, src_name, dst, queue, agent, wait_ms, talk_ms, disposition,
         "end", cause, audio_file)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
         (SELECT file FROM recording WHERE call = ? AND state = 'mixed' ORDER BY id LIMIT 1)) ON CONFLICT DO NOTHING`,
    );
  }

  add(row: HistoryRow): void {
    const { call, startedAt, endedAt, caller, dialled, queue, agent, waitMs, talkMs } = row;
    const { disposition, end, cause } = row;
    const { number, name } = caller;
    const whoAndWhen = [call, startedAt, endedAt, number, name, dialled] as const;
    this.#add.run(...whoAndWhen, queue, agent, waitMs, talkMs, disposition, end, cause, call);
  }

  /** The latest first. */
  find(filter: HistoryFilter): StoredHistoryRow[] {
    return this.#query<JoinedRow>(joined, filter).map(storedRowOf);
  }

  /** The same rows under their usual titles. `agent`: also those of calls that he made for a campaign and nobody had. */
  cdr(filter: HistoryFilter): CdrRow[] {
    const { agent, ...others } = filter;
    if (agent === undefined)
      return this.#query<CdrRow>('cdr.* FROM history JOIN cdr ON cdr.UNIQUEID = history.call', filter);
    const had = where(filter);
    const made = where(others)
      .and('attempt.agent = ?', agent)
      .and('attempt.begun_at >= ?', filter.from)
      .and('attempt.begun_at < ?', filter.to)
      .always('history.agent IS NULL');
    // Each along its index: an attempt of his begins when its call does.
    return this.#db
      .prepare<Value[], CdrRow>(
        `SELECT cdr.* FROM (
           SELECT * FROM (SELECT id, call, started_at FROM history ${had.sql}
             ORDER BY started_at DESC, id DESC LIMIT ?)
           UNION ALL
           SELECT * FROM (SELECT history.id, history.call, started_at
             FROM attempt CROSS JOIN history ON history.call = attempt.call ${made.sql}
             ORDER BY attempt.begun_at DESC, history.id DESC LIMIT ?)
         ) AS one JOIN cdr ON cdr.UNIQUEID = one.call ORDER BY one.started_at DESC, one.id DESC LIMIT ?`,
      )
      .all(...had.values, filter.limit, ...made.values, filter.limit, filter.limit);
  }

  /** In the order in which they ended. */
  *each(): Generator<HistoryRow, void> {
    for (const row of this.#db.prepare<[], Row>('SELECT * FROM history ORDER BY id').each()) yield rowOf(row);
  }

  #query<Result>(what: string, filter: HistoryFilter): Result[] {
    const { sql, values } = where(filter);
    return this.#db
      .prepare<Value[], Result>(
        `SELECT ${what} ${sql} ORDER BY history.started_at DESC, history.id DESC LIMIT ?`,
      )
      .all(...values, filter.limit);
  }
}

function where({ from, to, queue, agent, src, beforeCall }: Omit<HistoryFilter, 'limit'>): Where {
  return new Where()
    .and('history.started_at >= ?', from)
    .and('history.started_at < ?', to)
    .and('history.queue = ?', queue)
    .and('history.agent = ?', agent)
    .and('history.src = ?', src)
    .and(
      '(history.started_at, history.id) < (SELECT started_at, id FROM history WHERE call = ?)',
      beforeCall,
    );
}

function rowOf(row: Row): HistoryRow {
  const { call, queue, agent, disposition, end, cause } = row;
  return {
    call,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    caller: { name: row.src_name, number: row.src },
    dialled: row.dst,
    queue,
    agent,
    waitMs: row.wait_ms,
    talkMs: row.talk_ms,
    disposition,
    end,
    cause,
  };
}

function storedRowOf(row: JoinedRow): StoredHistoryRow {
  const { audio_file: audioFile, attempt_campaign: campaign, attempt_contact: contact } = row;
  return { ...rowOf(row), audioFile, campaign, contact };
}
