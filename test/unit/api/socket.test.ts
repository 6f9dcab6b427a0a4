import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { password, settled } from '../control/house.ts';
import { Client, open } from './client.ts';

test('anna signs in, says she is ready, and her phone rings', async () => {
  const { house, api } = await open();
  const anna = await Client.connect(api);
  const reply = await anna.ask('sign-in', { user: 'anna', password });
  expect(reply).toMatchObject({
    ok: true,
    result: { user: 'anna', phone: '1001', seq: house.exchange.lastSeq },
  });
  expect(await anna.ask('ready')).toMatchObject({ ok: true });
  const call = await house.callIn('c1');
  await anna.heard(house.exchange.lastSeq);
  expect(anna.events).toMatchObject([
    { kind: 'agent.ready', agent: 'anna' },
    { kind: 'call.queued', call, queue: 'support' },
    { kind: 'offer.made', call, agent: 'anna', why: { strategy: 'longest-idle' } },
  ]);
  expect(await anna.ask('answer')).toMatchObject({ ok: true });
  await house.pickUp('anna');
  expect(await anna.ask('hang-up')).toMatchObject({ ok: true });
  expect(await anna.ask('not-ready', { reason: 'lunch' })).toMatchObject({ ok: true });
  expect(await anna.ask('sign-out')).toMatchObject({ ok: true });
  expect(await anna.closed).toEqual({ code: 1000, reason: 'signed out' });
});

test('without a sign-in there is nothing but the sign-in', async () => {
  const { api, house } = await open();
  const client = await Client.connect(api);
  expect(await client.ask('ready')).toMatchObject({ ok: false, error: { code: 'not-signed-in' } });
  expect(await client.ask('sign-in', { user: 'anna', password: 'wrong' })).toMatchObject({
    ok: false,
    error: { code: 'sign-in-refused' },
  });
  await house.callIn('c1');
  expect(await client.ask('alive')).toMatchObject({ ok: true });
  expect(client.events).toEqual([]);
});

test('who does not sign in within ten seconds is cut off', async () => {
  const { api, house } = await open();
  const late = await Client.connect(api);
  const inTime = await Client.signedIn(api, 'sue');
  house.clock.advance(10_000);
  expect(await late.closed).toEqual({ code: 4401, reason: 'sign in within 10 seconds' });
  expect(await inTime.ask('me')).toMatchObject({ ok: true });
});

test('failed sign-ins count by address here too', async () => {
  const { api } = await open({}, 2);
  const client = await Client.connect(api);
  for (let attempt = 0; attempt < 2; attempt += 1)
    await client.ask('sign-in', { user: 'anna', password: 'wrong' });
  expect(await client.ask('sign-in', { user: 'anna', password })).toMatchObject({
    error: { code: 'too-many-sign-ins' },
  });
});

test('malformed messages get an answer, and the connection stays', async () => {
  const { api } = await open();
  const client = await Client.signedIn(api, 'anna');
  expect(await client.send('{"id": 1, "command": ')).toMatchObject({
    id: null,
    ok: false,
    error: {
      code: 'malformed-json',
      message: expect.stringContaining('the message is malformed JSON') as string,
    },
  });
  expect(await client.send('[1]')).toMatchObject({ error: { code: 'input-wrong' } });
  expect(await client.send('null')).toMatchObject({ error: { code: 'input-wrong' } });
  expect(await client.send('{"id": "a"}', 'a')).toMatchObject({ error: { code: 'input-wrong' } });
  expect(await client.send('{"id": {}, "command": "me"}')).toMatchObject({ error: { code: 'input-wrong' } });
  client.socket.send(Buffer.from('{"id":9,"command":"me"}'));
  expect(await client.send('x')).toMatchObject({
    error: { message: expect.stringContaining('messages are text') as string },
  });
  expect(await client.ask('me')).toMatchObject({ ok: true });
});

test('an unknown command is answered with the known ones', async () => {
  const { api } = await open();
  const client = await Client.signedIn(api, 'anna');
  const { error } = await client.ask('redy');
  expect(error).toMatchObject({ code: 'command-unknown' });
  expect(error?.message).toMatch(/^there is no command "redy": sign-in, me, sign-out, .*ready/);
  expect(error?.details?.['known']).toContain('ready');
  // Not a command, whatever it inherits.
  expect(await client.ask('constructor')).toMatchObject({ error: { code: 'command-unknown' } });
});

