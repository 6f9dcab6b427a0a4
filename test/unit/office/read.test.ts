import { queueWith } from '../../../src/board/queue-settings.ts';
import type { QueueId } from '../../../src/board/ids.ts';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { accounts } from '../../../src/office/accounts.ts';
import { boardOffice } from '../../../src/office/board-office.ts';
import { demoOffice } from '../../../src/office/demo.ts';
import { showProblem } from '../../../src/office/problem.ts';
import { officeFrom, readOffice } from '../../../src/office/read.ts';
import { withoutPasswords, withoutSecrets } from '../../../src/office/without-secrets.ts';

function problemsOf(text: string): string[] {
  const reading = readOffice(text);
  return reading.ok ? [] : reading.problems.map((problem) => showProblem('office.yaml', problem));
}

test('the demo office is valid and no two are alike', () => {
  const text = demoOffice(randomBytes);
  const document = officeFrom(text);
  expect(document.queues.map(({ id }) => id)).toEqual(['support', 'sales']);
  expect(document.numbers).toEqual([
    { number: '700', to: { kind: 'queue', queue: 'support' } },
    { number: '701', to: { kind: 'queue', queue: 'sales' } },
  ]);
  expect(document.agents.map(({ id, phone, role }) => [id, phone, role])).toEqual([
    ['anna', '1001', 'agent'],
    ['ben', '1002', 'agent'],
    ['carla', '1003', 'agent'],
    ['dave', '1004', 'admin'],
  ]);
  expect(document.agents[0]?.password).toMatch(/^([a-z]{4}-){3}[a-z]{4}$/);
  expect(document.phones[0]?.secret).toMatch(/^[a-z2-9]{20}$/);
  expect(demoOffice(randomBytes)).not.toBe(text);
});

test('what is left out has its default', () => {
  const { queues, timeZone } = officeFrom('office: Small\nqueues:\n  - id: q\n    name: Q\n');
  expect(timeZone).toBe('UTC');
  const { members: _, ...plain } = queueWith({ id: 'q' as QueueId, name: 'Q' });
  expect(queues).toEqual([{ ...plain, members: [] }]);
});

test('values stay as they are written: a number keeps its zero and its plus', () => {
  const document = officeFrom(`office: 24
queues: [{ id: 1, name: 1e3 }]
numbers: [{ number: 0700, queue: 1 }, { number: +49301, queue: 1 }]
phones: [{ id: 0100, secret: 00000000 }]
`);
  expect(document.numbers.map(({ number }) => number)).toEqual(['0700', '+49301']);
  expect(document.phones[0]).toMatchObject({ id: '0100', secret: '00000000' });
  expect(document.queues[0]?.name).toBe('1e3');
});

const strategyNames =
  'longest-idle, longest-available, least-offered, fewest-calls, least-talk, lowest-occupancy, shortest-handling, ' +
  'most-handled, round-robin, round-robin-answered, round-robin-debt, linear, top-down, random-start, random, ' +
  'weighted-random, quota-share, best-skill, least-skill, rank, external, ring-all, ring-all-pooled, ' +
  'ring-progressive, first-n';

test('every problem is told at once, with its place, rule and value', () => {
  const text = `office: Bad
queues:
  - id: support
    name: Support
    ring: 20
    weigth: 3
    members: [anna, bob, anna]
  - id: Support
    name: Again
    strategy: dice
agents:
  - id: anna
    name: Anna
    phone: 1009
    password: short
  - name: Nameless
phones:
  - id: 1001
    secret: with space
  - id: trunk
    secret: 12345678
    autoAnswer: yes
trunks:
  - id: trunk
    host: 10.0.0.1
    port: 70000
    match: [10.0.0.1/33, 10.0.0.0/8]
  - id: other
    host: example.test
    match: []
numbers:
  - { number: 700, queue: support }
  - { number: 700, queue: nowhere }
`;
  expect(problemsOf(text)).toEqual([
    'office.yaml:5:11 queues[0].ring: "20" is not a duration from 1s to 10m, such as 500ms, 20s, 2m or 1h',
    'office.yaml:6:5 queues[0].weigth: "weigth" is not a setting here',
    'office.yaml:7:21 queues[0].members[1]: "bob" is not an agent of this office',
    'office.yaml:7:26 queues[0].members[2]: "anna" is a member already',
    'office.yaml:8:9 queues[1].id: "Support" is not an id: lower-case letters, digits and hyphens, at most 40',
    `office.yaml:10:15 queues[1].strategy: "dice" is not one of: ${strategyNames}`,
    'office.yaml:14:12 agents[0].phone: "1009" is not a phone of this office',
    'office.yaml:15:15 agents[0].password: what stands here is not a password: 8 to 128 characters',
    'office.yaml:16:5 agents[1].id: is missing',
    'office.yaml:19:13 phones[0].secret: what stands here is not a secret: 8 to 80 letters, digits and signs without space',
    'office.yaml:22:17 phones[1].autoAnswer: "yes" is neither true nor false',
    'office.yaml:24:9 trunks[0].id: "trunk" is the id of another phone or trunk too',
    'office.yaml:26:11 trunks[0].port: "70000" is not a whole number from 1 to 65535',
    'office.yaml:27:13 trunks[0].match[0]: "10.0.0.1/33" is not an IP address or network such as 192.0.2.7 or 192.0.2.0/24',
    'office.yaml:30:12 trunks[1].match: is empty: at least one is needed',
    'office.yaml:33:15 numbers[1].number: "700" is listed twice: a number reaches one of them',
    'office.yaml:33:27 numbers[1].queue: "nowhere" is not a queue of this office',
  ]);
  const reading = readOffice(text);
  expect(reading.ok ? null : reading.problems[2]).toEqual({
    line: 7,
    column: 21,
    field: 'queues[0].members[1]',
    rule: 'reference',
    value: 'bob',
    message: '"bob" is not an agent of this office',
  });
});

