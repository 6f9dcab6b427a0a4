import { expect, test } from 'vitest';
import { userTotals } from '../../../src/gateways/telservices/of-house/figures.ts';
import { userTotalNames } from '../../../src/gateways/telservices/statistics.ts';
import { anna, at, midnight, minutes, noon, phone, Records } from './rows.ts';

/** A morning at phone 1001, where anna was signed in from ten on; every figure can be checked by head. */
function morning(): Records {
  return (
    new Records()
      // Before anna came: a call that was answered, one that was not.
      .leg('c1', '1001', { startedAt: at(-30), alertingMs: 4_000, connectedMs: minutes(5) })
      .leg('c2', '1001', { startedAt: at(-20), alertingMs: 20_000, cause: null, q850: 19 })
      // Of the queue: answered, answered by the desk (two legs, one call), given up, let pass, taken by another one.
      .leg('c3', '1001', {
        agent: anna,
        queue: 'support' as never,
        alertingMs: 6_000,
        connectedMs: minutes(2),
      })
      .leg('c4', '1001', {
        startedAt: at(5),
        agent: anna,
        queue: 'support' as never,
        alertingMs: 3_000,
        q850: 26,
      })
      .leg('c4', '1001', {
        startedAt: at(5) + 3_000,
        agent: anna,
        queue: 'support' as never,
        alertingMs: 1_000,
        connectedMs: minutes(4),
      })
      .leg('c5', '1001', {
        startedAt: at(20),
        agent: anna,
        queue: 'support' as never,
        alertingMs: 12_000,
        cause: 'droppedByOtherParty',
      })
      .leg('c6', '1001', {
        startedAt: at(30),
        agent: anna,
        queue: 'support' as never,
        alertingMs: 18_000,
        q850: 19,
      })
      .leg('c7', '1001', {
        startedAt: at(40),
        agent: anna,
        queue: 'support' as never,
        alertingMs: 2_000,
        q850: 26,
      })
      // Of her own: one that came, of which the caller gave up; two that she made, one of them in vain; one before.
      .leg('c8', '1001', { startedAt: at(50), agent: anna, alertingMs: 8_000, cause: 'droppedByOtherParty' })
      .leg('c9', '1001', {
        startedAt: at(55),
        agent: anna,
        isOutgoing: true,
        alertingMs: 5_000,
        connectedMs: minutes(3),
      })
      .leg('c10', '1001', { startedAt: at(60), agent: anna, isOutgoing: true, cause: 'busy', q850: 17 })
      .leg('c11', '1001', {
        startedAt: at(-60),
        isOutgoing: true,
        alertingMs: 2_000,
        connectedMs: minutes(1),
      })
      // Of the other parties, of another phone, of yesterday.
      .leg('c3', null, { isOutgoing: true, connectedMs: minutes(2) })
      .leg('c12', '1002', { agent: anna, connectedMs: minutes(50) })
      .leg('c13', '1001', { startedAt: midnight - 1, connectedMs: minutes(9) })
      .agentWas('anna', 'not-ready', at(0), at(1))
      .agentWas('anna', 'ready', at(1), at(50))
      .agentWas('anna', 'offered', at(50), at(51))
      .agentWas('anna', 'talking', at(51), at(56))
      .agentWas('anna', 'holding', at(56), at(57))
      .agentWas('anna', 'consulting', at(57), at(58))
      .agentWas('anna', 'wrap-up', at(58), at(63))
      .agentWas('anna', 'direct', at(63), at(73))
      .agentWas('anna', 'resting', at(73), at(75))
      .agentWas('anna', 'ready', at(75), noon)
      .agentWas('ben', 'ready', at(0), noon)
      .agentWas('anna', 'ready', midnight - minutes(60), midnight - minutes(5))
  );
}

