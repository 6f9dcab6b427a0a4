import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';

export interface FakeRequest {
  request_id: string;
  method: string;
  uri: string;
  message_body?: string;
}

type Answer = { status: number; body?: object };

/** Only for what a real Asterisk cannot be made to do: to be silent, to talk nonsense, to be of another version. */
export interface FakeAsterisk {
  url: string;
  version: string;
  /** Takes connections and says nothing. */
  silent: boolean;
  /** Answers a request over the WebSocket; undefined leaves it without an answer. */
  answer: (request: FakeRequest) => Answer | undefined;
  readonly requests: FakeRequest[];
  /** Sends to every client. */
  send(text: string): void;
  /** Ends every client's connection without a good-bye. */
  drop(): void;
  close(): Promise<void>;
}

const authorization = `Basic ${Buffer.from('cordboard:secret').toString('base64')}`;

export async function startFakeAsterisk(port = 0): Promise<FakeAsterisk> {
  const sockets = new Set<Socket>();
  const clients = new Set<WebSocket>();
  const server = createServer((request, response) => {
    if (!fake.silent) answerHttp(request, response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const webSockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    if (!fake.silent) webSockets.handleUpgrade(request, socket, head, greet);
  });

  function answerHttp({ headers, url }: IncomingMessage, response: ServerResponse): void {
    const known = url?.startsWith('/ari/asterisk/info');
    const status = headers.authorization === authorization ? (known ? 200 : 404) : 401;
    const info = {
      system: { version: fake.version, entity_id: 'fake' },
      status: { startup_time: 'long ago' },
    };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(status === 200 ? info : { message: `status ${status}` }));
  }

  function greet(client: WebSocket): void {
    clients.add(client);
    client.on('close', () => clients.delete(client));
    client.on('message', (data: Buffer) => {
      const request = JSON.parse(data.toString()) as FakeRequest;
      fake.requests.push(request);
      const answer = fake.answer(request);
      if (answer === undefined) return;
      const { request_id } = request;
      const body = answer.body === undefined ? {} : { message_body: JSON.stringify(answer.body) };
      client.send(JSON.stringify({ type: 'RESTResponse', request_id, status_code: answer.status, ...body }));
    });
  }

  const fake: FakeAsterisk = {
    url: '',
    version: '22.10.1',
    silent: false,
    answer: () => ({ status: 200, body: {} }),
    requests: [],
    send(text) {
      for (const client of clients) client.send(text);
    },
    drop() {
      for (const client of clients) client.terminate();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return fake;
}
