import { expect, test } from 'vitest';
import type { CallId } from '../../../src/board/ids.ts';
import { House } from './house.ts';

const call = 'cbtest-1' as CallId;

async function withWaiting(): Promise<House> {
  const house = await House.open();
  await house.callIn('c1');
  return house;
}

const phaseIn = (house: House) => house.exchange.state.calls.get(call)?.phase;

test('a supervisor gives a waiting caller another priority, moves him and takes him out', async () => {
  const house = await withWaiting();
  await house.ask('sue', 'prioritise-call', { call, priority: 5 });
  expect(await house.ask('sue', 'queues')).toMatchObject({
    queues: [{ queue: 'support', callers: [{ call, priority: 5 }] }, {}],
  });
  await house.ask('sue', 'move-call', { call, queue: 'sales' });
  expect(phaseIn(house)).toMatchObject({ name: 'waiting', queue: 'sales', priority: 5 });
  await house.ask('sue', 'withdraw-call', { call, number: '1001' });
  expect(phaseIn(house)).toMatchObject({ name: 'reaching', number: '1001' });
});

test('an agent picks a caller of a queue of his own for himself only', async () => {
  const house = await withWaiting();
  await house.ask('anna', 'take-seat');
  await house.ask('ben', 'take-seat');
  await expect(house.ask('anna', 'offer-call', { call, agent: 'ben' })).rejects.toMatchObject({
    code: 'not-permitted',
  });
  await house.ask('sue', 'move-call', { call, queue: 'sales' });
  await expect(house.ask('anna', 'offer-call', { call })).rejects.toMatchObject({ code: 'call-unknown' });
  await house.ask('ben', 'offer-call', { call });
  expect(phaseIn(house)).toMatchObject({ offers: [{ agent: 'ben' }] });
});

test('a message for a waiting caller is a prompt of ours or a sound; nothing else gets to Asterisk', async () => {
  const house = await withWaiting();
  await house.ask('sue', 'tell-call', { call, sound: 'thank-you' });
  expect(house.effects.findLast(({ name }) => name === 'play')).toMatchObject({
    media: ['prompt:en/thank-you'],
  });
  await house.ask('sue', 'tell-call', { call, sound: 'sound:custom/wait' });
  expect(house.effects.findLast(({ name }) => name === 'play')).toMatchObject({
    media: ['sound:custom/wait'],
  });
  await expect(house.ask('sue', 'tell-call', { call, sound: 'number:1&rm' })).rejects.toMatchObject({
    code: 'input-wrong',
  });
});

test('agents may not reorder the line, and a refusing queue says why', async () => {
  const house = await withWaiting();
  for (const [name, more] of [
    ['prioritise-call', { priority: 1 }],
    ['move-call', { queue: 'sales' }],
    ['withdraw-call', {}],
    ['tell-call', { sound: 'thank-you' }],
  ] as const) {
    await expect(house.ask('anna', name, { call, ...more })).rejects.toMatchObject({ code: 'not-permitted' });
  }
  await house.ask('sue', 'suspend-queue', { queue: 'sales' });
  await expect(house.ask('sue', 'move-call', { call, queue: 'sales' })).rejects.toMatchObject({
    code: 'queue-refuses',
    details: { reason: 'suspended' },
  });
});
