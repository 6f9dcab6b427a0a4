import { expect, test } from 'vitest';
import type { AgentId } from '../../../../../src/board/ids.ts';
import { password, phone1, RealHouse } from './real-house.ts';

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
