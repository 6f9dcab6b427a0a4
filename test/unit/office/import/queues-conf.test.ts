import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { readAsteriskConfig } from '../../../../src/office/import/asterisk-config.ts';
import { officeTextOf } from '../../../../src/office/import/office-text.ts';
import { importQueuesConf } from '../../../../src/office/import/queues-conf.ts';
import { officeFrom } from '../../../../src/office/read.ts';

const sample = `
[general]
persistentmembers = yes ; kept in astdb
shared_lastcall=no

[StandardQueue](!)
musicclass = calm
strategy = rrmemory
joinempty = strict
leavewhenempty = yes
timeout = 15
retry = 5
;-- a block
strategy = linear
--; wrapuptime = 20
announce-frequency = 90
announce-position = limit
announce-position-limit = 5
announce-holdtime = once
min-announce-frequency = 15
periodic-announce = queue-periodic-announce,custom/ad
periodic-announce-frequency = 60
random-periodic-announce = yes
announce = custom/support-call
autopause = all
#include more.conf

[Sales Team](StandardQueue)
strategy = wrandom
maxlen = 20
weight = 3
servicelevel = 30
context = sales-exit
queue-thankyou = custom/thanks
member => PJSIP/1001,0,Anna Smith,PJSIP/1001
member => PJSIP/1002,1,Ben
member => Local/300@agents,2,Carla,hint:300@ext

[support](StandardQueue)
member => SIP/1001,0,Anna Smith
member => SIP/1003,3
`;

test('queues, members, penalties, strategies and announcements become an office that can be applied', () => {
  const text = officeTextOf(importQueuesConf(sample), randomBytes);
  const { queues, agents, phones } = officeFrom(text);
  expect(queues.map(({ id, name }) => [id, name])).toEqual([
    ['sales-team', 'Sales Team'],
    ['support', 'support'],
  ]);
  expect(queues[0]).toMatchObject({
    strategy: { by: ['weighted-random'], ring: { kind: 'one' } },
    members: [
      { agent: 'anna-smith', weight: 100, tier: 0 },
      { agent: 'ben', weight: 50 },
      { agent: 'carla', weight: 33 },
    ],
    ringMs: 15_000,
    wrapUpMs: 20_000,
    weight: 3,
    music: 'calm',
    serviceLevelMs: 30_000,
    entry: {
      mostWaiting: 20,
      refuse: { 'nobody-signed-in': {}, 'nobody-ready': {}, 'nobody-reachable': {} },
    },
    leave: { whenEmpty: { reasons: ['nobody-signed-in', 'nobody-ready'], graceMs: 0 } },
    announce: {
      gapMs: 15_000,
      place: { everyMs: 90_000, position: true, mostPosition: 5, expectedWait: true },
      prompts: {
        everyMs: 60_000,
        order: 'random',
        play: ['sound:queue-periodic-announce', 'sound:custom/ad'],
      },
    },
    whisper: { agent: ['sound:custom/support-call'] },
    missed: { 'no-answer': { becomes: 'not-ready', after: 1 } },
  });
  expect(queues[1]).toMatchObject({
    strategy: { by: ['round-robin'] },
    members: [
      { agent: 'anna-smith', tier: 0 },
      { agent: '1003', tier: 3 },
    ],
  });
  expect(agents.map(({ id, name, phone }) => [id, name, phone])).toEqual([
    ['anna-smith', 'Anna Smith', '1001'],
    ['ben', 'Ben', '1002'],
    ['carla', 'Carla', undefined],
    ['1003', '1003', '1003'],
  ]);
  expect(phones.map(({ id }) => id)).toEqual(['1001', '1002', '1003']);
});

test('what has no counterpart is named, with its line', () => {
  const { notes } = importQueuesConf(sample);
  const said = notes.map(({ queue, setting, sentence }) => `${queue}: ${setting}: ${sentence}`);
  expect(said).toEqual(
    expect.arrayContaining([
      ': #include more.conf: is another file: import it too',
      'general: persistentmembers = yes: is always so: who is signed in is remembered',
      'Sales Team: retry = 5: is not needed: the next agent is rung at once',
      'Sales Team: context = sales-exit: leads to your dialplan: write `exits` with the keys and the numbers they reach',
      'Sales Team: queue-thankyou = custom/thanks: is a prompt of ours here: replace its file (sounds/README.md)',
      'Sales Team: member = Local/300@agents,2,Carla,hint:300@ext: Local/300@agents is no SIP phone: give agent carla a phone by hand',
      'Sales Team: strategy = wrandom: has real weights here: 100/(1 + penalty) of each member',
    ]),
  );
  expect(notes.find(({ setting }) => setting.startsWith('context'))?.line).toBe(33);
});

test('a setting that nobody knows is no secret', () => {
  const { notes } = importQueuesConf('[q]\nno-such = 1\nstrategy = bestof\n');
  expect(notes).toEqual([
    { line: 2, queue: 'q', setting: 'no-such = 1', sentence: 'has no counterpart' },
    {
      line: 3,
      queue: 'q',
      setting: 'strategy = bestof',
      sentence: 'is a strategy that there is not: longest-idle here',
    },
  ]);
});

test('a section with + goes on with the former one; an escaped semicolon is no comment', () => {
  const { sections } = readAsteriskConfig('[a]\nx=1\n[b]\ny=2\n[a](+)\nz = 3\\;4 ; five\n');
  expect(sections).toEqual([
    {
      name: 'a',
      settings: [
        { name: 'x', value: '1', line: 2 },
        { name: 'z', value: '3;4', line: 6 },
      ],
    },
    { name: 'b', settings: [{ name: 'y', value: '2', line: 4 }] },
  ]);
});

test('names that every object of JavaScript has are no settings', () => {
  const { notes } = importQueuesConf('[sales]\nconstructor = 1\nstrategy = toString\n');
  expect(notes.map(({ line, sentence }) => [line, sentence])).toEqual([
    [2, 'has no counterpart'],
    [3, 'is a strategy that there is not: longest-idle here'],
  ]);
});
