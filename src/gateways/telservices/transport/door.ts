import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { CordboardError } from '../../../base/errors.ts';
import { plainAddress } from './address.ts';
import type { HttpSide } from './http.ts';
import type { TransportParts } from './parts.ts';
import { serveTcp } from './tcp.ts';

/** What a port takes; on the manual's one port it is both. */
export type Takes = 'both' | 'tcp' | 'http';

/** A port where clients come in. The first byte tells HTTP from XML: a method begins with a letter, XML does not. */
export class Door {
  readonly #parts: TransportParts;
  readonly #http: HttpSide;
  readonly #takes: Takes;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  constructor(parts: TransportParts, http: HttpSide, takes: Takes) {
    this.#parts = parts;
    this.#http = http;
    this.#takes = takes;
    // A client may close its side as soon as it has asked.
    this.#server = createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket));
    this.#server.maxConnections = parts.settings.connections;
  }

  /** Rejects with 'listen-failed'. */
  async listen(port: number): Promise<void> {
    const { host } = this.#parts.settings;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error) => {
        reject(
          new CordboardError(
            'listen-failed',
            `TelServices cannot listen on port ${port} of ${host}: ${error.message}`,
            {
              cause: error,
              details: { host, port },
            },
          ),
        );
      });
      this.#server.listen({ host, port }, resolve);
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  /** Cuts off whoever is there. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    const cutOff = [...this.#sockets].map(
      (socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()).destroy()),
    );
    await Promise.all([closed, ...cutOff]);
  }

  #accept(socket: Socket): void {
    const { clock, settings } = this.#parts;
    const address = plainAddress(socket.remoteAddress);
    // It has gone before it was accepted.
    if (address === '') {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    const tooLate = clock.after(settings.requestTimeoutMs, () => socket.destroy());
    socket.once('close', () => {
      this.#sockets.delete(socket);
      tooLate();
    });
    // A connection that breaks closes, and that is heard.
    socket.on('error', () => socket.destroy());
    socket.once('end', () => {
      if (socket.bytesRead === 0) socket.destroy();
    });
    if (this.#takes === 'http') this.#http.take(socket, { address, arrived: tooLate });
    else if (this.#takes === 'tcp') this.#serveTcp(socket, address, tooLate);
    else {
      socket.once('data', (first) => {
        socket.pause();
        socket.unshift(first);
        if (isHttp(first)) this.#http.take(socket, { address, arrived: tooLate });
        else this.#serveTcp(socket, address, tooLate);
        process.nextTick(() => socket.resume());
      });
    }
  }

  #serveTcp(socket: Socket, address: string, tooLate: () => void): void {
    tooLate();
    serveTcp(socket, address, this.#parts).catch((error: unknown) => {
      this.#parts.log.error({ err: error }, 'a request failed by a mistake of ours');
      socket.destroy();
    });
  }
}

function isHttp(first: string | Buffer): boolean {
  const [byte = 0] = Buffer.from(first);
  return byte >= 0x41 && byte <= 0x5a;
}
