import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MessageRow } from '../../../../src/board/account.ts';
import { Board } from '../../../../src/board/board.ts';
import type { AgentId, LegId, PhoneId } from '../../../../src/board/ids.ts';
import { emptyState } from '../../../../src/board/state.ts';
import type { Turn } from '../../../../src/board/turn.ts';
import type { Caller, Role } from '../../../../src/control/caller.ts';
import { Exchange } from '../../../../src/control/exchange.ts';
import { MessageFiles } from '../../../../src/control/messages/message-files.ts';
import { messageOperations } from '../../../../src/control/operations/messages.ts';
import { agentOf, entered, phoneOf } from '../../board/settings.ts';
import { boxOffice } from '../../board/voicemail/box.ts';
import { FakeClock } from '../fake-clock.ts';

class Office {
  /** What was logged. */
  readonly errors: string[] = [];
  readonly #log = pino({ level: 'error' }, { write: (line: string) => void this.errors.push(line) });
  readonly clock = new FakeClock();
  readonly rows = new Map<string, MessageRow>();
  readonly store = {
    get: (id: string) => this.rows.get(id),
    present: (phone?: string) =>
      [...this.rows.values()].filter(
        (row) => row.deletedAt === null && (phone === undefined || row.phone === phone),
      ),
    deletedSince: () => [...this.rows.values()].filter((row) => row.deletedAt !== null),
  };
  readonly exchange: Exchange;
  readonly folder: string;
  files: MessageFiles;

