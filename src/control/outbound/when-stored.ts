import { setImmediate as next } from 'node:timers/promises';
import type { Exchange } from '../exchange.ts';

/** The ledger has all that the board has done. Rejects while it cannot be written. */
export async function whenStored(exchange: Exchange): Promise<void> {
  while (!exchange.isStored) {
    if (exchange.storeFailure !== null) throw exchange.storeFailure;
    // oxlint-disable-next-line no-await-in-loop
    await next();
  }
}
