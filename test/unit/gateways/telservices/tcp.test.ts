import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainReturns } from './manual/errors.ts';
import { requests } from './manual/requests.ts';
import { cutOff, error, inner, inRequest, Stage, standard } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.trusting({ requestBytes: 4_096 });
});
afterEach(async () => {
  await stage.close();
  expect(stage.gateway.load).toEqual({ connections: 0, sessions: 0, clients: 0, polls: 0, pendingBytes: 0 });
  expect(stage.clock.armed).toBe(0);
  expect(stage.telephony.heardBy).toBe(0);
});

test('one request, its answer, and the connection is closed', async () => {
  expect(await stage.tcp(requests.openSession)).toBe(plainReturns.standard);
});

test('a request may come in pieces', async () => {
  const socket = await stage.connect();
  const answer = text(socket);
  for (const byte of Buffer.from(requests.makeCall)) {
    socket.write(Buffer.of(byte));
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await answer).toBe(plainReturns.standard);
});

test('a client may close its side as soon as it has asked', async () => {
  const socket = await stage.connect();
  socket.end(requests.makeCall);
  expect(await text(socket)).toBe(plainReturns.standard);
});

test('of several requests on one connection the first is answered', async () => {
  expect(await stage.tcp(requests.makeCall + requests.makeCall)).toBe(plainReturns.standard);
  expect(stage.telephony.asked).toHaveLength(1);
});

test('space before the request is no mistake', async () => {
  expect(await stage.tcp(`\r\n  ${requests.makeCall}`)).toBe(plainReturns.standard);
});

test('what is no XML is rejected', async () => {
  for (const nonsense of ['hello', '\0\0\0', '{"a":1}', Buffer.of(0xff, 0xfe, 0x3c, 0)]) {
    expect(inner(await stage.tcp(nonsense))).toBe(error('reject'));
  }
});

test('a DOCTYPE is rejected as soon as it is there', async () => {
  expect(inner(await stage.tcp('<!DOCTYPE lolz [<!ENTITY lol "lol">]>'))).toBe(error('reject'));
  expect(stage.logged.at(-1)).toMatchObject({ rule: 'a DOCTYPE is not accepted' });
});

test('a request that is too long is rejected, though its sender goes on', async () => {
  expect(inner(await stage.tcp(`<a>${'x'.repeat(300_000)}`))).toBe(error('reject'));
  expect(stage.logged.at(-1)).toMatchObject({ code: 'request-too-large' });
});

test('half a request is rejected when its sender has no more to say', async () => {
  const socket = await stage.connect();
  socket.end('<TelServiceRequest><holdCall>');
  expect(inner(await text(socket))).toBe(error('reject'));
  expect(stage.logged.at(-1)).toMatchObject({
    element: 'TelServiceRequest > holdCall',
    rule: 'ends before its end tag',
  });
});

describe('somebody who is slow', () => {
  test('is rejected', async () => {
    const socket = await stage.connect();
    socket.write('<TelServiceRequest>');
    await stage.until(() => stage.gateway.load.pendingBytes > 0);
    stage.clock.advance(10_000);
    expect(inner(await text(socket))).toBe(error('reject'));
    expect(stage.logged.at(-1)).toMatchObject({ code: 'request-slow' });
  });

  test('is cut off when he says nothing at all', async () => {
    const socket = await stage.connect();
    await stage.until(() => stage.gateway.load.connections === 1);
    stage.clock.advance(10_000);
    await cutOff(socket);
  });

  test('is cut off when he does not close after his answer', async () => {
    const socket = await stage.connect('127.0.0.1', true);
    socket.write(requests.makeCall);
    await text(socket);
    stage.clock.advance(5_000);
    await stage.until(() => stage.gateway.load.connections === 0);
    socket.destroy();
  });
});

test('somebody who goes before his answer leaves nothing behind', async () => {
  stage.telephony.isSilent = true;
  const socket = await stage.connect();
  socket.write(requests.makeCall);
  await stage.until(() => stage.telephony.asked.length === 1);
  socket.destroy();
  stage.clock.advance(10_000);
  await stage.until(() => stage.gateway.load.connections === 0);
});

test('no more connections are taken than are allowed', async () => {
  const small = await Stage.trusting({ connections: 1 });
  const first = await small.connect();
  await small.until(() => small.gateway.load.connections === 1);
  const second = await small.connect();
  await cutOff(second);
  first.write(requests.makeCall);
  expect(await text(first)).toBe(plainReturns.standard);
  await small.close();
});

test('answers end with the sequence of the settings, and requests may', async () => {
  const ended = await Stage.trusting({ endOfPdu: '\0\n' });
  expect(await ended.tcp(`${requests.makeCall}\0\n`)).toBe(`${plainReturns.standard}\0\n`);
  expect(await ended.tcp(requests.makeCall)).toBe(`${plainReturns.standard}\0\n`);
  await ended.close();
});

test('a port that is taken is said so', async () => {
  await expect(Stage.open({ port: stage.gateway.port })).rejects.toMatchObject({ code: 'listen-failed' });
  await expect(Stage.open({ httpPort: stage.gateway.port })).rejects.toMatchObject({ code: 'listen-failed' });
});

test('an administrator sees and closes sessions', async () => {
  expect(await stage.ask('<openSession><deviceNumber>1101</deviceNumber></openSession>')).toBe(standard);
  expect(stage.gateway.sessions()).toEqual([
    { deviceNumber: '1101', clients: [{ address: '127.0.0.1', transport: 'tcp', user: null }] },
  ]);
  expect(stage.gateway.closeSession('1101')).toBe(true);
  expect(stage.gateway.closeSession('1101')).toBe(false);
  expect(
    inner(await stage.tcp(inRequest('<queryAgentState><deviceNumber>1101</deviceNumber></queryAgentState>'))),
  ).toBe(error('noOpenSession'));
});
