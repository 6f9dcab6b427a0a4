import { expect, test } from 'vitest';
import type { CampaignId } from '../../../../../src/board/ids.ts';
import type { LiveChanges } from '../../../../../src/board/outbound/campaign-settings.ts';
import { campaignChanges } from '../../../../../src/gateways/telservices/of-house/campaign-config.ts';
import {
  daysOff,
  weekdaysOff,
  workingHours,
} from '../../../../../src/gateways/telservices/of-house/working-hours.ts';
import type { RoutingPointConfig } from '../../../../../src/gateways/telservices/house/routing-points.ts';
import { nothing } from './real-house.ts';

const spring = { id: 'spring' as CampaignId, dialling: { name: 'progressive' } } as const;
const alone = { ...spring, dialling: { name: 'agentless', message: 'sound:hello', pressOne: null } } as const;
const at = 1_000_000;
const changesOf = (config: Partial<RoutingPointConfig>, former: LiveChanges = {}): LiveChanges =>
  campaignChanges({ ...nothing, ...config }, spring, former, at);

const everyDay = [1, 2, 3, 4, 5, 6, 7];

test.each<[Partial<RoutingPointConfig>, LiveChanges]>([
  [{}, {}],
  [{ serviceTimeout: 3_600 }, { stopAt: at + 3_600_000 }],
  [{ serviceTimeout: 0 }, { stopAt: null }],
  [{ workingHours: '12/17' }, { hours: [{ days: everyDay, from: 720, to: 1_020 }] }],
  [{ workingHours: '' }, { hours: null }],
  [{ nonWorkingDaysOfWeek: '1,7' }, { weekdaysOff: [6, 7] }],
  [{ nonWorkingDays: '25-12' }, { daysOff: ['12-25'] }],
  [{ noAnswerTimeout: 5 }, { ringMs: 5_000 }],
  [{ noAnswerTimeout: 120 }, { ringMs: 120_000 }],
  [{ failedCallRetryTimeout: 600 }, { retry: { afterMs: 600_000 } }],
  [{ failedCallRetryLimit: 0 }, { retry: { most: 0 } }],
  [{ failedCallRetryTimeout: 0, failedCallRetryLimit: 100 }, { retry: { afterMs: 0, most: 100 } }],
  [{ agentWorkingAfterCallTimeout: 0 }, { wrapUpMs: 0 }],
  [{ agentWorkingAfterCallTimeout: 3_600 }, { wrapUpMs: 3_600_000 }],
  [{ agentsDistribution: 'cyclic' }, { distribution: 'round-robin' }],
  [{ agentsDistribution: 'sequential' }, { distribution: 'linear' }],
  [{ agentsDistribution: 'most-idle' }, { distribution: 'longest-idle' }],
  [{ queueLimit: 0 }, { queueLimit: 0 }],
  [{ queueLimit: 150 }, { queueLimit: 1.5 }],
  [{ agentLoggedOnOnOpenSession: true }, { signInOnOpen: true }],
  [{ agentLoggedOnOnOpenSession: false }, { signInOnOpen: false }],
  [{ agentReadyOnLoggedOn: true }, { readyOnSignIn: true }],
  [{ statisticsIncomingCallImmediateAbandonTimeout: 2 }, { immediateAbandonMs: 2_000 }],
])('%j', (config, changes) => {
  expect(changesOf(config)).toEqual(changes);
});

test('an update of one half of the retries leaves the other one', () => {
  expect(changesOf({ failedCallRetryLimit: 2 }, { retry: { afterMs: 5, most: 1 } })).toEqual({
    retry: { afterMs: 5, most: 2 },
  });
});

test.each<[Partial<RoutingPointConfig>, string]>([
  [{ noAnswerTimeout: 4 }, 'config > noAnswerTimeout: must be from 5 to 120 seconds'],
  [{ noAnswerTimeout: 121 }, 'config > noAnswerTimeout: must be from 5 to 120 seconds'],
  [{ agentWorkingAfterCallTimeout: 3_601 }, 'config > agentWorkingAfterCallTimeout: must be from 0 to 3600'],
  [{ failedCallRetryLimit: 101 }, 'config > failedCallRetryLimit: must be from 0 to 100'],
  [{ workingHours: '8/25' }, 'config > workingHours: 8/25 is no time of day'],
  [{ workingHours: '8:60/9' }, 'config > workingHours: 8:60/9 is no time of day'],
  [{ workingHours: '8/12, 22/6' }, 'config > workingHours: 22/6 ends before it begins'],
  [{ workingHours: '8/8' }, 'config > workingHours: 8/8 ends before it begins'],
  [{ nonWorkingDays: '31-31' }, 'config > nonWorkingDays: must be days of the year'],
  [{ nonWorkingDays: '31-2' }, 'config > nonWorkingDays: must be days of the year'],
  [{ nonWorkingDays: '25-12,12-26' }, 'config > nonWorkingDays: must be days of the year'],
])('%j is refused, and the error names the element and the rule', (config, message) => {
  expect(() => changesOf(config)).toThrow(
    expect.objectContaining({ code: 'input-wrong', message: expect.stringContaining(message) }),
  );
});

test.each<[Partial<RoutingPointConfig>]>([
  [{ agentsDistribution: 'cyclic' }],
  [{ queueLimit: 100 }],
  [{ agentWorkingAfterCallTimeout: 5 }],
  [{ agentLoggedOnOnOpenSession: false }],
  [{ agentReadyOnLoggedOn: true }],
])('%j is nothing for a campaign without agents', (config) => {
  expect(() => campaignChanges({ ...nothing, ...config }, alone, {}, at)).toThrow(/which has no agents/);
});

test('hours are those of the printed example, and midnight may end a day', () => {
  expect(workingHours('8:30/12:00,12/17')).toEqual([
    { days: everyDay, from: 510, to: 720 },
    { days: everyDay, from: 720, to: 1_020 },
  ]);
  expect(workingHours('0/6 , 22:15/24')).toEqual([
    { days: everyDay, from: 0, to: 360 },
    { days: everyDay, from: 1_335, to: 1_440 },
  ]);
});

test('days of the week begin with Sunday there, with Monday here', () => {
  expect(weekdaysOff('1')).toEqual([7]);
  expect(weekdaysOff('2, 7,2')).toEqual([1, 6]);
  expect(weekdaysOff('')).toEqual([]);
});

test('days of the year are as printed, unless one of them can only be the other', () => {
  expect(daysOff('25-12,1-5')).toEqual(['12-25', '05-01']);
  expect(daysOff('5-6')).toEqual(['06-05']);
  expect(daysOff('12-25,5-6')).toEqual(['12-25', '05-06']);
  expect(daysOff('29-2')).toEqual(['02-29']);
  expect(daysOff('')).toEqual([]);
});
