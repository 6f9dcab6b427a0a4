import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../base/clock.ts';

/** How long a sign-in lasts: a long shift. */
const sessionMs = 16 * 3_600_000;

interface Session {
  readonly tokenHash: string;
  readonly user: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface SessionStore {
  add(session: Session): void;
  /** The session of this token, unless it is over at that time. */
  find(tokenHash: string, at: number): Session | undefined;
  remove(tokenHash: string): unknown;
  removeOf(user: string): unknown;
  removeExpired(at: number): unknown;
}

/** Hears whose sessions have all ended; who has signed out of one of them is not among these. */
type SessionsListener = (ended: readonly string[]) => void;

/** Who is signed in. Only hashes of tokens are kept. */
export class Sessions {
  readonly #store: SessionStore;
  readonly #clock: Clock;
  readonly #listeners = new Set<SessionsListener>();

  constructor(store: SessionStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  open(user: string): { readonly token: string; readonly expiresAt: number } {
    const createdAt = this.#clock.now();
    const expiresAt = createdAt + sessionMs;
    const token = randomBytes(32).toString('base64url');
    this.#store.removeExpired(createdAt);
    this.#store.add({ tokenHash: hashOf(token), user, createdAt, expiresAt });
    return { token, expiresAt };
  }

  ofToken(token: string): Session | undefined {
    return this.find(hashOf(token));
  }

  find(tokenHash: string): Session | undefined {
    return this.#store.find(tokenHash, this.#clock.now());
  }

  end(tokenHash: string): void {
    this.#store.remove(tokenHash);
    this.tellChanged([]);
  }

  endAllOf(user: string): void {
    this.forget(user);
    this.tellChanged([user]);
  }

  /** Ends them without a word, for use within a transaction: `tellChanged` comes after it. */
  forget(user: string): void {
    this.#store.removeOf(user);
  }

  /** Hears that sessions may have ended or roles changed: whoever holds a caller asks again. */
  onChange(listener: SessionsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** `ended`: whose sessions have all ended. */
  tellChanged(ended: readonly string[]): void {
    for (const listener of this.#listeners) listener(ended);
  }
}

/** A token is random enough to need no salt. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