  private constructor(folder: string) {
    this.folder = folder;
    let seq = 0;
    const commit = (turns: readonly Turn[]) => {
      for (const { changes } of turns) for (const row of changes.messages) this.rows.set(row.id, row);
      return turns.flatMap((turn) => turn.facts).map((fact) => ({ seq: (seq += 1), fact }));
    };
    const board = new Board(emptyState('t'));
    this.exchange = new Exchange({ board, store: { commit }, clock: this.clock, log: this.#log, lastSeq: 0 });
    this.exchange.take({
      kind: 'office',
      office: boxOffice({
        agents: [agentOf('anna', { phone: '1001' as PhoneId }), agentOf('ben', { phone: '1002' as PhoneId })],
        phones: [
          phoneOf('1001', { mailbox: true, name: 'Anna', email: 'anna@example.com' }),
          phoneOf('1002', { mailbox: true }),
        ],
      }),
    });
    this.exchange.take({ kind: 'line-up', survey: { asteriskStartedAt: 1, channels: [], bridges: [] } });
    this.files = this.open();
  }

  static async start(): Promise<Office> {
    const folder = await mkdtemp(join(tmpdir(), 'cordboard-messages-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    return new Office(folder);
  }

  open(): MessageFiles {
    const { exchange, store, folder, clock } = this;
    return new MessageFiles({ exchange, store, folder, officeName: () => 'Test', clock, log: this.#log });
  }

  /** Somebody outside leaves a message for 1001; as Asterisk would, we write its sound. */
  async leave(channel: string): Promise<string> {
    this.exchange.take({ kind: 'line', event: entered(channel, '801') });
    const call = [...this.exchange.state.calls.values()].at(-1);
    if (call?.phase.name !== 'message' || call.phase.playing === null) throw new Error('no greeting');
    const { playback } = call.phase.playing;
    this.exchange.take({ kind: 'line', event: { name: 'played', playback, whole: true } });
    const file = call.phase.file ?? '';
    this.clock.advance(4_000);
    await mkdir(join(this.folder, 'messages/1001'), { recursive: true });
    await writeFile(join(this.folder, `${file}.wav`), 'sound');
    const cause = { q850: 16, sip: null };
    this.exchange.take({ kind: 'line', event: { name: 'gone', channel: channel as LegId, cause } });
    this.exchange.take({ kind: 'line', event: { name: 'recorded', file, durationMs: 4_000 } });
    await new Promise((resolve) => setImmediate(resolve));
    await this.files.settled();
    return file.slice(file.lastIndexOf('/') + 1);
  }

  async ask(user: string, role: Role, name: string, input: object = {}): Promise<Record<string, unknown>> {
    const operations = messageOperations(this.exchange, this.store, this.files);
    const operation = operations.find((one) => one.name === name);
    const caller: Caller = { user: user as AgentId, role, session: '', expiresAt: null };
    return (await operation?.run(caller, input)) as Record<string, unknown>;
  }

  there(): Promise<string[]> {
    return readdir(join(this.folder, 'messages/1001')).then((names) => names.toSorted());
  }
}

describe('messages for desks', () => {
  it('an agent has his own box, a supervisor all', async () => {
    const office = await Office.start();
    const message = await office.leave('c1');
    const own = await office.ask('anna', 'agent', 'messages');
    expect(own).toMatchObject({ messages: [{ message, phone: '1001', durationMs: 4_000, heardAt: null }] });
    expect(await office.ask('ben', 'agent', 'messages')).toEqual({ messages: [] });
    const all = await office.ask('sue', 'supervisor', 'messages', { phone: '1001' });
    expect(all['messages']).toHaveLength(1);
    await expect(office.ask('ben', 'agent', 'messages', { phone: '1001' })).rejects.toMatchObject({
      code: 'not-permitted',
    });
    for (const name of ['mark-message-heard', 'delete-message', 'message-file']) {
      await expect(office.ask('ben', 'agent', name, { message })).rejects.toMatchObject({
        code: 'message-unknown',
      });
    }
    // Signed in at another phone one has that phone's box as well.
    await office.exchange.command({ name: 'sign-in', agent: 'ben' as AgentId, phone: '1001' as PhoneId });
    expect((await office.ask('ben', 'agent', 'messages'))['messages']).toHaveLength(1);
  });

  it('heard, fetched and deleted, with its files', async () => {
    const office = await Office.start();
    const message = await office.leave('c1');
    expect(await office.there()).toEqual([`${message}.eml`, `${message}.wav`]);
    await office.ask('anna', 'agent', 'mark-message-heard', { message });
    expect(office.rows.get(message)).toMatchObject({ heardBy: 'anna' });
    const audio = await office.ask('anna', 'agent', 'message-file', { message });
    expect(audio).toEqual({
      name: `${message}.wav`,
      type: 'audio/x-wav',
      base64: Buffer.from('sound').toString('base64'),
    });
    const mail = await office.ask('anna', 'agent', 'message-file', { message, what: 'mail' });
    expect(String(Buffer.from(String(mail['base64']), 'base64'))).toContain('To: "Anna" <anna@example.com>');
    // As a crash would leave it.
    await writeFile(join(office.folder, `messages/1001/${message}.eml.part`), 'half a mail');
    await office.ask('anna', 'agent', 'delete-message', { message });
    await office.files.settled();
    expect(await office.there()).toEqual([]);
    await expect(office.ask('anna', 'agent', 'message-file', { message })).rejects.toMatchObject({
      code: 'message-unknown',
    });
  });

  it('what a crash has left undone is done at the next start', async () => {
    const office = await Office.start();
    await office.files.stop();
    const kept = await office.leave('c1');
    const gone = await office.leave('c2');
    await office.exchange.command({
      name: 'delete-message',
      phone: '1001' as PhoneId,
      message: gone as never,
      by: 'x',
    });
    expect(await office.there()).toEqual([`${kept}.wav`, `${gone}.wav`]);
    office.files = office.open();
    await office.files.settled();
    expect(await office.there()).toEqual([`${kept}.eml`, `${kept}.wav`]);
  });

  it('mails that are there are not opened at a start', async () => {
    const office = await Office.start();
    const message = await office.leave('c1');
    const mail = join(office.folder, `messages/1001/${message}.eml`);
    await office.files.stop();
    await rm(mail);
    // There, and neither to be read nor to be written.
    await mkdir(mail);
    office.files = office.open();
    await office.files.settled();
    expect(await office.there()).toEqual([`${message}.eml`, `${message}.wav`]);
    expect(office.errors).toEqual([]);
  });

  it('a ledger that cannot be read is logged, and what comes later is done', async () => {
    const office = await Office.start();
    const { get, deletedSince } = office.store;
    const fail = () => {
      throw new Error('disk I/O error');
    };
    Object.assign(office.store, { get: fail, deletedSince: fail });
    await office.files.stop();
    office.files = office.open();
    const first = await office.leave('c1');
    expect(office.errors.map((line) => (JSON.parse(line) as { about: string }).about)).toEqual([
      'what the last process left undone',
      first,
    ]);
    Object.assign(office.store, { get, deletedSince });
    const second = await office.leave('c2');
    expect(await office.there()).toEqual([`${first}.wav`, `${second}.eml`, `${second}.wav`]);
  });

  it('sound that is not there is said to be gone', async () => {
    const office = await Office.start();
    const message = await office.leave('c1');
    await rm(join(office.folder, `messages/1001/${message}.wav`));
    await expect(office.ask('anna', 'agent', 'message-file', { message })).rejects.toMatchObject({
      code: 'message-file-gone',
    });
  });
});
