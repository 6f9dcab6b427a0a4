import { expect, test } from 'vitest';
import { Board } from '../../../../src/board/board.ts';
import { emptyState } from '../../../../src/board/state.ts';
import type { Turn } from '../../../../src/board/turn.ts';
import { queueLogLine } from '../../../../src/reports/queue-log/line.ts';
import { QueueLogWriter } from '../../../../src/reports/queue-log/writer.ts';
import { Desk } from '../../board/call-control/desk.ts';
import { anna, ben, Stage } from '../../board/stage.ts';
import { BusyOffice, randomFrom } from '../../ledger/busy-office.ts';
import { figuresOf, parseQueueLog } from './parser.ts';

/** The lines of all that happens on a stage from now on, without their time. */
function logOf(stage: Stage): string[] {
  const lines: string[] = [];
  const writer = new QueueLogWriter();
  const { office } = stage.board.state;
  writer.take({ kind: 'office.applied', at: stage.at, office });
  for (const { id, phone, signedInAt, queues } of stage.board.state.agents.values()) {
    if (signedInAt === null || phone === null) continue;
    writer.take({ kind: 'agent.signed-in', at: stage.at, agent: id, phone, reason: 'test', queues });
  }
  const take = stage.take.bind(stage);
  stage.take = (input: Parameters<Stage['take']>[0]) => {
    const turn = take(input);
    const made = turn.facts.flatMap((fact) => writer.take(fact));
    parseQueueLog(made);
    lines.push(...made.map((line) => line.slice(11)));
    return turn;
  };
  return lines;
}

test('a call that is answered and ended by its caller', () => {
  const stage = new Stage().ready(anna);
  stage.command({ name: 'not-ready', agent: anna, reason: 'x' });
  const lines = logOf(stage);
  const call = stage.enters('c1');
  stage.wait(12_000);
  stage.command({ name: 'ready', agent: anna });
  stage.wait(3_000).talks(call);
  stage.wait(65_000).goes('c1');
  expect(lines).toEqual([
    'cbt-1|support|NONE|ENTERQUEUE||0311111|1',
    'NONE|NONE|anna|UNPAUSEALL|',
    'NONE|support|anna|UNPAUSE|',
    'NONE|sales|anna|UNPAUSE|',
    `cbt-1|support|anna|CONNECT|15|cbt-1-1|3`,
    'cbt-1|support|anna|COMPLETECALLER|15|65|1',
  ]);
});

test('the second in line gives up, with the place that he has and the one that he had', () => {
  const stage = new Stage();
  const lines = logOf(stage);
  stage.enters('c1');
  stage.enters('c2');
  stage.wait(5_000).goes('c1');
  stage.wait(4_000).goes('c2');
  expect(lines.slice(2)).toEqual(['cbt-1|support|NONE|ABANDON|1|1|5', 'cbt-2|support|NONE|ABANDON|1|2|9']);
});

test('an offer that nobody answers, and one whose caller hangs up', () => {
  const stage = new Stage().ready(anna);
  const lines = logOf(stage);
  stage.enters('c1');
  stage.wait(20_000);
  expect(lines).toContain('cbt-1|support|anna|RINGNOANSWER|20000');
  stage.ready(ben);
  stage.wait(1_500).goes('c1');
  expect(lines.slice(-2)).toEqual([
    'cbt-1|support|ben|RINGCANCELED|1500',
    'cbt-1|support|NONE|ABANDON|1|1|21',
  ]);
});

test('signing in, breaks and signing out', () => {
  const stage = new Stage();
  const lines = logOf(stage);
  stage.command({ name: 'sign-in', agent: ben });
  stage.command({ name: 'ready', agent: ben });
  stage.command({ name: 'not-ready', agent: ben, reason: 'lunch | tea' });
  stage.command({ name: 'sign-out', agent: ben });
  expect(lines).toEqual([
    'NONE|support|ben|ADDMEMBER|',
    'NONE|NONE|ben|PAUSEALL|',
    expect.stringMatching(/^NONE\|support\|ben\|PAUSE\|.+/),
    'NONE|NONE|ben|UNPAUSEALL|',
    'NONE|support|ben|UNPAUSE|',
    'NONE|NONE|ben|PAUSEALL|',
    'NONE|support|ben|PAUSE|lunch   tea',
    'NONE|support|ben|REMOVEMEMBER|',
  ]);
});

test('C14, C15: a transfer after a consultation is logged, and the first agent has talked until then only', () => {
  const desk = new Desk();
  const lines = logOf(desk);
  const call = desk.customer();
  desk.wait(120_000).ready(ben);
  desk.consults('1101', '1102');
  desk.asks('1101', { name: 'transfer-call' });
  desk.wait(3_600_000).goes('c1');
  const own = lines.filter((line) => line.startsWith(call));
  expect(own.at(-1)).toMatch(/^cbt-\d+\|support\|anna\|ATTENDEDTRANSFER\|BRIDGE\|[^|]+\|\d+\|12\d\|1$/);
  expect(own.filter((line) => line.includes('COMPLETE'))).toEqual([]);
});

test('C14, C15: a transfer without asking is logged with its number', () => {
  const desk = new Desk();
  const lines = logOf(desk);
  const call = desk.customer();
  desk.wait(30_000).asks('1101', { name: 'divert-call', number: '1103' });
  const own = lines.filter((line) => line.startsWith(call));
  expect(own.at(-1)).toMatch(/\|support\|anna\|BLINDTRANSFER\|1103\|cordboard\|\d+\|3\d\|1$/);
});

test('a call that its agent parks has left the queue, whoever takes it', () => {
  const desk = new Desk();
  const lines = logOf(desk);
  const call = desk.customer();
  desk.wait(30_000).asks('1101', { name: 'park-call' });
  desk.dials('1103', '7001');
  desk.bridges(call);
  desk.goes('c1');
  const own = lines.filter((line) => line.startsWith(call));
  expect(own.slice(1)).toEqual([
    expect.stringContaining('|anna|CONNECT|'),
    expect.stringMatching(/\|anna\|BLINDTRANSFER\|7001\|cordboard\|0\|30\|1$/),
  ]);
});

test('what separates fields cannot stand in one', () => {
  expect(queueLogLine(1_700_000_000_999, 'c', 'q', 'a', 'PAUSE', 'x|y\nz')).toBe(
    '1700000000|c|q|a|PAUSE|x y z',
  );
});

test.each([1, 2, 3, 4])(
  'whatever happens, another program can read it and gets the figures right (%i)',
  (seed) => {
    const board = new Board(emptyState('t'));
    const office = new BusyOffice(board, randomFrom(seed), Date.UTC(2026, 0, 5, 9));
    const writer = new QueueLogWriter();
    const turns: Turn[] = Array.from({ length: 3_000 }, () => office.next());
    const lines = turns.flatMap(({ facts }) => facts.flatMap((fact) => writer.take(fact)));
    const figures = figuresOf(parseQueueLog(lines));
    const visits = turns.flatMap(({ changes }) => changes.visits);
    const count = (...outcomes: string[]): number =>
      visits.filter(({ outcome }) => outcomes.includes(outcome)).length;
    expect(figures.connected).toBe(count('answered'));
    expect(figures.abandoned).toBe(count('abandoned', 'lost', 'withdrawn', 'failed'));
    expect(figures.entered).toBe(visits.length + figures.open);
    expect(figures.connected).toBeGreaterThan(10);
  },
);
