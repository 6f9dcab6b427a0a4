import { expect, test } from 'vitest';
import type { AgentId, CallId, CampaignId, LegId } from '../../../../../src/board/ids.ts';
import { settingsNow } from '../../../../../src/board/outbound/settings-now.ts';
import type { RoutingPointConfig } from '../../../../../src/gateways/telservices/house/routing-points.ts';
import { settled } from '../../../control/house.ts';
import { anna, nothing, phone1, phone2, RealHouse } from './real-house.ts';

const camp = 'camp1' as CampaignId;
const config = (more: Partial<RoutingPointConfig>): RoutingPointConfig => ({ ...nothing, ...more });

/** What tests do with a campaign beside what clients can. */
class CampaignHouse {
  readonly house: RealHouse;

  private constructor(house: RealHouse) {
    this.house = house;
  }

  static async open(): Promise<CampaignHouse> {
    return new CampaignHouse(await RealHouse.open());
  }

  get points() {
    return this.house.telephony.routingPoints;
  }

  async add(campaign: CampaignId, ...numbers: string[]): Promise<void> {
    const wanted = { campaign, list: 'calls', duplicates: 'none', timeZone: null, priority: 5_000 } as const;
    const results = this.house.outbound.contacts.add(
      { ...wanted, dueAt: null, by: 'test' },
      numbers.map((number) => ({ numbers: [number] })),
    );
    for (const one of results) if (!('id' in one)) throw new Error(JSON.stringify(one));
    await this.settle();
  }

  /** Contacts go back and forth between the lists and the board. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 4; turn += 1) {
      await settled();
      await new Promise(setImmediate);
    }
    this.house.clock.advance(0);
    await settled();
  }

  calls(campaign = camp): CallId[] {
    return [...(this.house.exchange.state.callsOfCampaign.get(campaign) ?? [])];
  }

  call(campaign = camp): CallId {
    const [call, more] = this.calls(campaign);
    if (call === undefined || more !== undefined)
      throw new Error(`${this.calls(campaign).length} calls are up`);
    return call;
  }

  legs(call: CallId): LegId[] {
    return this.house.exchange.state.calls.get(call)?.legs.map(({ id }) => id) ?? [];
  }

  /** The agent who is rung first picks up, and then the customer, who talks so long. */
  async talk(call: CallId, ms: number): Promise<void> {
    const [agent] = this.legs(call);
    if (agent === undefined) throw new Error('nobody is rung');
    await this.house.hear({ name: 'answered', channel: agent });
    await this.house.hear({ name: 'alerting', channel: this.customer(call) });
    await this.house.pass(3_000);
    await this.house.hear({ name: 'answered', channel: this.customer(call) });
    const phase = this.house.exchange.state.calls.get(call)?.phase;
    if (phase?.name !== 'talking') throw new Error(`the call is ${phase?.name}`);
    await this.house.hear({ name: 'bridged', bridge: phase.bridge });
    await this.house.pass(ms);
    await this.house.gone(...this.legs(call).toReversed());
    await this.settle();
  }

  customer(call: CallId): LegId {
    const leg = this.house.exchange.state.calls.get(call)?.attempt?.leg;
    if (leg == null) throw new Error('no customer is called');
    return leg;
  }

  async work(): Promise<void> {
    await this.house.agent('sign-in');
    await this.house.agent('ready');
    await this.settle();
  }
}

