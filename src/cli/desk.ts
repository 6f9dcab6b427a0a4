import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { CordboardError, messageOf } from '../base/errors.ts';
import type { Command } from './cli.ts';
import { findRunning } from './client.ts';

const answer = z.union([
  z.object({ id: z.number(), ok: z.literal(true), result: z.unknown().optional() }),
  z.object({
    id: z.number(),
    ok: z.literal(false),
    error: z.object({ code: z.string(), message: z.string() }),
  }),
]);
const event = z.looseObject({ seq: z.number(), at: z.number(), kind: z.string() });
const message = z.union([answer, event]);

type Answer = z.output<typeof answer>;

/** The first word of a line is a command of the API; what its input becomes of the others. */
const verbs: Readonly<
  Record<
    string,
    { readonly shown: string; readonly input: (words: string[]) => object; readonly command?: string }
  >
> = {
  ready: { shown: 'ready', input: () => ({}) },
  'not-ready': { shown: 'not-ready <reason>', input: (words) => ({ reason: words.join(' ') || 'pause' }) },
  answer: { shown: 'answer', input: () => ({}) },
  'hang-up': { shown: 'hang-up', input: () => ({}) },
  dispose: {
    shown: 'dispose <what> [note]',
    input: ([disposition = '', ...note]) => ({ disposition: spoken(disposition), note: note.join(' ') }),
  },
  promise: {
    shown: 'promise <what> <2026-11-22T09:30> [note]',
    command: 'dispose',
    input: ([disposition = '', at = '', ...note]) => ({
      disposition: spoken(disposition),
      note: note.join(' '),
      schedule: { at, agent: 'me' },
    }),
  },
  dispositions: { shown: 'dispositions', input: () => ({}) },
  preview: { shown: 'preview', input: () => ({}) },
  'dial-contact': { shown: 'dial-contact', input: () => ({}) },
  'skip-contact': { shown: 'skip-contact', input: () => ({}) },
  'mark-answer': { shown: 'mark-answer person|machine', input: ([as = '']) => ({ as }) },
  'dial-number': {
    shown: 'dial-number <campaign> <number>',
    input: ([campaign = '', ...number]) => ({ campaign, number: number.join(' ') }),
  },
  'end-wrap-up': { shown: 'end-wrap-up', input: () => ({}) },
  'extend-wrap-up': {
    shown: 'extend-wrap-up <seconds>',
    input: ([seconds = '']) => ({ ms: Number(seconds) * 1_000 }),
  },
  'ask-wrap-up': { shown: 'ask-wrap-up [off]', input: ([off]) => ({ on: off !== 'off' }) },
  'agent-queues': {
    shown: 'agent-queues [<queue> …]',
    input: (queues) => ({ queues: queues.length === 0 ? null : queues }),
  },
  'leave-seat': { shown: 'leave-seat [now]', input: ([now]) => ({ afterCall: now !== 'now' }) },
  'sign-out': { shown: 'sign-out', input: () => ({}) },
};
const usage = Object.values(verbs)
  .map(({ shown }) => shown)
  .join(', ');

export const desk: Command = {
  usage: 'desk <agent> [phone]',
  summary: 'work as an agent in this terminal, over the control WebSocket',
  async run([user, phone]) {
    if (user === undefined) throw new CordboardError('usage', 'name the agent: desk anna');
    const { api } = await findRunning();
    const input = new LineInput();
    try {
      const password = process.env['CORDBOARD_PASSWORD'] ?? (await input.secret(`Password of ${user}: `));
      const connection = await Connection.open(api);
      // Whoever waits for the next line would wait for ever.
      void connection.closed.then(() => input.close());
      const seat = phone === undefined ? {} : { phone };
      const signedIn = await connection.ask('sign-in', { user, password, seat: true, ...seat });
      if (!signedIn.ok) {
        connection.close();
        throw new CordboardError(signedIn.error.code, signedIn.error.message);
      }
      console.log(`${usage}; Ctrl-D leaves the desk and keeps you signed in`);
      const answers: Promise<void>[] = [];
      for await (const line of input.lines) {
        const [word = '', ...rest] = line.trim().split(/\s+/);
        const verb = Object.hasOwn(verbs, word) ? verbs[word] : undefined;
        if (verb !== undefined) {
          const answered = connection.ask(verb.command ?? word, { ...verb.input(rest) }).then(tell);
          answers.push(answered.catch((error: unknown) => console.error(messageOf(error))));
        } else if (word !== '') console.log(usage);
      }
      await Promise.race([Promise.all(answers), connection.closed]);
      connection.close();
      return await endOf(connection);
    } finally {
      input.close();
    }
  },
};

