import { beforeEach, expect, test } from 'vitest';
import { House, settled } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await House.open();
});

test('names and paths are unique', () => {
  const { operations } = house.control;
  expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length);
  expect(new Set(operations.map(({ method, path }) => `${method} ${path}`)).size).toBe(operations.length);
});

test('nobody may do anything but sign in and ask for life without a session', async () => {
  const open = house.control.operations.filter(({ permission }) => permission === 'public');
  expect(open.map(({ name }) => name)).toEqual(['sign-in', 'alive']);
  for (const operation of house.control.operations) {
    if (operation.permission === 'public') continue;
    await expect(operation.run(null, {})).rejects.toMatchObject({ code: 'not-signed-in' });
  }
});

test('wrong input is told field by field', async () => {
  await expect(house.ask('anna', 'not-ready', { reason: ' ', typo: 1 })).rejects.toMatchObject({
    code: 'input-wrong',
    details: { fields: [{ field: 'reason' }, { field: '' }] },
  });
});

test('an agent takes a call from ready to wrap-up', async () => {
  await house.ask('anna', 'take-seat');
  await house.ask('anna', 'ready');
  const call = await house.callIn('c1');
  expect(await house.ask('anna', 'agents')).toMatchObject({ agents: [{ state: 'offered', call }] });
  expect(await house.ask('anna', 'call', { call })).toMatchObject({
    state: 'waiting',
    position: 1,
    ringing: ['anna'],
  });
  await expect(house.ask('ben', 'call', { call })).rejects.toMatchObject({ code: 'call-unknown' });

  await house.ask('anna', 'answer');
  await house.pickUp('anna');
  await house.bridge('anna');
  expect(await house.ask('anna', 'calls')).toMatchObject({
    calls: [{ call, state: 'talking', agent: 'anna', caller: { number: '0c1' } }],
  });
  await house.ask('anna', 'not-ready', { reason: 'lunch' });
  expect(await house.ask('anna', 'agents')).toMatchObject({
    agents: [{ state: 'talking', presence: { name: 'not-ready', reason: 'lunch' } }],
  });

  const { seq } = await house.ask('anna', 'hang-up');
  expect(seq).toBe(house.exchange.lastSeq);
  expect(await house.ask('anna', 'agents')).toMatchObject({ agents: [{ state: 'wrap-up' }] });
  expect(await house.ask('anna', 'calls')).toEqual({ calls: [] });
  expect(await house.ask('anna', 'history')).toMatchObject({
    calls: [{ call, agent: 'anna', end: 'completed-by-agent' }],
  });
  expect(await house.ask('ben', 'history')).toEqual({ calls: [] });
  await expect(house.ask('anna', 'hang-up')).rejects.toMatchObject({ code: 'no-call' });
});

test('agents act for themselves, supervisors for all', async () => {
  await expect(house.ask('anna', 'take-seat', { agent: 'ben' })).rejects.toMatchObject({
    code: 'not-permitted',
  });
  await house.ask('sue', 'take-seat', { agent: 'ben' });
  await house.ask('sue', 'ready', { agent: 'ben' });
  expect(await house.ask('ben', 'agents')).toMatchObject({ agents: [{ agent: 'ben', state: 'ready' }] });
  await house.ask('ben', 'leave-seat');
  expect(await house.ask('ben', 'agents')).toMatchObject({ agents: [{ agent: 'ben', state: 'signed-out' }] });
});

test('a supervisor ends any call, an agent his own only', async () => {
  const call = await house.callIn('c1');
  await expect(house.ask('anna', 'hang-up', { call })).rejects.toMatchObject({ code: 'not-your-call' });
  await house.ask('sue', 'hang-up', { call });
  expect(await house.ask('sue', 'history')).toMatchObject({ calls: [{ call, end: 'ended-by-command' }] });
});

test('queues show who waits: everything to supervisors, counts of their own to agents', async () => {
  await house.callIn('c1');
  house.clock.advance(5_000);
  await house.callIn('c2');
  await house.callIn('c3', '701');
  house.clock.advance(2_000);
  expect(await house.ask('sue', 'queues')).toMatchObject({
    at: house.clock.now(),
    queues: [
      {
        queue: 'support',
        waiting: 2,
        longestWaitMs: 7_000,
        overdue: 0,
        agents: { signedIn: 0, ready: 0 },
        callers: [
          { position: 1, caller: { number: '0c1' } },
          { position: 2, caller: { number: '0c2' } },
        ],
      },
      { queue: 'sales', waiting: 1, longestWaitMs: 2_000 },
    ],
  });
  house.clock.advance(15_000);
  expect(await house.ask('sue', 'queues')).toMatchObject({
    queues: [{ waiting: 2, overdue: 1 }, { overdue: 0 }],
  });
  const { queues } = (await house.ask('anna', 'queues')) as {
    queues: { queue: string; callers?: unknown }[];
  };
  expect(queues.map(({ queue, callers }) => [queue, callers])).toEqual([['support', undefined]]);
});

