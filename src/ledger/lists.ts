import type { CampaignId, ContactId, ListId } from '../board/ids.ts';
import type {
  ContactList,
  DuplicateScope,
  ListCounts,
  NewContact,
  NewList,
} from '../board/outbound/stored.ts';
import type { Database } from './database.ts';
import type { DoNotCallList } from './do-not-call.ts';
import { NewContacts } from './new-contacts.ts';

interface ListRow extends Omit<ContactList, 'isActive'> {
  readonly isActive: number;
}

/** What became of one contact of an upload: its id, or why it was turned down, with the number that is to blame. */
export type Added =
  | { readonly id: ContactId }
  | { readonly rule: 'duplicate' | 'do-not-call'; readonly number: string; readonly detail: string };

export interface AddingRules {
  readonly list: ListId;
  readonly duplicates: DuplicateScope;
  readonly at: number;
}

const columns = `id, campaign, name, is_active AS isActive, priority, time_zone AS timeZone,
  caller_id AS callerId, state, rejected,
  created_at AS createdAt, created_by AS createdBy`;

/** The lists in which contacts come, and how they are filled and emptied in steps that keep nobody waiting. */
export class Lists {
  readonly #db: Database;
  readonly #all;
  readonly #one;
  readonly #named;
  readonly #put;
  readonly #setActive;
  readonly #setPriority;
  readonly #setCallerId;
  readonly #setState;
  readonly #setRejected;
  readonly #rename;
  readonly #counts;
  readonly #dropSome;
  readonly #drop;
  readonly #isHeld;
  readonly #contacts: NewContacts;
  readonly #addAll;
  readonly #indexAll;

  constructor(db: Database, doNotCall: DoNotCallList) {
    this.#db = db;
    this.#contacts = new NewContacts(db, doNotCall);
    this.#all = db.prepare<[], ListRow>(`SELECT ${columns} FROM list ORDER BY id`);
    this.#one = db.prepare<[number], ListRow>(`SELECT ${columns} FROM list WHERE id = ?`);
    this.#named = db.prepare<[string, string], ListRow>(
      `SELECT ${columns} FROM list WHERE campaign = ? AND name = ?`,
    );
    this.#put = db.prepare<
      [string, string, number, string | null, string | null, string, number, string],
      { readonly id: ListId }
    >(
      `INSERT INTO list (campaign, name, priority, time_zone, caller_id, state, created_at, created_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    );
    this.#setActive = db.prepare<[number, number]>('UPDATE list SET is_active = ? WHERE id = ?');
    this.#setPriority = db.prepare<[number, number]>('UPDATE list SET priority = ? WHERE id = ?');
    this.#setCallerId = db.prepare<[string | null, number]>('UPDATE list SET caller_id = ? WHERE id = ?');
    this.#setState = db.prepare<[string, number]>('UPDATE list SET state = ? WHERE id = ?');
    this.#setRejected = db.prepare<[number, number]>('UPDATE list SET rejected = ? WHERE id = ?');
    this.#rename = db.prepare<[number]>(
      "UPDATE list SET state = 'deleting', name = name || ' #' || id WHERE id = ? AND state <> 'deleting'",
    );
    this.#counts = db.prepare<[number], { readonly state: keyof ListCounts; readonly count: number }>(
      'SELECT state, COUNT(*) AS count FROM contact WHERE list = ? GROUP BY state',
    );
    this.#dropSome = db.prepare<[number, number]>(
      'DELETE FROM contact WHERE id IN (SELECT id FROM contact WHERE list = ? LIMIT ?)',
    );
    this.#drop = db.prepare<[number]>('DELETE FROM list WHERE id = ?');
    this.#isHeld = db.prepare<[number], { readonly one: number }>(
      "SELECT 1 AS one FROM contact WHERE list = ? AND state = 'held' LIMIT 1",
    );
    this.#addAll = db.transaction(
      (rules: AddingRules, contacts: readonly NewContact[], isIndexed: boolean): Added[] => {
        const list = this.get(rules.list);
        if (list === undefined) return [];
        return contacts.map((contact) => this.#contacts.add(list, rules, contact, isIndexed));
      },
    );
    this.#indexAll = db.transaction((numbers: readonly (readonly [string, ContactId])[]) => {
      for (const [number, contact] of numbers) this.#contacts.index(number, contact);
    });
  }

  all(): ContactList[] {
    return this.#all.all().map(shown);
  }

  get(id: ListId): ContactList | undefined {
    const row = this.#one.get(id);
    return row && shown(row);
  }

  named(campaign: CampaignId, name: string): ContactList | undefined {
    const row = this.#named.get(campaign, name);
    return row && shown(row);
  }

  create({ campaign, name, priority, timeZone, callerId = null, state, at, by }: NewList): ListId {
    const row = this.#put.get(campaign, name, priority, timeZone, callerId, state, at, by);
    // RETURNING gives a row, or the statement throws.
    if (row === undefined) throw new Error('a list was not stored');
    return row.id;
  }

  setActive(id: ListId, isActive: boolean): void {
    this.#setActive.run(isActive ? 1 : 0, id);
  }

  setPriority(id: ListId, priority: number): void {
    this.#setPriority.run(priority, id);
  }

  /** null: as the campaign says. */
  setCallerId(id: ListId, callerId: string | null): void {
    this.#setCallerId.run(callerId, id);
  }

  /** Many small steps follow, or have come to an end. */
  writesInBulk(isBulk: boolean): void {
    this.#db.writesInBulk(isBulk);
  }

  /** An upload is complete: its contacts are there from now on. */
  finishImport(id: ListId, rejected: number): void {
    this.#setRejected.run(rejected, id);
    this.#setState.run('ready', id);
  }

  counts(id: ListId): ListCounts {
    const counts = { open: 0, held: 0, finished: 0, removed: 0 };
    for (const { state, count } of this.#counts.all(id)) counts[state] = count;
    return counts;
  }

  /** Contacts of it are being called. */
  isHeld(id: ListId): boolean {
    return this.#isHeld.get(id) !== undefined;
  }

  /** In one transaction, with all that finds them. */
  add(rules: AddingRules, contacts: readonly NewContact[]): Added[] {
    return this.#addAll(rules, contacts, true);
  }

  /** One step of an upload. `index` makes their numbers known when all are there. */
  addUnindexed(rules: AddingRules, contacts: readonly NewContact[]): Added[] {
    return this.#addAll(rules, contacts, false);
  }

  /** Numbers with whose they are: sorted by number, or each is a page of its own to write. */
  index(numbers: readonly (readonly [string, ContactId])[]): void {
    this.#indexAll(numbers);
  }

  /** From now on it is not there; its name is free. */
  startDeletion(id: ListId): void {
    this.#rename.run(id);
  }

  /** Some of its contacts, at last the list. True when it is gone. */
  deleteSome(id: ListId, most: number): boolean {
    if (this.#dropSome.run(id, most) > 0) return false;
    this.#drop.run(id);
    return true;
  }

  /** Lists that a former process has imported by half or was deleting. */
  unfinished(): ListId[] {
    return this.all()
      .filter(({ state }) => state !== 'ready')
      .map(({ id }) => id);
  }
}

function shown({ isActive, ...row }: ListRow): ContactList {
  return { ...row, isActive: isActive === 1 };
}
