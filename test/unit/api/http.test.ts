import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { startApi } from '../../../src/api/server.ts';
import { officeText, password } from '../control/house.ts';
import { open as openDoor, type Served } from './client.ts';

let served: Served;

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

async function open(...limits: Parameters<typeof openDoor>): Promise<Served> {
  served = await openDoor(...limits);
  return served;
}

async function fetchJson(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${served.api.url}${path}`, init);
  return {
    status: response.status,
    body: (await response.json()) as Answer['body'],
    headers: response.headers,
  };
}

function post(path: string, body: unknown, token?: string): Promise<Answer> {
  return fetchJson(path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
}

async function tokenOf(user: string): Promise<string> {
  const { body } = await post('/api/v1/sign-in', { user, password, seat: false });
  return String(body['token']);
}

const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

test('sign in, take a seat, get ready, look, sign out', async () => {
  await open();
  const { status, body } = await post('/api/v1/sign-in', { user: 'anna', password });
  expect(status).toBe(200);
  const token = String(body['token']);
  expect((await post('/api/v1/ready', {}, token)).body).toEqual({ seq: served.house.exchange.lastSeq });
  expect((await fetchJson('/api/v1/agents', as(token))).body).toMatchObject({ agents: [{ state: 'ready' }] });
  // A command without a body is fine.
  expect((await fetchJson('/api/v1/sign-out', { method: 'POST', ...as(token) })).status).toBe(200);
  expect((await fetchJson('/api/v1/agents', as(token))).body).toMatchObject({
    error: { code: 'session-over' },
  });
});

test('fields of the path and of the query reach the operation as what they are', async () => {
  const { house } = await open();
  const token = await tokenOf('sue');
  const call = await house.callIn('c1');
  expect((await fetchJson(`/api/v1/calls/${call}`, as(token))).body).toMatchObject({
    call,
    state: 'waiting',
  });
  expect((await fetchJson('/api/v1/events?after=1&limit=1', as(token))).body).toMatchObject({ next: 2 });
  expect((await fetchJson('/api/v1/events?after=x', as(token))).body).toMatchObject({
    error: { code: 'input-wrong', details: { fields: [{ field: 'after' }] } },
  });
  expect((await fetchJson('/api/v1/events?after=1&after=2', as(token))).status).toBe(400);
});

test('each error has its status', async () => {
  const { house } = await open();
  const anna = await tokenOf('anna');
  const sue = await tokenOf('sue');
  const statusAndCode = ({ status, body }: Answer) => [status, (body['error'] as { code: string }).code];

  expect(statusAndCode(await fetchJson('/api/v1/agents'))).toEqual([401, 'not-signed-in']);
  expect(statusAndCode(await fetchJson('/api/v1/agents', as('nonsense')))).toEqual([401, 'session-over']);
  expect(statusAndCode(await post('/api/v1/sign-in', { user: 'anna', password: 'x' }))).toEqual([
    401,
    'sign-in-refused',
  ]);
  expect(statusAndCode(await fetchJson('/api/v1/office', as(anna)))).toEqual([403, 'not-permitted']);
  expect(statusAndCode(await fetchJson('/api/v1/calls/none', as(anna)))).toEqual([404, 'call-unknown']);
  expect(statusAndCode(await fetchJson('/api/v1/nothing', as(anna)))).toEqual([404, 'path-unknown']);
  expect(statusAndCode(await fetchJson('/'))).toEqual([404, 'path-unknown']);
  expect(statusAndCode(await post('/api/v1/ready', {}, anna))).toEqual([409, 'signed-out']);
  expect(statusAndCode(await post('/api/v1/not-ready', {}, anna))).toEqual([400, 'input-wrong']);
  expect(statusAndCode(await post('/api/v1/ready', '[]', anna))).toEqual([400, 'input-wrong']);
  expect(statusAndCode(await fetchJson('/api/v1/events?after=999', as(sue)))).toEqual([400, 'seq-unknown']);
  expect(statusAndCode(await fetchJson('/api/v1/calls/%zz', as(sue)))).toEqual([400, 'request-wrong']);
  house.ledger.prunedTo = 2;
  expect(statusAndCode(await fetchJson('/api/v1/events', as(sue)))).toEqual([410, 'seq-gone']);

  const wrong = await fetchJson('/api/v1/ready', as(anna));
  expect(statusAndCode(wrong)).toEqual([405, 'method-wrong']);
  expect(wrong.headers.get('allow')).toBe('POST');
});

test('a locked user gets 423, and how long it lasts', async () => {
  await open();
  let answer: Answer | null = null;
  for (let attempt = 0; attempt < 10; attempt += 1) {
    answer = await post('/api/v1/sign-in', { user: 'anna', password: 'wrong' });
  }
  expect(answer).toMatchObject({ status: 423, body: { error: { code: 'user-locked' } } });
  expect((await post('/api/v1/sign-in', { user: 'anna', password })).status).toBe(423);
});

test('an address that fails too often has to wait; successes do not count', async () => {
  await open({}, 2);
  for (let attempt = 0; attempt < 4; attempt += 1) {
    expect((await post('/api/v1/sign-in', { user: 'anna', password, seat: false })).status).toBe(200);
  }
  for (let attempt = 0; attempt < 2; attempt += 1)
    await post('/api/v1/sign-in', { user: 'anna', password: 'x' });
  const answer = await post('/api/v1/sign-in', { user: 'anna', password });
  expect(answer).toMatchObject({ status: 429, body: { error: { code: 'too-many-sign-ins' } } });
  expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
});

test('malformed JSON is told with its place and without its content', async () => {
  await open();
  const answer = await post('/api/v1/sign-in', '{"user": "anna", "password": "geheim" "seat": 1}');
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({
    error: {
      code: 'malformed-json',
      message: expect.stringMatching(/^the body is malformed JSON at line 1, column 39: /) as string,
      details: { position: 38 },
    },
  });
  expect(JSON.stringify(answer.body)).not.toContain('geheim');
  expect((await post('/api/v1/sign-in', '{"user":')).body).toMatchObject({
    error: { code: 'malformed-json' },
  });
});

test('a body over 256 kB gets 413', async () => {
  await open();
  const answer = await post('/api/v1/sign-in', JSON.stringify({ user: 'x'.repeat(256 * 1024) }));
  expect(answer).toMatchObject({
    status: 413,
    body: {
      error: {
        code: 'body-too-large',
        message: 'the body is larger than 262144 bytes',
        details: { limit: 262_144 },
      },
    },
  });
});

test('while the ledger cannot be written commands get 503, without the file name', async () => {
  const { house } = await open();
  const token = await tokenOf('anna');
  house.ledger.failing = 'commits';
  await house.callIn('c1');
  const { status, body } = await post('/api/v1/take-seat', {}, token);
  expect(status).toBe(503);
  expect(body).toMatchObject({ error: { code: 'ledger-full' } });
  expect(JSON.stringify(body)).not.toContain('/secret/path');
});

test('a mistake of ours is 500 and tells nothing but its number', async () => {
  const { house } = await open();
  const token = await tokenOf('anna');
  house.ledger.history = () => {
    throw new TypeError('inner workings');
  };
  const { status, body } = await fetchJson('/api/v1/history', as(token));
  expect(status).toBe(500);
  expect(body).toMatchObject({
    error: { code: 'internal', details: { incident: expect.any(String) as string } },
  });
  expect(JSON.stringify(body)).not.toContain('inner workings');
});

test('an office is planned and applied', async () => {
  await open();
  const token = await tokenOf('dave');
  const yaml = officeText.replace('name: Sales', 'name: Shop');
  const changes = [{ sign: '~', text: 'queue sales: name Sales → Shop' }];
  expect((await post('/api/v1/office/plan', { yaml }, token)).body).toEqual({ problems: [], changes });
  const answer = await fetchJson('/api/v1/office', {
    method: 'PUT',
    body: JSON.stringify({ yaml }),
    ...as(token),
  });
  expect(answer.body).toMatchObject({ version: 2, changes });
  const wrong = await fetchJson('/api/v1/office', {
    method: 'PUT',
    body: JSON.stringify({ yaml: 'office: x\nqueus: []\n' }),
    ...as(token),
  });
  expect(wrong).toMatchObject({
    status: 400,
    body: {
      error: {
        code: 'office-wrong',
        message: 'office.yaml:2:1 queus: "queus" is not a setting here',
        details: { problems: [{ line: 2, column: 1 }] },
      },
    },
  });
});

test('answers are not kept by anybody and carry the usual protections', async () => {
  await open();
  const { headers } = await fetchJson('/api/v1/alive');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-powered-by')).toBeNull();
});

test('a taken port is told, with what to do', async () => {
  const { house, signInLimit } = await open();
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  const { control, clock, log } = house;
  const start = (host: string) => startApi({ control, clock, log, host, port, version: '0', signInLimit });
  await expect(start('127.0.0.1')).rejects.toMatchObject({
    code: 'port-taken',
    message: `port ${port} of 127.0.0.1 is taken by another program: end that one, or choose another port with CORDBOARD_PORT`,
    details: { port },
  });
  await expect(start('192.0.2.1')).rejects.toMatchObject({ code: 'address-unknown' });
  await new Promise((resolve) => other.close(resolve));
});
