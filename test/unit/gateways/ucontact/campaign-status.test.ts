import { describe, expect, test } from 'vitest';
import type { AgentId } from '../../../../src/board/ids.ts';
import type { AgentState } from '../../../../src/gateways/ucontact/house/status.ts';
import { countOf, statusOf } from '../../../../src/gateways/ucontact/translate/agent-status.ts';
import { received, totalAndAverage } from '../../../../src/gateways/ucontact/translate/written.ts';
import { RecordOffice } from './record-office.ts';

/** As the document prints them. */
const printedSummary = {
  queue: 'test->',
  loggedIn: 0,
  available: 0,
  callers: 0,
  holdTime: 0,
  talkTime: 0,
  longestHoldTime: 0,
  internalActionId: '1982468278_6312',
  dateReceived: 'Nov 2, 2018 11:31:42 AM',
};
const printedCampaign = {
  campaign: 'Power<-',
  availables: 0,
  notavailables: 1,
  paused: 0,
  busy: 0,
  busypaused: 0,
  totalagents: 1,
  logged: 0,
  onwrapup: 0,
  completed: 0,
  abandoned: 0,
  talked: '00:00:00-0',
  hold: '00:00:00-0',
  abandonedlevel: '0',
  totalcalls: 0,
  acd: 0,
  servicelevel: '0.0',
  servicelevel2: '0.0',
  strategy: 'leastrecent',
  slevelthreshold: '3',
  wrapup: 0,
};
const printedAgent = {
  queue: 'test->',
  location: 'SIP/1010',
  membership: '',
  name: 'Daniel',
  penalty: 0,
  callsTaken: 0,
  lastCall: 0,
  status: 5,
  paused: false,
  stateinterface: 'SIP/1010',
  incall: 0,
  pausedreason: '[]',
  internalActionId: '1982468278_8979',
  dateReceived: 'Nov 2, 2018 11:36:11 AM',
  server: '00:10:12',
};

type Campaign = typeof printedCampaign;
type Agent = typeof printedAgent;
/** What a key of an answer may stand for: a campaign or an agent. */
type Either = Omit<Campaign, 'paused'> & Omit<Agent, 'paused'>;

async function ready(office: RecordOffice, ...agents: string[]): Promise<void> {
  for (const agent of agents as AgentId[]) {
    await office.exchange.command({ name: 'sign-in', agent });
    await office.exchange.command({ name: 'ready', agent });
  }
}

async function ask(office: RecordOffice, queue = ''): Promise<Record<string, Either>> {
  const answer = await office.post('Supervisor/campaignstatus', { queue });
  expect(answer.status, answer.body).toBe(200);
  return JSON.parse(answer.body) as Record<string, Either>;
}

async function summary(office: RecordOffice): Promise<(typeof printedSummary)[]> {
  return JSON.parse((await office.post('Supervisor/queuesummary')).body) as (typeof printedSummary)[];
}

const shape = (object: object | undefined): unknown =>
  Object.entries(object ?? {}).map(([field, value]) => [field, typeof value]);

const campaigns = `campaigns:
  - { id: sales, name: test, queue: test, dialling: manual, trunks: [line], rules: [] }
`;