test('from a template to the end: it runs, is suspended and resumed, is completed, and leaves with its lists', async () => {
  const all = await CampaignHouse.open();
  const { house, points } = all;
  await points.start(camp, 'spring', config({ noAnswerTimeout: 30 }));
  expect(await points.state(camp)).toBe('started');
  expect(settingsNow(house.exchange.state, camp)?.settings).toMatchObject({ ringMs: 30_000, name: 'camp1' });
  await all.work();
  expect(await points.state(camp)).toBe('started-running');
  await all.add(camp, '+493010000001', '+493010000002');
  const [first] = all.legs(all.call());
  if (first === undefined) throw new Error('nobody is rung');
  await house.hear({ name: 'answered', channel: first });
  expect(all.customer(all.call())).toBeDefined();

  await points.suspend(camp);
  expect(await points.state(camp)).toBe('started-suspended');
  expect(house.exchange.state.calls.get(all.call())?.phase.name).toBe('ended');
  await house.gone(...all.legs(all.call()).toReversed());
  await house.pass(60_000);
  expect(all.calls()).toEqual([]);

  await points.resume(camp);
  await all.settle();
  expect(await points.state(camp)).toBe('started-running');
  for (const _ of [1, 2]) {
    await all.talk(all.call(), 10_000);
    await house.pass(30_000);
    await all.settle();
  }
  expect(await points.state(camp)).toBe('started-completed');

  expect(house.outbound.lists.all(camp)).toHaveLength(1);
  await points.stop(camp);
  await all.settle();
  await expect(points.state(camp)).rejects.toMatchObject({ code: 'service-unknown' });
  expect(house.outbound.lists.all(camp)).toEqual([]);
  expect(house.ledger.outboundFigures.attemptList({ campaign: camp, limit: 10 })).toHaveLength(3);
});

test('a stopped one stays until its last call is over; meanwhile it is not started again', async () => {
  const all = await CampaignHouse.open();
  const { house, points } = all;
  await points.start(camp, 'spring', null);
  await all.work();
  await all.add(camp, '+493010000001', '+493010000002');
  const call = all.call();
  await points.stop(camp);
  await all.settle();
  expect(await points.state(camp)).toBe('stopped');
  for (const template of [null, 'spring']) {
    await expect(points.start(camp, template, null)).rejects.toMatchObject({ code: 'campaign-leaving' });
  }
  await house.gone(...all.legs(call));
  await house.pass(2_000);
  await all.settle();
  await expect(points.state(camp)).rejects.toMatchObject({ code: 'service-unknown' });
  await points.start(camp, 'spring', null);
  expect(await points.state(camp)).toBe('started');
});

test('what a process has left behind stopped leaves at the next start', async () => {
  const house = await RealHouse.open();
  const { exchange } = house;
  await exchange.command({
    name: 'make-campaign',
    campaign: camp,
    template: 'spring' as CampaignId,
    by: 'test',
  });
  await house.telephony.routingPoints.start('camp2', 'spring', null);
  const next = await house.restart();
  await settled();
  expect([...next.exchange.state.campaigns.keys()]).toEqual(['spring', 'alone', 'camp2']);
});

test('its time-out stops it, and takes it away as a stop does', async () => {
  const all = await CampaignHouse.open();
  await all.points.start(camp, 'spring', config({ serviceTimeout: 60 }));
  await all.house.pass(59_000);
  expect(await all.points.state(camp)).toBe('started');
  await all.house.pass(2_000);
  await all.settle();
  await expect(all.points.state(camp)).rejects.toMatchObject({ code: 'service-unknown' });
});

test('a campaign of the office is started, changed and stopped by its own name, and stays', async () => {
  const { house, points } = await CampaignHouse.open();
  await points.start('spring', null, config({ failedCallRetryLimit: 2 }));
  await points.update('spring', config({ failedCallRetryTimeout: 60 }));
  const retries = settingsNow(house.exchange.state, 'spring' as CampaignId)?.settings.retries;
  expect(retries?.busy).toMatchObject({ afterMs: 60_000, most: 2 });
  await points.stop('spring');
  await settled();
  expect(await points.state('spring')).toBe('stopped');
  await expect(points.suspend('spring')).rejects.toMatchObject({ code: 'campaign-stopped' });
  const next = await house.restart();
  expect(await next.telephony.routingPoints.state('spring')).toBe('stopped');
});

