import type { AgentId, CampaignId, ContactId } from '../board/ids.ts';
import type { Database, Value } from './database.ts';
import { Where } from './where.ts';

/** A call that somebody expects at a time. */
export interface StoredPromise {
  readonly contact: ContactId;
  readonly campaign: CampaignId;
  readonly list: string;
  readonly name: string;
  /** Who has promised it; null: anybody calls. */
  readonly agent: AgentId | null;
  readonly dueAt: number;
  readonly number: string;
  readonly note: string;
  /** In the board's hands: due, or being called. */
  readonly isHeld: boolean;
}

export interface PromiseFilter {
  readonly campaign?: CampaignId | undefined;
  readonly agent?: AgentId | undefined;
  readonly number?: string | undefined;
  /** Due at or after, and before. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly after?: { readonly dueAt: number; readonly contact: number } | undefined;
  readonly limit: number;
}

type Row = Omit<StoredPromise, 'isHeld'> & { readonly isHeld: number };

/** In these words, so that their index is used. */
const open = "c.kind = 'call-back' AND c.state IN ('open', 'held')";

/** Calls that are promised and still to come. */
export class Promises {
  readonly #db: Database;
  readonly #count;
  readonly #toRemind;

  constructor(db: Database) {
    this.#db = db;
    this.#count = db.prepare<[string], { readonly count: number }>(
      `SELECT count(*) AS count FROM contact c WHERE ${open} AND c.agent = ?`,
    );
    this.#toRemind = db.prepare<[number, string, number], { readonly id: ContactId }>(
      `SELECT c.id FROM contact c
       WHERE ${open} AND c.due_at <= ? AND c.campaign = ? AND c.agent IS NOT NULL AND c.reminded IS NOT c.due_at
       ORDER BY c.due_at LIMIT ?`,
    );
  }

  /** The next first. */
  find({ campaign, agent, number, from, to, after, limit }: PromiseFilter): StoredPromise[] {
    const where = new Where()
      .always(open)
      .and('c.campaign = ?', campaign)
      .and('c.agent = ?', agent)
      .and('c.id IN (SELECT contact FROM number_contact WHERE number = ?)', number)
      .and('c.due_at >= ?', from)
      .and('c.due_at < ?', to)
      .and(
        '(c.due_at, c.id) > (SELECT value ->> 0, value ->> 1 FROM (SELECT ? AS value))',
        after === undefined ? undefined : JSON.stringify([after.dueAt, after.contact]),
      );
    return this.#db
      .prepare<Value[], Row>(
        `SELECT c.id AS contact, c.campaign, l.name AS list, c.name, c.agent, c.due_at AS dueAt, c.note,
           coalesce(n.number, '') AS number, c.state = 'held' AS isHeld
         FROM contact c JOIN list l ON l.id = c.list
           LEFT JOIN contact_number n ON n.contact = c.id AND n.position = c.next
         ${where.sql} ORDER BY c.due_at, c.id LIMIT ?`,
      )
      .all(...where.values, limit)
      .map(({ isHeld, ...row }) => ({ ...row, isHeld: isHeld === 1 }));
  }

  /** How many an agent has promised. */
  openOf(agent: AgentId): number {
    return this.#count.get(agent)?.count ?? 0;
  }

  /** Contacts whose agents are to be told: due by then, and not told of for that time yet. */
  toRemind(campaign: CampaignId, dueBy: number, limit: number): ContactId[] {
    return this.#toRemind.all(dueBy, campaign, limit).map(({ id }) => id);
  }
}