test('every figure of a device and of the agent who works there', () => {
  const { reports } = morning();
  const totals = userTotals(reports.callFigures({ phone }), reports.agentTime(anna));
  expect(Object.keys(totals)).toEqual([...userTotalNames]);
  expect(totals).toEqual({
    // c2 and c6; c7 was another's.
    incomingCallsFailedCount: 2,
    // c1 to c8, of which c1, c2 and c8 are not the queue's.
    incomingCallsAlertingCount: 8,
    agentIncomingCallsAlertingCount: 5,
    // c1, c3, c4.
    incomingCallsConnectedCount: 3,
    agentIncomingCallsConnectedCount: 2,
    // c5, c8.
    incomingCallsAbandonedCount: 2,
    agentIncomingCallsAbandonedCount: 1,
    // 4 + 20 + 6 + (3 + 1) + 12 + 18 + 2 + 8 seconds.
    incomingCallsAlertingDuration: 74_000,
    incomingCallsAlertingAvgDuration: 9_250,
    incomingCallsAlertingMaxDuration: 20_000,
    agentIncomingCallsAlertingDuration: 42_000,
    agentIncomingCallsAlertingAvgDuration: 8_400,
    // 5 + 2 + 4 minutes.
    incomingCallsConnectedDuration: minutes(11),
    incomingCallsConnectedAvgDuration: minutes(11) / 3,
    incomingCallsConnectedMaxDuration: minutes(5),
    agentIncomingCallsConnectedDuration: minutes(6),
    agentIncomingCallsConnectedAvgDuration: minutes(3),
    // c9, c10, c11; c11 was made while nobody was signed in.
    outgoingCallsOriginatedCount: 3,
    agentOutgoingCallsOriginatedCount: 2,
    outgoingCallsConnectedCount: 2,
    agentOutgoingCallsConnectedCount: 1,
    outgoingCallsConnectedDuration: minutes(4),
    outgoingCallsConnectedAvgDuration: minutes(2),
    outgoingCallsConnectedMaxDuration: minutes(3),
    agentOutgoingCallsConnectedDuration: minutes(3),
    agentOutgoingCallsConnectedAvgDuration: minutes(3),
    // Of twelve hours two were work.
    agentLoggedOffDuration: minutes(600),
    agentLoggedOffPercentage: (600 / 720) * 100,
    agentLoggedOnDuration: minutes(120),
    agentLoggedOnPercentage: (120 / 720) * 100,
    agentNotReadyDuration: minutes(3),
    agentNotReadyPercentage: 2.5,
    agentReadyDuration: minutes(94),
    agentReadyPercentage: (94 / 120) * 100,
    agentDirectCallDuration: minutes(10),
    agentDirectCallPercentage: (10 / 120) * 100,
    agentWorkingAfterCallDuration: minutes(5),
    agentWorkingAfterCallPercentage: (5 / 120) * 100,
    agentBusyDuration: minutes(8),
    agentBusyPercentage: (8 / 120) * 100,
  });
});

test('an agent wherever he sat, and at one device', () => {
  const { reports } = morning();
  expect(reports.callFigures({ agent: anna }).incoming.connected.totalMs).toBe(minutes(56));
  expect(reports.callFigures({ agent: anna, phone }).incoming.connected.totalMs).toBe(minutes(6));
});

test('nobody and nothing is 0 all over', () => {
  const { reports } = new Records();
  const totals = Object.values(userTotals(reports.callFigures({ phone }), null));
  expect(totals.every((value) => value === 0)).toBe(true);
});

test('a state that reaches over midnight counts from midnight on', () => {
  const { reports } = new Records().agentWas('anna', 'ready', midnight - minutes(30), midnight + minutes(30));
  expect(reports.agentTime(anna).states.ready).toEqual({ ms: minutes(30), percent: 100 });
});

test('a ledger that began today counts from its first entry on', () => {
  const records = new Records();
  expect(records.reports.dayStart).toBe(midnight);
  records.now = midnight - minutes(2_950);
  expect(records.reports.dayStart).toBe(midnight - minutes(3_000));
});
