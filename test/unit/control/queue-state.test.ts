import { expect, test } from 'vitest';
import { House } from './house.ts';

test('a supervisor suspends and resumes a queue; members hear of it and see it', async () => {
  const house = await House.open();
  await house.ask('sue', 'suspend-queue', { queue: 'support' });
  expect(await house.ask('anna', 'queues')).toMatchObject({
    queues: [{ queue: 'support', state: 'suspended' }],
  });
  await house.callIn('c1');
  const seen = (user: string) =>
    house.ledger.entries.flatMap((entry) => house.control.events.show(house.caller(user), entry)?.kind ?? []);
  expect(seen('anna')).toEqual(expect.arrayContaining(['queue.suspended', 'call.turned-away']));
  await house.ask('sue', 'resume-queue', { queue: 'support' });
  expect(await house.ask('anna', 'queues')).toMatchObject({ queues: [{ state: 'running' }] });
});

test('a stopped queue is started, not resumed', async () => {
  const house = await House.open();
  await house.ask('dave', 'stop-queue', { queue: 'sales' });
  await expect(house.ask('sue', 'resume-queue', { queue: 'sales' })).rejects.toMatchObject({
    code: 'queue-stopped',
  });
  await house.ask('sue', 'start-queue', { queue: 'sales' });
  expect(await house.ask('ben', 'queues')).toMatchObject({
    queues: [{ state: 'running' }, { state: 'running' }],
  });
});

test('agents may not', async () => {
  const house = await House.open();
  await expect(house.ask('anna', 'suspend-queue', { queue: 'support' })).rejects.toMatchObject({
    code: 'not-permitted',
  });
});

test('a change of the office without a file is a version of its own', async () => {
  const house = await House.open();
  const { office } = house.control;
  const slower = await office.change(
    (document) => ({ ...document, queues: document.queues.map((queue) => ({ ...queue, ringMs: 7_000 })) }),
    'test',
  );
  expect(slower).toMatchObject({ version: 2, changes: [{ text: 'queue support: ring 20s → 7s' }, {}] });
  expect(house.exchange.state.office.queues[0]).toMatchObject({ ringMs: 7_000 });
  expect(house.ledger.versions.at(-1)).toMatchObject({ by: 'test' });
  expect(JSON.parse(house.ledger.versions.at(-1)?.document ?? '')).toMatchObject({
    queues: [{ ringMs: 7_000 }, {}],
  });
  const same = await office.change((document) => document, 'test');
  expect(same).toMatchObject({ version: 2, changes: [] });
});