describe('Supervisor/campaignstatus and queuesummary', () => {
  test('an office in which nothing has happened answers what is printed', async () => {
    const office = await RecordOffice.open();
    const all = await ask(office);
    expect(Object.keys(all)).toEqual(['Power<-', 'Test<-']);
    expect(all['Power<-']).toEqual({ ...printedCampaign, notavailables: 2, totalagents: 2 });
    expect(Object.keys(all['Power<-'] ?? {})).toEqual(Object.keys(printedCampaign));
    expect(all['Test<-']).toEqual({
      ...printedCampaign,
      campaign: 'Test<-',
      strategy: 'fewestcalls',
      slevelthreshold: '15',
      wrapup: 3,
    });
    const [power, test, complete] = await summary(office);
    expect(power).toEqual({
      ...printedSummary,
      queue: 'Power<-',
      internalActionId: power?.internalActionId,
      dateReceived: 'Nov 21, 2026 6:00:00 AM',
    });
    expect(Object.keys(power ?? {})).toEqual(Object.keys(printedSummary));
    expect(test?.queue).toBe('Test<-');
    expect(power?.internalActionId).toMatch(/^\d+_\d+$/);
    expect(complete).toEqual({
      internalActionId: power?.internalActionId,
      dateReceived: 'Nov 21, 2026 6:00:00 AM',
    });
  });

  test('one campaign comes with its agents, by where they sit', async () => {
    const office = await RecordOffice.open();
    await ready(office, 'anna');
    office.clock.advance(612_000);
    const answer = await ask(office, 'Power<-');
    expect(Object.keys(answer)).toEqual(['Power<-', 'SIP/1001', 'SIP/1010']);
    expect(answer['Power<-']).toMatchObject({ availables: 1, notavailables: 1, totalagents: 2, logged: 1 });
    expect(shape(answer['SIP/1010'])).toEqual(shape(printedAgent));
    expect(answer['SIP/1001']).toEqual({
      ...printedAgent,
      queue: 'Power<-',
      location: 'SIP/1001',
      stateinterface: 'SIP/1001',
      name: 'Anna',
      status: 1,
      pausedreason: '',
      internalActionId: answer['SIP/1001']?.internalActionId,
      dateReceived: 'Nov 21, 2026 6:00:00 AM',
      server: '00:10:12',
    });
    expect(answer['SIP/1010']).toMatchObject({ status: 5, name: 'Ben' });
    // Without its arrow, and in other letters.
    expect(Object.keys(await ask(office, 'power'))).toEqual(Object.keys(answer));
  });

  test('a call from its ring to its end, in counts, codes and figures', async () => {
    const office = await RecordOffice.open();
    const { clock } = office;
    const code = async (agent: string): Promise<number | undefined> =>
      (await ask(office, 'Power'))[agent]?.status;
    await ready(office, 'anna');
    await office.callIn('1');
    clock.advance(2_000);
    expect(await code('SIP/1001')).toBe(6);
    expect((await ask(office))['Power<-']).toMatchObject({
      busy: 1,
      availables: 0,
      totalcalls: 1,
      completed: 0,
    });
    await office.callIn('2');
    clock.advance(5_000);
    expect((await summary(office))[0]).toMatchObject({
      callers: 2,
      longestHoldTime: 7,
      loggedIn: 1,
      available: 0,
    });
    await office.pickUp('anna');
    clock.advance(30_000);
    expect(await code('SIP/1001')).toBe(2);
    expect((await ask(office, 'Power'))['SIP/1001']).toMatchObject({ incall: 1, server: '00:00:30' });
    expect((await summary(office))[0]).toMatchObject({ callers: 1, longestHoldTime: 35, holdTime: 7 });
    // The second gives up after 35 seconds; the first, who waited for 7, hangs up.
    await office.hangUp('2');
    await office.exchange.command({ name: 'not-ready', agent: 'anna' as AgentId, reason: 'lunch' });
    expect((await ask(office))['Power<-']).toMatchObject({ busypaused: 1, busy: 0 });
    await office.hangUp('1');
    clock.advance(20_000);
    const answer = await ask(office, 'Power<-');
    expect(answer['Power<-']).toMatchObject({
      availables: 0,
      paused: 1,
      busy: 0,
      logged: 1,
      completed: 1,
      abandoned: 1,
      talked: '00:00:30-30',
      hold: '00:00:07-7',
      abandonedlevel: '50',
      totalcalls: 2,
      acd: 30,
      servicelevel: '0.0',
      servicelevel2: '0.0',
    });
    expect(answer['SIP/1001']).toMatchObject({
      paused: true,
      pausedreason: 'lunch',
      callsTaken: 1,
      incall: 0,
    });
    expect(answer['SIP/1001']?.lastCall).toBe(Math.floor(clock.now() / 1_000) - 20);
    expect((await summary(office))[0]).toMatchObject({ talkTime: 30, callers: 0, longestHoldTime: 0 });
    // In time, this time: one of two answered, one of three of all.
    await ready(office, 'anna');
    await office.callIn('3');
    clock.advance(1_000);
    await office.pickUp('anna');
    expect((await ask(office))['Power<-']).toMatchObject({ servicelevel: '50.0', servicelevel2: '33.3' });
  });

  test('wrap-up is 9, a line that is down 0; agents may not ask', async () => {
    const office = await RecordOffice.open();
    await ready(office, 'ben');
    await office.callIn('1', '701');
    await office.pickUp('ben');
    await office.hangUp('1');
    expect((await ask(office, 'Test'))['SIP/1010']?.status).toBe(9);
    expect((await ask(office))['Test<-']).toMatchObject({ onwrapup: 1, busy: 0 });
    office.exchange.take({ kind: 'line-down', reason: 'test' });
    await office.settled();
    expect((await ask(office, 'Test'))['SIP/1010']?.status).toBe(0);
    for (const path of ['Supervisor/campaignstatus', 'Supervisor/queuesummary']) {
      expect((await office.post(path, {}, 'anna-token')).status).toBe(403);
    }
    const unknown = await office.post('Supervisor/campaignstatus', { queue: 'Ventas->' });
    expect(unknown).toEqual({ status: 400, body: 'queue: there is no campaign Ventas' });
  });

  test('calls of the agent’s own count too: 6 when one rings, 7 beside another', async () => {
    const office = await RecordOffice.open();
    const code = async (): Promise<unknown> => (await ask(office, 'Power'))['SIP/1001']?.status;
    await ready(office, 'anna');
    await office.callIn('1', '801');
    expect(await code()).toBe(6);
    expect((await ask(office))['Power<-']).toMatchObject({ busy: 1, totalcalls: 0 });
    await office.hangUp('1');
    await office.callIn('2');
    await office.pickUp('anna');
    expect(await code()).toBe(2);
    await office.callIn('3', '801');
    expect(await code()).toBe(7);
  });

  test('outbound campaigns have an arrow that points out, and the agents of their queue', async () => {
    const office = await RecordOffice.open({ campaigns });
    expect(Object.keys(await ask(office))).toEqual(['Power<-', 'Test<-', 'test->']);
    const answer = await ask(office, 'test->');
    expect(Object.keys(answer)).toEqual(['test->', 'SIP/1010']);
    expect(shape(answer['test->'])).toEqual(shape(printedCampaign));
    expect((await summary(office)).map(({ queue }) => queue)).toEqual([
      'Power<-',
      'Test<-',
      'test->',
      undefined,
    ]);
  });
});

