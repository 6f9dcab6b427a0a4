import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { AgentId } from '../../../src/board/ids.ts';
import { CallingOffice, hearEachOther, tones } from '../harness/calling-office.ts';

let office: CallingOffice;
beforeAll(async () => {
  office = await CallingOffice.start();
});
afterEach(() => office.house.goHome());
afterAll(async () => {
  await office?.stop();
});

test('blind transfer: the other one rings, answers, and has the customer', async () => {
  const { customer, annas } = await office.talk();
  const expert = await office.phone('1004');
  await office.ask('1001', { name: 'divert-call', number: '1004' });
  await annas.ended();
  const experts = await expert.nextCall();
  await experts.answer();
  await hearEachOther({ outside: customer, '1004': experts });
});

test('a blind transfer that nobody answers comes back to the agent, then to the head of the queue', async () => {
  const { customer, annas, anna } = await office.talk();
  const expert = await office.phone('1004');
  await office.ask('1001', { name: 'divert-call', number: '1004' });
  await annas.ended();
  const experts = await expert.nextCall();
  await experts.ended();
  const again = await anna.nextCall();
  const { exchange } = office.house.app;
  await exchange.command({ name: 'not-ready', agent: 'anna' as AgentId, reason: 'lunch' });
  const ben = await office.phone('1002');
  await again.ended();
  await customer.hearsMusic();
  await office.ready('ben');
  const bens = await ben.nextCall();
  await bens.answer();
  await hearEachOther({ outside: customer, '1002': bens });
});

test("a phone's own blind transfer is the board's: the customer has whom it named", async () => {
  const { customer, annas } = await office.talk();
  const expert = await office.phone('1004');
  const transferred = annas.transfer('1004');
  const experts = await expert.nextCall();
  await experts.answer();
  expect((await transferred).sipStatus).toBe(200);
  await hearEachOther({ outside: customer, '1004': experts });
  const history = office.house.app.exchange.state.calls;
  expect([...history.values()].filter(({ phase }) => phase.name === 'talking')).toHaveLength(1);
});

test("a phone's own attended transfer is the board's too", async () => {
  const { customer, annas, anna } = await office.talk();
  const expert = await office.phone('1004');
  await annas.hold();
  const second = anna.call('1004');
  second.sendTone(tones['1001']);
  const experts = await expert.nextCall();
  await experts.answer();
  await hearEachOther({ '1001': second, '1004': experts });
  await office.shows('1001', 'hold', 'connected');
  expect((await annas.transfer(second)).sipStatus).toBe(200);
  await hearEachOther({ outside: customer, '1004': experts });
});

test('a ringing call is diverted; a connected one is parked and taken from another phone', async () => {
  const [first, second, third] = await office.phones('1001', '1004', '1005');
  const out = third.call('1001');
  out.sendTone(tones['1005']);
  await first.nextCall();
  await office.shows('1001', 'alerting');
  await office.ask('1001', { name: 'divert-call', number: '1004' });
  const diverted = await second.nextCall();
  await diverted.answer();
  await hearEachOther({ '1004': diverted, '1005': out });

  await office.ask('1004', { name: 'park-call' });
  await diverted.ended();
  await out.hearsMusic();
  const taken = first.call('7001');
  taken.sendTone(tones['1001']);
  await hearEachOther({ '1001': taken, '1005': out });
  await taken.shows({ name: 'Phone 1005', number: '1005' });
  await out.shows({ name: 'Phone 1001', number: '1001' });

  await office.ask('1001', { name: 'park-call', slot: 7002 });
  await taken.ended();
  await out.hearsMusic();
  await office.ask('1004', { name: 'unpark-call', slot: 7002 });
  const unparked = await second.nextCall();
  await hearEachOther({ '1004': unparked, '1005': out });
});

test('picked up from the group by its code, and a certain phone by command', async () => {
  const [first, second, third] = await office.phones('1001', '1004', '1005');
  const out = third.call('1001');
  out.sendTone(tones['1005']);
  const ringing = await first.nextCall();
  await office.shows('1001', 'alerting');
  const code = second.call('**');
  code.sendTone(tones['1004']);
  await ringing.ended();
  await hearEachOther({ '1004': code, '1005': out });
  await code.shows({ name: 'Phone 1005', number: '1005' });
  await out.shows({ name: 'Phone 1004', number: '1004' });
  await code.hangup();
  await out.ended();

  const again = third.call('1001');
  again.sendTone(tones['1005']);
  const ringingAgain = await first.nextCall();
  await office.shows('1001', 'alerting');
  await office.ask('1004', { name: 'pick-up', at: '1001' as never });
  const picked = await second.nextCall();
  await ringingAgain.ended();
  await hearEachOther({ '1004': picked, '1005': again });
});

test('forwards and do not disturb', async () => {
  const [first, second, third] = await office.phones('1001', '1004', '1005');
  await office.ask('1001', { name: 'forward', type: 'immInt', number: '1004' });
  const out = third.call('1001');
  const forwarded = await second.nextCall();
  await forwarded.answer();
  await out.answered();
  await out.hangup();
  await forwarded.ended();
  await office.ask('1001', { name: 'forward', type: 'immInt', number: null });

  await office.ask('1001', { name: 'forward', type: 'noAnswer', number: '1004' });
  const patient = third.call('1001');
  const unanswered = await first.nextCall();
  const late = await second.nextCall();
  await unanswered.ended();
  await late.answer();
  await patient.answered();
  await patient.hangup();
  await office.ask('1001', { name: 'forward', type: 'noAnswer', number: null });

  await office.ask('1001', { name: 'do-not-disturb', on: true });
  const refused = third.call('1001');
  await refused.ended();
  expect(refused.sipStatus).toBe(486);
  await office.ask('1001', { name: 'do-not-disturb', on: false });
});

test('an agent whose phone dies leaves the customer to the next agent, with music in between', async () => {
  const { customer, annas } = await office.talk();
  const ben = await office.phone('1002');
  annas.sendNothing();
  await customer.hearsMusic({ timeoutMs: 20_000 });
  await office.ready('ben');
  const bens = await ben.nextCall();
  await bens.answer();
  await hearEachOther({ outside: customer, '1002': bens });
});
