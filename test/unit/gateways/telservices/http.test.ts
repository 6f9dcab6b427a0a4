import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainReturns } from './manual/errors.ts';
import { requests } from './manual/requests.ts';
import { cutOff, error, inner, Stage } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.trusting({ requestBytes: 4_096, allowedOrigins: ['https://crm.example'] });
});
afterEach(async () => {
  await stage.close();
  expect(stage.gateway.load).toMatchObject({ connections: 0, pendingBytes: 0 });
  expect(stage.clock.armed).toBe(0);
});

test('a POST on the same port is answered as over TCP', async () => {
  const { status, headers, body } = await stage.http({ body: requests.openSession });
  expect(status).toBe(200);
  expect(headers).toMatchObject({ 'content-type': 'text/xml; charset=utf-8', connection: 'close' });
  expect(body).toBe(plainReturns.standard);
});

test('a body may come in chunks', async () => {
  const socket = await stage.connect();
  socket.write('POST /any HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n');
  for (const chunk of requests.makeCall.match(/.{1,9}/gs) ?? []) {
    socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`);
  }
  socket.write('0\r\n\r\n');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*<standard\/>/);
});

test('the head of a request may come in pieces', async () => {
  const socket = await stage.connect();
  const whole = `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${requests.makeCall.length}\r\n\r\n${requests.makeCall}`;
  for (const character of whole) {
    socket.write(character);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await text(socket)).toContain('<standard/>');
});

test('HTTP can have a port of its own', async () => {
  const two = await Stage.trusting({ httpPort: 0 });
  const { port, httpPort } = two.gateway;
  expect(httpPort).not.toBe(port);
  expect((await two.http({ body: requests.makeCall, port: httpPort })).body).toBe(plainReturns.standard);
  expect(await two.tcp(requests.makeCall)).toBe(plainReturns.standard);
  expect(inner(await two.tcp('POST / HTTP/1.1\r\n\r\n'))).toBe(error('reject'));
  await two.close();
});

test('a second request on the connection is not carried out', async () => {
  const socket = await stage.connect();
  const post = `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${requests.makeCall.length}\r\n\r\n${requests.makeCall}`;
  socket.write(post + post);
  const read = await text(socket);
  expect(read.match(/HTTP\/1\.1 /g)).toHaveLength(1);
  expect(stage.telephony.asked).toHaveLength(1);
});

describe('the shortcut', () => {
  const shortcut = '/makeCall?deviceNumber=1101&calledDeviceNumber=%2B331234';

  test('makes a call', async () => {
    const { status, body } = await stage.http({ method: 'GET', path: `${shortcut}&extraData=a%26b` });
    expect([status, body]).toEqual([200, plainReturns.standard]);
    expect(stage.telephony.asked).toEqual([
      { name: 'makeCall', phone: '1101', called: '+331234', data: 'a&b' },
    ]);
  });

  test.each(['/makeCall', '/makeCall?deviceNumber=1101', `${shortcut}&x=y`, `${shortcut}&deviceNumber=1102`])(
    '%s is rejected',
    async (path) => {
      expect(inner((await stage.http({ method: 'GET', path })).body)).toBe(error('reject'));
      expect(stage.telephony.asked).toEqual([]);
    },
  );

  test('is for those who come by an address or a name of ours, not by a name that points here', async () => {
    const own = await Stage.trusting({ host: '127.0.0.1', allowedHosts: ['Phones.example'] });
    const by = async (host: string) =>
      (await own.http({ method: 'GET', path: shortcut, headers: { host } })).status;
    for (const host of [
      '127.0.0.1:8095',
      '[::1]:8095',
      '192.0.2.1',
      'localhost',
      'LOCALHOST:1',
      'phones.example',
    ]) {
      expect([host, await by(host)]).toEqual([host, 200]);
    }
    for (const host of [
      'evil.example',
      'evil.example:8095',
      'localhost.evil.example',
      '[x]',
      '127.0.0.1.evil',
    ]) {
      expect([host, await by(host)]).toEqual([host, 403]);
    }
    await own.close();
  });

  test('is the only thing to GET', async () => {
    expect((await stage.http({ method: 'GET', path: '/' })).status).toBe(404);
    expect((await stage.http({ method: 'HEAD', path: shortcut })).status).toBe(405);
    expect((await stage.http({ method: 'PUT', path: shortcut })).status).toBe(405);
    expect(stage.telephony.asked).toEqual([]);
  });

  test('can be turned off', async () => {
    const without = await Stage.trusting({ shortcut: false });
    expect((await without.http({ method: 'GET', path: shortcut })).status).toBe(404);
    await without.close();
  });

  test('may be linked by other sites, but not be asked for without a click', async () => {
    const from = (headers: Record<string, string>) => stage.http({ method: 'GET', path: shortcut, headers });
    const site = { 'sec-fetch-site': 'cross-site' };
    expect((await from({ ...site, 'sec-fetch-mode': 'no-cors' })).status).toBe(403);
    expect((await from({ ...site, 'sec-fetch-mode': 'navigate' })).status).toBe(403);
    expect((await from({ ...site, 'sec-fetch-mode': 'navigate', 'sec-fetch-user': '?1' })).status).toBe(200);
    expect((await from({ 'sec-fetch-site': 'none' })).status).toBe(200);
  });
});

describe('a script of a page', () => {
  test('of a site that is not allowed is refused', async () => {
    for (const origin of ['https://evil.example', 'null']) {
      expect((await stage.http({ body: requests.makeCall, headers: { origin } })).status).toBe(403);
    }
    expect(stage.telephony.asked).toEqual([]);
  });

  test('of an allowed site may ask and read', async () => {
    const headers = { origin: 'https://crm.example' };
    const preflight = await stage.http({ method: 'OPTIONS', headers });
    expect(preflight).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-origin': 'https://crm.example' },
    });
    const { status, headers: answered } = await stage.http({ body: requests.makeCall, headers });
    expect(status).toBe(200);
    expect(answered).toMatchObject({ 'access-control-allow-origin': 'https://crm.example' });
  });
});

describe('what is wrong', () => {
  test('with the XML is answered in XML', async () => {
    const { status, body } = await stage.http({ body: '<!DOCTYPE a><a/>' });
    expect([status, inner(body)]).toEqual([200, error('reject')]);
    expect(inner((await stage.http({ body: '' })).body)).toBe(error('reject'));
  });

  test('with its size has a status', async () => {
    const { status, body } = await stage.http({ body: `<a>${'x'.repeat(100_000)}</a>` });
    expect([status, inner(body)]).toEqual([413, error('reject')]);
  });

  test('with HTTP itself too', async () => {
    expect(await stage.tcp('GET nowhere\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await stage.tcp(`POST / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 4/);
  });
});

describe('somebody who is slow', () => {
  test('with the head is cut off', async () => {
    const socket = await stage.connect();
    socket.write('POST / HTTP/1.1\r\n');
    await stage.until(() => stage.gateway.load.connections === 1);
    stage.clock.advance(10_000);
    await cutOff(socket);
  });

  const head = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 90000\r\n\r\n<TelServiceRequest>';

  test('with the body is told so', async () => {
    const socket = await stage.connect();
    socket.write(head);
    await stage.until(() => stage.gateway.load.pendingBytes > 0);
    stage.clock.advance(10_000);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 [^]*<error><reject\/><\/error>/);
  });

  test('with the rest of what is too large is told so', async () => {
    const socket = await stage.connect();
    socket.write(head + 'x'.repeat(5_000));
    await stage.until(() => stage.clock.armed === 2);
    stage.clock.advance(1_000);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 [^]*<error><reject\/><\/error>/);
  });

  test('and then goes leaves nothing behind', async () => {
    const socket = await stage.connect();
    socket.end(head);
    await cutOff(socket);
  });
});
