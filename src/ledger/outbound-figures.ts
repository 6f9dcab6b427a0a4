import type { CallId } from '../board/ids.ts';
import type { Outcome } from '../board/outbound/outcome.ts';
import type { Database, Value } from './database.ts';
import type {
  AttemptColumns,
  AttemptListFilter,
  Cursor,
  Found,
  OpenColumns,
  ProgressColumns,
  RefusalColumns,
  RefusalListFilter,
  RunRow,
  SaidColumns,
} from './outbound-columns.ts';
import { Where } from './where.ts';

/** What the figures of campaigns are made of. Each query reads along one index. */

const attemptColumns = `a.rowid AS id, a.call, a.campaign, a.contact, a.number, a.mode, a.agent, a.trunk,
  a.caller_id AS callerId, a.begun_at AS begunAt, a.answered_at AS answeredAt, a.detected, a.wait_ms AS waitMs,
  a.ended_at AS endedAt, a.outcome, a.verdict, a.cause, a.sip, d.path, d.action`;
const attemptTables = `attempt a LEFT JOIN disposition d
  ON d.id = (SELECT max(id) FROM disposition WHERE call = a.call)`;

/** In these words, so that their index is used. */
const runKinds =
  "('campaign.started', 'campaign.suspended', 'campaign.resumed', 'campaign.stopped', 'campaign.completed')";

export class OutboundFigures {
  readonly #db: Database;
  readonly #attempts;
  readonly #said;
  readonly #outcomes;
  readonly #live;
  readonly #later;
  readonly #retried;
  readonly #callsSince;
  readonly #runs;
  readonly #runBefore;
  readonly #lastContact;
  readonly #progress;
  readonly #open;

