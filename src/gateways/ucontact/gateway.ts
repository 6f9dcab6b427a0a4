import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../base/clock.ts';
import { CordboardError } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import type { SignInLimit } from '../../control/sign-in-limit.ts';
import { Access } from './access.ts';
import { addressesOf } from './addresses.ts';
import type { House } from './house.ts';
import { routerOf } from './router.ts';
import { usualUContactSettings, type UContactSettings } from './settings.ts';

/** How long clients may take to read their answers when the gateway closes. */
const farewellMs = 2_000;

export interface UContactGateway {
  readonly port: number;
  /** Ends every connection; resolves when none is left. */
  close(): Promise<void>;
}

/** uContact's telephony API. Rejects with 'settings-wrong' or 'listen-failed'. */
export async function startUContact(options: {
  readonly house: House;
  readonly signInLimit: SignInLimit;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings?: Partial<UContactSettings>;
}): Promise<UContactGateway> {
  const { house, signInLimit, clock, log } = options;
  const settings: UContactSettings = { ...usualUContactSettings, ...options.settings };
  const access = new Access(house.accounts, signInLimit, settings);
  const router = routerOf({ addresses: addressesOf(house), access, settings, clock, log });
  const server = createServer(
    { requestTimeout: settings.requestTimeoutMs, maxHeaderSize: 16 * 1024 },
    router,
  );
  const { host, port } = settings;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(error, host, port)));
    server.listen({ host, port }, resolve);
  });

  let closing: Promise<void> | null = null;
  return {
    port: (server.address() as AddressInfo).port,
    close: () => (closing ??= close()),
  };

  async function close(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    const cancel = clock.after(farewellMs, () => server.closeAllConnections());
    await closed;
    cancel();
  }
}

function cannotListen(error: Error, host: string, port: number): CordboardError {
  return new CordboardError(
    'listen-failed',
    `the uContact gateway cannot listen on port ${port} of ${host}: choose another with CORDBOARD_UCONTACT_PORT (${error.message})`,
    { cause: error, details: { host, port } },
  );
}
