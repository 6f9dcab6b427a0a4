import type { Database } from './database.ts';

export interface Credential {
  readonly user: string;
  /** Of the password, as the hashing function writes it. */
  readonly hash: string;
  /** Wrong passwords since the last right one or the last lock. */
  readonly failures: number;
  readonly lockedUntil: number | null;
  readonly changedAt: number;
}

export interface LockRule {
  /** This many wrong passwords lock the user out. */
  readonly limit: number;
  readonly lockMs: number;
}

const columns = 'user, hash, failures, locked_until AS lockedUntil, changed_at AS changedAt';

export class Credentials {
  readonly #get;
  readonly #all;
  readonly #put;
  readonly #setFailures;
  readonly #clear;
  readonly #remove;

  constructor(db: Database) {
    this.#get = db.prepare<[string], Credential>(`SELECT ${columns} FROM credential WHERE user = ?`);
    this.#all = db.prepare<[], Credential>(`SELECT ${columns} FROM credential ORDER BY user`);
    this.#put = db.prepare<[string, string, number]>(
      `INSERT INTO credential (user, hash, changed_at) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at, failures = 0,
         locked_until = NULL`,
    );
    this.#setFailures = db.prepare<[number, number | null, string]>(
      'UPDATE credential SET failures = ?, locked_until = ? WHERE user = ?',
    );
    this.#clear = db.prepare<[string]>(
      'UPDATE credential SET failures = 0, locked_until = NULL WHERE user = ? AND failures > 0',
    );
    this.#remove = db.prepare<[string]>('DELETE FROM credential WHERE user = ?');
  }

  get(user: string): Credential | undefined {
    return this.#get.get(user);
  }

  all(): Credential[] {
    return this.#all.all();
  }

  /** Sets a password, which also lifts a lock. */
  put(user: string, hash: string, at: number): void {
    this.#put.run(user, hash, at);
  }

  /** Counts a wrong password and returns how things stand then; undefined when there is no such user. */
  recordFailure(user: string, at: number, { limit, lockMs }: LockRule): Credential | undefined {
    const before = this.get(user);
    if (before === undefined) return undefined;
    const locked = before.lockedUntil !== null && before.lockedUntil > at;
    // A lock that is over starts the count anew; one that holds is not made longer, or anyone could keep a user out.
    const failures = before.lockedUntil === null || locked ? before.failures + 1 : 1;
    const lockNow = failures >= limit ? at + lockMs : null;
    this.#setFailures.run(failures, locked ? before.lockedUntil : lockNow, user);
    return this.get(user);
  }

  clearFailures(user: string): void {
    this.#clear.run(user);
  }

  /** Takes a user out, with the sessions that he has. */
  remove(user: string): boolean {
    return this.#remove.run(user) === 1;
  }
}
