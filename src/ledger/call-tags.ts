import type { Database } from './database.ts';

/** What people say of a call. */
export interface CallTag {
  readonly call: string;
  /** Empty: nothing was said. */
  readonly tag: string;
  /** Stars, 1 to 5; 0: nobody has rated it. */
  readonly rating: number;
}

export interface CallTagChange {
  readonly call: string;
  /** Stays as it is when it is not there; so does the rating. */
  readonly tag?: string | undefined;
  readonly rating?: number | undefined;
  readonly at: number;
  readonly by: string;
}

export class CallTags {
  readonly #get;
  readonly #put;

  constructor(db: Database) {
    this.#get = db.prepare<[string], CallTag>('SELECT call, tag, rating FROM call_tag WHERE call = ?');
    this.#put = db.prepare<[string, string, string, number, number, string]>(
      `INSERT INTO call_tag (call, tag, folded, rating, changed_at, changed_by) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (call) DO UPDATE SET tag = excluded.tag, folded = excluded.folded, rating = excluded.rating, changed_at = excluded.changed_at,
         changed_by = excluded.changed_by`,
    );
  }

  get(call: string): CallTag {
    return this.#get.get(call) ?? { call, tag: '', rating: 0 };
  }

  put({ call, tag, rating, at, by }: CallTagChange): void {
    const former = this.get(call);
    const words = tag ?? former.tag;
    this.#put.run(call, words, words.toLowerCase(), rating ?? former.rating, at, by);
  }
}
