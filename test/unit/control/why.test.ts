import { expect, test } from 'vitest';
import { House, settled } from './house.ts';

async function wordsOf(house: House, call: string): Promise<string[]> {
  const { decisions } = await house.ask('sue', 'why', { call });
  return (decisions as { words: string }[]).map(({ words }) => words);
}

test('a waiting call says what keeps each agent from it, and what was decided so far', async () => {
  const house = await House.open();
  await house.ask('anna', 'take-seat', {});
  await house.ask('anna', 'not-ready', { reason: 'lunch' });
  const call = await house.callIn('c1');
  expect(await house.ask('sue', 'why', { call })).toMatchObject({
    waits: {
      queue: 'support',
      position: 1,
      ringing: [],
      agents: [
        { agent: 'anna', barrier: 'not-ready', words: 'not ready (lunch)' },
        { agent: 'ben', barrier: 'signed-out', words: 'signed out' },
      ],
    },
  });
  expect(await wordsOf(house, call)).toEqual([
    'came from 0c1 for 700',
    'entered queue support with priority 0',
    'waits, as nobody of support is free for it: 1 not ready, 1 signed out',
  ]);
});

test('an offer says why this agent and what kept the others; both stay when the call is over', async () => {
  const house = await House.open();
  await house.ask('anna', 'take-seat', {});
  await house.ask('anna', 'ready', {});
  const call = await house.callIn('c1');
  expect(await house.ask('sue', 'why', { call })).toMatchObject({
    waits: {
      ringing: ['anna'],
      agents: [{ agent: 'anna', words: `offered call ${call}` }, { agent: 'ben' }],
    },
  });
  await house.pickUp('anna');
  await house.bridge('anna');
  await house.hangUpChannel('c1');
  await settled();
  expect((await house.ask('sue', 'why', { call }))['waits']).toBeNull();
  expect(await wordsOf(house, call)).toEqual([
    'came from 0c1 for 700',
    'entered queue support with priority 0',
    expect.stringMatching(/^was offered to anna, first of 1 by longest-idle \(\d+\); others: 1 signed out$/),
    'anna answered after 0.0 s',
    'ended: completed-by-caller',
  ]);
});

test('a call that there never was is unknown, and agents may not ask', async () => {
  const house = await House.open();
  await expect(house.ask('sue', 'why', { call: 'cbtest-9' })).rejects.toMatchObject({ code: 'call-unknown' });
  await expect(house.ask('anna', 'why', { call: 'cbtest-9' })).rejects.toMatchObject({
    code: 'not-permitted',
  });
});
