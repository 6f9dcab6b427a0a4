import { expect, test } from 'vitest';
import type { RealHouse as House } from './real-house.ts';
import { anna, phone1, RealHouse } from './real-house.ts';

/** anna is ready; a caller has been talking to her for 10 s after 2 s of ringing, another one has waited for 5 s. */
async function busyHouse(): Promise<House> {
  const house = await RealHouse.open();
  await house.pass(60_000);
  await house.agent('sign-in');
  await house.agent('ready');
  await house.pass(8_000);
  await house.callIn('c1');
  await house.talk(2_000);
  await house.pass(5_000);
  await house.callIn('c2');
  await house.pass(5_000);
  return house;
}

test('what is going on counts up to now: the user', async () => {
  const house = await busyHouse();
  const { start, inboundServices, totals } = await house.telephony.statistics.userTotal(phone1, null);
  expect(start).toBe(house.clock.now() - 80_000);
  expect(inboundServices).toEqual(['support']);
  expect(totals).toMatchObject({
    incomingCallsAlertingCount: 1,
    agentIncomingCallsAlertingCount: 1,
    incomingCallsConnectedCount: 1,
    incomingCallsAlertingDuration: 2_000,
    incomingCallsConnectedDuration: 10_000,
    agentIncomingCallsConnectedDuration: 10_000,
    agentLoggedOnDuration: 20_000,
    agentLoggedOnPercentage: 25,
    agentLoggedOffDuration: 60_000,
    agentReadyDuration: 8_000,
    agentReadyPercentage: 40,
    agentBusyDuration: 12_000,
  });
});

test('it is the same when it is over, but for what has come since', async () => {
  const house = await busyHouse();
  const call = house.exchange.state.agents.get(anna)?.work;
  await house.gone('c2', 'c1', call !== undefined && 'leg' in call ? call.leg : '');
  const { totals } = await house.telephony.statistics.userTotal(phone1, 'anna');
  expect(totals).toMatchObject({
    incomingCallsAlertingDuration: 2_000,
    incomingCallsConnectedDuration: 10_000,
    incomingCallsFailedCount: 0,
    incomingCallsAbandonedCount: 0,
    agentBusyDuration: 12_000,
  });
  const queue = await house.telephony.statistics.routingPointTotal('support');
  expect(queue.totals).toMatchObject({
    incomingCallsCount: 2,
    queuedCallsDuration: 7_000,
    incomingCallsConnectedDuration: 10_000,
    incomingCallsAbandonedOnQueueCount: 1,
  });
});

test('what is going on counts up to now: the queue', async () => {
  const house = await busyHouse();
  const { start, totals, agents } = await house.telephony.statistics.routingPointTotal('support');
  expect(start).toBe(house.clock.now() - 80_000);
  expect(totals).toMatchObject({
    workDuration: 80_000,
    routedToDistributionCallsCount: 2,
    queuedCallsCount: 2,
    queuedCallsDuration: 7_000,
    queuedCallsMaxDuration: 5_000,
    incomingCallsCount: 2,
    incomingCallsConnectedCount: 1,
    incomingCallsAlertingDuration: 2_000,
    incomingCallsConnectedDuration: 10_000,
  });
  // Who has not worked is there by name only.
  expect(agents).toMatchObject([
    { deviceNumber: '1001', userID: 'anna', total: { totals: { incomingCallsConnectedDuration: 10_000 } } },
    { deviceNumber: '1002', userID: 'ben', total: null },
  ]);
});

test('whose phone rings when the caller gives up', async () => {
  const house = await RealHouse.open();
  await house.agent('sign-in');
  await house.agent('ready');
  await house.callIn('c1');
  const leg = house.ringing;
  await house.hear({ name: 'alerting', channel: leg });
  await house.pass(7_000);
  await house.gone('c1', leg);
  const user = await house.telephony.statistics.userTotal(phone1, null);
  expect(user.totals).toMatchObject({ incomingCallsAbandonedCount: 1, agentIncomingCallsAbandonedCount: 1 });
  const queue = await house.telephony.statistics.routingPointTotal('support');
  expect(queue.totals).toMatchObject({
    incomingCallsAbandonedOnAgentCount: 1,
    incomingCallsAbandonedOnQueueCount: 0,
  });
});

test('who was turned away', async () => {
  const house = await RealHouse.open();
  await house.telephony.routingPoints.suspend('support');
  await house.pass(10_000);
  await house.callIn('c1');
  const { totals } = await house.telephony.statistics.routingPointTotal('support');
  expect(totals).toMatchObject({
    workDuration: 0,
    incomingCallsCount: 1,
    routedToFailureRouteCallsCount: 1,
    routedToDistributionCallsCount: 0,
  });
});

test('the snapshot of a queue, as printed', async () => {
  const house = await busyHouse();
  const busy = await house.telephony.statistics.routingPointSnapshot('support');
  expect(busy).toEqual({
    counts: {
      queuedCallsCount: 1,
      queuedCallsDuration: 5_000,
      readyAvailableAgentsCount: 0,
      busyOrWorkingAfterCallAgentsCount: 1,
      notReadyOrDirectCallAgentsCount: 0,
      agentsInCallCount: 1,
      loggedOffOrClosedAgentsCount: 1,
    },
    agents: [
      {
        deviceNumber: '1001',
        userID: 'anna',
        agentState: 'busy',
        inboundServices: ['support'],
        outboundServices: [],
      },
      {
        deviceNumber: '1002',
        userID: null,
        agentState: 'loggedOff',
        inboundServices: [],
        outboundServices: [],
      },
    ],
  });
});

test('the snapshot of a user, of nobody and of a stranger', async () => {
  const house = await busyHouse();
  const { statistics } = house.telephony;
  expect(await statistics.userSnapshot(phone1, null)).toEqual({
    agentState: 'busy',
    inboundServices: ['support'],
    outboundServices: [],
  });
  expect(await statistics.userSnapshot('1009', null)).toEqual({
    agentState: null,
    inboundServices: [],
    outboundServices: [],
  });
  expect((await statistics.userTotal('1009', null)).totals.agentLoggedOffDuration).toBe(0);
  await expect(statistics.userSnapshot(phone1, 'nobody')).rejects.toMatchObject({ code: 'user-unknown' });
});

test('the states of agents: one of each kind', async () => {
  const house = await RealHouse.open();
  const counts = async () => (await house.telephony.statistics.routingPointSnapshot('support')).counts;
  expect(await counts()).toMatchObject({ loggedOffOrClosedAgentsCount: 2 });
  await house.agent('sign-in');
  expect(await counts()).toMatchObject({
    notReadyOrDirectCallAgentsCount: 1,
    loggedOffOrClosedAgentsCount: 1,
  });
  await house.agent('ready');
  expect(await counts()).toMatchObject({ readyAvailableAgentsCount: 1, agentsInCallCount: 0 });
  await house.phone({ phone: phone1, name: 'make-call', number: '1009' });
  await house.hear({ name: 'answered', channel: house.ringing });
  expect(await counts()).toMatchObject({ notReadyOrDirectCallAgentsCount: 1, agentsInCallCount: 1 });
});
