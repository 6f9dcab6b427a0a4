import type { Clock } from '../base/clock.ts';
import { CordboardError } from '../base/errors.ts';
import { verifyPassword } from '../office/passwords.ts';

/** As contact centres have it: "the limit is 10 to login with wrong username or password". */
const rule = { limit: 10, lockMs: 15 * 60_000 } as const;
/** Names that nobody has are counted too, or the lock would tell which names exist; of these only the latest. */
const strangersKept = 1_000;

interface Count {
  readonly failures: number;
  readonly lockedUntil: number | null;
}

export interface CredentialStore {
  get(user: string): (Count & { readonly hash: string }) | undefined;
  put(user: string, hash: string, at: number): void;
  /** Counts a wrong password; the one that reaches the limit locks. A lock that is over starts the count anew. */
  recordFailure(user: string, at: number, rule: { limit: number; lockMs: number }): Count | undefined;
  clearFailures(user: string): void;
  remove(user: string): unknown;
}

/** Lets in who knows the password, and locks out for a while who guesses. */
export class PasswordCheck {
  readonly #credentials: CredentialStore;
  readonly #clock: Clock;
  readonly #strangers = new Map<string, Count>();

  constructor(credentials: CredentialStore, clock: Clock) {
    this.#credentials = credentials;
    this.#clock = clock;
  }

  /** Resolves when it is the user's password; rejects with 'sign-in-refused' or 'user-locked'. */
  async check(user: string, password: string): Promise<void> {
    this.#refuseLocked(user);
    const right = await verifyPassword(password, this.#credentials.get(user)?.hash ?? null);
    // Guesses that were made at the same time must not get in after the one that locked.
    this.#refuseLocked(user);
    if (right) {
      this.#credentials.clearFailures(user);
      return;
    }
    const now = this.#clock.now();
    const count = this.#credentials.recordFailure(user, now, rule) ?? this.#countStranger(user, now);
    if (count.lockedUntil !== null) throw this.#locked(user, count.lockedUntil);
    throw new CordboardError('sign-in-refused', 'no user has this name and this password');
  }

  #refuseLocked(user: string): void {
    const { lockedUntil } = this.#credentials.get(user) ?? this.#strangers.get(user) ?? { lockedUntil: null };
    if (lockedUntil !== null && lockedUntil > this.#clock.now()) throw this.#locked(user, lockedUntil);
  }

  #locked(user: string, until: number): CordboardError {
    const minutes = Math.ceil((until - this.#clock.now()) / 60_000);
    return new CordboardError(
      'user-locked',
      `${rule.limit} wrong passwords in a row: ${user} is locked for ${minutes} minute${minutes === 1 ? '' : 's'}, ` +
        'unless an admin unlocks him',
      { details: { lockedUntil: until } },
    );
  }

  #countStranger(user: string, now: number): Count {
    const before = this.#strangers.get(user);
    const over = before?.lockedUntil !== null && before !== undefined && before.lockedUntil <= now;
    const failures = before === undefined || over ? 1 : before.failures + 1;
    const count = { failures, lockedUntil: failures >= rule.limit ? now + rule.lockMs : null };
    this.#strangers.delete(user);
    this.#strangers.set(user, count);
    const [oldest] = this.#strangers.keys();
    if (oldest !== undefined && this.#strangers.size > strangersKept) this.#strangers.delete(oldest);
    return count;
  }
}