  constructor(db: Database) {
    this.#db = db;
    this.#attempts = db.prepare<[string, number, number, number, number], AttemptColumns>(
      `SELECT ${attemptColumns} FROM ${attemptTables}
       WHERE a.campaign = ? AND (a.begun_at, a.rowid) > (?, ?) AND a.begun_at < ?
       ORDER BY a.begun_at, a.rowid LIMIT ?`,
    );
    this.#said = db.prepare<[string], SaidColumns>(
      `SELECT id, call, campaign, contact, agent, said_by AS by, said_at AS at, path, action, note, data, schedule
       FROM disposition WHERE call = ? ORDER BY id`,
    );
    this.#outcomes = db.prepare<[string, number], { readonly outcome: Outcome; readonly count: number }>(
      'SELECT outcome, count(*) AS count FROM attempt WHERE campaign = ? AND begun_at >= ? GROUP BY outcome',
    );
    this.#live = db.prepare<[string, number], { readonly live: number; readonly abandoned: number }>(
      `SELECT count(*) AS live, coalesce(sum(outcome = 'abandoned'), 0) AS abandoned FROM attempt
       WHERE campaign = ? AND begun_at >= ? AND outcome IN ('person', 'abandoned', 'hung-up')`,
    );
    this.#later = db.prepare<[string, number], { readonly one: 1 }>(
      `SELECT 1 AS one FROM attempt a, attempt former
       WHERE former.call = ? AND a.contact = ? AND a.rowid > former.rowid LIMIT 1`,
    );
    this.#retried = db.prepare<[string, number], { readonly count: number }>(
      `SELECT count(*) AS count FROM attempt a WHERE a.campaign = ? AND a.begun_at >= ? AND a.trunk IS NOT NULL
         AND EXISTS (SELECT 1 FROM attempt former
                     WHERE former.contact = a.contact AND former.rowid < a.rowid AND former.trunk IS NOT NULL)`,
    );
    this.#callsSince = db.prepare<[number], { readonly call: CallId }>(
      'SELECT call FROM attempt WHERE begun_at >= ?',
    );
    this.#runs = db.prepare<[string, number], RunRow>(
      `SELECT kind, at FROM journal WHERE kind IN ${runKinds} AND campaign = ? AND at >= ? ORDER BY at, seq`,
    );
    this.#runBefore = db.prepare<[string, number], RunRow>(
      `SELECT kind, at FROM journal WHERE kind IN ${runKinds} AND campaign = ? AND at < ?
       ORDER BY at DESC, seq DESC LIMIT 1`,
    );
    this.#lastContact = db.prepare<[], { readonly id: number | null }>('SELECT max(id) AS id FROM contact');
    this.#progress = db.prepare<[number, number, string], ProgressColumns>(
      `SELECT c.list, l.name, l.is_active AS isActive, c.state, count(*) AS count, sum(c.attempts > 0) AS attempted,
         sum(c.is_success) AS won
       FROM contact c JOIN list l ON l.id = c.list
       WHERE c.id > ? AND c.id <= ? AND c.campaign = ? AND l.state = 'ready' GROUP BY c.list, c.state`,
    );
    this.#open = db.prepare<[number, number, string], OpenColumns>(
      `SELECT c.state, c.refused AS reason, count(*) AS count, min(c.due_at) AS dueAt
       FROM contact c JOIN list l ON l.id = c.list
       WHERE c.id > ? AND c.id <= ? AND c.campaign = ? AND l.state = 'ready' AND l.is_active = 1
         AND (c.state = 'open' OR (c.state = 'finished' AND c.refused IS NOT NULL))
       GROUP BY c.state, c.refused`,
    );
  }

  attempts(
    campaign: string,
    { from, to, after, limit }: { from: number; to: number; after: Cursor | null; limit: number },
  ): Found<AttemptColumns>[] {
    const { at, id } = after ?? { at: from, id: -1 };
    return this.#attempts.all(campaign, at, id, to, limit).map(attemptOf);
  }

  attemptList({
    campaign,
    contact,
    number,
    agent,
    outcome,
    call,
    from,
    to,
    before,
    limit,
  }: AttemptListFilter) {
    const where = new Where()
      .and('a.campaign = ?', campaign)
      .and('a.contact = ?', contact)
      .and('a.number = ?', number)
      .and('a.agent = ?', agent)
      .and('a.outcome = ?', outcome)
      .and('a.call = ?', call)
      .and('a.begun_at >= ?', from)
      .and('a.begun_at < ?', to)
      .and(
        '(a.begun_at, a.rowid) < (SELECT value ->> 0, value ->> 1 FROM (SELECT ? AS value))',
        before === undefined ? undefined : JSON.stringify([before.at, before.id]),
      );
    return this.#db
      .prepare<Value[], AttemptColumns>(
        `SELECT ${attemptColumns} FROM ${attemptTables} ${where.sql} ORDER BY a.begun_at DESC, a.rowid DESC LIMIT ?`,
      )
      .all(...where.values, limit)
      .map(attemptOf);
  }

  refusalList({ campaign, contact, number, reason, from, to, before, limit }: RefusalListFilter) {
    const where = new Where()
      .and('campaign = ?', campaign)
      .and('contact = ?', contact)
      .and('number = ?', number)
      .and('reason = ?', reason)
      .and('at >= ?', from)
      .and('at < ?', to)
      .and(
        '(at, id) < (SELECT value ->> 0, value ->> 1 FROM (SELECT ? AS value))',
        before === undefined ? undefined : JSON.stringify([before.at, before.id]),
      );
    return this.#db
      .prepare<Value[], RefusalColumns>(
        `SELECT id, at, campaign, contact, number, agent, reason, detail, until_when AS until FROM refusal
         ${where.sql} ORDER BY at DESC, id DESC LIMIT ?`,
      )
      .all(...where.values, limit);
  }

  saidOf(call: string) {
    return this.#said.all(call).map((row) => ({
      ...row,
      data: JSON.parse(row.data) as Record<string, string>,
      schedule: row.schedule === null ? null : (JSON.parse(row.schedule) as never),
    }));
  }

  outcomes(campaign: string, since: number): Map<Outcome, number> {
    return new Map(this.#outcomes.all(campaign, since).map(({ outcome, count }) => [outcome, count]));
  }

  liveSince(campaign: string, since: number): { readonly live: number; readonly abandoned: number } {
    return this.#live.get(campaign, since) ?? { live: 0, abandoned: 0 };
  }

  isLastCall(contact: number, call: string): boolean {
    return this.#later.get(call, contact) === undefined;
  }

  retried(campaign: string, since: number): number {
    return this.#retried.get(campaign, since)?.count ?? 0;
  }

  callsSince(since: number): Set<CallId> {
    return new Set(this.#callsSince.all(since).map(({ call }) => call));
  }

  runs(campaign: string, from: number): RunRow[] {
    return [...this.#runBefore.all(campaign, from), ...this.#runs.all(campaign, from)];
  }

  get lastContact(): number {
    return this.#lastContact.get()?.id ?? 0;
  }

  progress(campaign: string, after: number, upTo: number) {
    return this.#progress
      .all(after, upTo, campaign)
      .map(({ isActive, ...row }) => ({ ...row, isActive: isActive === 1 }));
  }

  open(campaign: string, after: number, upTo: number): OpenColumns[] {
    return this.#open.all(after, upTo, campaign);
  }
}

function attemptOf(row: AttemptColumns): Found<AttemptColumns> {
  return { ...row, verdict: JSON.parse(row.verdict) as never };
}
