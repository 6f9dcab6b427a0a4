import { expect, test } from 'vitest';
import { historyOf } from '../../../../../src/gateways/telservices/of-house/history.ts';
import { anna, phone1, RealHouse } from './real-house.ts';
import { entered } from '../../../board/settings.ts';

const all = {
  records: 'call',
  deviceNumber: null,
  userID: null,
  from: null,
  until: null,
  search: null,
  limit: null,
} as const;

/** anna calls 1009 in vain; then a caller from outside talks to her; then she goes. */
async function morning(): Promise<RealHouse> {
  const house = await RealHouse.open();
  await house.hear(entered('c1', '1009', { endpoint: 'PJSIP/1001' }));
  const [ring] = house.effects.flatMap((effect) => (effect.name === 'ring' ? [effect.leg] : []));
  await house.hear({ name: 'alerting', channel: ring! });
  await house.pass(3_000);
  await house.gone('c1', ring!);
  await house.agent('sign-in');
  await house.pass(1_000);
  await house.agent('ready');
  await house.pass(1_000);
  await house.callIn('c2', { caller: { name: '', number: '0312222' } });
  const leg = await house.talk(2_000);
  await house.pass(4_000);
  await house.gone('c2', leg);
  await house.agent('sign-out');
  return house;
}

test('calls of a device, the latest first, as printed', async () => {
  const house = await morning();
  const now = house.clock.now();
  const nothing = { deviceNumber: null, userID: null, agentState: null };
  expect(await house.telephony.history.query({ ...all, deviceNumber: '1001' })).toEqual([
    {
      ...nothing,
      userID: 'anna',
      createdAt: now - 6_000,
      otherParty: { number: '0312222', name: null, numberType: null, company: null },
      alertingMs: 2_000,
      connectedMs: 4_000,
      isOutgoing: false,
      isConnected: true,
      cause: 'droppedByOtherParty',
    },
    {
      ...nothing,
      createdAt: now - 11_000,
      otherParty: { number: '1009', name: null, numberType: null, company: null },
      alertingMs: 0,
      connectedMs: 0,
      isOutgoing: true,
      isConnected: false,
      cause: 'normal',
    },
  ]);
});

test('everybody’s calls, one user’s, those with a number in it, from a time on, and no more than so many', async () => {
  const house = await morning();
  const { history } = house.telephony;
  const devices = async (more: object) =>
    (await history.query({ ...all, ...more })).map(({ deviceNumber }) => deviceNumber);
  expect(await devices({})).toEqual(['1001', '1009', '1001']);
  expect(await devices({ userID: 'anna' })).toEqual(['1001']);
  expect(await devices({ search: '312' })).toEqual(['1001']);
  expect(await devices({ from: house.clock.now() - 7_000 })).toEqual(['1001']);
  expect(await devices({ until: house.clock.now() - 7_000 })).toEqual(['1009', '1001']);
  expect(await devices({ limit: 2 })).toEqual(['1001', '1009']);
});

test('what agents did, and both together', async () => {
  const house = await morning();
  const { history } = house.telephony;
  const states = async (more: object) =>
    (await history.query({ ...all, records: 'agent', ...more })).map(({ agentState }) => agentState);
  const annas = ['busy', 'busy', 'ready', 'notReady'];
  expect(await states({ userID: anna })).toEqual(annas);
  expect(await states({ deviceNumber: phone1 })).toEqual(annas);
  expect(await states({ userID: 'ben' })).toEqual([]);
  expect(await states({ limit: 1 })).toEqual(['busy']);
  expect(await states({ search: '312' })).toEqual([]);
  expect(await history.query({ ...all, records: 'all', userID: 'anna' })).toHaveLength(5);
});

