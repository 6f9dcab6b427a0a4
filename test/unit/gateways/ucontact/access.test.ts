import { afterEach, describe, expect, test } from 'vitest';
import { Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const key = 'a-key-of-another-product';
const phone = { phone: '1001' };
const basic = (words: string): string => `Basic ${Buffer.from(words).toString('base64')}`;
const hangUp = (
  more: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
  query = '',
) => stage.post(`Agents/HangupPhone${query}`, { ...phone, ...more }, headers);

describe('where nobody is trusted', () => {
  test('who does not say who he is gets nothing', async () => {
    stage = await Stage.open();
    const { status, body, headers } = await hangUp();
    expect(status).toBe(401);
    expect(body).toMatch(/^who asks\?/);
    expect(headers.get('www-authenticate')).toMatch(/^Basic /);
    expect(stage.office.asked).toEqual([]);
  });

  test.each<[string, Parameters<typeof hangUp>, string]>([
    ['a key in the header', [{}, { authorization: `Bearer ${key}` }], 'boss'],
    ['a key in the form', [{ key }], 'boss'],
    ['a key in the address', [{}, {}, `?key=${key}`], 'boss'],
    ['a token in the header', [{}, { authorization: 'Bearer agent-token' }], 'agent'],
    ['a token in the form', [{ token: 'agent-token' }], 'agent'],
    ['a token in the address', [{}, {}, '?token=agent-token'], 'agent'],
    ['a password', [{}, { authorization: basic('agent:agent-secret') }], 'agent'],
  ])('%s says who asks', async (_how, request, user) => {
    stage = await Stage.open({ keys: [{ user: 'boss', key }] });
    const { status, body } = await hangUp(...request);
    expect([status, body]).toEqual([200, '1']);
    expect(stage.office.askedBy).toEqual([user]);
  });

  test.each<[string, Parameters<typeof hangUp>]>([
    ['a wrong key', [{ key: 'another-key' }]],
    ['a token that is over', [{}, { authorization: 'Bearer old' }]],
    ['a wrong password', [{}, { authorization: basic('agent:guess') }]],
    ['no words at all', [{}, { authorization: 'Basic !!!' }]],
    ['another scheme', [{}, { authorization: 'Digest x' }]],
  ])('%s does not', async (_how, request) => {
    stage = await Stage.open({ keys: [{ user: 'boss', key }] });
    expect((await hangUp(...request)).status).toBe(401);
    expect(stage.office.asked).toEqual([]);
  });

  test('who guesses is stopped', async () => {
    stage = await Stage.open({ keys: [{ user: 'boss', key }] });
    const statuses = [];
    for (let guess = 0; guess < 31; guess++) statuses.push((await hangUp({ key: `${guess}` })).status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(30);
    expect(statuses.at(-1)).toBe(429);
    expect((await hangUp({}, { authorization: basic('agent:agent-secret') })).status).toBe(429);
    // Who has the key is not kept out by others behind the same address.
    expect((await hangUp({ key })).status).toBe(200);
  });

  test('a hundred requests at once are no guesses', async () => {
    stage = await Stage.open({ keys: [{ user: 'boss', key }] });
    const answers = await Promise.all(Array.from({ length: 100 }, () => hangUp({ key })));
    expect(answers.filter(({ body }) => body === '1')).toHaveLength(100);
  });

  test('an agent may not do what is for supervisors', async () => {
    stage = await Stage.open();
    const form = { token: 'agent-token', campaign: 'Ventas->', number: '1' };
    const { status, body } = await stage.post('Dialers/RemoveContact', form);
    expect(status).toBe(403);
    expect(body).toMatch(/needs the role supervisor, agent is agent$/);
  });
});

describe('in a trusted network', () => {
  test('programs need no key', async () => {
    stage = await Stage.trusting();
    expect((await hangUp()).body).toBe('1');
    expect(stage.office.askedBy).toEqual(['ucontact']);
  });

  test('but one that is wrong is still wrong', async () => {
    stage = await Stage.trusting();
    expect((await hangUp({}, { authorization: 'Bearer old' })).status).toBe(401);
  });

  test('other networks are not meant', async () => {
    stage = await Stage.open({ trustedNetworks: ['10.0.0.0/8'] });
    expect((await hangUp()).status).toBe(401);
  });

  test.each([{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])(
    'pages of other sites, which a browser sends %j for, need one',
    async (headers) => {
      stage = await Stage.trusting();
      expect((await hangUp({}, headers)).status).toBe(401);
      expect((await hangUp({}, { ...headers, authorization: basic('agent:agent-secret') })).status).toBe(401);
      expect((await hangUp({ token: 'agent-token' }, headers)).body).toBe('1');
    },
  );
});

test('a network that is none is told at the start', async () => {
  stage = await Stage.open();
  await expect(Stage.open({ trustedNetworks: ['10.0.0.0/99'] })).rejects.toMatchObject({
    code: 'settings-wrong',
  });
});
