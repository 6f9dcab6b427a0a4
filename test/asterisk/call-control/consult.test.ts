import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { CallingOffice, hearEachOther, tones } from '../harness/calling-office.ts';

let office: CallingOffice;
beforeAll(async () => {
  office = await CallingOffice.start();
});
afterEach(() => office.house.goHome());
afterAll(async () => {
  await office?.stop();
});

/** The customer speaks with anna at 1001, who has asked 1004 about it. */
async function consultation() {
  const talk = await office.talk();
  const expert = await office.phone('1004');
  await office.ask('1001', { name: 'consult', number: '1004' });
  const experts = await expert.nextCall();
  await talk.customer.hearsMusic();
  await experts.answer();
  await hearEachOther({ '1001': talk.annas, '1004': experts });
  await talk.customer.hearsMusic();
  return { ...talk, experts };
}

test('consulting: the customer has music, the two are by themselves; back and forth; reconnected', async () => {
  const { customer, annas, experts, trunk } = await consultation();
  expect(office.permitted('1001')).toEqual([
    'dropCall',
    'holdCall',
    'reconnectCall',
    'alternateCall',
    'transferCall',
    'conferenceCall',
  ]);
  await annas.shows({ name: 'Phone 1004', number: '1004' });
  await office.ask('1001', { name: 'alternate-call' });
  await hearEachOther({ '1001': annas, outside: customer });
  await annas.shows({ name: '', number: trunk.user });
  await experts.hearsMusic();
  await office.ask('1001', { name: 'alternate-call' });
  await hearEachOther({ '1001': annas, '1004': experts });
  await customer.hearsMusic();
  await office.ask('1001', { name: 'reconnect-call' });
  await experts.ended();
  await hearEachOther({ '1001': annas, outside: customer });
});

test('transfer after consulting: the customer goes on with the consulted one, the agent has his wrap-up', async () => {
  const { customer, annas, experts, trunk } = await consultation();
  await office.ask('1001', { name: 'transfer-call' });
  await annas.ended();
  await hearEachOther({ outside: customer, '1004': experts });
  await experts.shows({ name: '', number: trunk.user });
  expect(customer.displayed.map(({ number }) => number)).not.toContain('1004');
  await office.house.until('anna to be ready again', () => {
    const anna = office.house.app.exchange.state.agents.get('anna' as never);
    return anna?.work.name === 'idle' && anna.presence.name === 'ready';
  });
  await experts.hangup();
  await customer.ended();
});

test('transfer while it still rings: the customer hears that, then whoever answers', async () => {
  const { customer, annas } = await office.talk();
  const expert = await office.phone('1004');
  await office.ask('1001', { name: 'consult', number: '1004' });
  const experts = await expert.nextCall();
  await office.shows('1001', 'hold', 'delivered');
  await office.ask('1001', { name: 'transfer-call' });
  await annas.ended();
  await experts.answer();
  await hearEachOther({ outside: customer, '1004': experts });
});

test('hanging up between two calls brings them together', async () => {
  const { customer, annas, experts } = await consultation();
  await annas.hangup();
  await hearEachOther({ outside: customer, '1004': experts });
});

test('a conference; one after the other leaves it', async () => {
  const { customer, annas, experts } = await consultation();
  await office.ask('1001', { name: 'conference-call' });
  await hearEachOther({ outside: customer, '1001': annas, '1004': experts });
  const third = await office.phone('1005');
  await office.ask('1001', { name: 'add-party', number: '1005' });
  const thirds = await third.nextCall();
  await thirds.answer();
  await hearEachOther({ outside: customer, '1001': annas, '1004': experts, '1005': thirds });
  await office.ask('1001', { name: 'drop-party', number: '1004' });
  await experts.ended();
  await hearEachOther({ outside: customer, '1001': annas, '1005': thirds });
  await annas.hangup();
  await hearEachOther({ outside: customer, '1005': thirds });
  await thirds.hangup();
  await customer.ended();
});

test('a queue is consulted, and takes the customer at his age', async () => {
  const { customer, annas } = await office.talk();
  await office.ask('1001', { name: 'consult', number: 'support' });
  await office.shows('1001', 'hold', 'queued');
  await annas.hearsMusic();
  const ben = await office.phone('1002');
  await office.ask('1001', { name: 'transfer-call' });
  await annas.ended();
  await customer.hearsMusic();
  await office.ready('ben');
  const bens = await ben.nextCall();
  await bens.answer();
  await hearEachOther({ outside: customer, '1002': bens });
});

test('an outside number is consulted by the office’s caller id and gets the customer', async () => {
  const { customer, annas, trunk } = await office.talk();
  await office.ask('1001', { name: 'consult', number: '0311222' });
  const far = await trunk.nextCall();
  expect(far.party).toEqual({ name: '', number: '0399' });
  far.sendTone(tones['1005']);
  await far.answer();
  await hearEachOther({ '1001': annas, '1005': far });
  await office.ask('1001', { name: 'transfer-call' });
  await annas.ended();
  await hearEachOther({ outside: customer, '1005': far });
});