test('what cannot be made leaves nothing behind', async () => {
  const { house, points } = await CampaignHouse.open();
  const before = [...house.exchange.state.campaigns.keys()];
  for (const [service, template, code] of [
    ['camp1', 'winter', 'campaign-unknown'],
    ['camp1', 'support', 'campaign-unknown'],
    ['support', 'spring', 'service-exists'],
    ['alone', 'spring', 'campaign-exists'],
    ['../up', 'spring', 'input-wrong'],
  ] as const) {
    await expect(points.start(service, template, null)).rejects.toMatchObject({ code });
  }
  await expect(points.start(camp, 'spring', config({ workingHours: '9/8' }))).rejects.toMatchObject({
    code: 'input-wrong',
  });
  expect([...house.exchange.state.campaigns.keys()]).toEqual(before);
  // Neither is a template what was made after one.
  await points.start(camp, 'spring', null);
  await expect(points.start('camp2', camp, null)).rejects.toMatchObject({ code: 'campaign-unknown' });
});

test('whoever asks again for the same gets it, with what he says now', async () => {
  const { house, points } = await CampaignHouse.open();
  await points.start(camp, 'spring', config({ queueLimit: 50 }));
  await points.start(camp, 'spring', config({ noAnswerTimeout: 9 }));
  expect(house.exchange.state.campaigns.get(camp)?.changes).toEqual({ queueLimit: 0.5, ringMs: 9_000 });
});

test('it is not working outside its hours, and has failed without agents or Asterisk', async () => {
  const all = await CampaignHouse.open();
  const { house, points } = all;
  await all.work();
  // A Saturday, 10:00 in Berlin.
  await points.start(camp, 'spring', config({ workingHours: '8/12' }));
  expect(await points.state(camp)).toBe('started-running');
  for (const closed of [
    { workingHours: '10:01/12' },
    { workingHours: '8/12', nonWorkingDaysOfWeek: '7' },
    { nonWorkingDaysOfWeek: '', nonWorkingDays: '21-11' },
  ]) {
    await points.update(camp, config(closed));
    expect(await points.state(camp)).toBe('started');
  }
  await points.update(camp, config({ nonWorkingDays: '' }));
  expect(await points.state(camp)).toBe('started-running');
  await house.exchange.command({
    name: 'change-campaign',
    campaign: camp,
    changes: { agents: [] },
    by: 'boss',
  });
  expect(await points.state(camp)).toBe('started-failed');
  await points.start('alone', null, null);
  expect(await points.state('alone')).toBe('started-running');
  house.exchange.take({ kind: 'line-down', reason: 'test' });
  expect(await points.state('alone')).toBe('started-failed');
});

test('an update looks anew at the calls: those that wait go back to their list, and come out of it again', async () => {
  const all = await CampaignHouse.open();
  const { house, points } = all;
  await house.agent('sign-in');
  await points.start(camp, 'spring', null);
  await all.add(camp, '+493010000001', '+493010000002');
  expect(house.exchange.state.contactsOf.get(camp)?.size).toBe(2);
  const facts: string[] = [];
  house.exchange.listen((entries) => void facts.push(...entries.map(({ fact }) => fact.kind)));
  await points.update(camp, null);
  await all.settle();
  expect(facts).toEqual(expect.arrayContaining(['contacts.released', 'contacts.held']));
  expect(house.exchange.state.contactsOf.get(camp)?.size).toBe(2);
});

