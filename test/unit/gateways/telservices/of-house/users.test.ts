import { expect, test } from 'vitest';
import type { AgentId } from '../../../../../src/board/ids.ts';
import { officeText, password, phone1, RealHouse } from './real-house.ts';

const attempt = (userID: string, deviceNumber: string, userPassword = password) => ({
  userID,
  userPassword,
  deviceNumber,
  address: '192.0.2.7',
});

test.each([
  ['his own', 'anna', '1001'],
  ['nobody’s', 'anna', '1009'],
  ['any, for a supervisor', 'sue', '1001'],
])('a password opens a phone that is %s', async (_what, user, device) => {
  const { telephony } = await RealHouse.open();
  await telephony.users.authenticate(attempt(user, device));
});

test('another one’s phone it does not open, nor the own one while somebody else sits there', async () => {
  const { telephony, exchange } = await RealHouse.open();
  const refused = { code: 'not-permitted' };
  await expect(telephony.users.authenticate(attempt('anna', '1002'))).rejects.toMatchObject(refused);
  await exchange.command({ name: 'sign-in', agent: 'ben' as AgentId, phone: phone1 });
  await expect(telephony.users.authenticate(attempt('anna', '1001'))).rejects.toMatchObject(refused);
  await telephony.users.authenticate(attempt('ben', '1001'));
});

test('the tenth wrong password locks, whoever guesses', async () => {
  const { telephony } = await RealHouse.open();
  for (let guess = 1; guess < 10; guess += 1) {
    await expect(telephony.users.authenticate(attempt('anna', '1001', 'no'))).rejects.toMatchObject({
      code: 'sign-in-refused',
    });
  }
  for (const word of ['no', password]) {
    await expect(telephony.users.authenticate(attempt('anna', '1001', word))).rejects.toMatchObject({
      code: 'user-locked',
    });
  }
  await expect(telephony.users.authenticate(attempt('nobody', '1001'))).rejects.toMatchObject({
    code: 'sign-in-refused',
  });
});

test('supervisors and admins are supervisors', async () => {
  const { users } = (await RealHouse.open()).telephony;
  expect(['anna', 'sue', 'nobody'].map((user) => users.isSupervisor(user))).toEqual([false, true, false]);
});

test('a phone that is not there nobody can open, and it is nobody’s, supervisors included', async () => {
  const { users } = (await RealHouse.open()).telephony;
  for (const user of ['anna', 'sue']) {
    for (const device of ['ben', '4711']) {
      await expect(users.authenticate(attempt(user, device))).rejects.toMatchObject({
        code: 'phone-unknown',
      });
      expect(users.mayUse(user, device)).toBe(false);
    }
  }
});

test('a device number stands for the user of that name, or for who is at that phone', async () => {
  const { users } = (await RealHouse.open()).telephony;
  expect(['ben', '1001', '1009', 'x'].map((device) => users.userOf(device))).toEqual([
    'ben',
    'anna',
    null,
    null,
  ]);
});

test('the right to a phone goes with the seat and comes back with it', async () => {
  const { telephony, exchange } = await RealHouse.open();
  const mayUse = () => ['anna', 'ben', 'sue'].map((user) => telephony.users.mayUse(user, '1001'));
  expect(mayUse()).toEqual([true, false, true]);
  await exchange.command({ name: 'sign-in', agent: 'ben' as AgentId, phone: phone1 });
  expect(mayUse()).toEqual([false, true, true]);
  await exchange.command({ name: 'sign-out', agent: 'ben' as AgentId });
  expect(mayUse()).toEqual([true, false, true]);
});

test('who has left the office, has another password or was signed out everywhere is told as gone', async () => {
  const { telephony, control } = await RealHouse.open();
  const gone: string[] = [];
  telephony.users.listenGone((user) => gone.push(user));
  control.sessions.end('the token of one session');
  expect(gone).toEqual([]);
  control.sessions.endAllOf('anna');
  expect(gone.splice(0)).toEqual(['anna']);
  const withPassword = officeText.replace('name: Ben,', 'name: Ben, password: another one,');
  await control.office.apply(withPassword, 'test');
  expect(gone.splice(0)).toEqual(['ben']);
  await control.office.apply(officeText.replace(/.*id: sue.*\n/, ''), 'test');
  expect(gone).toEqual(['sue']);
  expect(telephony.users.mayUse('sue', '1001')).toBe(false);
});

test('an address that guesses has to wait, whoever’s password it guesses', async () => {
  const { telephony, signInLimit } = await RealHouse.open();
  for (let guess = 0; guess < signInLimit.limit; guess += 1) {
    await expect(telephony.users.authenticate(attempt(`x${guess}`, '1001'))).rejects.toMatchObject({
      code: 'sign-in-refused',
    });
  }
  await expect(telephony.users.authenticate(attempt('anna', '1001'))).rejects.toMatchObject({
    code: 'too-many-sign-ins',
  });
  await telephony.users.authenticate({ ...attempt('anna', '1001'), address: '192.0.2.8' });
});
