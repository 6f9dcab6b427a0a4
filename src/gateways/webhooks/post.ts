import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { lookup } from 'node:dns/promises';
import type { Clock } from '../../base/clock.ts';
import { CordboardError, messageOf } from '../../base/errors.ts';
import type { Address } from './address-rules.ts';

/** One HTTP request. */
export interface Message {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  /** null for none. */
  readonly body: string | null;
}

export interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

export type Resolve = (host: string) => Promise<readonly Address[]>;

export const resolveHost: Resolve = (host) => lookup(host, { all: true });

/** Until the connection stands, names resolved and keys agreed; and until the whole answer is there. */
const connectMs = 5_000;
const totalMs = 15_000;
/** Of an answer nothing but the status counts: no more than this is read of the rest. */
const answerBytes = 64 * 1024;

/**
 * Sends a message and waits for the whole answer, whatever its status. Redirects are not followed. The name is resolved
 * here, each address checked, and the connection goes to these addresses only: a name that means something else a
 * moment later changes nothing. Rejects with a CordboardError when there is no answer, with the signal's reason when
 * that aborts it.
 */
export async function post(
  message: Message,
  parts: {
    readonly resolve: Resolve;
    readonly mayConnect: (address: Address) => boolean;
    readonly clock: Clock;
    readonly signal: AbortSignal;
  },
): Promise<Answer> {
  const { clock, signal } = parts;
  const patience = new AbortController();
  const limit = (ms: number, what: string) =>
    clock.after(ms, () =>
      patience.abort(new CordboardError('webhook-timeout', `${what} within ${ms / 1_000} s`)),
    );
  const connecting = limit(connectMs, 'no connection');
  const whole = limit(totalMs, 'no whole answer');
  const either = AbortSignal.any([signal, patience.signal]);
  try {
    const url = new URL(message.url);
    const addresses = await abortable(allowedAddresses(url.hostname, parts), either);
    return await exchange(url, message, { addresses, signal: either, onConnected: connecting });
  } catch (error) {
    if (either.aborted) throw either.reason;
    if (error instanceof CordboardError) throw error;
    throw new CordboardError('webhook-unreachable', reasonOf(error), { cause: error });
  } finally {
    connecting();
    whole();
  }
}

async function allowedAddresses(
  hostname: string,
  { resolve, mayConnect }: Pick<Parameters<typeof post>[1], 'resolve' | 'mayConnect'>,
): Promise<readonly Address[]> {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(host);
  // Node does not look up what is an address already.
  const addresses = family === 0 ? await resolve(host) : [{ address: host, family }];
  if (addresses.length > 0 && addresses.every(mayConnect)) return addresses;
  throw new CordboardError(
    'webhook-address-refused',
    addresses.length === 0
      ? `${host} has no address`
      : `${host} leads to a network that is not allowed: list the network under webhooks.allow if it should be`,
  );
}

function exchange(
  url: URL,
  { method, headers, body }: Message,
  parts: {
    readonly addresses: readonly Address[];
    readonly signal: AbortSignal;
    readonly onConnected: () => void;
  },
): Promise<Answer> {
  const { addresses, signal, onConnected } = parts;
  const isTls = url.protocol === 'https:';
  const options: RequestOptions = {
    method,
    signal,
    headers: {
      ...headers,
      ...(body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    },
    // A connection of its own: no proxy of the environment, and none that was checked under former rules.
    agent: false,
    lookup: pinned(addresses),
  };
  return new Promise((resolve, reject) => {
    const request = (isTls ? requestHttps : requestHttp)(url, options);
    request.once('socket', (socket) => socket.once(isTls ? 'secureConnect' : 'connect', onConnected));
    request.on('error', reject);
    request.once('response', (response) => void readAnswer(response).then(resolve, reject));
    request.end(body ?? undefined);
  });
}

/** Resolves with the end of the answer, or when more of it has come than anybody needs. */
function readAnswer(response: IncomingMessage): Promise<Answer> {
  const answer = { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] };
  return new Promise((resolve, reject) => {
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= answerBytes) return;
      resolve(answer);
      response.destroy();
    });
    response.once('end', () => resolve(answer));
    response.on('error', reject);
  });
}

function pinned(addresses: readonly Address[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family ?? 0);
  };
}

/** Of several addresses that all failed Node says only the code. */
function reasonOf(error: unknown): string {
  const message = messageOf(error);
  return message === '' && error instanceof Error && 'code' in error ? String(error.code) : message;
}

/** Leaves what cannot be cancelled behind. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    if (signal.aborted) abort();
  });
}
