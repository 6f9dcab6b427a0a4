import { beforeEach, expect, test } from 'vitest';
import { House } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await House.open();
});

test('who is to be called back can be promised so, seen, hurried and let go', async () => {
  const call = await house.callIn('c1', '701');
  await expect(house.ask('sue', 'want-callback', { call, number: '99' })).rejects.toMatchObject({
    code: 'number-unknown',
  });
  // A phone of the office can be called too.
  const number = house.exchange.state.office.phones[0]?.id;
  await house.ask('sue', 'want-callback', { call, number });
  await house.hangUpChannel('c1');
  const [open] = ((await house.ask('sue', 'call-backs')) as { callBacks: Record<string, unknown>[] })
    .callBacks;
  expect(open).toMatchObject({ call, queue: 'sales', position: 1, number, attempts: 0, state: 'waiting' });
  expect(await house.ask('ben', 'call-backs')).toMatchObject({ callBacks: [{ call }] });
  expect(await house.ask('anna', 'call-backs')).toEqual({ callBacks: [] });
  expect(await house.ask('sue', 'queues')).toMatchObject({
    queues: [{ callBacks: 0 }, { waiting: 1, callBacks: 1, callers: [{ call, callBack: true }] }],
  });
  expect(await house.ask('sue', 'call', { call })).toMatchObject({ state: 'waiting', callBack: number });
  await house.ask('sue', 'call-back-now', { call });
  await expect(house.ask('anna', 'cancel-callback', { call })).rejects.toMatchObject({
    code: 'call-unknown',
  });
  await house.ask('ben', 'cancel-callback', { call });
  expect(await house.ask('sue', 'call-backs')).toEqual({ callBacks: [] });
});