test('an oversize message closes the connection and says why', async () => {
  const { api } = await open();
  const client = await Client.signedIn(api, 'anna');
  client.socket.send(JSON.stringify({ id: 1, command: 'ready', filler: 'x'.repeat(64 * 1024) }));
  expect(await client.closed).toEqual({
    code: 1009,
    reason: 'a message may have 64 kB at most: use HTTP for more',
  });
});

test('commands are answered in their order, however many come at once', async () => {
  const { api } = await open();
  const client = await Client.connect(api);
  const order: unknown[] = [];
  client.socket.on('message', (data: Buffer) =>
    order.push((JSON.parse(data.toString()) as { id?: unknown }).id),
  );
  const all = [client.ask('sign-in', { user: 'sue', password })];
  for (let n = 0; n < 200; n += 1) all.push(client.ask('me'));
  const replies = await Promise.all(all);
  expect(replies.every(({ ok }) => ok)).toBe(true);
  expect(order).toEqual(replies.map(({ id }) => id));
});

test('one connection has one user', async () => {
  const { api } = await open();
  const client = await Client.signedIn(api, 'anna');
  expect(await client.ask('sign-in', { user: 'ben', password })).toMatchObject({
    error: { code: 'signed-in-already' },
  });
});

test('a session that ends elsewhere ends the connection, and a new role holds at once', async () => {
  const { api, house } = await open();
  const anna = await Client.signedIn(api, 'anna');
  const ben = await Client.signedIn(api, 'ben');
  await house.ask('sue', 'sign-out', { agent: 'anna' });
  expect(await anna.closed).toMatchObject({ code: 4401 });
  expect(await ben.ask('office')).toMatchObject({ error: { code: 'not-permitted' } });
  await house.control.office.apply(
    (await import('../control/house.ts')).officeText.replace('phone: 1002', 'phone: 1002, role: supervisor'),
    'dave',
  );
  expect(await ben.ask('office')).toMatchObject({ ok: true });
  await house.callIn('c1');
  await ben.heard(house.exchange.lastSeq);
  expect(ben.events.map(({ kind }) => kind)).toContain('call.arrived');
});

test('a session that ends by itself ends the connection at the next ping', async () => {
  const { api, house } = await open();
  const client = await Client.signedIn(api, 'sue');
  for (const [hash, session] of house.ledger.sessionRows)
    house.ledger.sessionRows.set(hash, { ...session, expiresAt: 0 });
  house.clock.advance(20_000);
  expect(await client.closed).toMatchObject({ code: 4401 });
});

test('who does not answer a ping is gone at the next one', async () => {
  const { api, house } = await open();
  const client = await Client.signedIn(api, 'sue');
  const pinged = once(client.socket, 'ping');
  house.clock.advance(20_000);
  await pinged;
  await client.ask('me');
  client.socket.pause();
  house.clock.advance(20_000);
  house.clock.advance(20_000);
  client.socket.resume();
  expect(await client.closed).toMatchObject({ code: 1006 });
});

test('other paths and too many connections are refused in plain HTTP', async () => {
  const { api } = await open({ connections: 1 });
  await Client.connect(api);
  const refusal = (path: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(api.port, '127.0.0.1', () => {
        socket.write(
          `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n` +
            'sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
        );
      });
      let text = '';
      socket.on('data', (data) => (text += data.toString()));
      socket.on('close', () => resolve(text));
    });
  expect(await refusal('/api/v1/other')).toMatch(/^HTTP\/1\.1 404[^]*path-unknown/);
  expect(await refusal('/api/v1/ws')).toMatch(/^HTTP\/1\.1 503[^]*too-many-connections/);
});

test('a shutdown is told', async () => {
  const { api, house } = await open();
  const known = await Client.signedIn(api, 'sue');
  const unknown = await Client.connect(api);
  await Promise.all([api.close(), api.close()]);
  expect(await known.closed).toEqual({ code: 1001, reason: 'Cordboard is shutting down' });
  expect(await unknown.closed).toMatchObject({ code: 1001 });
  await settled();
  expect(house.clock.armed).toBe(0);
  await expect(fetch(api.url)).rejects.toThrow();
});