test.each([
  ['', 'office.yaml:1:1 the file is empty'],
  ['# nothing\n', 'office.yaml:1:1 the file is empty'],
  ['- a\n', 'office.yaml:1:1 is not a block of settings'],
  ['just text', 'office.yaml:1:1 "just text" is not a block of settings'],
  ['office: A\noffice: B\n', 'office.yaml:2:1 Map keys must be unique'],
  [
    'office: A\nqueues: support\n',
    'office.yaml:2:9 queues: "support" is not a list: its entries begin with a hyphen',
  ],
  [
    'office: A\nagents: [{ id: x, name: X, role: god }]\n',
    'office.yaml:2:34 agents[0].role: "god" is not one of: agent, supervisor, admin',
  ],
  [
    'office: A\ntimeZone: Mars/Olympus\n',
    'office.yaml:2:11 timeZone: "Mars/Olympus" is not a time zone such as Europe/Berlin',
  ],
  ['office: A\nagents: [anna]\n', 'office.yaml:2:10 agents[0]: "anna" is not a block of settings'],
  ['office: [A]\n', 'office.yaml:1:9 office: is not a single value'],
])('%j is told off in plain words', (text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

test('broken YAML is told with its place', () => {
  const [first] = problemsOf('office: A\nqueues: [\n');
  expect(first).toMatch(/^office\.yaml:3:1 /);
});

test('a document that blows itself up by aliases is refused', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (const [at, name] of 'bcdefghi'.split('').entries()) {
    const former = 'abcdefghi'[at];
    bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${former}`).join(', ')}]`);
  }
  expect(problemsOf(bomb.join('\n'))).toEqual([expect.stringContaining('alias')]);
});

test('officeFrom throws every problem as one error', () => {
  expect(() => officeFrom('queues: x', 'my.yaml')).toThrow(
    'my.yaml:1:1 office: is missing\nmy.yaml:1:9 queues: "x" is not a list: its entries begin with a hyphen',
  );
});

test('secrets stay where they belong', () => {
  const document = officeFrom(demoOffice(randomBytes));
  const secrets = document.phones.map(({ secret }) => secret);
  const passwords = document.agents.map(({ password }) => password ?? '');
  const holds = (value: unknown, words: string[]) =>
    words.some((word) => JSON.stringify(value).includes(word));

  expect(holds(boardOffice(document), [...secrets, ...passwords])).toBe(false);
  expect(holds(withoutSecrets(document), [...secrets, ...passwords])).toBe(false);
  expect(holds(withoutPasswords(document), passwords)).toBe(false);
  expect(withoutPasswords(document).phones).toEqual(document.phones);
  expect(accounts(document)).toMatchObject({
    phones: [
      { id: '1001', secret: secrets[0], callerId: { name: 'Anna', number: '1001' }, silenceMs: 30_000 },
      {},
      {},
      {},
    ],
    trunks: [{ id: 'test-trunk', host: '127.0.0.2', port: 5060, match: ['127.0.0.2'] }],
  });
});

test('the board gets phones as endpoints', () => {
  const office = boardOffice(officeFrom(demoOffice(randomBytes)));
  expect(office.phones[0]).toEqual({
    id: '1001',
    name: 'Anna',
    email: null,
    endpoint: 'PJSIP/1001',
    autoAnswer: false,
    ringMs: 30_000,
    callWaiting: false,
    group: null,
    mailbox: false,
  });
  expect(office.agents[0]).toEqual({
    id: 'anna',
    name: 'Anna',
    phone: '1001',
    record: null,
    skills: {},
    connect: 'ring',
    capacity: 1,
    quietWhenNotReady: false,
  });
});
