import { createInterface } from 'node:readline/promises';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { CordboardError } from '../base/errors.ts';
import type { Command } from './cli.ts';
import { findRunning } from './client.ts';

const message = z.union([
  z.object({ id: z.number(), ok: z.literal(true), result: z.unknown() }),
  z.object({ id: z.number(), ok: z.literal(false), error: z.object({ message: z.string() }) }),
  z.looseObject({ seq: z.number(), at: z.number(), kind: z.string() }),
]);

/** Commands of the API that need no more than their name; the first word of a line. */
const plain = ['ready', 'answer', 'hang-up', 'sign-out'];

export const desk: Command = {
  usage: 'desk <agent> [phone]',
  summary: 'work as an agent in this terminal, over the control WebSocket',
  async run([user, phone]) {
    if (user === undefined) throw new CordboardError('usage', 'name the agent: desk anna');
    const { api } = await findRunning();
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    const password = process.env['CORDBOARD_PASSWORD'] ?? (await lines.question(`Password of ${user}: `));
    const socket = new WebSocket(`${api.replace(/^http/, 'ws')}/api/v1/ws`);
    let next = 1;
    const send = (command: string, input: Record<string, unknown> = {}): void => {
      socket.send(JSON.stringify({ id: next, command, ...input }));
      next += 1;
    };
    socket.on('open', () =>
      send('sign-in', { user, password, seat: true, ...(phone === undefined ? {} : { phone }) }),
    );
    socket.on('message', (data: Buffer) => console.log(show(message.parse(JSON.parse(data.toString())))));
    console.log(`${plain.join(', ')}, not-ready <reason>; Ctrl-D leaves the desk and keeps you signed in`);
    lines.on('line', (line) => {
      const [word = '', ...rest] = line.trim().split(/\s+/);
      if (word === 'not-ready') send(word, { reason: rest.join(' ') || 'pause' });
      else if (plain.includes(word)) send(word);
      else if (word !== '') console.log(`${plain.join(', ')}, not-ready <reason>`);
    });
    lines.on('close', () => socket.close());
    return await new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('close', (code, reason) => {
        if (reason.length > 0) console.log(`${code} ${String(reason)}`);
        lines.close();
        resolve(code === 1000 || code === 1005 ? 0 : 1);
      });
    });
  },
};

function show(received: z.output<typeof message>): string {
  if ('kind' in received) {
    const { seq: _seq, at, kind, ...rest } = received;
    return `${new Date(at).toISOString().slice(11, 23)} ${kind} ${JSON.stringify(rest)}`;
  }
  return received.ok ? 'done' : `not done: ${received.error.message}`;
}
