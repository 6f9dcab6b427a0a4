import { once } from 'node:events';
import { expect, test } from 'vitest';
import { settled, type House } from '../control/house.ts';
import { Client, open } from './client.ts';

/** Makes two entries, or four with a call. */
async function makeNews(house: House, n: number): Promise<void> {
  for (const reason of [`coffee ${n}`, `tea ${n}`]) {
    await house.exchange.command({ name: 'not-ready', agent: 'ben' as never, reason });
  }
}

const upTo = (last: number, after = 0) => Array.from({ length: last - after }, (_, n) => after + n + 1);

test('nothing is told before it is stored', async () => {
  const { api, house } = await open();
  const sue = await Client.signedIn(api, 'sue');
  const before = house.exchange.lastSeq;
  house.ledger.failing = 'commits';
  await house.callIn('c1');
  expect(await sue.ask('me')).toMatchObject({ result: { seq: before } });
  expect(sue.events).toEqual([]);
  house.ledger.failing = null;
  house.clock.advance(1_000);
  await settled();
  await sue.heard(house.exchange.lastSeq);
  expect(sue.events.map(({ seq }) => seq)).toEqual(upTo(house.exchange.lastSeq, before));
});

test('with `since` the past comes first, then what happens', async () => {
  const { api, house } = await open();
  await house.callIn('c1');
  const sue = await Client.signedIn(api, 'sue', { since: 1 });
  await house.callIn('c2');
  await sue.heard(house.exchange.lastSeq);
  expect(sue.events.map(({ seq }) => seq)).toEqual(upTo(house.exchange.lastSeq, 1));
});

test('across reconnects, while things happen, each entry comes once and in order', async () => {
  const { api, house } = await open();
  await house.exchange.command({ name: 'sign-in', agent: 'ben' as never, phone: '1002' as never });
  // A long past, so that the backfill takes many pages during which more happens.
  for (let n = 0; n < 1_000; n += 1) await makeNews(house, n);

  const first = await Client.connect(api);
  const { result } = await first.ask('sign-in', { user: 'sue', password: 'open sesame', since: 0 });
  const token = String(result?.['token']);
  const seen: number[] = [];
  let client = first;
  let news = 1_000;
  for (let round = 0; round < 20; round += 1) {
    const target = client.events.length + 150;
    while (client.events.length < target) {
      await makeNews(house, (news += 1));
      if (round % 3 === 0) await house.callIn(`c${news}`);
    }
    // Cut without a word: what is on its way then is lost, and asked for again.
    client.socket.terminate();
    await client.closed;
    seen.push(...client.events.map(({ seq }) => seq));
    client = await Client.connect(api);
    const more = client.ask('sign-in', { token, since: seen.at(-1) ?? 0 });
    await makeNews(house, (news += 1));
    expect(await more).toMatchObject({ ok: true, result: { user: 'sue' } });
  }
  await client.heard(house.exchange.lastSeq);
  seen.push(...client.events.map(({ seq }) => seq));
  expect(seen).toEqual(upTo(house.exchange.lastSeq));
  expect(seen.length).toBeGreaterThan(3_000);
});

test('resuming gives an agent what listening would have given', async () => {
  const { api, house } = await open();
  const listening = await Client.signedIn(api, 'anna', { seat: true, since: 0 });
  await listening.ask('ready');
  for (let n = 0; n < 5; n += 1) {
    await house.callIn(`c${n}`);
    await house.pickUp('anna');
    await listening.ask('hang-up');
    await listening.ask('ready');
  }
  const resuming = await Client.signedIn(api, 'anna', { since: 0 });
  const last = listening.events.at(-1)?.seq ?? 0;
  await resuming.heard(last);
  expect(resuming.events).toEqual(listening.events);
  expect(resuming.events.length).toBeGreaterThan(20);
});

