import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request that has come in whole and that a test has yet to answer. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly response: ServerResponse;
  answer(status: number, headers?: Record<string, string>, body?: string): void;
}

/** A things-in, things-out line on which tests wait instead of sleeping. */
export class Line<T> {
  readonly #ready: T[] = [];
  readonly #waiting: ((one: T) => void)[] = [];

  put(one: T): void {
    const waiter = this.#waiting.shift();
    if (waiter === undefined) this.#ready.push(one);
    else waiter(one);
  }

  next(): Promise<T> {
    const one = this.#ready.shift();
    if (one !== undefined) return Promise.resolve(one);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  get size(): number {
    return this.#ready.length;
  }
}

/** A real HTTP server on loopback, closed with whatever hangs on it after the test. */
export async function openReceiver() {
  const requests = new Line<Received>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.put({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
        response,
        answer: (status, headers = {}, body = '') => response.writeHead(status, headers).end(body),
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const url = (path: string, host = '127.0.0.1') => `http://${host}:${port}${path}`;
  return { url, requests, next: () => requests.next() };
}

export type Receiver = Awaited<ReturnType<typeof openReceiver>>;
