import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import { AriError } from './errors.ts';
import { EventSocket } from './event-socket.ts';
import { Inbox } from './inbox.ts';
import type { OperationName } from './operations.generated.ts';
import { lineDown, PendingRequests } from './pending.ts';
import type { AriPort, OperationParams, OperationResult, ReadyPortOptions } from './port.ts';

type Run = (params: object) => PromiseLike<unknown>;
type Client = Record<string, Record<string, Run> | undefined>;

/**
 * For an Asterisk that takes no requests over the events WebSocket: the package ari-client makes them over HTTP.
 * The events come by our own socket, because that of ari-client gives up after ten tries, goes deaf when a handler
 * throws, and has the password in its URL. Its store of credentials is one for the whole process: all the ports
 * that use it must share one ARI user.
 */
export async function openAriClientPort(options: ReadyPortOptions): Promise<AriPort> {
  const { info, counts, log, listener } = options;
  const pending = new PendingRequests(options.requestTimeoutMs, options.clock, counts);
  const ask = (operation: OperationName, promise: () => PromiseLike<unknown>): Promise<unknown> =>
    pending.run(operation, (id) => {
      promise().then(
        (result) => pending.resolve(id, result),
        (thrown: unknown) => pending.reject(id, toAriError(operation, thrown)),
      );
    });

  const client = (await ask('asterisk.getInfo', () => connect(options, log))) as Client;
  const inbox = new Inbox(listener, counts, log);
  const socket = await EventSocket.open({ ...options, onMessage: (text) => void inbox.read(text) });
  void socket.closed.then((reason) => pending.rejectAll(reason));

  async function request<O extends OperationName>(
    operation: O,
    params: OperationParams<O>,
  ): Promise<OperationResult<O>> {
    if (socket.ended !== undefined) throw lineDown(operation, socket.ended);
    const [resource = '', name = ''] = operation.split('.');
    const run = client[resource]?.[name];
    if (run === undefined) {
      const said = `${operation}: Asterisk ${info.version} does not have this operation`;
      throw new AriError('too-old', said, { operation });
    }
    return plain(await ask(operation, () => run(params))) as OperationResult<O>;
  }

  return { info, transport: 'ari-client', request, closed: socket.closed, close: () => socket.close() };
}

async function connect({ url, user, password }: ReadyPortOptions, log: Logger): Promise<Client> {
  // Loaded only when needed: it brings lodash and bluebird along.
  const { default: ariClient } = await import('ari-client');
  // Its Swagger client prints to standard output by a global function of this name.
  Object.assign(globalThis, { log: (...said: unknown[]) => log.debug({ said }, 'ari-client') });
  try {
    return (await ariClient.connect(url, asBytes(user), asBytes(password))) as unknown as Client;
  } catch (thrown) {
    const said = `ari-client could not read Asterisk's API description: ${messageOf(thrown)}`;
    throw new AriError('unreachable', said, { cause: thrown });
  }
}

/** It makes its credentials from one byte a character, Asterisk reads them as UTF-8. */
function asBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** ari-client gives resources back as objects with methods and itself inside; the port gives data. */
function plain(result: unknown): unknown {
  if (Array.isArray(result)) return result.map(plain);
  if (result === '') return undefined;
  if (typeof result !== 'object' || result === null || !('_client' in result)) return result;
  const data = Object.entries(result).filter(
    ([name, value]) => name[0] !== '_' && typeof value !== 'function',
  );
  return Object.fromEntries(data);
}

/** Our shred (tools/shims) puts the HTTP status, and Asterisk's answer, into the message as JSON. */
function toAriError(operation: string, thrown: unknown): AriError {
  if (thrown instanceof AriError) return thrown;
  const said = messageOf(thrown);
  try {
    const { status, body } = JSON.parse(said) as { status: number; body: string };
    if (status > 0) return AriError.fromResponse(operation, status, body);
    return new AriError('line-down', `${operation}: ${body}`, { operation, cause: thrown });
  } catch {
    return new AriError('bad-request', `${operation}: ${said}`, { operation, cause: thrown });
  }
}