test('who was cut off is called back once', async () => {
  const call = await house.callIn('c1', '701');
  house.exchange.take({ kind: 'line-down', reason: 'gone' });
  house.exchange.take({ kind: 'line-up', survey: { asteriskStartedAt: 2, channels: [], bridges: [] } });
  await settled();
  expect(await house.ask('ben', 'callbacks')).toMatchObject({
    callbacks: [{ call, queue: 'sales', caller: { number: '0c1' } }],
  });
  // Not one of her queues.
  expect(await house.ask('anna', 'callbacks')).toEqual({ callbacks: [] });
  await expect(house.ask('anna', 'callback-done', { call })).rejects.toMatchObject({
    code: 'callback-unknown',
  });
  await house.ask('ben', 'callback-done', { call });
  expect(house.ledger.toCallBack[0]).toMatchObject({ doneBy: 'ben', doneAt: house.clock.now() });
  await expect(house.ask('ben', 'callback-done', { call })).rejects.toMatchObject({
    code: 'callback-unknown',
  });
});

test('health tells what is wrong, and commands are refused while the ledger is', async () => {
  expect(await house.ask('anna', 'health')).toMatchObject({
    ok: true,
    line: { up: true },
    ledger: { ok: true },
  });
  house.ledger.failing = 'commits';
  await house.callIn('c1');
  expect(await house.ask('anna', 'health')).toMatchObject({
    ok: false,
    ledger: { problem: 'no space is left for /secret/path' },
  });
  await expect(house.ask('anna', 'take-seat')).rejects.toMatchObject({ code: 'ledger-full' });
  house.ledger.failing = null;
  house.clock.advance(1_000);
  await settled();
  expect(await house.ask('anna', 'health')).toMatchObject({ ok: true });
  expect(await house.ask(null, 'alive')).toEqual({ alive: true });
});

test('events come in pages', async () => {
  await house.callIn('c1');
  const first = await house.ask('sue', 'events', { limit: 2 });
  expect(first).toMatchObject({ next: 2, more: true });
  const rest = await house.ask('sue', 'events', { after: 2 });
  expect(rest).toMatchObject({ next: house.exchange.lastSeq, more: false });
  const all = [...(first['events'] as { seq: number }[]), ...(rest['events'] as { seq: number }[])];
  expect(all.map(({ seq }) => seq)).toEqual(house.ledger.entries.map(({ seq }) => seq));
  await expect(house.ask('sue', 'events', { after: 999 })).rejects.toMatchObject({ code: 'seq-unknown' });
  house.ledger.prunedTo = 2;
  await expect(house.ask('sue', 'events', { after: 1 })).rejects.toMatchObject({
    code: 'seq-gone',
    details: { first: 3 },
  });
  await house.ask('sue', 'events', { after: 2 });
});

test('an agent sees his own events and those of his queues, never a caller who was not his', async () => {
  await house.ask('ben', 'take-seat');
  await house.ask('ben', 'ready');
  await house.callIn('c1', '701');
  await house.pickUp('ben');
  const kinds = async (user: string) =>
    ((await house.ask(user, 'events')) as { events: { kind: string }[] }).events.map(({ kind }) => kind);
  expect(await kinds('anna')).toEqual(['line.up', 'office.applied']);
  expect(await kinds('ben')).toEqual([
    'line.up',
    'office.applied',
    'agent.signed-in',
    'agent.ready',
    'call.queued',
    'offer.made',
    'call.connected',
  ]);
  expect(await kinds('sue')).toContain('call.arrived');
  const { events } = (await house.ask('ben', 'events')) as { events: object[] };
  expect(JSON.stringify(events[1])).not.toContain('queues');
});

test('a supervisor asks for something at the phone of an agent', async () => {
  await house.ask('anna', 'take-seat');
  await house.ask('sue', 'do-not-disturb', { agent: 'anna', on: true });
  expect(await house.ask('anna', 'phones')).toMatchObject({ phones: [{ doNotDisturb: true }] });
  await expect(house.ask('ben', 'do-not-disturb', { agent: 'anna', on: false })).rejects.toMatchObject({
    code: 'not-permitted',
  });
});
