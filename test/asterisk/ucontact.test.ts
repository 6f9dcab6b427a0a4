import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { freeUdpPort } from './harness/free-port.ts';
import { officeYaml, TestOffice, trunkHost } from './harness/office.ts';

/** uContact's API as another product uses it, while real calls run. */

const key = 'a-key-of-the-other-product';
const customer = '098344484';
const inE164 = '+59898344484';
const other = '099124484';

let office: TestOffice;
let trunkPort: number;

beforeAll(async () => {
  trunkPort = await freeUdpPort(trunkHost);
  const plain = JSON.parse(officeYaml({ wrapUp: '2s' })) as { agents: object[]; trunks: object[] };
  const campaign = {
    queue: 'support',
    trunks: ['test-trunk'],
    rules: ['always'],
    callerIds: { numbers: ['+59824001000'] },
    limits: { perDay: 'none' },
  };
  const yaml = JSON.stringify({
    ...plain,
    timeZone: 'America/Montevideo',
    numbering: { country: 'UY' },
    trunks: plain.trunks.map((trunk) => ({ ...trunk, port: String(trunkPort) })),
    agents: [...plain.agents, { id: 'crm', name: 'CRM', role: 'supervisor' }],
    callingRules: [{ id: 'always', source: 'these tests', perDay: '100' }],
    campaigns: [
      {
        ...campaign,
        id: 'ventas',
        name: 'Ventas',
        dialling: 'manual',
        dispositions: [
          { path: 'venda', action: 'success' },
          { path: 'venda|depois', action: 'schedule' },
        ],
      },
      { ...campaign, id: 'prueba1', name: 'prueba1', dialling: 'progressive' },
    ],
  });
  office = await TestOffice.start({
    yaml,
    env: { CORDBOARD_UCONTACT_PORT: '0', CORDBOARD_UCONTACT_KEYS: `crm:${key}` },
  });
});
afterEach(async () => {
  await office.app.exchange.command({ name: 'stop-campaign', campaign: 'prueba1' as never, by: 'boss' });
  await office.goHome();
});
afterAll(async () => {
  await office?.stop();
});

interface Answer {
  readonly status: number;
  readonly body: string;
  /** Why it is 0. */
  readonly reason: string | null;
}

