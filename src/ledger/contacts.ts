import type { CampaignId, ContactId, ListId } from '../board/ids.ts';
import type {
  ContactChange,
  ContactFilter,
  NewNumber,
  SelectionRefusal,
  StoredContact,
  StoredNumber,
} from '../board/outbound/stored.ts';
import { ContactResults } from './contact-results.ts';
import type { Database } from './database.ts';
import { Where } from './where.ts';

interface Row extends Omit<StoredContact, 'numbers' | 'data' | 'isSuccess'> {
  readonly data: string;
  readonly isSuccess: number;
}

interface NumberRow extends Omit<StoredNumber, 'zones' | 'outcomes'> {
  readonly zones: string;
  readonly outcomes: string;
}

const columns = `contact.id, contact.campaign, contact.list, list.name AS listName, list.caller_id AS callerId, contact.name, contact.priority,
  contact.agent, contact.due_at AS dueAt, contact.kind, contact.attempts, contact.data, contact.next, contact.note,
  contact.state, contact.result, contact.is_success AS isSuccess, contact.refused, contact.reminded,
  contact.created_at AS createdAt, contact.changed_at AS changedAt`;

/** The priorities of a list's open contacts, step by step: contacts may have thousands of them, each one a look into the index. */
const priorities = `WITH RECURSIVE want (list, above, at) AS (VALUES (?, ?, ?)), step (priority) AS (
  SELECT (SELECT priority FROM contact
    WHERE (list, state) = (want.list, 'open') AND priority > want.above ORDER BY priority LIMIT 1) FROM want
  UNION ALL
  SELECT (SELECT priority FROM contact
    WHERE (list, state) = (want.list, 'open') AND priority > step.priority ORDER BY priority LIMIT 1)
  FROM step, want WHERE step.priority IS NOT NULL)`;

/** Contacts as they are stored. Those in the board's hands (`held`) are changed by what the board says of them only. */
export class Contacts {
  readonly #db: Database;
  readonly #one;
  readonly #numbers;
  readonly #nextPriority;
  readonly #dueOf;
  readonly #nextDue;
  readonly #ends;
  readonly #recent;
  readonly #locked;
  readonly #anyOpen;
  readonly #update;
  readonly #dropNumbers;
  readonly #putNumber;
  readonly #index;
  readonly #results;
  readonly #markRefused;
  readonly #refusal;
  readonly #change;
  readonly #freshNumbers;
  readonly #reset;
  readonly #replaceNumbers;
  readonly #refuseAll;

