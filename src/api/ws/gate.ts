import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { ClientSocket } from './client-socket.ts';
import { Connection, type ConnectionParts } from './connection.ts';

const socketPath = '/api/v1/ws';

/** Where WebSocket clients come in, and where all of them are told of what happens. */
export class Gate {
  readonly #server: WebSocketServer;
  readonly #parts: ConnectionParts;
  readonly #connections = new Set<Connection>();
  readonly #ends: readonly (() => void)[];
  #closed = false;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#server = new WebSocketServer({
      noServer: true,
      WebSocket: ClientSocket,
      maxPayload: parts.limits.messageBytes,
    });
    const { events, sessions } = parts.control;
    this.#ends = [
      events.listen((entries) => {
        for (const connection of this.#connections) connection.hear(entries);
      }),
      sessions.onChange(() => {
        for (const connection of this.#connections) connection.recheck();
      }),
    ];
  }

  /** Takes an HTTP request that wants to become a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const path = request.url?.split('?')[0];
    if (path !== socketPath) {
      refuse(socket, '404 Not Found', 'path-unknown', `the WebSocket is at ${socketPath}`);
    } else if (this.#closed || this.#connections.size >= this.#parts.limits.connections) {
      refuse(
        socket,
        '503 Service Unavailable',
        'too-many-connections',
        'no more connections are taken just now',
      );
    } else {
      this.#server.handleUpgrade(request, socket, head, (client) => {
        const connection = new Connection(client, request.socket.remoteAddress ?? '', this.#parts);
        this.#connections.add(connection);
        client.on('close', () => this.#connections.delete(connection));
      });
    }
  }

  /** Tells every client that this is the end. */
  close(): void {
    this.#closed = true;
    for (const end of this.#ends) end();
    for (const connection of this.#connections) connection.close(1001, 'Cordboard is shutting down');
    this.#server.close();
  }

  /** Cuts off who has not gone by now. */
  terminate(): void {
    for (const client of this.#server.clients) client.terminate();
  }
}

function refuse(socket: Duplex, status: string, code: string, message: string): void {
  const body = JSON.stringify({ error: { code, message } });
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\nconnection: close\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
