import { expect, test } from 'vitest';
import { House, officeText } from './house.ts';

const run = async (house: House, name: string, input: object = {}) => {
  const operation = house.control.operations.find((one) => one.name === name);
  const caller = house.control.callerOf(house.control.localToken);
  return operation?.output.parse(await operation.run(caller, input)) as Record<string, unknown>;
};

test('the command line is the admin `local` for as long as the process lives, and nobody has a session for it', async () => {
  const house = await House.open();
  house.ledger.credentialRows.clear();
  const caller = house.control.callerOf(house.control.localToken);
  expect(caller).toMatchObject({ user: 'local', role: 'admin' });
  expect(house.ledger.sessionRows.size).toBe(0);
  house.clock.advance(400 * 24 * 3_600_000);
  expect(house.control.callerOf(house.control.localToken)).toEqual(caller);
  expect(house.control.refresh(caller)).toEqual(caller);
  expect(await run(house, 'me')).toMatchObject({
    user: 'local',
    role: 'admin',
    phone: null,
    expiresAt: null,
  });
});

test('what it applies is told to be its, and it stays whatever becomes of the admins', async () => {
  const house = await House.open();
  await run(house, 'apply-office', {
    yaml: officeText.replace('name: Dave,', 'name: Dan, password: another one,'),
  });
  expect(house.ledger.versions.at(-1)).toMatchObject({ by: 'local' });
  expect(house.control.callerOf(house.control.localToken).role).toBe('admin');
});

test('another token, of whatever length, is not its, and each process has its own', async () => {
  const house = await House.open();
  const other = await House.open();
  const { localToken } = house.control;
  for (const token of ['', 'x', `${localToken}x`, localToken.slice(1), other.control.localToken]) {
    expect(() => house.control.callerOf(token)).toThrow('this session is over');
  }
});

test('it has no seat to leave', async () => {
  const house = await House.open();
  await expect(run(house, 'sign-out')).rejects.toMatchObject({ code: 'agent-unknown' });
  expect(house.control.callerOf(house.control.localToken).user).toBe('local');
});