  constructor(db: Database) {
    this.#db = db;
    this.#one = db.prepare<[number], Row>(
      `SELECT ${columns} FROM contact JOIN list ON list.id = contact.list WHERE contact.id = ?`,
    );
    this.#numbers = db.prepare<[number], NumberRow>(
      `SELECT number, zones, region, state, attempts, not_before AS notBefore, locked_until AS lockedUntil, outcomes
       FROM contact_number WHERE contact = ? ORDER BY position`,
    );
    this.#nextPriority = db.prepare<[number, number, number], { readonly priority: number }>(
      `${priorities} SELECT step.priority FROM step, want WHERE EXISTS (SELECT 1 FROM contact
         WHERE (list, state, priority) = (want.list, 'open', step.priority) AND due_at <= want.at) LIMIT 1`,
    );
    this.#dueOf = {
      oldest: db.prepare<
        [number, number, number, number],
        { readonly id: ContactId; readonly dueAt: number }
      >(
        `SELECT id, due_at AS dueAt FROM contact
         WHERE list = ? AND state = 'open' AND priority = ? AND due_at <= ? ORDER BY due_at, id LIMIT ?`,
      ),
      newest: db.prepare<
        [number, number, number, number],
        { readonly id: ContactId; readonly dueAt: number }
      >(
        `SELECT id, due_at AS dueAt FROM contact
         WHERE list = ? AND state = 'open' AND priority = ? AND due_at <= ? ORDER BY due_at DESC, id DESC LIMIT ?`,
      ),
      from: db.prepare<
        [number, number, number, number, number],
        { readonly id: ContactId; readonly dueAt: number }
      >(
        `SELECT id, due_at AS dueAt FROM contact
         WHERE list = ? AND state = 'open' AND priority = ? AND due_at = ? AND id >= ? ORDER BY id LIMIT ?`,
      ),
    };
    this.#ends = db.prepare<[number, number, number], { readonly first: number; readonly last: number }>(
      `WITH here AS (SELECT ? AS list, ? AS priority, ? AS due_at)
       SELECT (SELECT id FROM contact WHERE (list, state, priority, due_at) = (here.list, 'open', here.priority, here.due_at)
               ORDER BY id LIMIT 1) AS first,
              (SELECT id FROM contact WHERE (list, state, priority, due_at) = (here.list, 'open', here.priority, here.due_at)
               ORDER BY id DESC LIMIT 1) AS last
       FROM here`,
    );
    this.#nextDue = db.prepare<[number, number, number], { readonly dueAt: number | null }>(
      `${priorities} SELECT MIN((SELECT due_at FROM contact
         WHERE (list, state, priority) = (want.list, 'open', step.priority) AND due_at > want.at
         ORDER BY due_at LIMIT 1)) AS dueAt FROM step, want`,
    );
    this.#recent = db.prepare<[string, number], { readonly at: number }>(
      // Where our own lines have failed it has not rung, nor where the agent who is rung first was not there.
      `SELECT begun_at AS at FROM attempt
       WHERE number = ? AND begun_at > ? AND outcome <> 'network' AND trunk IS NOT NULL ORDER BY begun_at`,
    );
    this.#locked = db.prepare<[string], { readonly until: number | null }>(
      `SELECT MAX(contact_number.locked_until) AS until
       FROM number_contact JOIN contact_number
         ON contact_number.contact = number_contact.contact AND contact_number.number = number_contact.number
       WHERE number_contact.number = ?`,
    );
    this.#anyOpen = db.prepare<[string], { readonly one: number }>(
      `SELECT 1 AS one FROM list WHERE campaign = ? AND (state = 'importing' OR (state = 'ready' AND is_active = 1
         AND EXISTS (SELECT 1 FROM contact WHERE contact.list = list.id AND contact.state = 'open'))) LIMIT 1`,
    );
    this.#update = db.prepare<
      [
        number,
        number,
        string,
        string | null,
        string,
        string,
        string,
        string,
        number,
        number,
        string | null,
        number,
        number,
      ]
    >(
      `UPDATE contact SET priority = ?, due_at = ?, kind = ?, agent = ?, name = ?, note = ?, data = ?, state = ?,
         attempts = ?, next = ?, result = ?, refused = NULL, changed_at = ? WHERE id = ? AND state <> 'held'`,
    );
    this.#dropNumbers = db.prepare<[number]>('DELETE FROM contact_number WHERE contact = ?');
    this.#putNumber = db.prepare<
      [number, number, string, string, string | null, string, number, number, number, string]
    >(
      `INSERT INTO contact_number (contact, position, number, zones, region, state, attempts, not_before, locked_until,
         outcomes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#index = db.prepare<[string, number]>(
      'INSERT INTO number_contact (number, contact) VALUES (?, ?) ON CONFLICT DO NOTHING',
    );
    this.#results = new ContactResults(db);
    this.#markRefused = db.prepare<[string, number]>('UPDATE contact SET refused = ? WHERE id = ?');
    this.#refusal = db.prepare<[number, string, number, string, string, string, number | null]>(
      `INSERT INTO refusal (at, campaign, contact, number, agent, reason, detail, until_when)
       VALUES (?, ?, ?, ?, NULL, ?, ?, ?)`,
    );
    this.#change = db.transaction((id: ContactId, change: ContactChange, at: number) =>
      this.#changeOne(id, change, at),
    );
    this.#freshNumbers = db.prepare<[number]>(
      `UPDATE contact_number SET state = 'open', attempts = 0, not_before = 0, outcomes = '{}' WHERE contact = ?`,
    );
    this.#reset = db.transaction((id: ContactId, at: number) => {
      const fresh: ContactChange = {
        state: 'open',
        dueAt: at,
        kind: 'first',
        attempts: 0,
        next: 0,
        result: null,
      };
      if (!this.#changeOne(id, fresh, at)) return false;
      this.#freshNumbers.run(id);
      return true;
    });
    this.#replaceNumbers = db.transaction((id: ContactId, numbers: readonly NewNumber[]) =>
      this.#putNumbers(id, numbers),
    );
    this.#refuseAll = db.transaction((refusals: readonly SelectionRefusal[], at: number) => {
      for (const refusal of refusals) this.#refuseOne(refusal, at);
    });
  }

  get(id: ContactId): StoredContact | undefined {
    const row = this.#one.get(id);
    return row && this.#shown(row);
  }

  find({
    id,
    campaign,
    list,
    number,
    state,
    agent,
    dueFrom,
    dueTo,
    after,
    limit,
  }: ContactFilter): StoredContact[] {
    const where = new Where()
      .and('contact.id = ?', id)
      .and('contact.list = ?', list)
      .and('contact.campaign = ?', campaign)
      .and('contact.id IN (SELECT contact FROM number_contact WHERE number = ?)', number)
      .and('contact.state = ?', state)
      .and('contact.agent = ?', agent)
      .and('contact.due_at >= ?', dueFrom)
      .and('contact.due_at < ?', dueTo)
      .and('contact.id > ?', after)
      .always("list.state = 'ready'");
    return this.#db
      .prepare<(string | number | null)[], Row>(
        `SELECT ${columns} FROM contact JOIN list ON list.id = contact.list ${where.sql} ORDER BY contact.id LIMIT ?`,
      )
      .all(...where.values, limit)
      .map((row) => this.#shown(row));
  }

  /** Ids of a list's open contacts that are due: the lowest priority first. `random`: from a place of the list by lot. */
  due(
    list: ListId,
    { at, order, limit, random }: DueWanted,
  ): { readonly id: ContactId; readonly priority: number; readonly dueAt: number }[] {
    const found: { readonly id: ContactId; readonly priority: number; readonly dueAt: number }[] = [];
    for (const priority of this.#duePriorities(list, at)) {
      const left = limit - found.length;
      if (left <= 0) break;
      const rows =
        order === 'random'
          ? this.#byLot(list, priority, at, left, random)
          : this.#dueOf[order].all(list, priority, at, left);
      for (const row of rows) found.push({ ...row, priority });
    }
    return found;
  }

  /** When the next open contact of a list becomes due after that time; null: none does. */
  nextDueAfter(list: ListId, at: number): number | null {
    return this.#nextDue.get(list, -1, at)?.dueAt ?? null;
  }

  /** Somebody of the campaign is to be called, now or later, or will be when an upload is complete. */
  hasOpen(campaign: CampaignId): boolean {
    return this.#anyOpen.get(campaign) !== undefined;
  }

  /** When the number was called since that time, by any campaign. */
  recentOf(number: string, since: number): number[] {
    return this.#recent.all(number, since).map((row) => row.at);
  }

  /** Until when nobody may call the number, because of a call that nobody took, whoever's contact it was; 0: he may. */
  lockedUntil(number: string): number {
    return this.#locked.get(number)?.until ?? 0;
  }

  /** False when there is none such, or the board has it. */
  change(id: ContactId, change: ContactChange, at: number): boolean {
    return this.#change(id, change, at);
  }

  /** As if nobody had called yet; due at once. False when there is none such, or the board has it. */
  reset(id: ContactId, at: number): boolean {
    return this.#reset(id, at);
  }

  /** In this order from now on; what is known of a number stays with it. */
  setNumbers(id: ContactId, numbers: readonly NewNumber[]): void {
    this.#replaceNumbers(id, numbers);
  }

  /** Contacts that are not handed over. Each is put on record when the reason is another one than before. */
  refuse(refusals: readonly SelectionRefusal[], at: number): void {
    this.#refuseAll(refusals, at);
  }

  *#duePriorities(list: ListId, at: number): Generator<number, void> {
    let row = this.#nextPriority.get(list, -1, at);
    while (row !== undefined) {
      yield row.priority;
      row = this.#nextPriority.get(list, row.priority, at);
    }
  }

  #byLot(
    list: ListId,
    priority: number,
    at: number,
    limit: number,
    random: () => number,
  ): { readonly id: ContactId; readonly dueAt: number }[] {
    const [oldest] = this.#dueOf.oldest.all(list, priority, at, 1);
    if (oldest === undefined) return [];
    const { dueAt } = oldest;
    const ends = this.#ends.get(list, priority, dueAt);
    if (ends === undefined) return [];
    const start = ends.first + Math.floor(random() * (ends.last - ends.first + 1));
    const rows = this.#dueOf.from.all(list, priority, dueAt, start, limit);
    if (rows.length === limit) return rows;
    // Round to the beginning, and on to those that are due later.
    const seen = new Set(rows.map(({ id }) => id));
    const others = this.#dueOf.oldest.all(list, priority, at, limit).filter(({ id }) => !seen.has(id));
    return [...rows, ...others].slice(0, limit);
  }

  #shown({ data, isSuccess, ...row }: Row): StoredContact {
    const numbers = this.#numbers.all(row.id).map(({ zones, outcomes, ...number }) => ({
      ...number,
      zones: JSON.parse(zones) as string[],
      outcomes: JSON.parse(outcomes) as Record<string, number>,
    }));
    return { ...row, data: JSON.parse(data) as Record<string, string>, isSuccess: isSuccess === 1, numbers };
  }

  #changeOne(id: ContactId, change: ContactChange, at: number): boolean {
    const now = this.get(id);
    if (now === undefined || now.state === 'held') return false;
    const agent = change.agent === undefined ? now.agent : change.agent;
    const result = change.result === undefined ? now.result : change.result;
    const changed = this.#update.run(
      change.priority ?? now.priority,
      change.dueAt ?? now.dueAt,
      change.kind ?? now.kind,
      agent,
      change.name ?? now.name,
      change.note ?? now.note,
      JSON.stringify(change.data ?? now.data),
      change.state ?? now.state,
      change.attempts ?? now.attempts,
      change.next ?? now.next,
      result,
      at,
      id,
    );
    return changed === 1;
  }

  #putNumbers(id: ContactId, numbers: readonly NewNumber[]): void {
    const former = new Map(this.#numbers.all(id).map((row) => [row.number, row]));
    this.#dropNumbers.run(id);
    for (const [position, { number, zones, region }] of numbers.entries()) {
      const known = former.get(number);
      this.#putNumber.run(
        id,
        position,
        number,
        JSON.stringify(zones),
        region,
        known?.state ?? 'open',
        known?.attempts ?? 0,
        known?.notBefore ?? 0,
        known?.lockedUntil ?? 0,
        known?.outcomes ?? '{}',
      );
      this.#index.run(number, id);
    }
  }

  #refuseOne(refusal: SelectionRefusal, at: number): void {
    const { contact, campaign, number, reason, detail, until, result } = refusal;
    const now = this.#one.get(contact);
    if (now === undefined || now.state !== 'open') return;
    this.#results.write(contact, result, at, 'open');
    if (now.refused === reason) return;
    this.#markRefused.run(reason, contact);
    this.#refusal.run(at, campaign, contact, number, reason, detail, until);
  }
}

export interface DueWanted {
  readonly at: number;
  readonly order: 'oldest' | 'newest' | 'random';
  readonly limit: number;
  readonly random: () => number;
}
