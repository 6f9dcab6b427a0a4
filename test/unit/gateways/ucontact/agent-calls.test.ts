import { afterEach, beforeEach, expect, test } from 'vitest';
import { CordboardError } from '../../../../src/base/errors.ts';
import { Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.trusting();
});
afterEach(() => stage.close());

const printed = {
  callerid: '24001000',
  agent: 'Agente1',
  phone: '1001',
  tech: 'SIP',
  context: 'default',
  outqueue: 'Ventas->',
  destination: '098344484',
};
const wanted = {
  agent: 'Agente1',
  phone: '1001',
  destination: '098344484',
  callerId: '24001000',
  campaign: 'ventas',
  data: '',
  form: '',
};

test('AgentCall answers the guid of the call', async () => {
  const { status, body, headers } = await stage.post('Agents/AgentCall', printed);
  expect([status, body]).toEqual([200, '7e4e7db9-f080-494e-b04b-7c8e47711558']);
  expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(stage.office.asked).toEqual([['call', wanted]]);
});

test('AgentCallwithData passes data and form on as they are', async () => {
  const data = '{"idcustomer":7,"name":"Ana & José"}';
  const { body } = await stage.post('Agents/AgentCallwithData', {
    ...printed,
    data,
    form: 'https://crm.example/?id=7&x=1',
  });
  expect(body).toBe('7e4e7db9-f080-494e-b04b-7c8e47711558');
  expect(stage.office.asked).toEqual([['call', { ...wanted, data, form: 'https://crm.example/?id=7&x=1' }]]);
});

test('a call needs neither campaign nor caller id, and either of agent and phone will do', async () => {
  await stage.post('Agents/AgentCall', { agent: 'Agente1', destination: '12-345-678' });
  await stage.post('Agents/AgentCall', { phone: '1001', destination: '+598 98 344 484' });
  const free = { ...wanted, campaign: null, callerId: '' };
  expect(stage.office.asked).toEqual([
    ['call', { ...free, phone: '', destination: '12345678' }],
    ['call', { ...free, agent: '', destination: '+59898344484' }],
  ]);
});

test.each([
  [{ ...printed, destination: '' }, 'destination: is missing'],
  [{ ...printed, destination: 'Ana' }, 'destination: is not a number'],
  [{ ...printed, callerid: 'Ana' }, 'callerid: is not a number'],
  [{ ...printed, agent: '', phone: '' }, 'agent: is missing'],
  [{ ...printed, outqueue: 'Nobody->' }, 'there is no campaign Nobody'],
])('an error is 0, and a header says why: %#', async (form, reason) => {
  const { status, body, headers } = await stage.post('Agents/AgentCall', form);
  expect([status, body, headers.get('x-error')]).toEqual([200, '0', reason]);
  expect(stage.office.asked).toEqual([]);
});

test('what the house refuses is 0 too', async () => {
  stage.office.refusal = new CordboardError('phone-busy', 'phone 1001 is busy: it’s in a call');
  const { status, body, headers } = await stage.post('Agents/AgentCall', printed);
  expect([status, body, headers.get('x-error')]).toEqual([200, '0', "phone 1001 is busy: it's in a call"]);
});

test('a mistake of ours is no 0, and is in the log', async () => {
  stage.office.refusal = new TypeError('x is undefined');
  const { status, body } = await stage.post('Agents/AgentCall', printed);
  expect(status).toBe(500);
  expect(body).not.toContain('undefined');
  expect(stage.logged).toMatchObject([{ level: 50, err: { message: 'x is undefined' } }]);
});

test('HangupPhone answers 1, and 0 when nothing was hung up', async () => {
  const { status, body } = await stage.post('Agents/HangupPhone', 'phone=1001');
  expect([status, body]).toEqual([200, '1']);
  expect(stage.office.asked).toEqual([['hangUp', '1001']]);
  stage.office.refusal = new CordboardError('no-call', 'phone 1001 has no call');
  expect((await stage.post('Agents/HangupPhone', 'phone=1001')).body).toBe('0');
  expect((await stage.post('Agents/HangupPhone', '')).body).toBe('0');
});
