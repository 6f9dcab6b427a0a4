import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../base/clock.ts';
import { CordboardError } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import type { Control } from '../control/control.ts';
import type { SignInLimit } from '../control/sign-in-limit.ts';
import { httpApp } from './http.ts';
import { usualLimits, type Limits } from './limits.ts';
import { Gate } from './ws/gate.ts';

/** How long clients may take to say good-bye. */
const farewellMs = 2_000;

export interface Api {
  /** As in http://127.0.0.1:8090. */
  readonly url: string;
  readonly port: number;
  /** Ends every connection; resolves when none is left. */
  close(): Promise<void>;
}

export async function startApi(options: {
  readonly control: Control;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly log: Logger;
  readonly clock: Clock;
  readonly version: string;
  /** Shared with whoever else lets people sign in; not ended here. */
  readonly signInLimit: SignInLimit;
  readonly limits?: Partial<Limits>;
}): Promise<Api> {
  const { control, host, log, clock, version, signInLimit } = options;
  const limits: Limits = { ...usualLimits, ...options.limits };
  const server = createServer(httpApp({ control, version, limits, signInLimit, log }));
  await listen(server, host, options.port);
  const operations = new Map(control.operations.map((operation) => [operation.name, operation]));
  const gate = new Gate({ control, operations, limits, signInLimit, clock, log });
  server.on('upgrade', (request, socket, head) => gate.upgrade(request, socket, head));

  const { port } = server.address() as AddressInfo;
  let closing: Promise<void> | null = null;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    close: () => (closing ??= close()),
  };

  async function close(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    gate.close();
    server.closeIdleConnections();
    const cancel = clock.after(farewellMs, () => {
      gate.terminate();
      server.closeAllConnections();
    });
    await closed;
    cancel();
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen({ host, port }, resolve);
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): CordboardError {
  const [code, message] = reasons(host, port)[error.code ?? ''] ?? [
    'listen-failed',
    `cannot listen on port ${port} of ${host}: ${error.message}`,
  ];
  return new CordboardError(code, message, { cause: error, details: { host, port } });
}

function reasons(host: string, port: number): Readonly<Record<string, readonly [string, string]>> {
  const addressUnknown = [
    'address-unknown',
    `this machine has no address ${host}: choose one that it has with CORDBOARD_HOST`,
  ] as const;
  return {
    EADDRINUSE: [
      'port-taken',
      `port ${port} of ${host} is taken by another program: end that one, or choose another port with CORDBOARD_PORT`,
    ],
    EACCES: ['port-forbidden', `port ${port} is only for root: choose one above 1023 with CORDBOARD_PORT`],
    EADDRNOTAVAIL: addressUnknown,
    ENOTFOUND: addressUnknown,
  };
}