function tell(received: Answer): void {
  if (!received.ok) console.log(`not done: ${received.error.message}`);
  else if (isAnswer(received.result)) console.log(JSON.stringify(received.result));
  else console.log('done');
}

/** Of a command it is only its place in the journal. */
function isAnswer(result: unknown): boolean {
  return typeof result === 'object' && result !== null && !('seq' in result);
}

/** A level of more than one word is written with underscores: Later|Line_was_bad. */
function spoken(disposition: string): string {
  return disposition.replaceAll('_', ' ');
}

async function endOf({ closed }: Connection): Promise<number> {
  const { code, reason } = await closed;
  if (reason !== '') console.log(`${code} ${reason}`);
  if (code === 1006) throw new CordboardError('connection-lost', 'the connection to Cordboard was lost');
  return code === 1000 || code === 1005 ? 0 : 1;
}

/** The lines of the keyboard, or of what is piped in; none is lost while nobody waits for one. */
class LineInput {
  readonly lines: AsyncIterableIterator<string>;
  readonly #interface;
  readonly #isTerminal = process.stdin.isTTY;
  #isMuted = false;

  constructor() {
    // What is typed is echoed by readline itself.
    const output = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        if (!this.#isMuted) process.stdout.write(chunk);
        done();
      },
    });
    this.#interface = createInterface({
      input: process.stdin,
      ...(this.#isTerminal ? { output, terminal: true } : {}),
    });
    this.lines = this.#interface[Symbol.asyncIterator]();
  }

  /** A line that is not shown. */
  async secret(prompt: string): Promise<string> {
    if (this.#isTerminal) process.stdout.write(prompt);
    this.#isMuted = true;
    const { value, done = false } = await this.lines.next();
    this.#isMuted = false;
    if (this.#isTerminal) process.stdout.write('\n');
    if (done)
      throw new CordboardError(
        'password-missing',
        'there was no password: type it, or set CORDBOARD_PASSWORD',
      );
    return value;
  }

  close(): void {
    this.#interface.close();
  }
}

/** Shows the events that come, and gives each command its answer. */
class Connection {
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, PromiseWithResolvers<Answer>>();
  #next = 1;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        for (const { reject } of this.#waiting.values()) reject(closedBefore(code, String(reason)));
        resolve({ code, reason: String(reason) });
      });
    });
    socket.on('message', (data: Buffer) => this.#take(message.parse(JSON.parse(data.toString()))));
  }

  static async open(api: string): Promise<Connection> {
    const socket = new WebSocket(`${api.replace(/^http/, 'ws')}/api/v1/ws`);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      // Later ones end in a close.
      socket.on('error', (error) => {
        reject(
          new CordboardError('not-running', `${api} does not answer: ${messageOf(error)}`, { cause: error }),
        );
      });
    });
    return new Connection(socket);
  }

  /** Rejects when the connection ends before the answer. */
  ask(command: string, input: Record<string, unknown>): Promise<Answer> {
    const waiting = Promise.withResolvers<Answer>();
    if (this.#socket.readyState !== WebSocket.OPEN) waiting.reject(closedBefore(1006, ''));
    else {
      this.#waiting.set(this.#next, waiting);
      this.#socket.send(JSON.stringify({ id: this.#next, command, ...input }));
      this.#next += 1;
    }
    return waiting.promise;
  }

  close(): void {
    this.#socket.close();
  }

  #take(received: z.output<typeof message>): void {
    if ('kind' in received) {
      const { seq: _seq, at, kind, ...rest } = received;
      console.log(`${new Date(at).toISOString().slice(11, 23)} ${kind} ${JSON.stringify(rest)}`);
      // Whom it is about.
      if (kind === 'contact.previewed') void this.ask('preview', {}).then(tell, () => {});
      return;
    }
    this.#waiting.get(received.id)?.resolve(received);
    this.#waiting.delete(received.id);
  }
}

function closedBefore(code: number, reason: string): CordboardError {
  return new CordboardError('connection-lost', `the connection ended before the answer: ${reason || code}`);
}
