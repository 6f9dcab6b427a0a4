import { WebSocket } from 'ws';

/** An event as it comes over the WebSocket. */
export interface DeskEvent {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly [field: string]: unknown;
}

interface Waiter {
  readonly look: (event: DeskEvent) => boolean;
  readonly resolve: (event: DeskEvent) => void;
}

const patienceMs = 10_000;

/** A client of the control WebSocket, as a desk would be. */
export class Desk {
  /** Every event so far, in the order of arrival. */
  readonly events: DeskEvent[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  /** Told of each event as it comes. */
  onEvent: (event: DeskEvent) => void = () => {};
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, (answer: Record<string, unknown>) => void>();
  readonly #waiters = new Set<Waiter>();
  #nextId = 1;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
    });
    socket.on('message', (data: Buffer) => {
      this.#take(JSON.parse(data.toString()) as Record<string, unknown>);
    });
  }

  static async connect(api: string): Promise<Desk> {
    const socket = new WebSocket(`${api.replace(/^http/, 'ws')}/api/v1/ws`);
    const desk = new Desk(socket);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return desk;
  }

  static async signIn(
    api: string,
    user: string,
    password: string,
    options: Record<string, unknown> = {},
  ): Promise<Desk> {
    const desk = await Desk.connect(api);
    await desk.command('sign-in', { user, password, ...options });
    return desk;
  }

  /** Resolves with the result; rejects with an Error whose `code` is the API's. */
  async command(command: string, input: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const id = this.#nextId++;
    const answered = new Promise<Record<string, unknown>>((resolve) => this.#answers.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, command, ...input }));
    const answer = await within(answered, `the answer to ${command}`);
    if (answer['ok'] === true) return answer['result'] as Record<string, unknown>;
    const { code, message } = answer['error'] as { code: string; message: string };
    throw Object.assign(new Error(message), { code });
  }

  /** The first event, of those that came or of those to come, of this kind, with these fields and after that entry. */
  event(kind: string, fields: Record<string, unknown> = {}, after = 0): Promise<DeskEvent> {
    return this.first(
      `${kind} ${JSON.stringify(fields)}`,
      (event) =>
        event.seq > after &&
        event.kind === kind &&
        Object.entries(fields).every(([field, value]) => event[field] === value),
    );
  }

  /** The first event, of those that came or of those to come, that looks as wanted. */
  first(what: string, look: (event: DeskEvent) => boolean): Promise<DeskEvent> {
    const found = this.events.find(look);
    if (found !== undefined) return Promise.resolve(found);
    const waiting = new Promise<DeskEvent>((resolve) => this.#waiters.add({ look, resolve }));
    return within(waiting, () => {
      const kinds = this.events.map((event) => event.kind).join(', ');
      return `${what}; so far ${kinds}`;
    });
  }

  close(): void {
    this.#socket.close();
  }

  /** Gone without a word, as by a lost network. */
  cut(): void {
    this.#socket.terminate();
  }

  #take(message: Record<string, unknown>): void {
    if ('kind' in message) {
      const event = message as unknown as DeskEvent;
      this.events.push(event);
      this.onEvent(event);
      for (const waiter of this.#waiters) {
        if (!waiter.look(event)) continue;
        this.#waiters.delete(waiter);
        waiter.resolve(event);
      }
      return;
    }
    const id = message['id'] as number;
    this.#answers.get(id)?.(message);
    this.#answers.delete(id);
  }
}

/** Rejects when something that should happen does not. */
export async function within<T>(
  happening: Promise<T>,
  what: string | (() => string),
  timeoutMs = patienceMs,
): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`waited ${timeoutMs} ms for ${typeof what === 'string' ? what : what()}`)),
    timeoutMs,
  );
  try {
    return await Promise.race([happening, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
