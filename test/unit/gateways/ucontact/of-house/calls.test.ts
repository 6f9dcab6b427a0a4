import { beforeEach, expect, test } from 'vitest';
import type { PhoneId } from '../../../../../src/board/ids.ts';
import type { Caller } from '../../../../../src/control/caller.ts';
import { accountsOf } from '../../../../../src/gateways/ucontact/of-house/accounts.ts';
import { callsOf } from '../../../../../src/gateways/ucontact/of-house/calls.ts';
import { askerOf } from '../../../../../src/gateways/ucontact/of-house/operations.ts';
import { meaningOf } from '../../../../../src/gateways/ucontact/guid.ts';
import type { AgentCall, CallDesk } from '../../../../../src/gateways/ucontact/house/calls.ts';
import { Numbers } from '../../../../../src/lists/numbers.ts';
import { House, password } from '../../../control/house.ts';

let house: House;
let calls: CallDesk;
let trusted: Caller;
let anna: Caller;
beforeEach(async () => {
  house = await House.open();
  calls = callsOf({
    exchange: house.exchange,
    ask: askerOf(house.control),
    numbers: () => new Numbers({ country: 'UY', strict: false, timeZone: 'America/Montevideo' }),
  });
  const accounts = accountsOf(house.control);
  trusted = accounts.trusted();
  anna = accounts.ofUser('anna');
});

const wanted: AgentCall = {
  agent: 'anna',
  phone: '1001',
  destination: '1002',
  callerId: '',
  campaign: null,
  data: '',
  form: '',
};
const callOfPhone = (phone: string) => {
  const { state } = house.exchange;
  const [id] = state.callsOfPhone.get(phone as PhoneId) ?? [];
  return id === undefined ? undefined : state.calls.get(id);
};

test('a call is answered by its guid, and ended by its phone', async () => {
  const guid = await calls.call(trusted, { ...wanted, data: 'idcustomer=7' });
  const call = callOfPhone('1001');
  expect(call).toMatchObject({ phase: { name: 'calling', number: '1002' }, data: 'idcustomer=7' });
  expect(meaningOf(guid)?.call).toBe(call?.id);
  await calls.hangUp(trusted, '1001');
  expect(callOfPhone('1001')?.phase.name).not.toBe('calling');
});

test.each([
  ['by his account', { agent: 'Anna', phone: '' }],
  ['by his number', { agent: '1001', phone: '' }],
  ['by his phone', { agent: '', phone: '1001' }],
])('the agent is found %s', async (_how, named) => {
  await calls.call(trusted, { ...wanted, ...named });
  expect(callOfPhone('1001')).toBeDefined();
});

test.each([
  ['', 'idcustomer=7', 'idcustomer=7'],
  ['pop-up', '', 'form=pop-up'],
  ['pop-up', 'idcustomer=7', 'form=pop-up:idcustomer=7'],
  ['pop-up', '{"idcustomer":7}', '{"idcustomer":7,"form":"pop-up"}'],
])('the form %j goes with the data %j', async (form, data, both) => {
  await calls.call(trusted, { ...wanted, form, data });
  expect(callOfPhone('1001')?.data).toBe(both);
});

test('an agent calls from his own phone only', async () => {
  await calls.call(anna, wanted);
  await expect(calls.call(anna, { ...wanted, agent: 'ben', phone: '1002' })).rejects.toMatchObject({
    code: 'not-permitted',
  });
  await expect(calls.hangUp(anna, '1002')).rejects.toMatchObject({ code: 'not-permitted' });
});

test.each<[Partial<AgentCall>, string]>([
  [{ phone: '1999' }, 'phone: is no phone of the office'],
  [{ agent: 'nobody' }, 'agent: is nobody’s account and nobody’s phone'],
  [{ agent: 'dave', phone: '' }, 'phone: dave has none'],
  [{ callerId: '24001000' }, 'callerid: is only for calls of a campaign (outqueue)'],
])('%j is refused', async (wrong, sentence) => {
  await expect(calls.call(trusted, { ...wanted, ...wrong })).rejects.toThrow(sentence);
  expect(house.exchange.state.calls.size).toBe(0);
});

test('somebody else’s phone is not the agent’s', async () => {
  await house.exchange.command({ name: 'sign-in', agent: 'ben' as never });
  await expect(calls.call(trusted, { ...wanted, phone: '1002' })).rejects.toThrow(
    'phone: another agent than anna sits there',
  );
});

test('a phone without a call cannot be hung up', async () => {
  await expect(calls.hangUp(trusted, '1001')).rejects.toMatchObject({ code: 'no-call' });
});

test('accounts are the office’s', async () => {
  const accounts = accountsOf(house.control);
  expect(accounts.ofUser('sue').role).toBe('supervisor');
  expect(() => accounts.ofUser('nobody')).toThrow('the office has no account nobody');
  await accounts.checkPassword('anna', password);
  await expect(accounts.checkPassword('anna', 'guess')).rejects.toMatchObject({ code: 'sign-in-refused' });
  expect(() => accounts.ofToken('none')).toThrow('this session is over');
  expect(accounts.ofToken(house.control.localToken).role).toBe('admin');
  expect(accounts.trusted()).toMatchObject({ user: 'ucontact', role: 'supervisor' });
});
