import { afterEach, beforeEach, expect, test } from 'vitest';
import { Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.trusting();
});
afterEach(() => stage.close());

const ask = (call: string) => stage.post('Dialers/DialerTask', { call });

/** The objects as they are printed. */
const first =
  '{"calldate" : null, "campaign" : "nombreCampaña<-", "destination": "12-345-678", "alternatives": "", "agent" : "", "data": "idcustomer=7:name=Seba", "source": "source", "bulk" : false, "automatic" : true }';
const now =
  '{"calldate" : null, "campaign" : "nombreCampaña<-", "destination": "12-345-678", "alternatives": "", "agent" : "", "data": "idcustomer=7", "source": "source", "bulk" : false, "automatic" : false }';
const add =
  '{"calldate" : null, "campaign" : "nombreCampaña->", "destination": "12-345-678", "alternatives": "", "agent" : "Agente1", "data": "idcustomer=7", "source": "source", "bulk" : true, "automatic" : false }';
const later =
  '{"calldate" : "2015-10-11 15:00:00", "campaign" : "nombreCampaña->", "destination": "12-345-678", "alternatives": "", "agent" : "Agente1", "data": "idcustomer=7", "source": "source", "bulk" : true, "automatic" : false }';

const contact = {
  campaign: 'nombre-campana',
  numbers: ['12345678'],
  data: { idcustomer: '7' },
  agent: null,
  source: 'source',
  at: null,
  priority: 1,
};

test('with priority 1: the contact comes before all others', async () => {
  expect((await ask(first)).body).toBe('1');
  expect(stage.office.asked).toEqual([['add', { ...contact, data: { idcustomer: '7', name: 'Seba' } }]]);
});

test('a manual call of nobody in particular is for whoever is free', async () => {
  expect((await ask(now)).body).toBe('1');
  expect(stage.office.asked).toEqual([['add', contact]]);
});

test('a manual call of nobody in particular needs a campaign that runs', async () => {
  stage.office.areRunning = false;
  const { body, headers } = await ask(now);
  expect([body, headers.get('x-error')]).toEqual([
    '0',
    'call.campaign: does not run: nobody would be called now',
  ]);
  expect((await ask(first)).body).toBe('1');
});

const call = {
  agent: 'agente1',
  phone: '',
  destination: '12345678',
  callerId: '',
  campaign: 'nombre-campana',
  data: 'idcustomer=7',
  form: '',
};

test('a manual call of an agent is made at once', async () => {
  expect((await ask(now.replace('"agent" : ""', '"agent" : "Agente1"'))).body).toBe('1');
  expect((await ask(now.replace('"source": "source"', '"source": "1001"'))).body).toBe('1');
  expect(stage.office.asked).toEqual([
    ['call', call],
    ['call', call],
  ]);
});

test('a contact for the dialler, for the agent by his name or his number', async () => {
  expect((await ask(add)).body).toBe('1');
  expect((await ask(add.replace('Agente1', '1001'))).body).toBe('1');
  const added = ['add', { ...contact, agent: 'agente1', priority: null }];
  expect(stage.office.asked).toEqual([added, added]);
});

test('a scheduled call', async () => {
  expect((await ask(later)).body).toBe('1');
  expect(stage.office.asked).toEqual([
    ['add', { ...contact, agent: 'agente1', at: Date.parse('2015-10-11T18:00:00Z') }],
  ]);
});

test.each([
  [
    later.replace('2015-10-11 15:00:00', 'tomorrow'),
    'call.calldate: is not a date and time as in 2015-10-11 15:00:00',
  ],
  [add.replace('nombreCampaña', 'Nobody'), 'there is no campaign Nobody'],
  [add.replace('Agente1', 'Agente9'), "call.agent: is nobody's account and nobody's phone"],
  [add.replace('true', '"yes"'), 'call.bulk: is neither true nor false'],
  ['{"calldate": null', 'call: is not JSON'],
  ['', 'call: is missing'],
])('%#: an error is 0', async (wrong, reason) => {
  const { status, body, headers } = await ask(wrong);
  expect([status, body, headers.get('x-error')]).toEqual([200, '0', reason]);
  expect(stage.office.asked).toEqual([]);
});
