import { afterAll, beforeAll, expect, test } from 'vitest';
import { localTime } from '../../src/base/day.ts';
import type { CampaignId } from '../../src/board/ids.ts';
import { CampaignOffice, phoneName } from './harness/campaign-office.ts';
import { TelServicesClient } from './harness/telservices.ts';

/** A campaign by XML over TCP alone, with real calls: from its template to its end. */
const camp = 'camp1' as CampaignId;
const [never, first, second] = ['493077000001', '493077000002', '493077000003'] as const;
let office: CampaignOffice;
let client: TelServicesClient;

beforeAll(async () => {
  office = await CampaignOffice.start({
    agents: 1,
    campaigns: [{ id: 'template', dialling: 'progressive' }],
    customers: [
      { number: never, status: 'cancel' },
      { number: first, status: 200, ringMs: 200, talkMs: 500 },
      { number: second, status: 200, ringMs: 200, talkMs: 500 },
    ],
    env: { CORDBOARD_TELSERVICES_PORT: '0', CORDBOARD_TELSERVICES_TRUSTED: '127.0.0.0/8' },
  });
  const port = office.house.app.telServices?.port;
  if (port === undefined) throw new Error('this office has no gateway');
  client = await TelServicesClient.open(port, phoneName(0));
});
afterAll(async () => {
  await client?.close();
  await office?.stop();
});

async function ask(service: string, more = ''): Promise<void> {
  const answer = await client.send(`<${service}><service>${camp}</service>${more}</${service}>`);
  expect(answer).toBe('<TelServiceReturn><result><standard/></result></TelServiceReturn>');
}

async function stateNow(): Promise<string> {
  const answer = await client.send(
    `<queryRoutingPointState><service>${camp}</service></queryRoutingPointState>`,
  );
  return /<(?:routingPointState|error)><([\w-]+)\/>/.exec(answer)?.[1] ?? answer;
}

async function statistics(type: 'snapshot' | 'total', service: string = camp): Promise<string> {
  const asked = `<service>${service}</service><type><${type}/></type>`;
  return client.send(`<queryRoutingPointStatistics>${asked}</queryRoutingPointStatistics>`);
}

/** Hours of the office that are neither now nor soon. */
function otherHours(): string {
  return localTime(Date.now(), 'Europe/Berlin').minutes < 12 * 60 ? '22/23' : '1/2';
}

test('start from a template, closed, open, suspend, resume, completed, stop', async () => {
  const { house, customers } = office;
  const { exchange } = house.app;
  const { state } = exchange;
  const calls = (): number => state.callsOfCampaign.get(camp)?.size ?? 0;
  await office.agentsReady(1);
  await house.until('the agent’s seat', () => state.freeAgents.size === 1);

  const config = `<workingHours>${otherHours()}</workingHours><failedCallRetryLimit>0</failedCallRetryLimit>`;
  await ask('startRoutingPoint', `<template>template</template><config>${config}</config>`);
  await client.eventsUntil(`<outboundServices><service>${camp}</service></outboundServices>`);
  office.add(camp, [never]);
  await house.until('the contact to be handed over', () => state.contactsOf.get(camp)?.size === 1);
  expect(await stateNow()).toBe('started');
  expect(calls()).toBe(0);

  await ask('updateRoutingPoint', '<config><workingHours>0/24</workingHours></config>');
  const rings = (): boolean =>
    [...(state.callsOfCampaign.get(camp) ?? [])].some((id) =>
      state.calls.get(id)?.legs.some((leg) => leg.phone === null && leg.state === 'alerting'),
    );
  await house.until('the customer’s phone to ring', rings);
  expect(await stateNow()).toBe('started-running');

  await ask('suspendRoutingPoint');
  await house.until('the ringing to be over', () => calls() === 0);
  expect(await stateNow()).toBe('started-suspended');
  await expect.poll(() => customers.count('cancel')).toEqual(new Map([[never, 1]]));
  office.add(camp, [first, second]);
  expect(await statistics('snapshot')).toContain(
    '<loggedOffOrClosedAgentsCount>0</loggedOffOrClosedAgentsCount>',
  );
  expect(calls()).toBe(0);

  await ask('resumeRoutingPoint');
  await house.until(
    'the campaign to be completed',
    () => state.campaigns.get(camp)?.run === 'completed',
    40_000,
  );
  expect(await stateNow()).toBe('started-completed');
  expect(Object.fromEntries(await customers.count('invite'))).toEqual({
    [never]: 2,
    [first]: 1,
    [second]: 1,
  });
  const total = await statistics('total');
  for (const [figure, value] of [
    ['outgoingCallsOriginatedCount', 4],
    ['outgoingCallsConnectedCount', 2],
    ['outgoingCallsIntendedCount', 3],
    ['outgoingCallsPerformedCount', 3],
    ['outgoingCallsFailedCount', 2],
    ['incomingCallsConnectedCount', 2],
    ['routedToDistributionCallsCount', 2],
    ['incomingCallsAbandonedOnQueueCount', 0],
  ] as const) {
    // The first that is printed is the routing point's own.
    expect(total).toContain(`<${figure}>${value}</${figure}>`);
  }

  // The queue whose agents served it has had no caller.
  expect(await statistics('total', 'outbound')).toContain('<incomingCallsCount>0</incomingCallsCount>');

  await ask('stopRoutingPoint');
  await house.until('the campaign to be gone', () => !state.campaigns.has(camp));
  expect(await stateNow()).toBe('reject');
  expect(house.app.control.outbound?.lists.all(camp)).toEqual([]);
  expect(calls()).toBe(0);
}, 90_000);
