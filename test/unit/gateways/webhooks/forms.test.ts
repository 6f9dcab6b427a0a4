import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CallId, LegId } from '../../../../src/board/ids.ts';
import type { WebhookSettings } from '../../../../src/gateways/webhooks/settings.ts';
import { timeStamp } from '../../../../src/gateways/webhooks/time-stamp.ts';

import { batch, over, phone, side, start } from './changes.ts';
import { openLedger } from './ledger-file.ts';
import { openReceiver, type Received, type Receiver } from './receiver.ts';
import { rig, settings } from './rig.ts';

const transfer = {
  original: { call: 'cbtest-1' as CallId, leg: '17.1' as LegId },
  transferred: '0301234567',
  to: '1002',
};
const outgoing = side(2, {
  isOutgoing: true,
  state: 'originated',
  counterpart: null,
  callerNumber: '+4530000',
  calledNumber: '00 45 & 70',
});
/** All four events: a call that is transferred, and one that is made. */
const batches = [
  batch(phone(1, side(1))),
  batch(phone(2, side(1, { state: 'connected' }))),
  batch(over(3, side(1), { transfer })),
  batch(phone(4, outgoing)),
  batch(over(5, outgoing)),
];

const incoming = [
  ['AccountId', 'acme'],
  ['UniqueCallId', 'cbtest-1-1'],
  ['Calledphone', '1005'],
  ['ANumber', '0301234567'],
  ['TimeStamp', '2026-11-21T10:00:01+01:00'],
  ['EmployeeLocalNumber', '1001'],
  ['LinkedUniqueCallId', 'cbtest-1-17.1'],
];
const answered = [
  ['AccountId', 'acme'],
  ['UniqueCallId', 'cbtest-1-1'],
  ['EmployeeLocalNumber', '1001'],
  ['ANumber', '0301234567'],
  ['TimeStamp', '2026-11-21T10:00:02+01:00'],
  ['LinkedUniqueCallId', 'cbtest-1-17.1'],
];
const transferred = [
  ['AccountId', 'acme'],
  ['Unique CallId', 'cbtest-1-1'],
  ['Duration', '61'],
  ['Transfer', 'True'],
  ['CallDirection', 'Incoming'],
  ['Transfered Unique ID', 'cbtest-1-17.1'],
  ['Transfered number', '0301234567'],
  ['Transfer to', '1002'],
];
const made = [
  ['AccountId', 'acme'],
  ['UniqueCallId', 'cbtest-2-1'],
  ['EmployeeLocalNumber', '1001'],
  ['ANumber', '+4530000'],
  ['TimeStamp', '2026-11-21T10:00:04+01:00'],
  ['PhoneLocalNumber', '1005'],
  ['BNumber', '00 45 & 70'],
];
const ended = [
  ['AccountId', 'acme'],
  ['Unique CallId', 'cbtest-2-1'],
  ['Duration', '61'],
  ['Transfer', 'False'],
  ['CallDirection', 'Outgoing'],
  ['Transfered Unique ID', ''],
  ['Transfered number', ''],
  ['Transfer to', ''],
];

/** All that comes in, each taken at once. */
async function take(receiver: Receiver, count: number): Promise<Received[]> {
  const all: Received[] = [];
  while (all.length < count) {
    // They come one after the other.
    // oxlint-disable-next-line no-await-in-loop
    const received = await receiver.next();
    received.answer(200);
    all.push(received);
  }
  return all;
}

function calling(receiver: Receiver, method: 'GET' | 'POST'): WebhookSettings {
  const { url } = receiver;
  return settings({
    accountId: 'acme',
    calls: {
      method,
      incoming: url('/in'),
      answered: url('/answered?key=7'),
      outgoing: url('/out'),
      ended: url('/end'),
    },
  });
}

