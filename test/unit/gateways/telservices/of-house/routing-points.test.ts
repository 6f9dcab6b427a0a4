import { expect, test } from 'vitest';
import { queueChange } from '../../../../../src/gateways/telservices/of-house/queue-config.ts';
import type { RoutingPointConfig } from '../../../../../src/gateways/telservices/house/routing-points.ts';
import { nothing, RealHouse } from './real-house.ts';

test('the states of a queue', async () => {
  const house = await RealHouse.open();
  const { routingPoints } = house.telephony;
  const state = () => routingPoints.state('support');
  expect(await state()).toBe('started');
  await house.agent('sign-in');
  expect(await state()).toBe('started');
  await house.agent('ready');
  expect(await state()).toBe('started-running');
  await house.callIn('c1');
  await house.talk(0);
  expect(await state()).toBe('started-running');
  await routingPoints.suspend('support');
  expect(await state()).toBe('started-suspended');
  await routingPoints.resume('support');
  expect(await state()).toBe('started-running');
  await routingPoints.stop('support');
  expect(await state()).toBe('stopped');
  await expect(routingPoints.resume('support')).rejects.toMatchObject({ code: 'queue-stopped' });
  await routingPoints.start('support', null, null);
  expect(await state()).toBe('started-running');
  house.exchange.take({ kind: 'line-down', reason: 'test' });
  expect(await state()).toBe('started-failed');
  expect(await routingPoints.state('sales')).toBe('started-failed');
});

test('a suspended queue diverts to its failure route, also after a restart', async () => {
  const house = await RealHouse.open();
  await house.telephony.routingPoints.suspend('support');
  await house.callIn('c1');
  expect(house.effects).toContainEqual(expect.objectContaining({ name: 'ring', endpoint: 'PJSIP/1009' }));
  const next = await house.restart();
  expect(await next.telephony.routingPoints.state('support')).toBe('started-suspended');
});

test('what is updated is a version of the office and outlives a restart', async () => {
  const house = await RealHouse.open();
  const config = {
    ...nothing,
    noAnswerTimeout: 15,
    agentWorkingAfterCallTimeout: 0,
    agentsDistribution: 'most-idle' as const,
  };
  await house.telephony.routingPoints.update('support', config);
  const next = await house.restart();
  expect(next.exchange.state.office.queues[0]).toMatchObject({
    ringMs: 15_000,
    wrapUpMs: 0,
    strategy: { by: ['longest-idle'] },
  });
  expect(next.ledger.officeVersions.list()).toHaveLength(2);
});

test('an update without a word, or with what is so already, makes no version', async () => {
  const house = await RealHouse.open();
  await house.telephony.routingPoints.update('support', null);
  await house.telephony.routingPoints.update('support', { ...nothing, agentWorkingAfterCallTimeout: 30 });
  expect(house.ledger.officeVersions.list()).toHaveLength(1);
});

test('start takes a configuration too; what does not fit changes nothing', async () => {
  const house = await RealHouse.open();
  const { routingPoints } = house.telephony;
  await routingPoints.stop('support');
  await expect(routingPoints.start('support', null, { ...nothing, queueLimit: 100 })).rejects.toMatchObject({
    code: 'input-wrong',
  });
  expect(await routingPoints.state('support')).toBe('stopped');
  await routingPoints.start('support', null, { ...nothing, noAnswerTimeout: 9 });
  expect(house.exchange.state.office.queues[0]?.ringMs).toBe(9_000);
  expect(await routingPoints.state('support')).toBe('started');
});

test.each<[Partial<RoutingPointConfig>]>([
  [{ serviceTimeout: 1 }],
  [{ workingHours: '8/12' }],
  [{ nonWorkingDaysOfWeek: '1' }],
  [{ nonWorkingDays: '25-12' }],
  [{ noAnswerTimeout: 0 }],
  [{ noAnswerTimeout: 601 }],
  [{ failedCallRetryTimeout: 1 }],
  [{ failedCallRetryLimit: 1 }],
  [{ agentWorkingAfterCallTimeout: 3_601 }],
  [{ agentsDistribution: 'cyclic' }],
  [{ agentsDistribution: 'sequential' }],
  [{ queueLimit: 1 }],
  [{ agentLoggedOnOnOpenSession: false }],
  [{ agentReadyOnLoggedOn: false }],
  [{ statisticsIncomingCallImmediateAbandonTimeout: 1 }],
])('%j does not fit a queue', (config) => {
  expect(() => queueChange({ ...nothing, ...config })).toThrow(
    expect.objectContaining({ code: 'input-wrong' }),
  );
});

test('a service that is neither a queue nor a campaign is refused', async () => {
  const { routingPoints } = (await RealHouse.open()).telephony;
  for (const ask of [
    routingPoints.state('camp1'),
    routingPoints.start('camp1', null, null),
    routingPoints.stop('camp1'),
    routingPoints.suspend('camp1'),
    routingPoints.resume('camp1'),
    routingPoints.update('camp1', null),
  ]) {
    await expect(ask).rejects.toMatchObject({
      code: 'service-unknown',
      message: 'there is no queue and no campaign camp1',
    });
  }
});
