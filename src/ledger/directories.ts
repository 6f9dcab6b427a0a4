import type { Database } from './database.ts';

export interface StoredDirectory {
  /** The user whose it is; null for a directory of the office. */
  readonly owner: string | null;
  readonly name: string;
  /** When its content was last known to be that of its source. */
  readonly syncedAt: number;
}

export interface StoredDirectoryEntry {
  readonly number: string;
  readonly name: string;
  readonly numberType: 'work' | 'home' | 'mobile' | 'ip' | null;
  readonly company: string | null;
}

type Name = Pick<StoredDirectory, 'owner' | 'name'>;

/** What the directories held when they were last read: they are searched while their sources are away. */
export class Directories {
  readonly #list;
  readonly #id;
  readonly #add;
  readonly #touch;
  readonly #remove;
  readonly #entries;
  readonly #clear;
  readonly #addEntry;
  readonly #replace;

  constructor(db: Database) {
    this.#list = db.prepare<[], StoredDirectory>(
      'SELECT owner, name, synced_at AS syncedAt FROM directory ORDER BY owner, name',
    );
    this.#id = db.prepare<[string | null, string], { id: number }>(
      'SELECT id FROM directory WHERE owner IS ? AND name = ?',
    );
    this.#add = db.prepare<[string | null, string, number], { id: number }>(
      'INSERT INTO directory (owner, name, synced_at) VALUES (?, ?, ?) RETURNING id',
    );
    this.#touch = db.prepare<[number, string | null, string]>(
      'UPDATE directory SET synced_at = ? WHERE owner IS ? AND name = ?',
    );
    this.#remove = db.prepare<[string | null, string]>('DELETE FROM directory WHERE owner IS ? AND name = ?');
    this.#entries = db.prepare<[string | null, string], StoredDirectoryEntry>(
      `SELECT entry.number, entry.name, entry.number_type AS numberType, entry.company
       FROM directory JOIN directory_entry AS entry ON entry.directory = directory.id
       WHERE directory.owner IS ? AND directory.name = ? ORDER BY entry.id`,
    );
    this.#clear = db.prepare<[number]>('DELETE FROM directory_entry WHERE directory = ?');
    this.#addEntry = db.prepare<[number, string, string, string | null, string | null]>(
      'INSERT INTO directory_entry (directory, number, name, number_type, company) VALUES (?, ?, ?, ?, ?)',
    );
    this.#replace = db.transaction((name: Name, entries: readonly StoredDirectoryEntry[], at: number) =>
      this.#putAll(name, entries, at),
    );
  }

  list(): StoredDirectory[] {
    return this.#list.all();
  }

  /** In the order of the source; none when there is no such directory. */
  entries({ owner, name }: Name): StoredDirectoryEntry[] {
    return this.#entries.all(owner, name);
  }

  /** These are all the entries from now on, or, when it throws, those from before. */
  replace(name: Name, entries: readonly StoredDirectoryEntry[], at: number): void {
    this.#replace(name, entries, at);
  }

  /** Its source was read at that time and holds what is here. False when there is no such directory. */
  touch({ owner, name }: Name, at: number): boolean {
    return this.#touch.run(at, owner, name) === 1;
  }

  /** False when there is no such directory. */
  remove({ owner, name }: Name): boolean {
    return this.#remove.run(owner, name) === 1;
  }

  #putAll({ owner, name }: Name, entries: readonly StoredDirectoryEntry[], at: number): void {
    const known = this.#id.get(owner, name)?.id;
    if (known !== undefined) {
      this.#clear.run(known);
      this.#touch.run(at, owner, name);
    }
    const id = known ?? this.#add.get(owner, name, at)?.id ?? 0;
    for (const entry of entries) {
      this.#addEntry.run(id, entry.number, entry.name, entry.numberType, entry.company);
    }
  }
}