test('directories: a user’s own, found by name and number, described, gone', async () => {
  const { directories } = (await RealHouse.open()).telephony;
  const bob = { number: '0160121314', name: 'Bob Blake', numberType: 'work', company: 'TheCompany' } as const;
  const search = { userID: 'anna', text: 'bob', limit: null };
  await directories.replaceUserDirectory({ userID: 'anna', directoryName: 'outlook', parties: [bob] });
  expect(await directories.searchName(search)).toEqual([bob]);
  expect(await directories.searchName({ ...search, userID: '1001' })).toEqual([bob]);
  expect(await directories.searchName({ ...search, userID: 'ben' })).toEqual([]);
  expect(await directories.searchName({ ...search, userID: null })).toEqual([]);
  expect(await directories.searchNumber({ ...search, text: bob.number })).toEqual([bob]);
  expect(directories.describe(bob.number)).toBeNull();
  await directories.replaceUserDirectory({ userID: '1001', directoryName: 'outlook', parties: [] });
  expect(await directories.searchName(search)).toEqual([]);
  const strangers = { userID: 'nobody', directoryName: 'x', parties: [] };
  await expect(directories.replaceUserDirectory(strangers)).rejects.toMatchObject({ code: 'user-unknown' });
  await expect(directories.synchronise('ldap')).rejects.toMatchObject({ code: 'directory-unknown' });
});

test('without a limit everything is found; a party without a name is found by its number', async () => {
  const { directories } = (await RealHouse.open()).telephony;
  const parties = Array.from({ length: 600 }, (_, at) => ({
    number: `0160${1_000 + at}`,
    name: null,
    numberType: null,
    company: null,
  }));
  await directories.replaceUserDirectory({ userID: 'anna', directoryName: 'all', parties });
  const search = { userID: 'anna', text: '0160', limit: null };
  expect(await directories.searchName(search)).toHaveLength(600);
  expect(await directories.searchName({ ...search, limit: 7 })).toHaveLength(7);
  expect(await directories.searchNumber({ ...search, text: '01601000' })).toEqual([
    { number: '01601000', name: '01601000', numberType: null, company: null },
  ]);
});

test('as many parties of one number are found as there are', async () => {
  const { directories } = (await RealHouse.open()).telephony;
  const parties = Array.from({ length: 60 }, (_, at) => ({
    number: '0160',
    name: `Name ${at}`,
    numberType: null,
    company: null,
  }));
  await directories.replaceUserDirectory({ userID: 'anna', directoryName: 'all', parties });
  expect(await directories.searchNumber({ userID: 'anna', text: '0160', limit: null })).toHaveLength(60);
});

test('parties that cannot be used are logged, with the reasons and without the parties', async () => {
  const house = await RealHouse.open();
  const bad = { name: 'Bob', numberType: null, company: null };
  const parties = ['x', 'y', '1'].map((number) => ({ ...bad, number }));
  await house.telephony.directories.replaceUserDirectory({ userID: 'anna', directoryName: 'all', parties });
  expect(house.logged.at(-1)).toMatchObject({ rejectedCount: 2, reasons: ['the number has no digit'] });
  expect(JSON.stringify(house.logged.at(-1))).not.toContain('Bob');
});

test('of the history no more is read than is told: 5000 records and 31 days of states at most', async () => {
  const asked: Record<string, unknown>[] = [];
  const note = (filter: Record<string, unknown>): [] => {
    asked.push(filter);
    return [];
  };
  const house = await RealHouse.open();
  const control = {
    ...house.control,
    reports: { ...house.control.reports, deviceCalls: note, agentSegments: note },
  };
  const { exchange, directories, signInLimit, clock, log } = house;
  const history = historyOf({ exchange, control, directories, signInLimit, clock, log });
  const until = house.clock.now();
  const from = until - 31 * 86_400_000;
  await history.query({ ...all, records: 'all', from: 0, until, limit: 90_000 });
  expect(asked).toEqual([
    { from: 0, to: until, limit: 10_000 },
    { from, to: until, limit: 5_000 },
  ]);
  await history.query({ ...all, records: 'agent', limit: 3 });
  expect(asked.at(-1)).toEqual({ from, limit: 3 });
});
