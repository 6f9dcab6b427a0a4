import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Board } from '../../../src/board/board.ts';
import type { Command } from '../../../src/board/input.ts';
import { stateFrom } from '../../../src/board/live.ts';
import { createControl, type Control } from '../../../src/control/control.ts';
import { Directories } from '../../../src/control/directories.ts';
import { Exchange } from '../../../src/control/exchange.ts';
import { Ledger } from '../../../src/ledger/ledger.ts';
import type { AgentId, LegId } from '../../../src/board/ids.ts';
import { entered } from '../board/settings.ts';
import { parseQueueLog } from '../reports/queue-log/parser.ts';
import { FakeClock } from './fake-clock.ts';
import { officeText, settled } from './house.ts';
import { MemoryDirectories } from './memory-directories.ts';

const log = pino({ level: 'silent' });
const anna = 'anna' as AgentId;
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
  folder = mkdtempSync(join(tmpdir(), 'cordboard-figures-'));
  clock = new FakeClock();
  start();
  await control.office.apply(officeText, 'test');
  exchange.take({ kind: 'line-up', survey: { asteriskStartedAt: 1, channels: [], bridges: [] } });
  for (const user of ['anna', 'ben', 'sue']) ledger.credentials.put(user, 'x', 0);
  await day();
});

afterEach(() => {
  stop();
  rmSync(folder, { recursive: true });
});

async function ask(user: string, name: string, input: object = {}): Promise<Record<string, unknown>> {
  const operation = control.operations.find((one) => one.name === name);
  if (operation === undefined) throw new Error(`no operation ${name}`);
  const result = await operation.run(control.callerOf(control.sessions.open(user).token), input);
  return operation.output.parse(result) as Record<string, unknown>;
}

async function does(command: Command): Promise<void> {
  await exchange.command(command);
}

/** One caller is answered after 10 s and talks a minute, one gives up after 30 s, one waits. */
async function day(): Promise<void> {
  const comes = (channel: string): void =>
    exchange.take({
      kind: 'line',
      event: entered(channel, '700', { caller: { name: '', number: channel } }),
    });
  const goes = (channel: string): void =>
    exchange.take({
      kind: 'line',
      event: { name: 'gone', channel: channel as LegId, cause: { q850: 16, sip: null } },
    });
  comes('01');
  clock.advance(10_000);
  await does({ name: 'sign-in', agent: anna });
  await does({ name: 'ready', agent: anna });
  const work = exchange.state.agents.get(anna)?.work;
  if (work?.name !== 'offered') throw new Error('nothing rings');
  exchange.take({ kind: 'line', event: { name: 'answered', channel: work.leg } });
  const phase = exchange.state.calls.get(work.call)?.phase;
  if (phase?.name !== 'talking') throw new Error('nobody talks');
  exchange.take({ kind: 'line', event: { name: 'bridged', bridge: phase.bridge } });
  comes('02');
  clock.advance(30_000);
  goes('02');
  comes('03');
  clock.advance(30_000);
  goes('01');
  await settled();
}

test('figures of queues over the API, the same after a restart', async () => {
  const before = await ask('sue', 'queue-figures', { queue: 'support' });
  expect(before).toMatchObject({
    queues: [
      {
        queue: 'support',
        intervals: [
          {
            offered: 3,
            answered: 1,
            abandoned: 1,
            stillWaiting: 1,
            averageWaitMs: 10_000,
            talkMs: 60_000,
            serviceLevel: { ms: 20_000, by: 'with-abandoned', rate: 1 / 2 },
          },
        ],
      },
    ],
  });
  stop();
  start();
  expect(await ask('sue', 'queue-figures', { queue: 'support' })).toEqual(before);
});

test('who may see what', async () => {
  await expect(ask('anna', 'queue-figures')).rejects.toMatchObject({ code: 'not-permitted' });
  await expect(ask('anna', 'agent-figures', { agent: 'ben' })).rejects.toMatchObject({
    code: 'not-permitted',
  });
  expect(await ask('anna', 'agent-figures')).toMatchObject({
    agents: [{ agent: 'anna', intervals: [{ handled: 1, talkMs: 60_000, answerRate: 1 }] }],
  });
  expect(((await ask('sue', 'agent-figures'))['agents'] as unknown[]).length).toBe(4);
  expect(await ask('ben', 'visits', { queue: 'support' })).toMatchObject({ visits: [{}, {}] });
});

test('a time, an interval or a zone that there is not is refused', async () => {
  await expect(ask('sue', 'queue-figures', { timeZone: 'Mars/Olympus' })).rejects.toThrow('no time zone');
  await expect(ask('sue', 'queue-figures', { from: clock.now() + 1 })).rejects.toThrow('from');
  await expect(ask('sue', 'queue-figures', { from: 0, interval: '15m' })).rejects.toThrow(
    'more than 3000 intervals',
  );
});

test('C28: callers who gave up and have not been spoken with', async () => {
  expect(await ask('sue', 'visits', { missed: true })).toMatchObject({
    visits: [{ caller: { number: '02' }, outcome: 'abandoned', waitMs: 30_000, reached: null }],
    before: null,
  });
});

test('the figures of a skill', async () => {
  expect(await ask('sue', 'skill-figures', { queue: 'support' })).toMatchObject({
    skills: [
      { SKILL: 'support', 'Inbound Call Number': 3, 'Missed Calls Number': 1, SL: 100, SLA: 50, AAT: 30 },
    ],
  });
});

test('call records have all the titles', async () => {
  const { records } = (await ask('sue', 'call-records')) as { records: Record<string, unknown>[] };
  expect(Object.keys(records[0] ?? {})).toEqual([
    'UNITUID',
    'UNIQUEID',
    'CALLDATE',
    'SRC',
    'DST',
    'DURATION',
    'BILLSEC',
    'DISPOSITION',
    'SKILL',
    'SKILLEVENT',
    'AUDIOFILENAME',
    'UID',
    'CAMPAIGNID',
    'CONTID',
  ]);
  expect(records.find(({ SRC }) => SRC === '01')).toMatchObject({
    SKILL: 'support',
    BILLSEC: 60,
    UID: 'anna',
  });
});

test('the log of app_queue: of a time, and in parts', async () => {
  const { lines } = (await ask('sue', 'queue-log')) as { lines: string[] };
  const events = parseQueueLog(lines).map(({ event }) => event);
  expect(events.filter((event) => /^(ENTER|CONNECT|ABANDON|COMPLETE)/.test(event))).toEqual([
    'ENTERQUEUE',
    'CONNECT',
    'ENTERQUEUE',
    'ABANDON',
    'ENTERQUEUE',
    'COMPLETECALLER',
  ]);
  const from = clock.now() - 30_000;
  // What had begun before is known all the same.
  const late = (await ask('sue', 'queue-log', { from })) as { lines: string[] };
  expect(late.lines).toEqual(lines.filter((line) => Number(line.split('|')[0]) * 1_000 >= from));
  expect(late.lines.at(-1)).toMatch(/\|anna\|COMPLETECALLER\|10\|60\|1$/);
  const early = (await ask('sue', 'queue-log', { to: from })) as { lines: string[] };
  expect([...early.lines, ...late.lines]).toEqual(lines);
});
