import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgentId } from '../../src/board/ids.ts';
import { CallingOffice, hearEachOther, tones } from './harness/calling-office.ts';
import { agents } from './harness/office.ts';

let office: CallingOffice;
beforeAll(async () => {
  office = await CallingOffice.start({
    agents: agents.map((agent) => ({ ...agent, capacity: '2' })),
    queues: [
      {
        id: 'support',
        name: 'Support',
        members: ['anna'],
        ring: '10s',
        wrapUpBy: 'until-disposition',
        ringInUse: 'true',
      },
    ],
  });
});
afterAll(async () => {
  await office?.stop();
});

test('an agent in a call is rung for another one; the first is on hold then, and each has its wrap-up', async () => {
  const { customer, annas, anna } = await office.talk();
  const second = (await office.phone('1004')).call('700');
  second.sendTone(tones['1004']);
  await anna.nextCall();
  await office.shows('1001', 'connected', 'alerting');
  await office.ask('1001', { name: 'answer-call' });
  const another = await anna.nextCall();
  await hearEachOther({ '1004': second, '1001': another });
  await Promise.all([customer.hearsMusic(), annas.hearsSilence(300)]);

  await second.hangup();
  await another.ended();
  await office.ask('1001', { name: 'retrieve-call' });
  await hearEachOther({ outside: customer, '1001': annas });
  await customer.hangup();
  await annas.ended();

  const { exchange } = office.house.app;
  const present = () => exchange.state.agents.get('anna' as AgentId);
  const dispose = { name: 'dispose', agent: 'anna' as AgentId, disposition: 'done', note: '' } as const;
  expect(present()).toMatchObject({ work: { name: 'wrap-up', until: null }, owed: [{ queue: 'support' }] });
  await exchange.command(dispose);
  expect(present()).toMatchObject({ work: { name: 'wrap-up', until: null }, owed: [] });
  await exchange.command(dispose);
  expect(present()).toMatchObject({ work: { name: 'idle' }, presence: { name: 'ready' } });
});