test('agents are told which campaigns they work for, and hear of every change', async () => {
  const all = await CampaignHouse.open();
  const { house, points } = all;
  const { telephony } = house;
  const told: [string, readonly string[]][] = [];
  telephony.agents.listen(({ phone, info }) => void told.push([phone, info.outboundServices]));
  expect(telephony.agents.at(phone1)?.outboundServices).toEqual([]);
  await points.start(camp, 'spring', null);
  await points.start('spring', null, null);
  await points.suspend(camp);
  await points.stop(camp);
  await all.settle();
  expect(told.filter(([phone]) => phone === phone1).map(([, services]) => services)).toEqual([
    ['camp1'],
    ['spring', 'camp1'],
    ['spring'],
  ]);
  expect(telephony.agents.at(phone2)).toMatchObject({ outboundServices: ['spring'] });
  const only = { agents: ['ben' as AgentId] };
  await house.exchange.command({
    name: 'change-campaign',
    campaign: 'spring' as CampaignId,
    changes: only,
    by: 'boss',
  });
  expect(telephony.agents.at(phone1)?.outboundServices).toEqual([]);
  await house.exchange.command({ name: 'sign-in', agent: 'ben' as AgentId });
  const { statistics } = telephony;
  const both = { inboundServices: ['support'], outboundServices: ['spring'] };
  expect(await statistics.userSnapshot(phone2, null)).toMatchObject(both);
  expect(await statistics.userTotal(phone2, null)).toMatchObject(both);
});

test('agents are signed in when they open, and ready when they sign in, where the campaign says so', async () => {
  const { house, points } = await CampaignHouse.open();
  const { telephony } = house;
  const presence = (agent = anna) => house.exchange.state.agents.get(agent)?.presence.name;
  await telephony.agents.opened(phone1, null);
  expect(presence()).toBe('signed-out');
  await points.start(camp, 'spring', config({ agentLoggedOnOnOpenSession: true }));
  await telephony.agents.opened(phone1, 'anna');
  await settled();
  expect(presence()).toBe('not-ready');
  await house.agent('sign-out');
  await points.update(camp, config({ agentReadyOnLoggedOn: true }));
  await telephony.agents.opened(phone1, null);
  await settled();
  expect(presence()).toBe('ready');
  // By whatever means he does.
  await house.exchange.command({ name: 'sign-in', agent: 'ben' as AgentId });
  await settled();
  expect(presence('ben' as AgentId)).toBe('ready');
  await house.exchange.command({ name: 'sign-out', agent: 'ben' as AgentId });
  await telephony.agents.opened('1009' as typeof phone1, 'sue');
  expect(presence('sue' as AgentId)).toBe('signed-out');
});

test('the statistics of a campaign whose agent is called before his customers', async () => {
  const all = await CampaignHouse.open();
  const { house, points } = all;
  await points.start(camp, 'spring', config({ failedCallRetryTimeout: 0 }));
  await all.work();
  await all.add(camp, '+493010000001', '+493010000002', '+493010000003');
  // The first is busy and called again at once, after the others.
  const [agent] = all.legs(all.call());
  if (agent === undefined) throw new Error('nobody is rung');
  await house.hear({ name: 'answered', channel: agent });
  await house.hear({
    name: 'gone',
    channel: all.customer(all.call()),
    cause: { q850: 17, sip: 486 },
  });
  await house.gone(agent);
  await all.settle();
  for (const ms of [10_000, 20_000, 30_000]) {
    await all.talk(all.call(), ms);
    await house.pass(30_000);
    await all.settle();
  }
  const { totals, agents } = await house.telephony.statistics.routingPointTotal(camp);
  expect(totals).toMatchObject({
    outgoingCallsIntendedCount: 3,
    outgoingCallsPerformedCount: 3,
    outgoingCallsOriginatedCount: 4,
    outgoingCallsRetriedCount: 1,
    outgoingCallsConnectedCount: 3,
    outgoingCallsFailedCount: 1,
    outgoingCallsConnectedDuration: 60_000,
    outgoingCallsConnectedAvgDuration: 20_000,
    routedToAssignedAgentCallsCount: 4,
    incomingCallsCount: 0,
    queuedCallsCount: 0,
  });
  expect(agents.map(({ userID }) => userID)).toEqual(['anna', 'ben']);
  expect(agents[0]?.total?.totals.agentOutgoingCallsConnectedCount).toBe(3);
  const snapshot = await house.telephony.statistics.routingPointSnapshot(camp);
  expect(snapshot.counts).toMatchObject({ queuedCallsCount: 0, loggedOffOrClosedAgentsCount: 1 });
  expect(snapshot.agents).toHaveLength(2);
});
