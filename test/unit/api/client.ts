import { once } from 'node:events';
import { afterEach } from 'vitest';
import { WebSocket } from 'ws';
import { startApi, type Api } from '../../../src/api/server.ts';
import type { Limits } from '../../../src/api/limits.ts';
import { SignInLimit } from '../../../src/control/sign-in-limit.ts';
import { House, password } from '../control/house.ts';

export interface Served {
  readonly house: House;
  readonly api: Api;
  readonly signInLimit: SignInLimit;
}

let served: Served | null = null;
afterEach(async () => {
  await served?.api.close();
  served?.signInLimit.close();
  served = null;
});

/** A house whose door is open on a free port, until the test is over. */
export async function open(limits: Partial<Limits> = {}, failedSignIns?: number): Promise<Served> {
  const house = await House.open();
  const { control, clock, log } = house;
  const signInLimit = new SignInLimit(failedSignIns);
  const door = { host: '127.0.0.1', port: 0, version: '0.0.0', limits, signInLimit };
  const api = await startApi({ control, clock, log, ...door });
  served = { house, api, signInLimit };
  return served;
}

export interface Reply {
  readonly id: unknown;
  readonly ok: boolean;
  readonly result?: Record<string, unknown>;
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly details?: Record<string, unknown>;
  };
}

export interface Event {
  readonly seq: number;
  readonly kind: string;
}

/** A desk as simple as can be. */
export class Client {
  readonly socket: WebSocket;
  readonly events: Event[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #replies: Reply[] = [];
  #wake: (() => void)[] = [];
  #nextId = 1;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Reply | Event;
      if ('ok' in message) this.#replies.push(message);
      else this.events.push(message);
      for (const wake of this.#wake.splice(0)) wake();
    });
    this.closed = once(socket, 'close').then(([code, reason]) => ({
      code: Number(code),
      reason: String(reason),
    }));
  }

  static async connect({ url }: Api): Promise<Client> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/ws`);
    const client = new Client(socket);
    await once(socket, 'open');
    return client;
  }

  /** Connected and signed in, without a phone. */
  static async signedIn(api: Api, user: string, more: object = {}): Promise<Client> {
    const client = await Client.connect(api);
    const reply = await client.ask('sign-in', { user, password, seat: false, ...more });
    if (!reply.ok) throw new Error(JSON.stringify(reply.error));
    return client;
  }

  ask(command: string, input: object = {}): Promise<Reply> {
    const id = this.#nextId++;
    return this.send(JSON.stringify({ id, command, ...input }), id);
  }

  /** Sends a text and resolves with the reply that has this id. */
  async send(text: string, id: unknown = null): Promise<Reply> {
    this.socket.send(text);
    return this.#until(() => {
      const index = this.#replies.findIndex((reply) => reply.id === id);
      return index < 0 ? undefined : this.#replies.splice(index, 1)[0];
    });
  }

  /** Resolves when the event with this number is here. */
  async heard(seq: number): Promise<void> {
    await this.#until(() => this.events.find((event) => event.seq >= seq));
  }

  async end(): Promise<void> {
    this.socket.close();
    await this.closed;
  }

  async #until<Found>(find: () => Found | undefined): Promise<Found> {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      await Promise.race([
        new Promise<void>((resolve) => this.#wake.push(resolve)),
        this.closed.then(({ code, reason }) => Promise.reject(new Error(`closed: ${code} ${reason}`))),
      ]);
    }
  }
}
