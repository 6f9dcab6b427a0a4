import type { Database } from './database.ts';

export interface OfficeVersion {
  readonly version: number;
  readonly at: number;
  /** The user who applied it. */
  readonly by: string;
  /** The office file, word for word. */
  readonly document: string;
}

/** Every office file that was applied, so that a former one can be had again. */
export class OfficeVersions {
  readonly #add;
  readonly #latest;
  readonly #get;
  readonly #list;

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

  /** The latest first, without their documents. */
  list(): Omit<OfficeVersion, 'document'>[] {
    return this.#list.all();
  }
}
