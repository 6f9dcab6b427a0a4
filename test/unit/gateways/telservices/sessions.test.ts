import { beforeEach, describe, expect, test } from 'vitest';
import type { Client, ClientPlace } from '../../../../src/gateways/telservices/session/client.ts';
import type { Session } from '../../../../src/gateways/telservices/session/session.ts';
import { Sessions } from '../../../../src/gateways/telservices/session/sessions.ts';
import { FakeClock } from '../../control/fake-clock.ts';

let clock: FakeClock;
let farewells: string[];
let sessions: Sessions;

beforeEach(() => {
  clock = new FakeClock();
  farewells = [];
  sessions = new Sessions({
    clock,
    sessionLimit: 2,
    clientsPerSession: 2,
    farewell: ({ id }, why) => farewells.push(`${id}: ${why}`),
  });
});

const tcp = (udpPort: number | null, address = '10.0.0.1'): ClientPlace => ({
  address,
  transport: 'tcp',
  udpPort,
});
const wishes = { level: 'full', userID: null, timeoutMs: null } as const;
const open = (device: string, place: ClientPlace, timeoutMs: number | null = null): Session =>
  sessions.open(device, place, { ...wishes, timeoutMs });

function only(session: Session): Client {
  const [client, more] = session.clients.values();
  if (client === undefined || more !== undefined) throw new Error('there is not one client');
  return client;
}

test('a client is an address and a UDP port', () => {
  const session = open('1101', tcp(1));
  expect(open('1101', tcp(1))).toBe(session);
  expect(session.clients.size).toBe(1);
  open('1101', tcp(1, '10.0.0.2'));
  expect(session.clients.size).toBe(2);
});

test('without a UDP port a client is an address and a transport', () => {
  const session = open('1101', tcp(null));
  open('1101', { address: '10.0.0.1', transport: 'http', udpPort: null });
  expect(session.clients.size).toBe(2);
  open('1101', tcp(null));
  expect(session.clients.size).toBe(2);
});

describe('limits', () => {
  test('of sessions', () => {
    open('1', tcp(1));
    open('2', tcp(1));
    expect(() => open('3', tcp(1))).toThrow(expect.objectContaining({ code: 'session-limit' }));
    expect(sessions.all()).toHaveLength(2);
    open('2', tcp(2));
  });

  test('of the clients of a session', () => {
    open('1', tcp(1));
    open('1', tcp(2));
    expect(() => open('1', tcp(3))).toThrow(expect.objectContaining({ code: 'session-limit' }));
    open('1', tcp(2));
  });
});

describe('the time-out', () => {
  test('closes a client that does nothing, and the session with the last one', () => {
    const session = open('1101', tcp(1), 5_000);
    open('1101', tcp(2), 9_000);
    clock.advance(5_000);
    expect(farewells).toEqual(['10.0.0.1 udp 1: sessionClosedByTimeout']);
    expect(session.clients.size).toBe(1);
    clock.advance(4_000);
    expect(sessions.all()).toEqual([]);
    expect(clock.armed).toBe(0);
  });

  test('begins again with each action and does not run during one', () => {
    const client = only(open('1101', tcp(1), 5_000));
    clock.advance(4_999);
    const end = client.act();
    clock.advance(60_000);
    end();
    clock.advance(4_999);
    expect(farewells).toEqual([]);
    clock.advance(1);
    expect(farewells).toHaveLength(1);
  });

  test('waits for the longest of several actions', () => {
    const client = only(open('1101', tcp(1), 5_000));
    const [first, second] = [client.act(), client.act()];
    first();
    clock.advance(5_000);
    expect(farewells).toEqual([]);
    second();
    clock.advance(5_000);
    expect(farewells).toHaveLength(1);
  });

  test('is the one of the last opening', () => {
    open('1101', tcp(1), 5_000);
    open('1101', tcp(1));
    clock.advance(60_000);
    expect(farewells).toEqual([]);
  });
});

describe('closing', () => {
  test('takes one client, and the session with the last', () => {
    const session = open('1101', tcp(1));
    open('1101', tcp(2));
    const last = session.requester('10.0.0.1', 'tcp');
    expect(last?.place.udpPort).toBe(2);
    sessions.closeClient(session, last!, 0);
    expect(sessions.find('1101')).toBe(session);
    sessions.closeClient(session, only(session), 0);
    expect(sessions.find('1101')).toBeUndefined();
    expect(farewells).toEqual([
      '10.0.0.1 udp 2: sessionClosedByClient',
      '10.0.0.1 udp 1: sessionClosedByClient',
    ]);
  });

  test('takes all of them when it is asked to', () => {
    const session = open('1101', tcp(1));
    open('1101', tcp(2, '10.0.0.2'));
    sessions.closeAll(session, 0);
    expect(farewells).toHaveLength(2);
    expect(sessions.all()).toEqual([]);
  });

  test('can be late, and is called off when the client opens again', () => {
    const session = open('1101', tcp(1));
    sessions.closeClient(session, only(session), 3_000);
    clock.advance(2_999);
    open('1101', tcp(1));
    clock.advance(60_000);
    expect(sessions.find('1101')).toBe(session);
    sessions.closeClient(session, only(session), 3_000);
    clock.advance(3_000);
    expect(sessions.find('1101')).toBeUndefined();
  });

  test('of a whole session can be late, and is called off by whoever opens it', () => {
    const session = open('1101', tcp(1));
    sessions.closeAll(session, 3_000);
    open('1101', tcp(2));
    clock.advance(60_000);
    expect(session.clients.size).toBe(2);
    sessions.closeAll(session, 3_000);
    clock.advance(3_000);
    expect(sessions.all()).toEqual([]);
    expect(clock.armed).toBe(0);
  });

  test('of one client leaves a late close of another alone', () => {
    const session = open('1101', tcp(1));
    sessions.closeClient(session, only(session), 3_000);
    open('1101', tcp(2));
    clock.advance(3_000);
    expect(only(session).place.udpPort).toBe(2);
  });

  test('says why', () => {
    sessions.end(open('1101', tcp(1)), 'sessionClosedByAdmin');
    expect(farewells).toEqual(['10.0.0.1 udp 1: sessionClosedByAdmin']);
  });
});

test('who asks is the client of that transport that opened last', () => {
  const session = open('1101', tcp(1));
  open('1101', { address: '10.0.0.1', transport: 'http', udpPort: null });
  expect(session.requester('10.0.0.1', 'tcp')?.place.udpPort).toBe(1);
  expect(session.requester('10.0.0.1', 'http')?.place.transport).toBe('http');
  expect(session.requester('10.0.0.2', 'tcp')).toBeUndefined();
});
