import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Board } from '../../../src/board/board.ts';
import { stateFrom } from '../../../src/board/live.ts';
import { createControl, type Control } from '../../../src/control/control.ts';
import { Exchange } from '../../../src/control/exchange.ts';
import { Ledger } from '../../../src/ledger/ledger.ts';
import { hashPassword } from '../../../src/office/passwords.ts';
import { Directories } from '../../../src/control/directories.ts';
import { entered } from '../board/settings.ts';
import { MemoryDirectories } from './memory-directories.ts';
import { FakeClock } from './fake-clock.ts';
import { officeText, password } from './house.ts';

const log = pino({ level: 'silent' });
let folder: string;
let clock: FakeClock;
let ledger: Ledger;
let exchange: Exchange;
let control: Control;

function start(): void {
  ledger = Ledger.open({ file: join(folder, 'test.db'), log });
  const board = new Board(stateFrom(ledger.load()));
  exchange = new Exchange({ board, store: ledger, clock, log, lastSeq: ledger.lastSeq });
  const directories = new Directories({ store: new MemoryDirectories(), folder, clock, log });
  control = createControl({ exchange, ledger, clock, log, version: '0', directories });
}

function stop(): void {
  exchange.close();
  ledger.close();
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-control-'));
  clock = new FakeClock();
  start();
  await control.office.apply(officeText, 'test');
  ledger.credentials.put('anna', await hashPassword(password, { ln: 4, r: 1, p: 1 }), clock.now());
});

afterEach(() => {
  stop();
  rmSync(folder, { recursive: true });
});

const signIn = (word: string) =>
  control.operations
    .find(({ name }) => name === 'sign-in')
    ?.run(null, { user: 'anna', password: word }) as Promise<{
    token: string;
  }>;

test('a session and the office outlive a restart', async () => {
  const { token } = await signIn(password);
  const { document } = control.office;
  stop();
  start();
  await control.office.start();
  expect(control.office.document).toEqual(document);
  expect(control.callerOf(token)).toMatchObject({ user: 'anna', role: 'agent' });
});

test('wrong passwords are counted across restarts, and the tenth locks', async () => {
  for (let attempt = 1; attempt <= 9; attempt += 1) {
    await expect(signIn('wrong')).rejects.toMatchObject({ code: 'sign-in-refused' });
  }
  stop();
  start();
  await expect(signIn('wrong')).rejects.toMatchObject({ code: 'user-locked' });
  clock.advance(15 * 60_000);
  await signIn(password);
});

test('an office that cannot be stored as a whole is not stored at all', async () => {
  const put = ledger.credentials.put.bind(ledger.credentials);
  ledger.credentials.put = () => {
    throw new Error('no');
  };
  const other = officeText.replace('name: Anna,', 'name: Anne, password: another one,');
  await expect(control.office.apply(other, 'test')).rejects.toThrow('no');
  ledger.credentials.put = put;
  expect(ledger.officeVersions.list()).toHaveLength(1);
  expect(exchange.state.office.agents[0]?.name).toBe('Anna');
  await control.office.apply(other, 'test');
  expect(ledger.officeVersions.list()).toHaveLength(2);
});

test('the history is asked for by what is given', async () => {
  exchange.take({
    kind: 'line',
    event: entered('c1', '999', { caller: { name: '', number: '0123' } }),
  });
  await new Promise(setImmediate);
  const history = control.operations.find(({ name }) => name === 'history');
  ledger.credentials.put('sue', 'x', 0);
  const sue = control.callerOf(control.sessions.open('sue').token);
  expect(await history?.run(sue, { number: '0123' })).toMatchObject({
    calls: [{ dialled: '999', end: 'refused' }],
  });
  expect(await history?.run(sue, { number: '0124', limit: 5 })).toEqual({ calls: [] });
});
