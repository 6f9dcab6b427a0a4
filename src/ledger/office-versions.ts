import type { Database } from './database.ts';

export interface OfficeVersion {
  readonly version: number;
  readonly at: number;
  /** The user who applied it; `local` for the command line, `start` for the first one of a new ledger. */
  readonly by: string;
  /** The office as it was read from the file, as JSON: without comments and without passwords, with defaults. */
  readonly document: string;
}

/** Every office that was applied: what was once in force can be looked up. */
export class OfficeVersions {
  readonly #add;
  readonly #latest;
  readonly #get;
  readonly #list;
  readonly #documents;

  constructor(db: Database) {
    this.#add = db.prepare<[number, string, string], { version: number }>(
      'INSERT INTO office_version (at, "by", document) VALUES (?, ?, ?) RETURNING version',
    );
    this.#latest = db.prepare<[], OfficeVersion>(
      'SELECT * FROM office_version ORDER BY version DESC LIMIT 1',
    );
    this.#get = db.prepare<[number], OfficeVersion>('SELECT * FROM office_version WHERE version = ?');
    this.#list = db.prepare<[], Omit<OfficeVersion, 'document'>>(
      'SELECT version, at, "by" FROM office_version ORDER BY version DESC',
    );
    this.#documents = db.prepare<[], Pick<OfficeVersion, 'document'>>(
      'SELECT document FROM office_version ORDER BY version',
    );
  }

  /** Returns the number of the new version. */
  add({ at, by, document }: Omit<OfficeVersion, 'version'>): number {
    return this.#add.get(at, by, document)?.version ?? 0;
  }

  latest(): OfficeVersion | undefined {
    return this.#latest.get();
  }

  get(version: number): OfficeVersion | undefined {
    return this.#get.get(version);
  }

  /** Of all versions, the first one first. Nothing else can be done with the ledger while they are read. */
  *documents(): Generator<string, void> {
    for (const { document } of this.#documents.each()) yield document;
  }

  /** The latest first, without their documents. */
  list(): Omit<OfficeVersion, 'document'>[] {
    return this.#list.all();
  }
}
