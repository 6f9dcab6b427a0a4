import { beforeEach, expect, test } from 'vitest';
import { House, password } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await House.open();
});

const signIn = (user: string, word: string, more: object = {}) =>
  house.ask(null, 'sign-in', { user, password: word, ...more });

test('an agent signs in and sits at his own phone, not ready yet', async () => {
  const answer = await signIn('anna', password);
  expect(answer).toMatchObject({ user: 'anna', name: 'Anna', role: 'agent', phone: '1001' });
  expect(answer['seq']).toBe(house.exchange.lastSeq);
  expect(house.control.callerOf(String(answer['token']))).toMatchObject({ user: 'anna', role: 'agent' });
  expect(await house.ask('anna', 'agents')).toMatchObject({
    agents: [{ agent: 'anna', state: 'not-ready', reason: 'signed-in', phone: '1001' }],
  });
});

test('supervisors take a phone only when they say so', async () => {
  expect(await signIn('sue', password)).toMatchObject({ phone: null });
  expect(await signIn('sue', password, { seat: true })).toMatchObject({ phone: '1003' });
});

test('an agent may stay away from the phone, or take another', async () => {
  expect(await signIn('anna', password, { seat: false })).toMatchObject({ phone: null });
  expect(await signIn('anna', password, { phone: '1003' })).toMatchObject({ phone: '1003' });
  // From another desk: the seat stays.
  expect(await signIn('anna', password)).toMatchObject({ phone: '1003' });
});

test('a phone that is taken leaves the agent out', async () => {
  await signIn('anna', password);
  await expect(signIn('ben', password, { phone: '1001' })).rejects.toMatchObject({ code: 'phone-in-use' });
  expect(house.ledger.sessionRows.size).toBe(1);
});

test('only the hash of a token is stored', async () => {
  const { token } = await signIn('anna', password);
  expect(JSON.stringify([...house.ledger.sessionRows.values()])).not.toContain(token);
});

test('a wrong password and an unknown user get the same answer', async () => {
  const wrong = await signIn('anna', 'wrong').catch((error: unknown) => error);
  const unknown = await signIn('zoe', 'wrong').catch((error: unknown) => error);
  expect(wrong).toMatchObject({ code: 'sign-in-refused' });
  expect(String(unknown)).toBe(String(wrong));
});

test.each(['anna', 'nobody'])('the tenth wrong password of %s locks for 15 minutes', async (user) => {
  for (let attempt = 1; attempt <= 9; attempt += 1) {
    await expect(signIn(user, 'wrong')).rejects.toMatchObject({ code: 'sign-in-refused' });
  }
  await expect(signIn(user, 'wrong')).rejects.toMatchObject({
    code: 'user-locked',
    message: `10 wrong passwords in a row: ${user} is locked for 15 minutes, unless an admin unlocks him`,
    details: { lockedUntil: house.clock.now() + 15 * 60_000 },
  });
  house.clock.advance(14 * 60_000);
  // Even the right one, and the lock does not grow.
  await expect(signIn(user, password)).rejects.toThrow(`${user} is locked for 1 minute,`);
  house.clock.advance(60_000);
  // The count begins anew.
  await expect(signIn(user, 'wrong')).rejects.toMatchObject({ code: 'sign-in-refused' });
});

test('a right password ends the row', async () => {
  for (let attempt = 1; attempt <= 9; attempt += 1) await expect(signIn('anna', 'wrong')).rejects.toThrow();
  await signIn('anna', password);
  await expect(signIn('anna', 'wrong')).rejects.toMatchObject({ code: 'sign-in-refused' });
});

test('guesses made at the same time get no further than ten', async () => {
  const wrong = Array.from({ length: 10 }, () => signIn('anna', 'wrong'));
  const right = signIn('anna', password);
  const results = await Promise.allSettled([...wrong, right]);
  const codes = results.map((result) =>
    result.status === 'rejected' ? (result.reason as Error & { code: string }).code : 'in',
  );
  // The right one may come before the tenth: it ends the row.
  const most = codes.at(-1) === 'in' ? 10 : 9;
  expect(codes.filter((code) => code === 'sign-in-refused').length).toBeLessThanOrEqual(most);
  expect(house.ledger.credentialRows.get('anna')?.failures).toBeLessThanOrEqual(10);
});

test('an admin unlocks a user', async () => {
  for (let attempt = 1; attempt <= 10; attempt += 1) await expect(signIn('anna', 'wrong')).rejects.toThrow();
  await expect(house.ask('sue', 'unlock-user', { user: 'anna' })).rejects.toMatchObject({
    code: 'not-permitted',
  });
  await expect(house.ask('dave', 'unlock-user', { user: 'zoe' })).rejects.toMatchObject({
    code: 'user-unknown',
  });
  await house.ask('dave', 'unlock-user', { user: 'anna' });
  await signIn('anna', password);
});

test('sign-out leaves the phone and ends the session, unless a call is on', async () => {
  const { token } = await signIn('anna', password);
  const caller = house.control.callerOf(String(token));
  const signOut = house.control.operations.find(({ name }) => name === 'sign-out');
  await house.ask('anna', 'ready');
  await house.callIn('c1');
  await house.pickUp('anna');
  await expect(signOut?.run(caller, {})).rejects.toMatchObject({ code: 'in-call' });
  expect(house.control.refresh(caller)).toEqual(caller);
  await house.hangUpChannel('c1');
  await signOut?.run(caller, {});
  expect(house.control.refresh(caller)).toBeNull();
  expect(() => house.control.callerOf(String(token))).toThrow('this session is over: sign in again');
  expect(await house.ask('sue', 'agents')).toMatchObject({
    agents: [{ agent: 'anna', state: 'signed-out' }, {}, {}, {}],
  });
});

test('a supervisor signs an agent out of everything', async () => {
  const { token } = await signIn('anna', password);
  await expect(house.ask('ben', 'sign-out', { agent: 'anna' })).rejects.toMatchObject({
    code: 'not-permitted',
  });
  await house.ask('sue', 'sign-out', { agent: 'anna' });
  expect(() => house.control.callerOf(String(token))).toThrow();
});

test('a session ends after 16 hours', async () => {
  const { token } = await signIn('anna', password);
  house.clock.advance(16 * 3_600_000 - 1);
  expect(house.control.callerOf(String(token)).user).toBe('anna');
  house.clock.advance(1);
  expect(() => house.control.callerOf(String(token))).toThrow();
});