test('a number from the future or from before what is kept is refused, and the connection stays', async () => {
  const { api, house } = await open();
  const client = await Client.connect(api);
  const signIn = (since: unknown) => client.ask('sign-in', { user: 'sue', password: 'open sesame', since });
  const last = house.exchange.lastSeq;
  expect(await signIn(last + 1)).toMatchObject({ error: { code: 'seq-unknown', details: { last } } });
  house.ledger.prunedTo = 2;
  expect(await signIn(1)).toMatchObject({ error: { code: 'seq-gone', details: { first: 3 } } });
  expect(await signIn(-1)).toMatchObject({ error: { code: 'input-wrong' } });
  expect(await signIn('2')).toMatchObject({ error: { code: 'input-wrong' } });
  expect(await signIn(2)).toMatchObject({ ok: true });
});

test('a client that does not read is given up, told from where to go on, and misses nothing', async () => {
  const { api, house } = await open();
  const slow = await Client.signedIn(api, 'sue');
  const quick = await Client.signedIn(api, 'sue');
  const since = house.exchange.lastSeq;
  slow.socket.pause();
  // Long entries fill what lies between the two processes faster.
  const { office } = house.exchange.state;
  const long = { ...office, agents: office.agents.map((agent) => ({ ...agent, name: 'x'.repeat(50_000) })) };
  const isClosing = () => house.ledger.entries.length > 400;
  while (!isClosing()) {
    await house.exchange.applyOffice(long);
    await quick.heard(house.exchange.lastSeq);
  }
  slow.socket.resume();
  const { code, reason } = await slow.closed;
  expect(code).toBe(4429);
  const last = slow.events.at(-1)?.seq ?? 0;
  expect(reason).toBe(`too slow: reconnect with since=${last}`);
  expect(last).toBeLessThan(house.exchange.lastSeq);
  const again = await Client.signedIn(api, 'sue', { since: last });
  await again.heard(house.exchange.lastSeq);
  expect([...slow.events, ...again.events].map(({ seq }) => seq)).toEqual(
    upTo(house.exchange.lastSeq, since),
  );
});

test('too many entries that lie about are too slow as well', async () => {
  const { api, house } = await open({ outboxEntries: 50, outboxBytes: 1024 ** 3 });
  await house.exchange.command({ name: 'sign-in', agent: 'ben' as never, phone: '1002' as never });
  const sue = await Client.signedIn(api, 'sue');
  // All within one turn of the event loop: nothing can be written in between.
  for (let n = 0; n < 100; n += 1) {
    void house.exchange.command({ name: 'not-ready', agent: 'ben' as never, reason: `${n}` });
  }
  expect(await sue.closed).toMatchObject({ code: 4429 });
  expect(sue.events).toHaveLength(50);
});

test('a slow client that never reads again is cut off', async () => {
  const { api, house } = await open({ outboxBytes: 1 });
  const slow = await Client.signedIn(api, 'sue');
  slow.socket.pause();
  const gone = once(slow.socket, 'close');
  const { office } = house.exchange.state;
  const long = { ...office, agents: office.agents.map((agent) => ({ ...agent, name: 'x'.repeat(50_000) })) };
  for (let n = 0; n < 100; n += 1) await house.exchange.applyOffice(long);
  house.clock.advance(5_000);
  slow.socket.resume();
  await gone;
  expect(slow.events.length).toBeLessThan(100);
});

test('the backfill waits for a client that reads slowly, instead of giving it up', async () => {
  const { api, house } = await open();
  const { office } = house.exchange.state;
  const long = { ...office, agents: office.agents.map((agent) => ({ ...agent, name: 'x'.repeat(50_000) })) };
  for (let n = 0; n < 100; n += 1) await house.exchange.applyOffice(long);
  const slow = await Client.signedIn(api, 'sue', { since: 0 });
  slow.socket.pause();
  for (let n = 0; n < 20; n += 1) await house.exchange.applyOffice(long);
  slow.socket.resume();
  await slow.heard(house.exchange.lastSeq);
  expect(slow.events.map(({ seq }) => seq)).toEqual(upTo(house.exchange.lastSeq));
});
