import { WebSocket } from 'ws';
import type { Clock } from '../../base/clock.ts';
import { AriError } from './errors.ts';

export interface EventSocketOptions {
  url: string;
  user: string;
  password: string;
  app: string;
  requestTimeoutMs: number;
  pingIntervalMs: number;
  clock: Clock;
  signal?: AbortSignal | undefined;
  onMessage: (text: string) => void;
}

/** A list of many thousand channels still fits. */
const maxMessageBytes = 64 * 1024 * 1024;
/** How long a good-bye may take before the socket is cut. */
const closeGraceMs = 500;

/** The value of the Authorization header; credentials never go into a URL, which ends up in logs. */
export function basicAuth(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

export function ariUrl(base: string, path: string): URL {
  return new URL(`ari/${path}`, base.endsWith('/') ? base : `${base}/`);
}

/**
 * The events WebSocket, watched: Asterisk neither pings nor always closes a connection that it has given up,
 * so a pong that does not come within one interval ends it.
 */
export class EventSocket {
  /** Why it ended, once. */
  readonly closed: Promise<AriError>;
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #pingIntervalMs: number;
  readonly #gone: Promise<void>;
  #end: (reason: AriError) => void = () => {};
  #ended: AriError | undefined;
  #heard = true;
  #cancelPing = (): void => {};

  private constructor(socket: WebSocket, { clock, pingIntervalMs, onMessage }: EventSocketOptions) {
    this.#socket = socket;
    this.#clock = clock;
    this.#pingIntervalMs = pingIntervalMs;
    this.closed = new Promise((resolve) => {
      this.#end = (reason) => {
        this.#ended ??= reason;
        this.#cancelPing();
        resolve(this.#ended);
      };
    });
    this.#gone = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('message', (data: Buffer) => {
      this.#heard = true;
      if (this.#ended === undefined) onMessage(data.toString());
    });
    socket.on('pong', () => {
      this.#heard = true;
    });
    socket.on('error', (error) => {
      this.#end(new AriError('line-down', `the line to Asterisk broke: ${error.message}`, { cause: error }));
    });
    socket.on('close', (code) => {
      this.#end(new AriError('line-down', `Asterisk closed the line (WebSocket code ${code})`));
    });
    socket.once('open', () => this.#ping());
  }

  static async open(options: EventSocketOptions): Promise<EventSocket> {
    const { user, password, app, requestTimeoutMs, signal } = options;
    const url = ariUrl(options.url, `events?app=${encodeURIComponent(app)}`);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(url, {
      headers: { authorization: basicAuth(user, password) },
      handshakeTimeout: requestTimeoutMs,
      maxPayload: maxMessageBytes,
      perMessageDeflate: false,
      // A caller's name in a wrong encoding must not cost us the line.
      skipUTF8Validation: true,
    });
    // Listens before the handshake ends, which the first events may follow in the same packet.
    const opened = new EventSocket(socket, options);
    const abort = (): void => socket.terminate();
    signal?.addEventListener('abort', abort);
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('open', resolve);
        socket.once('error', reject);
        socket.once('close', () => reject(new Error('stopped')));
        if (signal?.aborted) abort();
      });
      return opened;
    } catch (error) {
      throw new AriError('unreachable', `Asterisk refused the WebSocket: ${(error as Error).message}`, {
        cause: error,
      });
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Why it ended, if it has. */
  get ended(): AriError | undefined {
    return this.#ended;
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  async close(): Promise<void> {
    this.#end(new AriError('line-down', 'Cordboard closed the line'));
    this.#socket.close();
    const cancel = this.#clock.after(closeGraceMs, () => this.#socket.terminate());
    await this.#gone;
    cancel();
  }

  #ping(): void {
    this.#cancelPing = this.#clock.after(this.#pingIntervalMs, () => {
      // If it was we who slept, the pong waits in the socket: let it be read before we judge.
      setImmediate(() => this.#judge());
    });
  }

  #judge(): void {
    if (this.#ended !== undefined) return;
    if (!this.#heard) {
      this.#end(
        new AriError('line-down', `Asterisk did not answer a ping within ${this.#pingIntervalMs} ms`),
      );
      this.#socket.terminate();
      return;
    }
    this.#heard = false;
    this.#socket.ping();
    this.#ping();
  }
}
