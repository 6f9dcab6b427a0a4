import { z } from 'zod';
import type { WebSocket } from 'ws';
import type { Clock } from '../../base/clock.ts';
import { CordboardError, messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import type { Caller } from '../../control/caller.ts';
import type { Control } from '../../control/control.ts';
import type { Entry } from '../../control/exchange.ts';
import type { Operation } from '../../control/operation.ts';
import { wallboardCommand } from '../../control/operations/wallboards.ts';
import type { SignInLimit } from '../../control/sign-in-limit.ts';
import { wireError } from '../errors.ts';
import type { Limits } from '../limits.ts';
import { MessageError, parseMessage, type Message, type MessageId } from './message.ts';
import { Outbox } from './outbox.ts';
import { EventStream } from './stream.ts';

/** More messages than these are not read before the former are answered. */
const mostPending = 32;
/** What is left of a client that was told to go. */
const farewellMs = 5_000;

const resume = z.object({ since: z.int().min(0).optional(), token: z.string().max(256).optional() });

const shownQueues = z.object({ queues: z.array(z.object({ queue: z.string() })) });

export interface ConnectionParts {
  readonly control: Control;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly limits: Limits;
  readonly signInLimit: SignInLimit;
  readonly clock: Clock;
  readonly log: Logger;
}

/** One client on the WebSocket: it signs in, gives commands one after the other, and hears what happens. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #address: string;
  readonly #parts: ConnectionParts;
  readonly #outbox: Outbox;
  readonly #cancels = new Map<'sign-in' | 'ping' | 'farewell', () => void>();
  #caller: Caller | null = null;
  #stream: EventStream | null = null;
  #endsWallboard: (() => void) | null = null;
  #answers = true;
  #pending = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, address: string, parts: ConnectionParts) {
    this.#socket = socket;
    this.#address = address;
    this.#parts = parts;
    const { limits, log } = parts;
    this.#outbox = new Outbox(socket, limits, (lastSeq) => {
      const since = lastSeq ?? 'the last seq you have';
      this.close(4429, `too slow: reconnect with since=${since}`);
    });
    socket.on('message', (data, isBinary) => this.#take(data as Buffer, isBinary));
    socket.on('pong', () => (this.#answers = true));
    socket.on('error', (error) => log.debug({ reason: messageOf(error) }, 'a client broke the protocol'));
    socket.on('close', () => this.#cancelAll());
    this.#after('sign-in', limits.signInWithinMs, () => {
      this.close(4401, `sign in within ${limits.signInWithinMs / 1000} seconds`);
    });
    this.#supervise();
  }

  hear(entries: readonly Entry[]): void {
    this.#stream?.hear(entries);
  }

  /** Sessions may have ended or roles changed. It waits its turn, so that a sign-out gets its answer. */
  recheck(): void {
    void this.#enqueue(() => {
      if (this.#caller === null) return;
      this.#caller = this.#parts.control.refresh(this.#caller);
      if (this.#caller === null) this.close(4401, 'the session is over: sign in again');
    });
  }

  close(code: number, reason: string): void {
    this.#stream = null;
    this.#socket.close(code, reason);
    this.#after('farewell', farewellMs, () => this.#socket.terminate());
  }

  #take(data: Buffer, isBinary: boolean): void {
    this.#pending += 1;
    if (this.#pending >= mostPending) this.#socket.pause();
    void this.#enqueue(async () => {
      await this.#handle(data, isBinary);
      this.#pending -= 1;
      if (this.#socket.isPaused) this.#socket.resume();
    });
  }

  #enqueue(work: () => Promise<void> | void): Promise<void> {
    this.#last = this.#last.then(work).catch((error: unknown) => {
      this.#parts.log.error({ err: error }, 'a connection failed by a mistake of ours');
      this.close(1011, 'this failed by a mistake of ours');
    });
    return this.#last;
  }

  async #handle(data: Buffer, isBinary: boolean): Promise<void> {
    let id: MessageId = null;
    try {
      const message = parseMessage(data, isBinary);
      ({ id } = message);
      if (message.command === 'sign-in') await this.#signIn(message);
      else {
        const result = await this.#run(message.command, message.input);
        this.#reply(id, result);
        if (message.command === 'sign-out') this.#leaveIfSignedOut();
        if (message.command === wallboardCommand) this.#showWallboard(result);
      }
    } catch (error) {
      if (error instanceof MessageError) ({ id } = error);
      this.#outbox.send(JSON.stringify({ id, ok: false, error: wireError(error, this.#parts.log) }));
    }
  }

  /** A supervisor who signs out somebody else stays. */
  #leaveIfSignedOut(): void {
    if (this.#caller === null || this.#parts.control.refresh(this.#caller) !== null) return;
    this.#caller = null;
    this.close(1000, 'signed out');
  }

  /** News of the queues that were asked for follow, until others are asked for. */
  #showWallboard(result: unknown): void {
    // He may be gone by now, and nothing would end it.
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const queues = new Set(shownQueues.parse(result).queues.map(({ queue }) => queue));
    this.#endsWallboard?.();
    this.#endsWallboard = this.#parts.control.wallboards.listen((view) => {
      if (!queues.has(view.queue) || this.#caller === null) return;
      this.#outbox.send(JSON.stringify({ kind: wallboardCommand, ...view }));
    });
  }

  #reply(id: MessageId, result: unknown): void {
    this.#outbox.send(JSON.stringify({ id, ok: true, result }));
  }

  #run(command: string, input: object): Promise<unknown> {
    const { operations } = this.#parts;
    const operation = operations.get(command);
    if (operation !== undefined) return operation.run(this.#caller, input);
    const known = [...operations.keys()];
    throw new CordboardError(
      'command-unknown',
      `there is no command ${JSON.stringify(command)}: ${known.join(', ')}`,
      {
        details: { known },
      },
    );
  }

  /** By token, or by name and password; the events since `since` follow the answer. */
  async #signIn({ id, input }: Message): Promise<void> {
    if (this.#caller !== null) {
      throw new CordboardError('signed-in-already', `${this.#caller.user} is signed in on this connection`);
    }
    const { control, signInLimit } = this.#parts;
    const { since, token } = resumeOf(input);
    if (since !== undefined) control.events.checkSince(since);
    const { since: _since, token: _token, ...credentials } = input;
    const result =
      token === undefined
        ? await signInLimit.around(this.#address, () => this.#run('sign-in', credentials))
        : null;
    const caller = control.callerOf(token ?? (result as { readonly token: string }).token);
    this.#caller = caller;
    this.#cancel('sign-in');
    const me = (result ?? (await this.#run('me', {}))) as { readonly seq: number };
    this.#reply(id, me);
    this.#stream = new EventStream(control.events, this.#outbox, () => this.#caller, since ?? me.seq);
    // Commands are taken while the past is still on its way.
    this.#stream.backfill().catch((error: unknown) => {
      const { message } = wireError(error, this.#parts.log);
      this.close(1011, message);
    });
  }

  #supervise(): void {
    this.#after('ping', this.#parts.limits.pingMs, () => {
      if (!this.#answers) {
        this.#socket.terminate();
        return;
      }
      this.#answers = false;
      this.#socket.ping();
      // Sessions end by themselves too.
      this.recheck();
      this.#supervise();
    });
  }

  #after(name: 'sign-in' | 'ping' | 'farewell', delayMs: number, run: () => void): void {
    this.#cancel(name);
    this.#cancels.set(name, this.#parts.clock.after(delayMs, run));
  }

  #cancel(name: 'sign-in' | 'ping' | 'farewell'): void {
    this.#cancels.get(name)?.();
    this.#cancels.delete(name);
  }

  #cancelAll(): void {
    this.#stream = null;
    this.#endsWallboard?.();
    this.#endsWallboard = null;
    for (const cancel of this.#cancels.values()) cancel();
    this.#cancels.clear();
  }
}

function resumeOf(input: unknown): z.output<typeof resume> {
  const parsed = resume.safeParse(input);
  if (parsed.success) return parsed.data;
  const sentence = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new CordboardError('input-wrong', sentence);
}