describe('a web call has every parameter under its printed name', () => {
  it('as a form', async () => {
    const receiver = await openReceiver();
    rig(openLedger(), calling(receiver, 'POST')).source.tell(...batches);
    const all = await take(receiver, 5);
    expect(all.map(({ method, path }) => [method, path])).toEqual([
      ['POST', '/in'],
      ['POST', '/answered?key=7'],
      ['POST', '/end'],
      ['POST', '/out'],
      ['POST', '/end'],
    ]);
    expect(all.map(({ body }) => [...new URLSearchParams(body)])).toEqual([
      incoming,
      answered,
      transferred,
      made,
      ended,
    ]);
    expect(all[2]?.body).toContain('&Transfered+Unique+ID=cbtest-1-17.1&Transfered+number=');
    for (const { headers } of all) expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  it('in the address', async () => {
    const receiver = await openReceiver();
    rig(openLedger(), calling(receiver, 'GET')).source.tell(...batches);
    const all = await take(receiver, 5);
    const read = all.map(({ path }) => [...new URL(path, 'http://x').searchParams]);
    expect(read).toEqual([incoming, [['key', '7'], ...answered], transferred, made, ended]);
    expect(all.map(({ method, body }) => method + body)).toEqual(Array(5).fill('GET'));
    expect(all[4]?.path).toBe(
      '/end?AccountId=acme&Unique%20CallId=cbtest-2-1&Duration=61&Transfer=False&CallDirection=Outgoing' +
        '&Transfered%20Unique%20ID=&Transfered%20number=&Transfer%20to=',
    );
    expect(all[3]?.path).toContain('ANumber=%2B4530000&');
  });
});

describe('an address', () => {
  it('of a queue holds instead of the office’s, a queue’s empty one is off', async () => {
    const receiver = await openReceiver();
    const { url } = receiver;
    const gateway = rig(
      openLedger(),
      settings({
        calls: { method: 'GET', incoming: url('/in'), answered: url('/answered'), ended: null },
        queues: [{ queue: 'support', method: 'POST', incoming: url('/support'), answered: null }],
      }),
    );
    const ofSupport = side(1, { queue: 'support' as never });
    const connected = { state: 'connected' } as const;
    gateway.source.tell(
      batch(phone(1, ofSupport)),
      batch(phone(2, { ...ofSupport, ...connected })),
      batch(over(3, ofSupport)),
      batch(phone(4, side(2))),
      batch(phone(5, side(2, connected))),
    );
    const all = await take(receiver, 3);
    expect(all.map(({ method, path }) => `${method} ${path.split('?')[0]}`).sort()).toEqual([
      'GET /answered',
      'GET /in',
      'POST /support',
    ]);
    expect(
      gateway.desk.endpoints().map(({ endpoint, events }) => [endpoint, events.map(({ kind }) => kind)]),
    ).toEqual([
      ['calls', ['incoming', 'answered']],
      ['calls.support', ['incoming']],
    ]);
  });

  it('and the account have their defaults: nobody is called, the account is the instance', async () => {
    const receiver = await openReceiver();
    const off = rig(openLedger(), settings({}));
    off.source.tell(...batches);
    expect(off.desk.endpoints()).toEqual([]);
    const on = rig(openLedger(), settings({ calls: { ended: receiver.url('/end') } }));
    on.source.tell(...batches);
    const [first] = await take(receiver, 1);
    expect(new URLSearchParams(first?.body).get('AccountId')).toBe('test');
    expect(first?.method).toBe('POST');
  });
});

describe('our own form', () => {
  it('is JSON, signed with the endpoint’s secret, and only of the chosen events', async () => {
    const receiver = await openReceiver();
    const secret = 'a-secret-of-sixteen';
    const endpoint = {
      id: 'crm',
      url: receiver.url('/hook'),
      secret,
      events: ['answered', 'ended'] as const,
    };
    const { source, clock } = rig(openLedger(), settings({ accountId: 'acme', endpoints: [endpoint] }));
    source.tell(...batches.slice(0, 3));
    const [first, second] = await take(receiver, 2);
    expect(JSON.parse(first?.body ?? '')).toEqual({
      delivery: `test-2-0-${(start + 2_000).toString(36)}`,
      test: false,
      event: 'answered',
      account: 'acme',
      seq: 2,
      at: start + 2_000,
      time: '2026-11-21T10:00:02+01:00',
      id: 'cbtest-1-1',
      call: 'cbtest-1',
      queue: null,
      agent: 'anna',
      phone: '1005',
      employeeNumber: '1001',
      linkedId: 'cbtest-1-17.1',
      callerNumber: '0301234567',
      calledNumber: '700',
    });
    expect(JSON.parse(second?.body ?? '')).toMatchObject({
      event: 'ended',
      alertingMs: 4200,
      connectedMs: 61900,
      isOutgoing: false,
      transfer: {
        originalId: 'cbtest-1-17.1',
        transferred: '0301234567',
        to: '1002',
      },
    });

    const { headers, body, method } = first!;
    expect(method).toBe('POST');
    expect(headers['content-type']).toBe('application/json');
    expect(headers['cordboard-event']).toBe('answered');
    expect(headers['cordboard-delivery']).toBe(`test-2-0-${(start + 2_000).toString(36)}`);
    const seconds = Math.floor(clock.now() / 1_000);
    const v1 = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
    expect(headers['cordboard-signature']).toBe(`t=${seconds},v1=${v1}`);
  });
});

it('a time stamp has the offset that the zone has at that time', () => {
  expect(timeStamp(Date.UTC(2026, 6, 1, 22, 30), 'Europe/Copenhagen')).toBe('2026-07-02T00:30:00+02:00');
  expect(timeStamp(Date.UTC(2026, 0, 1), 'America/St_Johns')).toBe('2025-12-31T20:30:00-03:30');
  expect(timeStamp(Date.UTC(2026, 0, 1), 'UTC')).toBe('2026-01-01T00:00:00+00:00');
});
