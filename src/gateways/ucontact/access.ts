import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { CordboardError } from '../../base/errors.ts';
import { mayActAs, type Caller, type Role } from '../../control/caller.ts';
import type { SignInLimit } from '../../control/sign-in-limit.ts';
import { Networks } from '../telservices/transport/address.ts';
import type { Accounts } from './house.ts';
import type { UContactSettings } from './settings.ts';

/** What a request says of who sends it. */
export interface Credentials {
  /** Of the other side of the connection. */
  readonly address: string;
  readonly headers: IncomingHttpHeaders;
  /** The parameters `key` and `token`, of the form or of the query. */
  readonly key: string;
  readonly token: string;
}

/**
 * Who asks: by a key of the settings, by the token of a sign-in, by the password of an account, or nobody in
 * particular in a trusted network.
 */
export class Access {
  readonly #accounts: Accounts;
  readonly #signInLimit: SignInLimit;
  readonly #trusted: Networks;
  readonly #keys: readonly { readonly user: string; readonly hash: Buffer }[];

  constructor(
    accounts: Accounts,
    signInLimit: SignInLimit,
    settings: Pick<UContactSettings, 'trustedNetworks' | 'keys'>,
  ) {
    this.#accounts = accounts;
    this.#signInLimit = signInLimit;
    this.#trusted = new Networks(settings.trustedNetworks);
    this.#keys = settings.keys.map(({ user, key }) => ({ user, hash: hashOf(key) }));
  }

  /** Whether nobody is asked for a key there, and no page of another site is behind it. */
  trusts({ address, headers }: Pick<Credentials, 'address' | 'headers'>): boolean {
    return this.#trusted.has(address) && !isPage(headers);
  }

  /** Whether a key, a token or a password is there, right or wrong. */
  saysWho({ headers, key, token }: Credentials): boolean {
    return key !== '' || token !== '' || headers.authorization !== undefined;
  }

  /** Rejects with 'not-signed-in', 'session-over', 'sign-in-refused', 'user-locked', 'too-many-sign-ins'. */
  async callerOf(credentials: Credentials): Promise<Caller> {
    const { address, headers, key, token } = credentials;
    const [, scheme = '', given = ''] = /^(Bearer|Basic) +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
    const bearer = scheme.toLowerCase() === 'bearer' ? given : '';
    const said = [key, token, bearer].find((one) => one !== '');
    if (said !== undefined) return this.#byKeyAt(address, said);
    if (scheme.toLowerCase() === 'basic') {
      // A browser would send it along for a page of any site.
      if (isPage(headers)) throw new CordboardError('not-signed-in', 'a page needs a key or a token');
      return this.#signInLimit.around(address, () => this.#byPassword(given));
    }
    if (this.trusts(credentials)) return this.#accounts.trusted();
    throw new CordboardError(
      'not-signed-in',
      'who asks? Send Authorization: Bearer and a key or token, the parameter key or token, or an account’s name and password by HTTP Basic',
    );
  }

  /** Only wrong ones are counted: many requests at once are no guesses, and nobody guesses a key. */
  async #byKeyAt(address: string, said: string): Promise<Caller> {
    try {
      return this.#byKey(said);
    } catch (error) {
      return this.#signInLimit.around(address, () => Promise.reject(error));
    }
  }

  #byKey(said: string): Caller {
    const hash = hashOf(said);
    const key = this.#keys.find((one) => timingSafeEqual(one.hash, hash));
    return key === undefined ? this.#accounts.ofToken(said) : this.#accounts.ofUser(key.user);
  }

  async #byPassword(given: string): Promise<Caller> {
    const words = Buffer.from(given, 'base64').toString('utf8');
    const [, user = '', password = ''] = /^([^:]*):(.*)$/s.exec(words) ?? [];
    await this.#accounts.checkPassword(user, password);
    return this.#accounts.ofUser(user);
  }
}

/** Throws 'not-permitted'. */
export function checkPermission(caller: Caller, needed: Role, what: string): void {
  if (mayActAs(caller.role, needed)) return;
  throw new CordboardError(
    'not-permitted',
    `${what} needs the role ${needed}, ${caller.user} is ${caller.role}`,
  );
}

/**
 * Whether a browser sends it for a page. It does so for pages of every site, as the one who sits there: no page can
 * leave these headers out. Programs send none of them, and neither does somebody who types the address.
 */
function isPage({ origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  return origin !== undefined || (site !== undefined && site !== 'none');
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
