import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../../../base/clock.ts';
import { CordboardError } from '../../../base/errors.ts';
import { RequestError } from '../errors.ts';
import type { Requester } from '../service/service.ts';
import { element, leaf, type XmlElement } from '../xml/element.ts';
import { writeXml } from '../xml/write.ts';
import { isClick, isOwnName, originOf } from './origin.ts';
import type { TransportParts } from './parts.ts';
import { receive } from './receive.ts';

/** Refusals that HTTP has a word for; all else is 200, for the answer itself says what is wrong. */
const statusOfCode: Readonly<Record<string, number>> = { 'request-too-large': 413, 'request-slow': 408 };

/** So long a client may go on sending what is too large, before it is answered all the same. */
const drainMs = 1_000;

/** What is known of a connection whose request has not come yet. */
interface Caller {
  readonly address: string;
  /** To be called when the head of the request is there. */
  readonly arrived: () => void;
}

/** HTTP on sockets that somebody else has accepted. One request a connection, as over TCP. */
export class HttpSide {
  readonly #parts: TransportParts;
  readonly #server: Server;
  readonly #callers = new WeakMap<Socket, Caller>();

  constructor(parts: TransportParts) {
    this.#parts = parts;
    this.#server = createServer({ maxHeaderSize: 8 * 1024 }, (request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        parts.log.error({ err: error }, 'a request failed by a mistake of ours');
        request.socket.destroy();
      });
    });
    this.#server.on('clientError', (_error, socket) => {
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
      else socket.destroy();
    });
  }

  take(socket: Socket, caller: Caller): void {
    this.#callers.set(socket, caller);
    this.#server.emit('connection', socket);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { socket, headers, method } = request;
    const caller = this.#callers.get(socket);
    // A second request on the same connection: the first has said that it would be the last.
    if (caller === undefined) return;
    this.#callers.delete(socket);
    caller.arrived();
    const { allowedOrigins, allowedHosts, host, shortcut } = this.#parts.settings;
    const origin = originOf(headers, allowedOrigins);
    response.setHeaders(new Map([['connection', 'close'], ['cache-control', 'no-store'], ...origin.headers]));
    const url = URL.parse(request.url ?? '', 'http://telservices');
    if (origin.isRefused) refuse(response, 403, 'a page of this origin may not use the gateway');
    else if (method === 'OPTIONS') response.writeHead(204).end();
    else if (method === 'POST') {
      await this.#answer(request, response, caller, () => receive(request, this.#parts));
    } else if (method !== 'GET') refuse(response, 405, 'use POST, or GET for /makeCall');
    else if (!shortcut || url?.pathname !== '/makeCall')
      refuse(response, 404, 'there is only /makeCall to GET');
    else if (!isOwnName(headers, [host, ...allowedHosts])) {
      refuse(response, 403, 'the gateway is not known by this name');
    } else if (!isClick(headers)) refuse(response, 403, 'a page of another site may only link here');
    else await this.#answer(request, response, caller, async () => makeCallRequest(url.searchParams));
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    { address }: Caller,
    read: () => Promise<XmlElement>,
  ): Promise<void> {
    const { answerer, trusts, clock, settings } = this.#parts;
    const gone = new AbortController();
    request.socket.once('close', () => gone.abort());
    const by: Requester = { address, transport: 'http', trusted: trusts(address), gone: gone.signal };
    let answer: XmlElement;
    let status = 200;
    try {
      answer = await answerer.answer(await read(), by);
    } catch (error) {
      if (error instanceof CordboardError && error.code === 'client-gone') return;
      if (error instanceof RequestError) status = statusOfCode[error.code] ?? 200;
      answer = answerer.refuse(error, by);
    }
    if (request.socket.destroyed) return;
    const cancel = clock.after(settings.answerTimeoutMs, () => request.socket.destroy());
    request.socket.once('close', cancel);
    if (status === 413) await isOver(request, clock);
    response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8' }).end(writeXml(answer));
  }
}

/** MakeCall: "a shortcut URL may be used to easily launch a call". */
function makeCallRequest(query: URLSearchParams): XmlElement {
  const asked = [...query].map(([name, value]) => leaf(name, value));
  return element('TelServiceRequest', element('makeCall', ...asked));
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${sentence}\n`);
}

/** Resolves when the client has sent all that it wants to, for many read no answer before; but not much later. */
function isOver(request: IncomingMessage, clock: Clock): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const over = (): void => {
      cancel();
      resolve();
    };
    const cancel = clock.after(drainMs, over);
    request.once('end', over).once('close', over).resume();
  });
}
