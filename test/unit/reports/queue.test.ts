import { expect, test } from 'vitest';
import type { QueueId } from '../../../src/board/ids.ts';
import { routingPointTotals } from '../../../src/gateways/telservices/of-house/figures.ts';
import { routingPointTotalNames } from '../../../src/gateways/telservices/statistics.ts';
import { queueOf } from '../board/settings.ts';
import { anna, at, midnight, minutes, Records } from './rows.ts';

const queue = queueOf('support', [anna]);
const support = { agent: anna, queue: 'support' as QueueId };
const seconds = (count: number): number => count * 1_000;

/** A morning of the queue; every figure can be checked by head. */
function morning(): Records {
  return (
    new Records()
      // Talked to after 20 s, of which her phone rang 5.
      .callWas('c1', 'support', 'waiting', at(0), at(0) + seconds(20))
      .callWas('c1', 'support', 'talking', at(0) + seconds(20), at(3), 'anna')
      .leg('c1', '1001', { ...support, alertingMs: 5_000, connectedMs: 160_000 })
      .ended('c1', 'support', 'completed-by-caller', at(0), at(3))
      // Let pass once, answered in the end: 40 s of ringing in 60 s of waiting; back in the line, and out of it again.
      .callWas('c2', 'support', 'waiting', at(10), at(11))
      .callWas('c2', 'support', 'talking', at(11), at(12), 'ben')
      .callWas('c2', 'support', 'waiting', at(12), at(12) + seconds(30))
      .callWas('c2', 'support', 'talking', at(12) + seconds(30), at(14), 'anna')
      .leg('c2', '1001', { ...support, startedAt: at(10), alertingMs: 30_000, q850: 19 })
      .leg('c2', '1002', {
        ...support,
        startedAt: at(10) + seconds(30),
        alertingMs: 10_000,
        connectedMs: 60_000,
      })
      .ended('c2', 'support', 'completed-by-agent', at(10), at(14))
      // Gave up at once, while her phone rang, while nobody's did.
      .callWas('c3', 'support', 'waiting', at(20), at(20) + seconds(4))
      .leg('c3', '1001', { ...support, startedAt: at(20), alertingMs: 3_000, cause: 'droppedByOtherParty' })
      .ended('c3', 'support', 'abandoned', at(20), at(20) + seconds(4))
      .callWas('c4', 'support', 'waiting', at(30), at(30) + seconds(50))
      .leg('c4', '1001', { ...support, startedAt: at(30), alertingMs: 12_000, cause: 'droppedByOtherParty' })
      .ended('c4', 'support', 'abandoned', at(30), at(30) + seconds(50))
      .callWas('c5', 'support', 'waiting', at(40), at(42))
      .ended('c5', 'support', 'abandoned', at(40), at(42))
      // Went on to another queue: neither abandoned here nor talked to.
      .callWas('c6', 'support', 'waiting', at(50), at(51))
      .callWas('c6', 'sales', 'waiting', at(51), at(55))
      .ended('c6', 'sales', 'abandoned', at(50), at(55))
      // Of yesterday, though it reaches into today; and of another queue.
      .callWas('c7', 'support', 'waiting', midnight - minutes(1), midnight + minutes(1))
      .callWas('c8', 'sales', 'talking', at(0), at(10), 'anna')
      // Shut for an hour and a half in all, in which two callers were turned away.
      .fact({ kind: 'queue.suspended', queue: queue.id, at: at(60) })
      .fact(turnedAway('c9', at(61)))
      .fact({ kind: 'queue.stopped', queue: queue.id, at: at(70) })
      .fact(turnedAway('c10', at(71)))
      .fact({ kind: 'queue.resumed', queue: queue.id, at: at(90) })
      .fact({ kind: 'queue.suspended', queue: 'sales' as QueueId, at: at(91) })
      .fact({ kind: 'queue.suspended', queue: queue.id, at: at(100) })
  );
}

function turnedAway(call: string, time: number) {
  const by = { name: '', number: '' };
  return {
    kind: 'call.turned-away',
    call: call as never,
    queue: queue.id,
    by,
    to: null,
    reason: 'suspended',
    at: time,
  } as const;
}

test('every figure of a queue', () => {
  const totals = routingPointTotals(morning().reports.queueFigures(queue));
  expect(Object.keys(totals)).toEqual([...routingPointTotalNames]);
  expect(totals).toEqual({
    // Twelve hours but the 30 and the last 20 minutes.
    workDuration: minutes(720 - 30 - 20),
    routedToAssignedAgentCallsCount: 0,
    routedToDistributionCallsCount: 6,
    routedToFailureRouteCallsCount: 2,
    queuedCallsCount: 6,
    // 20 + (60 + 30) + 4 + 50 + 120 + 60 seconds.
    queuedCallsDuration: seconds(344),
    queuedCallsAvgDuration: Math.round(seconds(344) / 6),
    queuedCallsMaxDuration: seconds(120),
    incomingCallsCount: 8,
    incomingCallsAbandoneddImmediatelCount: 1,
    incomingCallsAbandonedOnAgentCount: 1,
    incomingCallsAbandonedOnQueueCount: 1,
    incomingCallsConnectedCount: 2,
    // 5, 30 + 10, 3 and 12 seconds for four calls.
    incomingCallsAlertingDuration: seconds(60),
    incomingCallsAlertingAvgDuration: seconds(15),
    // 160 + 60 + 90 seconds.
    incomingCallsConnectedDuration: seconds(310),
    incomingCallsConnectedAvgDuration: seconds(155),
    outgoingCallsOriginatedCount: 0,
    outgoingCallsConnectedCount: 0,
    outgoingCallsIntendedCount: 0,
    outgoingCallsPerformedCount: 0,
    outgoingCallsRetriedCount: 0,
    outgoingCallsFailedCount: 0,
    outgoingCallsConnectedDuration: 0,
    outgoingCallsConnectedAvgDuration: 0,
  });
});

test('a queue that was shut before midnight has not worked until it was opened', () => {
  const records = new Records()
    .fact({ kind: 'queue.stopped', queue: queue.id, at: midnight - minutes(100) })
    .fact({ kind: 'queue.resumed', queue: queue.id, at: at(0) });
  expect(records.reports.queueFigures(queue).workMs).toBe(minutes(120));
});

test('a queue to which nobody has come is 0 but for its work', () => {
  const { workDuration, ...others } = routingPointTotals(new Records().reports.queueFigures(queue));
  expect(workDuration).toBe(minutes(720));
  expect(Object.values(others).every((value) => value === 0)).toBe(true);
});
