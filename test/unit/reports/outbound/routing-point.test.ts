import { expect, test } from 'vitest';
import type { AgentId, CallId, CampaignId, PhoneId } from '../../../../src/board/ids.ts';
import { emptyState } from '../../../../src/board/state.ts';
import type { DeviceCall } from '../../../../src/reports/device-call.ts';
import { routingPointFigures } from '../../../../src/reports/outbound/routing-point.ts';
import type { FoundAttempt, OutboundRows, RunEvent } from '../../../../src/reports/outbound/rows.ts';

const camp = 'camp' as CampaignId;
const hour = 3_600_000;

const attempt = (id: number, more: Partial<FoundAttempt>): FoundAttempt => ({
  id,
  call: `c${id}` as CallId,
  campaign: camp,
  contact: null,
  number: `+4930${id}`,
  mode: 'predictive',
  agent: null,
  trunk: 'main',
  callerId: '',
  begunAt: hour,
  answeredAt: hour + 10_000,
  detected: null,
  waitMs: null,
  endedAt: hour + 12_000,
  outcome: 'abandoned',
  verdict: { allowed: true, at: hour, rules: [] },
  cause: 16,
  sip: null,
  path: null,
  action: null,
  ...more,
});

const person = (id: number, more: Partial<FoundAttempt> = {}): FoundAttempt =>
  attempt(id, {
    agent: 'anna' as AgentId,
    outcome: 'person',
    waitMs: 500,
    endedAt: hour + 70_000,
    ...more,
  });

/** What Anna's phone had of a call. */
const device = (id: number, more: Partial<DeviceCall> = {}): DeviceCall => ({
  call: `c${id}` as CallId,
  phone: '1001' as PhoneId,
  agent: 'anna' as AgentId,
  queue: null,
  isOutgoing: false,
  startedAt: hour,
  endedAt: hour,
  alertingMs: 300,
  connectedMs: 0,
  heldMs: 0,
  otherParty: { name: '', number: '' },
  cause: null,
  q850: 16,
  isConnected: false,
  lost: null,
  ...more,
});

function figures(
  attempts: readonly FoundAttempt[],
  more: {
    readonly calls?: readonly DeviceCall[];
    readonly immediateMs?: number;
    readonly runs?: readonly RunEvent[];
  } = {},
) {
  const rows: Partial<OutboundRows> = {
    attempts: (_campaign, { after }) => (after === null ? attempts : []),
    retried: () => 2,
    runs: () => more.runs ?? [],
    lastContact: 0,
    progress: () => [],
  };
  return routingPointFigures(rows as OutboundRows, emptyState('t'), {
    campaign: camp,
    from: 0,
    to: 10 * hour,
    calls: more.calls ?? [],
    immediateMs: more.immediateMs ?? null,
  });
}

test('who has answered and is nobody’s yet is counted as a caller who comes in', async () => {
  const found = await figures([person(1), attempt(2, {})], { calls: [device(1)] });
  expect(found).toMatchObject({
    distributedCount: 2,
    overflowedCount: 1,
    waiting: { count: 2, totalMs: 2_500, longestMs: 2_000 },
    connected: { count: 1, totalMs: 59_500 },
    alerting: { count: 1, totalMs: 300 },
    abandoned: { immediatelyCount: 0, onAgentCount: 0, onQueueCount: 1 },
    answered: { count: 2, totalMs: 62_000 },
    retriedCount: 2,
  });
});

test('an agent’s phone may have rung for who is abandoned', async () => {
  const found = await figures([attempt(1, {})], { calls: [device(1)] });
  expect(found.abandoned).toEqual({ immediatelyCount: 0, onAgentCount: 1, onQueueCount: 0 });
});

test('who hangs up so soon has not waited', async () => {
  const gone = attempt(1, { outcome: 'hung-up', endedAt: hour + 11_000 });
  expect(await figures([gone])).toMatchObject({
    distributedCount: 1,
    waiting: { count: 0 },
    abandoned: { immediatelyCount: 1, onAgentCount: 0, onQueueCount: 0 },
  });
  expect(await figures([gone], { immediateMs: 1_000 })).toMatchObject({
    waiting: { count: 1 },
    abandoned: { immediatelyCount: 0, onAgentCount: 0, onQueueCount: 1 },
  });
});

test('an agent who is called first is assigned, and his customer comes in nowhere', async () => {
  const found = await figures([person(1)], { calls: [device(1, { isOutgoing: true })] });
  expect(found).toMatchObject({
    assignedCount: 1,
    distributedCount: 0,
    waiting: { count: 0 },
    connected: { count: 0 },
    answered: { count: 1, totalMs: 60_000 },
  });
});

test('calls that nobody has answered have failed; those that reached no trunk were none', async () => {
  const found = await figures([
    attempt(1, { outcome: 'busy', answeredAt: null }),
    attempt(2, { outcome: 'cancelled', answeredAt: null, trunk: null }),
    attempt(3, { outcome: 'machine' }),
  ]);
  expect(found).toMatchObject({
    originatedCount: 2,
    failedCount: 1,
    answered: { count: 1 },
    distributedCount: 0,
  });
});

test('its work is the time in which it ran, up to now', async () => {
  const runs: RunEvent[] = [
    { kind: 'campaign.started', at: -hour },
    { kind: 'campaign.suspended', at: hour },
    { kind: 'campaign.resumed', at: 2 * hour },
    { kind: 'campaign.completed', at: 5 * hour },
    { kind: 'campaign.started', at: 9 * hour },
  ];
  expect((await figures([], { runs })).workMs).toBe((1 + 3 + 1) * hour);
});
