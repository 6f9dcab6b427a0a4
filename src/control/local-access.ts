import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AgentId } from '../board/ids.ts';
import type { Caller } from './caller.ts';

/**
 * The command line on the same machine: whoever may read the data folder has its token and may do everything. The
 * token is nobody's session: it is not stored, and ends with this process.
 */
export class LocalAccess {
  readonly token = randomBytes(32).toString('base64url');
  readonly caller: Caller;
  readonly #hash = hashOf(this.token);

  constructor() {
    this.caller = {
      user: 'local' as AgentId,
      role: 'admin',
      session: this.#hash.toString('base64url'),
      expiresAt: null,
    };
  }

  admits(token: string): boolean {
    return timingSafeEqual(hashOf(token), this.#hash);
  }

  is(caller: Caller): boolean {
    return caller.session === this.caller.session;
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
