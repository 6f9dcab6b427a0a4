import { CordboardError } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import { pushAccounts, type AccountIds, type Accounts } from './accounts.ts';
import type { AriPort } from './ari/port.ts';

/** Keeps Asterisk's SIP accounts in line with the office, now if the line is up, else when it comes up. */
export class AccountPushing {
  readonly #log: Logger;
  /** The accounts that Asterisk may have of us, whichever it was told of last. */
  readonly #phones = new Set<string>();
  readonly #trunks = new Set<string>();
  #port: AriPort | null = null;
  #wanted: Accounts = { phones: [], trunks: [] };
  #last: Promise<string[] | null> = Promise.resolve([]);

  /** `former` are the accounts of all offices that ever were: one that is in none of them is not ours to remove. */
  constructor(options: { readonly former: Iterable<AccountIds>; readonly log: Logger }) {
    this.#log = options.log;
    for (const ids of options.former) this.#remember(ids);
  }

  /** Resolves with the sentences of what has to wait; throws 'accounts-not-pushed' with what Asterisk did not take. */
  async want(wanted: Accounts): Promise<string[]> {
    this.#wanted = wanted;
    this.#remember(wanted);
    const failures = await this.#push();
    if (failures === null) {
      return ['there is no line to Asterisk now: phones and trunks reach it when the line is up'];
    }
    if (failures.length > 0) throw new CordboardError('accounts-not-pushed', failures.join('; '));
    return [];
  }

  /** Never rejects: a line without some account is better than none. */
  async connect(port: AriPort): Promise<void> {
    this.#port = port;
    await this.#push();
  }

  disconnect(): void {
    this.#port = null;
  }

  #remember({ phones, trunks }: AccountIds): void {
    for (const { id } of phones) this.#phones.add(id);
    for (const { id } of trunks) this.#trunks.add(id);
  }

  /** Resolves with what Asterisk did not take, or with null when there is no line to it. */
  #push(): Promise<string[] | null> {
    this.#last = this.#last.then(async () => {
      const port = this.#port;
      return port === null ? null : pushAccounts(port, this.#wanted, this.#former, this.#log);
    });
    return this.#last;
  }

  get #former(): AccountIds {
    const named = (ids: ReadonlySet<string>) => [...ids].map((id) => ({ id }));
    return { phones: named(this.#phones), trunks: named(this.#trunks) };
  }
}
