import { expect, test, vi } from 'vitest';
import { settled } from '../control/house.ts';
import { Client, open } from './client.ts';

interface News {
  readonly kind: string;
  readonly queue: string;
  readonly waiting: number;
}

const newsOf = (client: Client): News[] =>
  (client.events as unknown as News[]).filter(({ kind }) => kind === 'wallboard');

/** What was sent before the answer has come before it. */
const all = async (client: Client): Promise<News[]> => {
  await settled();
  await client.ask('me');
  return newsOf(client);
};

test('a wallboard is told of changes, at most once a second a queue', async () => {
  const { api, house } = await open();
  const sue = await Client.signedIn(api, 'sue');
  expect(await sue.ask('wallboard')).toMatchObject({
    result: { queues: [{ queue: 'support', waiting: 0, firstSince: null }, { queue: 'sales' }] },
  });
  const since = house.clock.now();
  await house.callIn('c1');
  await house.callIn('c2');
  await house.callIn('c3', '701');
  expect((await all(sue)).map(({ queue, waiting }) => [queue, waiting])).toEqual([
    ['support', 1],
    ['sales', 1],
  ]);
  house.clock.advance(1_000);
  const [, , last] = await all(sue);
  expect(last).toMatchObject({ queue: 'support', waiting: 2, longestSince: since, firstSince: since });
  house.clock.advance(10_000);
  expect(await all(sue)).toHaveLength(3);
});

test('agents see their own queues, and one queue alone can be asked for', async () => {
  const { api, house } = await open();
  const anna = await Client.signedIn(api, 'anna');
  expect(await anna.ask('wallboard', { queue: 'sales' })).toMatchObject({ result: { queues: [] } });
  await anna.ask('wallboard');
  await house.callIn('c1', '701');
  await house.callIn('c2');
  expect((await all(anna)).map(({ queue }) => queue)).toEqual(['support']);
});

test('who is gone is told nothing more, and nothing is left of it', async () => {
  const { api, house } = await open();
  const sue = await Client.signedIn(api, 'sue');
  await sue.ask('wallboard');
  await house.callIn('c1');
  const armed = house.clock.armed;
  await house.callIn('c2');
  sue.socket.terminate();
  await sue.closed;
  await settled();
  await house.callIn('c3');
  expect(house.clock.armed).toBeLessThanOrEqual(armed + 1);
});

test('who is gone before he has had the answer is told nothing later', async () => {
  const { api, house } = await open();
  const sue = await Client.signedIn(api, 'sue');
  const { wallboards } = house.control;
  const asked = Promise.withResolvers<void>();
  const loaded = Promise.withResolvers<void>();
  vi.spyOn(wallboards, 'views').mockImplementation(async () => {
    asked.resolve();
    await loaded.promise;
    return [];
  });
  const listen = vi.spyOn(wallboards, 'listen');
  sue.socket.send(JSON.stringify({ id: 9, command: 'wallboard' }));
  await asked.promise;
  sue.socket.close();
  await sue.closed;
  await settled();
  loaded.resolve();
  await settled();
  expect(listen).not.toHaveBeenCalled();
});
