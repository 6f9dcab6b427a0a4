import { expect, test } from 'vitest';
import { newAgent, type Agent } from '../../../../../src/board/agent/agent.ts';
import type { AgentId, PhoneId } from '../../../../../src/board/ids.ts';
import { agentInfo } from '../../../../../src/gateways/telservices/of-house/agent-states.ts';
import type { AgentInfo } from '../../../../../src/gateways/telservices/words.ts';
import { anna, phone1, RealHouse } from './real-house.ts';

const signedIn = (more: Partial<Agent>): Agent => ({
  ...newAgent('anna' as AgentId, 0),
  phone: phone1,
  presence: { name: 'ready' },
  ...more,
});
const notReady = (reason: string) => ({ presence: { name: 'not-ready', reason } }) as const;
const work = (name: string, more: object = {}) => ({ work: { name, ...more } }) as unknown as Partial<Agent>;
const all = ['ready', 'notReady', 'workingAfterCall'];

test.each<[string, Partial<Agent>, Partial<AgentInfo>]>([
  [
    'signed in, not ready',
    notReady('signed-in'),
    { state: 'notReady', permittedStates: [...all, 'loggedOff'] as never },
  ],
  ['ready', {}, { state: 'ready', permittedStates: [...all, 'loggedOff'] as never }],
  [
    'offered',
    work('offered', { leg: 'l' }),
    { state: 'busy', permittedStates: [...all, 'loggedOff'] as never },
  ],
  ['talking', work('talking', { leg: 'l' }), { state: 'busy', permittedStates: all as never }],
  ['holding', work('holding', { leg: 'l' }), { state: 'busy', permittedStates: all as never }],
  ['consulting', work('consulting', { leg: 'l' }), { state: 'busy', permittedStates: all as never }],
  ['direct', work('direct', { leg: 'l' }), { state: 'busy', permittedStates: all as never }],
  [
    'wrap-up',
    work('wrap-up', { until: 7 }),
    { state: 'workingAfterCall', changesAt: 7, permittedStates: all as never },
  ],
  ['resting', work('resting', { until: 7 }), { state: 'notReady', changesAt: 7 }],
  ['after the wrap-up', notReady('working-after-call'), { state: 'workingAfterCall', changesAt: null }],
])('%s', (_what, more, info) => {
  expect(
    agentInfo(signedIn(more), true, { inboundServices: ['support'], outboundServices: ['spring'] }),
  ).toMatchObject({
    userID: 'anna',
    changesAt: null,
    inboundServices: ['support'],
    outboundServices: ['spring'],
    ...info,
  });
});

test('whoever is signed out can log on at his own phone', async () => {
  const { telephony } = await RealHouse.open();
  expect(telephony.agents.at(phone1)).toEqual({
    userID: 'anna',
    state: 'loggedOff',
    changesAt: null,
    inboundServices: ['support'],
    outboundServices: [],
    permittedStates: ['loggedOn'],
  });
  expect(telephony.agents.at('1009' as PhoneId)).toBeNull();
});

test('every state that can be asked for, and what clients hear of it', async () => {
  const { telephony } = await RealHouse.open();
  const told: string[] = [];
  telephony.agents.listen(({ phone, info }) => told.push(`${phone} ${info.state}`));
  for (const state of ['loggedOn', 'ready', 'notReady', 'workingAfterCall', 'ready', 'loggedOff'] as const) {
    await telephony.agents.setState(phone1, state);
  }
  expect(told).toEqual([
    '1001 notReady',
    '1001 ready',
    '1001 notReady',
    '1001 workingAfterCall',
    '1001 ready',
    '1001 loggedOff',
  ]);
  await expect(telephony.agents.setState(phone1, 'ready')).rejects.toMatchObject({ code: 'signed-out' });
  await expect(telephony.agents.setState('1009' as PhoneId, 'loggedOn')).rejects.toMatchObject({
    code: 'agent-unknown',
  });
});

test('who sits at a phone is the one, whoever’s own it is', async () => {
  const house = await RealHouse.open();
  await house.exchange.command({ name: 'sign-in', agent: 'ben' as AgentId, phone: phone1 });
  expect(house.telephony.agents.at(phone1)).toMatchObject({ userID: 'ben', state: 'notReady' });
  expect(house.telephony.agents.at('1002' as PhoneId)).toMatchObject({
    userID: 'ben',
    state: 'loggedOff',
    permittedStates: [],
  });
});

test('a call of the queue: busy from the ring on, then working after it until the wrap-up is over', async () => {
  const house = await RealHouse.open();
  await house.agent('sign-in');
  await house.agent('ready');
  const told: AgentInfo[] = [];
  house.telephony.agents.listen(({ info }) => told.push(info));
  await house.callIn('c1');
  const leg = await house.talk(1_000);
  await house.gone('c1', leg);
  await house.pass(30_000);
  expect(told.map(({ state }) => state)).toEqual(['busy', 'busy', 'workingAfterCall', 'ready']);
  expect(told[2]?.changesAt).toBe(house.clock.now());
  expect(house.exchange.state.agents.get(anna)?.work.name).toBe('idle');
});
