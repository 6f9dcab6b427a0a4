import type { Database } from './database.ts';

export interface Session {
  readonly tokenHash: string;
  readonly user: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Who is signed in. A session's user must have a credential; when that goes, so do they. */
export class Sessions {
  readonly #add;
  readonly #find;
  readonly #remove;
  readonly #removeExpired;
  readonly #removeOf;

  constructor(db: Database) {
    this.#add = db.prepare<[string, string, number, number]>(
      'INSERT INTO session (token_hash, user, created_at, expires_at) VALUES (?, ?, ?, ?)',
    );
    this.#find = db.prepare<[string, number], Session>(
      `SELECT token_hash AS tokenHash, user, created_at AS createdAt, expires_at AS expiresAt
       FROM session WHERE token_hash = ? AND expires_at > ?`,
    );
    this.#remove = db.prepare<[string]>('DELETE FROM session WHERE token_hash = ?');
    this.#removeExpired = db.prepare<[number]>('DELETE FROM session WHERE expires_at <= ?');
    this.#removeOf = db.prepare<[string]>('DELETE FROM session WHERE user = ?');
  }

  add({ tokenHash, user, createdAt, expiresAt }: Session): void {
    this.#add.run(tokenHash, user, createdAt, expiresAt);
  }

  /** The session of this token, unless it is over at that time. */
  find(tokenHash: string, at: number): Session | undefined {
    return this.#find.get(tokenHash, at);
  }

  remove(tokenHash: string): boolean {
    return this.#remove.run(tokenHash) === 1;
  }

  /** Returns how many there were. */
  removeExpired(at: number): number {
    return this.#removeExpired.run(at);
  }

  /** Returns how many there were. */
  removeOf(user: string): number {
    return this.#removeOf.run(user);
  }
}
