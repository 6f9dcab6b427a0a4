import { beforeEach, expect, test } from 'vitest';
import { House, officeText } from './house.ts';

let house: House;

const office = officeText
  .replace('members: [anna, ben] }', 'members: [anna, ben], wrapUpBy: until-disposition }')
  .replace('members: [ben] }', 'members: [ben], wrapUpBy: fixed, wrapUp: 1m }')
  .concat('reasons:\n  - { id: lunch, name: Lunch, longest: 30m, whenTooLong: sign-out }\n');

const see = async (agent: string): Promise<unknown> => {
  const { agents } = (await house.ask('sue', 'agents')) as { agents: { agent: string }[] };
  return agents.find((one) => one.agent === agent);
};

async function talk(agent: 'anna' | 'ben', number = '700'): Promise<string> {
  await house.ask(agent, 'take-seat');
  await house.ask(agent, 'ready');
  const call = await house.callIn('c1', number);
  await house.pickUp(agent);
  await house.bridge(agent);
  return call;
}

beforeEach(async () => {
  house = await House.open();
  await house.control.office.apply(office, 'setup');
});

test('an agent says what came of the call, and only then has the next one', async () => {
  const call = await talk('anna');
  await house.ask('anna', 'hang-up');
  await expect(house.ask('anna', 'end-wrap-up')).rejects.toMatchObject({ code: 'disposition-missing' });
  await house.ask('anna', 'ready');
  expect(await see('anna')).toMatchObject({
    state: 'wrap-up',
    call,
    until: null,
    next: { name: 'ready', reason: null },
  });
  await expect(house.ask('anna', 'dispose', { disposition: 'Sold!' })).rejects.toMatchObject({
    code: 'input-wrong',
    details: { fields: [{ field: 'disposition' }] },
  });
  await house.ask('anna', 'dispose', { disposition: 'sold', note: 'two' });
  expect(await see('anna')).toMatchObject({ state: 'ready', next: null });
  expect(house.ledger.entriesOfCall(call).map(({ fact }) => fact)).toContainEqual(
    expect.objectContaining({ kind: 'agent.disposed', agent: 'anna', disposition: 'sold', note: 'two' }),
  );
});

test('a supervisor ends any wrap-up, signs out from it, and sends on a break', async () => {
  await talk('ben', '701');
  await house.ask('ben', 'hang-up');
  await expect(house.ask('ben', 'end-wrap-up')).rejects.toMatchObject({ code: 'wrap-up-fixed' });
  await expect(house.ask('ben', 'leave-seat')).rejects.toMatchObject({ code: 'wrap-up-fixed' });
  await house.ask('sue', 'not-ready', { agent: 'ben', reason: 'lunch' });
  expect(await see('ben')).toMatchObject({ state: 'wrap-up', next: { name: 'not-ready', reason: 'lunch' } });
  await house.ask('sue', 'end-wrap-up', { agent: 'ben' });
  expect(await see('ben')).toMatchObject({ state: 'not-ready', reason: 'lunch' });
  await house.ask('sue', 'leave-seat', { agent: 'ben' });
  expect(await see('ben')).toMatchObject({ state: 'signed-out' });
});

test('nobody ends a wrap-up for another agent', async () => {
  await talk('ben', '701');
  await house.ask('ben', 'hang-up');
  for (const verb of ['end-wrap-up', 'leave-seat', 'ready']) {
    await expect(house.ask('anna', verb, { agent: 'ben' })).rejects.toMatchObject({ code: 'not-permitted' });
  }
});

test('in a call a supervisor signs an agent out after it', async () => {
  await talk('ben', '701');
  await expect(house.ask('sue', 'leave-seat', { agent: 'ben' })).rejects.toMatchObject({ code: 'in-call' });
  await house.ask('sue', 'leave-seat', { agent: 'ben', afterCall: true });
  expect(await see('ben')).toMatchObject({
    state: 'talking',
    next: { name: 'signed-out', reason: 'signed-out' },
  });
  await house.ask('ben', 'hang-up');
  await house.ask('ben', 'extend-wrap-up', { ms: 5_000 });
  await house.ask('sue', 'end-wrap-up', { agent: 'ben' });
  expect(await see('ben')).toMatchObject({ state: 'signed-out', phone: null });
});

test('a reason is one of the office', async () => {
  await house.ask('anna', 'take-seat');
  await expect(house.ask('anna', 'not-ready', { reason: 'nap' })).rejects.toMatchObject({
    code: 'reason-unknown',
    details: { fields: [{ field: 'reason' }] },
  });
  await house.ask('anna', 'not-ready', { reason: 'lunch' });
  expect(await see('anna')).toMatchObject({ state: 'not-ready', reason: 'lunch', overdue: false });
});

test('an agent chooses queues at sign-in and later, and takes over a phone', async () => {
  await house.ask('ben', 'take-seat', { queues: ['sales'] });
  expect(await see('ben')).toMatchObject({ queues: ['sales'], memberOf: ['support', 'sales'] });
  await house.ask('sue', 'agent-queues', { agent: 'ben', queues: null });
  expect(await see('ben')).toMatchObject({ queues: ['support', 'sales'] });
  await expect(house.ask('anna', 'agent-queues', { queues: ['sales'] })).rejects.toMatchObject({
    code: 'signed-out',
  });
  await expect(house.ask('anna', 'take-seat', { phone: '1002' })).rejects.toMatchObject({
    code: 'phone-in-use',
  });
  await house.ask('anna', 'take-seat', { phone: '1002', evict: true });
  expect(await see('ben')).toMatchObject({ state: 'signed-out' });
  expect(await see('anna')).toMatchObject({ phone: '1002' });
  await expect(house.ask('anna', 'agent-queues', { queues: ['sales'] })).rejects.toMatchObject({
    code: 'not-a-member',
    details: { fields: [{ field: 'queues' }] },
  });
});

test('what an agent does is told to him and to supervisors only', async () => {
  await house.ask('ben', 'take-seat');
  const before = house.exchange.lastSeq;
  await house.ask('ben', 'agent-queues', { queues: ['sales'] });
  const told = (user: string): unknown[] => {
    const caller = house.caller(user);
    return house.control.events
      .after(before, 10)
      .map((entry) => house.control.events.show(caller, entry)?.kind)
      .filter((kind) => kind !== undefined);
  };
  expect(told('ben')).toEqual(['agent.queues']);
  expect(told('sue')).toEqual(['agent.queues']);
  expect(told('anna')).toEqual([]);
});