async function post(path: string, parameters: Readonly<Record<string, string>>): Promise<Answer> {
  const answer = await fetch(`http://127.0.0.1:${office.app.uContact?.port ?? 0}/Integra/resources/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      authorization: `Bearer ${key}`,
    },
    body: new URLSearchParams(parameters).toString(),
  });
  return { status: answer.status, body: await answer.text(), reason: answer.headers.get('x-error') };
}

/** What was done is answered so. */
async function done(path: string, parameters: Readonly<Record<string, string>>): Promise<void> {
  expect(await post(path, parameters)).toEqual({ status: 200, body: '1', reason: null });
}

const people = async () => {
  const [annas, trunk, anna] = await Promise.all([
    office.phone('1001'),
    office.trunk({ localPort: trunkPort }),
    office.desk('anna'),
  ]);
  await anna.command('ready');
  return { annas, trunk, anna };
};

/** Both hear each other: 700 Hz is the agent. */
async function talk({ annas, trunk }: Awaited<ReturnType<typeof people>>, callerId: string) {
  const atPhone = await annas.nextCall();
  atPhone.sendTone(700);
  await atPhone.answer();
  const atCustomer = await trunk.nextCall({ to: inE164 });
  expect(atCustomer.party.number).toBe(callerId);
  atCustomer.sendTone(500);
  await atCustomer.answer();
  await Promise.all([atPhone.hearsTone(500), atCustomer.hearsTone(700)]);
  return { atPhone, atCustomer };
}

const agentCall = {
  callerid: '24001001',
  agent: 'anna',
  phone: '1001',
  tech: 'SIP',
  context: 'default',
  outqueue: 'Ventas->',
  destination: customer,
};

const contactsOf = async (campaign: string, state: string) => {
  const boss = await office.desk('boss');
  const { contacts } = (await boss.command('contacts', { campaign, state })) as {
    contacts: Record<string, unknown>[];
  };
  return contacts;
};

test('AgentCall, DispositionCall, HangupPhone', async () => {
  const those = await people();
  const { body: guid } = await post('Agents/AgentCall', agentCall);
  expect(guid).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  const { atPhone, atCustomer } = await talk(those, '24001001');

  const said = { campaign: 'Ventas->', agent: 'anna', callerid: customer, guid, comment: 'ligou' };
  expect(await post('api/DispositionCall', { ...said, l1: 'venda', l2: 'nunca' })).toMatchObject({
    status: 400,
    body: 'Disposição não encontrada para o nível1: venda, level2: nunca, nível3: ',
  });
  const { status, body } = await post('api/DispositionCall', { ...said, l1: 'venda' });
  expect([status, body]).toEqual([200, '{"Result":"ok","txtcode":"venda"}']);
  const disposed = await those.anna.event('agent.disposed', { agent: 'anna' });
  expect(disposed).toMatchObject({ disposition: 'venda', note: 'ligou' });

  await done('Agents/HangupPhone', { phone: '1001' });
  await Promise.all([atPhone.ended(), atCustomer.ended()]);
  expect((await post('Agents/HangupPhone', { phone: '1001' })).body).toBe('0');
  // Corrected in the wrap-up, as the agent's screen does it.
  expect((await post('api/DispositionCall', { ...said, l1: 'venda', tag: 'fechada' })).body).toBe(
    '{"Result":"ok","txtcode":"fechada"}',
  );
});

test('DispositionCall promises a call, in this campaign or in another, and moves it when it is said again', async () => {
  const those = await people();
  const { body: guid } = await post('Agents/AgentCall', agentCall);
  await talk(those, '24001001');
  await done('Agents/HangupPhone', { phone: '1001' });
  const form = { campaign: 'Ventas->', agent: 'anna', callerid: customer, guid };
  const said = { ...form, l1: 'venda', l2: 'depois', comment: 'volta' };
  const promised = async (campaign: string) =>
    (await contactsOf(campaign, 'open')).map(({ kind, dueAt, note }) => [kind, dueAt, note]);

  const past = await post('api/DispositionCall', { ...said, schedule: '2015-10-11 15:00:00' });
  expect(past).toMatchObject({ status: 400, body: 'schedule: is over' });
  expect(await promised('ventas')).toEqual([]);

  for (const day of ['11', '12']) {
    const { status } = await post('api/DispositionCall', { ...said, schedule: `2035-10-${day} 15:00:00` });
    expect(status).toBe(200);
  }
  const at = Date.parse('2035-10-12T18:00:00Z');
  expect(await promised('ventas')).toEqual([['call-back', at, 'volta']]);

  const elsewhere = { ...said, schedule: '2035-10-12 15:00:00', camptoreschedule: 'prueba1->' };
  expect((await post('api/DispositionCall', elsewhere)).status).toBe(200);
  expect(await promised('ventas')).toEqual([]);
  expect(await promised('prueba1')).toEqual([['call-back', at, 'volta']]);

  expect((await post('api/DispositionCall', { ...form, l1: 'venda' })).status).toBe(200);
  expect(await promised('prueba1')).toEqual([]);
});

test('AgentCallwithData tells the agent what goes with the call', async () => {
  const those = await people();
  const data = '{"idcustomer":7}';
  const { body } = await post('Agents/AgentCallwithData', {
    ...agentCall,
    data,
    form: 'https://crm.example/7',
  });
  expect(body).not.toBe('0');
  await talk(those, '24001001');
  const [call] = office.app.exchange.state.calls.values();
  expect(JSON.parse(call?.data ?? '')).toEqual({ idcustomer: 7, form: 'https://crm.example/7' });
});

test('DialerTask: a manual call of an agent', async () => {
  const those = await people();
  const call = `{"calldate" : null, "campaign" : "Ventas<-", "destination": "098-344-484", "alternatives": "", "agent" : "1001", "data": "idcustomer=7", "source": "source", "bulk" : false, "automatic" : false }`;
  await done('Dialers/DialerTask', { call });
  await talk(those, '+59824001000');
});

test('nobody calls whom the blacklist bars', async () => {
  await people();
  const blacklist = JSON.stringify({ phone: customer, campaign: 'Ventas->', name: 'Name' });
  await done('admin/addblack', { blacklist });
  const refused = await post('Agents/AgentCall', agentCall);
  expect(refused).toMatchObject({ status: 200, body: '0' });
  expect(refused.reason).toContain('do-not-call');
  await done('admin/deleteblack', { blacklist });
  expect((await post('Agents/AgentCall', agentCall)).body).not.toBe('0');
});

test('an uploaded base is called, with its data', async () => {
  const those = await people();
  const line = `prueba1;${customer};var1=val1:var2=val2;${other}:099111111;9999;1001`;
  await done('Dialers/uploadbase', {
    filename: 'base.csv',
    fileb64: Buffer.from(`${line}\n`).toString('base64'),
    campaign: 'prueba1->',
    cant: '1',
    username: 'Seba',
  });
  await office.app.exchange.command({ name: 'start-campaign', campaign: 'prueba1' as never, by: 'boss' });
  // His own contacts are called when he has picked up himself.
  await talk(those, '+59824001000');
  const [contact] = await contactsOf('prueba1', 'held');
  expect(contact).toMatchObject({
    listName: 'base.csv',
    agent: 'anna',
    data: { var1: 'val1', var2: 'val2' },
    numbers: [{ number: inE164 }, { number: '+59899124484' }, { number: '+59899111111' }],
  });
});

test('contacts are added, put back, promised and removed', async () => {
  const schedule = {
    calldate: '2035-10-11 15:00:00',
    campaign: 'Ventas->',
    destination: customer,
    alternatives: other,
    agentphone: '1001',
    data: 'Par1=Val1',
  };
  await done('Dialers/ScheduleDialerCall', { callschedule: JSON.stringify(schedule) });
  const [promised] = await contactsOf('ventas', 'open');
  expect(promised).toMatchObject({
    kind: 'call-back',
    priority: 1,
    agent: 'anna',
    dueAt: Date.parse('2035-10-11T18:00:00Z'),
    data: { Par1: 'Val1' },
  });

  const day = { campaign: 'Ventas->', destination: customer };
  const wrongDay = { ...day, from: '2035-10-12 00:00:00', to: '2035-10-12 23:59:59' };
  expect((await post('Dialers/RemoveScheduleDialerCall', wrongDay)).status).toBe(400);
  await done('Dialers/RemoveScheduleDialerCall', {
    ...day,
    from: '2035-10-11 15:00:00',
    to: '2035-10-11 15:00:00',
  });
  expect(await contactsOf('ventas', 'open')).toEqual([]);

  const respool = {
    campaign: 'Ventas->',
    destination: other,
    dialerbase: 'basetest',
    status: 1,
    data: 'Par1=Val2',
    alternatives: customer,
    contact: promised?.['contact'],
    retries: 1,
    priority: 9999,
    agentphone: '',
  };
  await done('Dialers/Respool', { callspool: JSON.stringify(respool) });
  const back = await contactsOf('ventas', 'open');
  expect(back).toMatchObject([
    {
      contact: promised?.['contact'],
      attempts: 1,
      priority: 9_999,
      agent: null,
      data: { Par1: 'Val2' },
      numbers: [{ number: '+59899124484' }, { number: inE164 }],
    },
  ]);

  const task = { calldate: null, campaign: 'Ventas->', destination: '2400 2000', agent: 'anna', bulk: true };
  await done('Dialers/DialerTask', { call: JSON.stringify(task) });
  await done('Dialers/DialerTask', {
    call: JSON.stringify({ ...task, destination: '2400 2001', bulk: false, automatic: true }),
  });
  const added = await contactsOf('ventas', 'open');
  expect(added.map(({ priority, agent }) => [priority, agent])).toEqual([
    [9_999, null],
    [5_000, 'anna'],
    [1, 'anna'],
  ]);

  for (const number of [other, '24002000', '24002001']) {
    await done('Dialers/RemoveContact', { campaign: 'Ventas->', number });
  }
  expect(await contactsOf('ventas', 'open')).toEqual([]);
  expect((await post('Dialers/RemoveContact', { campaign: 'Ventas->', number: other })).status).toBe(400);
});
