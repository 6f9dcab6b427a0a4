import type { CampaignId } from '../board/ids.ts';
import type { Barred, DoNotCall } from '../board/outbound/gate.ts';
import type { BarredEntry } from '../board/outbound/stored.ts';
import type { Database } from './database.ts';
import { Where } from './where.ts';

interface Row extends Omit<BarredEntry, 'campaign'> {
  readonly campaign: string;
}

interface Found extends Pick<Row, 'pattern' | 'campaign' | 'source'> {
  readonly until: number | null;
}

export interface BarredFilter {
  /** Entries that bar this number. */
  readonly number?: string | undefined;
  /** null: those for all campaigns. */
  readonly campaign?: CampaignId | null | undefined;
  /** Entries behind this one, by pattern, then by campaign. */
  readonly after?: { readonly pattern: string; readonly campaign: CampaignId | null } | undefined;
  readonly limit: number;
}

const columns = `pattern, campaign, source, added_by AS addedBy, added_at AS addedAt, expires_at AS expiresAt, note`;

/** Whom nobody may call. */
export class DoNotCallList implements DoNotCall {
  readonly #db: Database;
  readonly #find;
  readonly #lengths;
  readonly #any;
  readonly #put;
  readonly #remove;
  readonly #expire;
  readonly #putAll;
  readonly #removeAll;
  /** How long the beginnings on the list are; null, as the next: that has changed. */
  #beginnings: readonly number[] | null = null;
  #isEmpty: boolean | null = null;

  constructor(db: Database) {
    this.#db = db;
    // At the dial instant nothing is written: what agents have barred just now the board knows itself.
    this.#find = db.prepareApart<[string, string, number], Found>(
      `SELECT pattern, campaign, source, expires_at AS until FROM do_not_call
       WHERE pattern = ? AND campaign IN ('', ?) AND (expires_at IS NULL OR expires_at > ?)
       ORDER BY expires_at IS NULL DESC, expires_at DESC LIMIT 1`,
    );
    this.#lengths = db.prepareApart<[], { readonly length: number }>(
      "SELECT DISTINCT length(pattern) AS length FROM do_not_call WHERE pattern GLOB '*[*]'",
    );
    this.#any = db.prepare<[], { readonly one: number }>('SELECT 1 AS one FROM do_not_call LIMIT 1');
    this.#put = db.prepare<
      [string, string, string, string | null, number, number | null, string],
      { readonly one: number }
    >(
      `INSERT INTO do_not_call (pattern, campaign, source, added_by, added_at, expires_at, note)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (pattern, campaign) DO UPDATE SET source = excluded.source, added_by = excluded.added_by,
         added_at = excluded.added_at, expires_at = excluded.expires_at, note = excluded.note`,
    );
    this.#remove = db.prepare<[string, string]>('DELETE FROM do_not_call WHERE pattern = ? AND campaign = ?');
    this.#expire = db.prepare<[number]>('DELETE FROM do_not_call WHERE expires_at <= ?');
    this.#putAll = db.transaction((entries: readonly BarredEntry[]) => {
      for (const entry of entries) this.put(entry);
    });
    this.#removeAll = db.transaction((entries: readonly Pick<BarredEntry, 'pattern' | 'campaign'>[]) => {
      let count = 0;
      for (const { pattern, campaign } of entries) count += this.#remove.run(pattern, campaign ?? '');
      return count;
    });
  }

  get isEmpty(): boolean {
    this.#isEmpty ??= this.#any.get() === undefined;
    return this.#isEmpty;
  }

  /** Of several entries the one that lasts longest. */
  find(number: string, campaign: CampaignId | null, at: number): Barred | null {
    this.#beginnings ??= this.#lengths.all().map(({ length }) => length - 1);
    let longest: Found | null = null;
    for (const length of [null, ...this.#beginnings]) {
      if (length !== null && length > number.length) continue;
      const pattern = length === null ? number : `${number.slice(0, length)}*`;
      const row = this.#find.get(pattern, campaign ?? '', at);
      if (row !== undefined && (longest === null || endOf(row) > endOf(longest))) longest = row;
    }
    return longest === null ? null : { ...longest, campaign: campaignOf(longest) };
  }

  /** Of the same pattern and campaign the later entry is the one that holds. */
  put({ pattern, campaign, source, addedBy, addedAt, expiresAt, note }: BarredEntry): void {
    this.#forget();
    this.#put.run(pattern, campaign ?? '', source, addedBy, addedAt, expiresAt, note);
  }

  /** All or nothing. */
  putAll(entries: readonly BarredEntry[]): void {
    this.#putAll(entries);
  }

  /** All or nothing. Returns how many there were. */
  removeAll(entries: readonly Pick<BarredEntry, 'pattern' | 'campaign'>[]): number {
    this.#forget();
    return this.#removeAll(entries);
  }

  /** Forgets what has expired. */
  expire(at: number): void {
    this.#forget();
    this.#expire.run(at);
  }

  list({ number, campaign, after, limit }: BarredFilter): BarredEntry[] {
    const where = new Where()
      .anyOf('pattern', number === undefined ? undefined : patternsOf(number))
      .and('campaign = ?', campaign === null ? '' : campaign);
    if (after !== undefined) {
      const { pattern, campaign: of } = after;
      where.and('pattern >= ?', pattern).and("pattern || ' ' || campaign > ?", `${pattern} ${of ?? ''}`);
    }
    const rows = this.#db
      .prepare<(string | number | null)[], Row>(
        `SELECT ${columns} FROM do_not_call ${where.sql} ORDER BY pattern, campaign LIMIT ?`,
      )
      .all(...where.values, limit);
    return rows.map((row) => ({ ...row, campaign: campaignOf(row) }));
  }

  #forget(): void {
    this.#beginnings = null;
    this.#isEmpty = null;
  }
}

function endOf({ until }: Found): number {
  return until ?? Infinity;
}

function campaignOf({ campaign }: Pick<Row, 'campaign'>): CampaignId | null {
  return campaign === '' ? null : (campaign as CampaignId);
}

/** The entries that would bar a number: itself, and each of its beginnings. */
function patternsOf(number: string): string[] {
  const patterns = [number];
  for (let length = 1; length <= number.length; length += 1) patterns.push(`${number.slice(0, length)}*`);
  return patterns;
}