test('every code of the document is somebody’s, and each agent is counted once', () => {
  const codes: [
    does: AgentState['does'],
    isRinging: boolean,
    code: number,
    count: string,
    whenPaused: string,
  ][] = [
    ['unknown', false, 0, 'notavailables', 'notavailables'],
    ['idle', false, 1, 'availables', 'paused'],
    ['in-call', false, 2, 'busy', 'busypaused'],
    ['undisturbed', false, 3, 'busy', 'busypaused'],
    ['no-phone', false, 4, 'notavailables', 'notavailables'],
    ['signed-out', false, 5, 'notavailables', 'notavailables'],
    ['idle', true, 6, 'busy', 'busypaused'],
    ['in-call', true, 7, 'busy', 'busypaused'],
    ['holding', false, 8, 'busy', 'busypaused'],
    ['wrap-up', false, 9, 'onwrapup', 'onwrapup'],
  ];
  for (const [does, isRinging, code, count, whenPaused] of codes) {
    expect([does, statusOf({ does, isRinging })]).toEqual([does, code]);
    expect(countOf({ does, isRinging, isPaused: false })).toBe(count);
    expect(countOf({ does, isRinging, isPaused: true })).toBe(whenPaused);
  }
});

test('times are written as printed', () => {
  expect(received(Date.UTC(2018, 10, 2, 14, 31, 42), 'America/Montevideo')).toBe('Nov 2, 2018 11:31:42 AM');
  expect(received(Date.UTC(2018, 10, 2, 3, 5, 7), 'America/Montevideo')).toBe('Nov 2, 2018 12:05:07 AM');
  expect([totalAndAverage(0, 0), totalAndAverage(360_061_000, 4)]).toEqual(['00:00:00-0', '100:01:01-90015']);
});
