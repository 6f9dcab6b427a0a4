import type { Control } from '../../../control/control.ts';
import type { RoutingPointCounts, RoutingPointTotals, UserTotals } from '../statistics.ts';

type Reports = Control['reports'];
type CallFigures = ReturnType<Reports['callFigures']>;
type AgentTime = ReturnType<Reports['agentTime']>;
type QueueFigures = ReturnType<Reports['queueFigures']>;
type CampaignFigures = Awaited<ReturnType<Reports['campaignFigures']>>;
type QueueSnapshot = ReturnType<Reports['queueSnapshot']>;

/** The figures of the reports under the manual's names. What they mean is said once, in `src/reports/`. */

export function userTotals(calls: CallFigures, time: AgentTime | null): UserTotals {
  const { incoming, incomingAsAgent, outgoing, outgoingAsAgent } = calls;
  return {
    incomingCallsFailedCount: incoming.failedCount,
    incomingCallsAlertingCount: incoming.alerting.count,
    agentIncomingCallsAlertingCount: incomingAsAgent.alerting.count,
    incomingCallsConnectedCount: incoming.connected.count,
    agentIncomingCallsConnectedCount: incomingAsAgent.connected.count,
    incomingCallsAbandonedCount: incoming.abandonedCount,
    agentIncomingCallsAbandonedCount: incomingAsAgent.abandonedCount,
    incomingCallsAlertingDuration: incoming.alerting.totalMs,
    incomingCallsAlertingAvgDuration: incoming.alerting.averageMs,
    incomingCallsAlertingMaxDuration: incoming.alerting.longestMs,
    agentIncomingCallsAlertingDuration: incomingAsAgent.alerting.totalMs,
    agentIncomingCallsAlertingAvgDuration: incomingAsAgent.alerting.averageMs,
    incomingCallsConnectedDuration: incoming.connected.totalMs,
    incomingCallsConnectedAvgDuration: incoming.connected.averageMs,
    incomingCallsConnectedMaxDuration: incoming.connected.longestMs,
    agentIncomingCallsConnectedDuration: incomingAsAgent.connected.totalMs,
    agentIncomingCallsConnectedAvgDuration: incomingAsAgent.connected.averageMs,
    outgoingCallsOriginatedCount: outgoing.originatedCount,
    agentOutgoingCallsOriginatedCount: outgoingAsAgent.originatedCount,
    outgoingCallsConnectedCount: outgoing.connected.count,
    agentOutgoingCallsConnectedCount: outgoingAsAgent.connected.count,
    outgoingCallsConnectedDuration: outgoing.connected.totalMs,
    outgoingCallsConnectedAvgDuration: outgoing.connected.averageMs,
    outgoingCallsConnectedMaxDuration: outgoing.connected.longestMs,
    agentOutgoingCallsConnectedDuration: outgoingAsAgent.connected.totalMs,
    agentOutgoingCallsConnectedAvgDuration: outgoingAsAgent.connected.averageMs,
    ...agentTotals(time),
  };
}

function agentTotals(time: AgentTime | null) {
  const of = (share: { readonly ms: number; readonly percent: number } | undefined) =>
    share ?? { ms: 0, percent: 0 };
  const [off, on] = [of(time?.signedOut), of(time?.signedIn)];
  const [notReady, ready] = [of(time?.states['not-ready']), of(time?.states.ready)];
  const [direct, wrapUp, busy] = [
    of(time?.states.direct),
    of(time?.states['wrap-up']),
    of(time?.states.busy),
  ];
  return {
    agentLoggedOffDuration: off.ms,
    agentLoggedOffPercentage: off.percent,
    agentLoggedOnDuration: on.ms,
    agentLoggedOnPercentage: on.percent,
    agentNotReadyDuration: notReady.ms,
    agentNotReadyPercentage: notReady.percent,
    agentReadyDuration: ready.ms,
    agentReadyPercentage: ready.percent,
    agentDirectCallDuration: direct.ms,
    agentDirectCallPercentage: direct.percent,
    agentWorkingAfterCallDuration: wrapUp.ms,
    agentWorkingAfterCallPercentage: wrapUp.percent,
    agentBusyDuration: busy.ms,
    agentBusyPercentage: busy.percent,
  };
}

export function routingPointTotals(figures: QueueFigures): RoutingPointTotals {
  const { waiting, abandoned, alerting, connected } = figures;
  return {
    workDuration: figures.workMs,
    // Nobody is assigned to a caller: each call goes to whom the queue's strategy chooses.
    routedToAssignedAgentCallsCount: 0,
    routedToDistributionCallsCount: figures.letInCount,
    routedToFailureRouteCallsCount: figures.turnedAwayCount,
    queuedCallsCount: waiting.count,
    queuedCallsDuration: waiting.totalMs,
    queuedCallsAvgDuration: waiting.averageMs,
    queuedCallsMaxDuration: waiting.longestMs,
    incomingCallsCount: figures.incomingCount,
    incomingCallsAbandoneddImmediatelCount: abandoned.immediatelyCount,
    incomingCallsAbandonedOnAgentCount: abandoned.onAgentCount,
    incomingCallsAbandonedOnQueueCount: abandoned.onQueueCount,
    incomingCallsConnectedCount: connected.count,
    incomingCallsAlertingDuration: alerting.totalMs,
    incomingCallsAlertingAvgDuration: alerting.averageMs,
    incomingCallsConnectedDuration: connected.totalMs,
    incomingCallsConnectedAvgDuration: connected.averageMs,
    // A queue calls nobody.
    outgoingCallsOriginatedCount: 0,
    outgoingCallsConnectedCount: 0,
    outgoingCallsIntendedCount: 0,
    outgoingCallsPerformedCount: 0,
    outgoingCallsRetriedCount: 0,
    outgoingCallsFailedCount: 0,
    outgoingCallsConnectedDuration: 0,
    outgoingCallsConnectedAvgDuration: 0,
  };
}

/** A campaign's: whoever has answered and is nobody's yet is counted as a caller who comes in. */
export function campaignTotals(figures: CampaignFigures): RoutingPointTotals {
  const { answered, waiting, abandoned, alerting, connected } = figures;
  return {
    workDuration: figures.workMs,
    routedToAssignedAgentCallsCount: figures.assignedCount,
    routedToDistributionCallsCount: figures.distributedCount,
    routedToFailureRouteCallsCount: figures.overflowedCount,
    queuedCallsCount: waiting.count,
    queuedCallsDuration: waiting.totalMs,
    queuedCallsAvgDuration: waiting.averageMs,
    queuedCallsMaxDuration: waiting.longestMs,
    incomingCallsCount: figures.distributedCount,
    incomingCallsAbandoneddImmediatelCount: abandoned.immediatelyCount,
    incomingCallsAbandonedOnAgentCount: abandoned.onAgentCount,
    incomingCallsAbandonedOnQueueCount: abandoned.onQueueCount,
    incomingCallsConnectedCount: connected.count,
    incomingCallsAlertingDuration: alerting.totalMs,
    incomingCallsAlertingAvgDuration: alerting.averageMs,
    incomingCallsConnectedDuration: connected.totalMs,
    incomingCallsConnectedAvgDuration: connected.averageMs,
    outgoingCallsOriginatedCount: figures.originatedCount,
    outgoingCallsConnectedCount: answered.count,
    outgoingCallsIntendedCount: figures.intendedCount,
    outgoingCallsPerformedCount: figures.performedCount,
    outgoingCallsRetriedCount: figures.retriedCount,
    outgoingCallsFailedCount: figures.failedCount,
    outgoingCallsConnectedDuration: answered.totalMs,
    outgoingCallsConnectedAvgDuration: answered.averageMs,
  };
}

export function routingPointCounts(snapshot: QueueSnapshot): RoutingPointCounts {
  return {
    queuedCallsCount: snapshot.waiting.count,
    queuedCallsDuration: snapshot.waiting.totalMs,
    readyAvailableAgentsCount: snapshot.readyCount,
    busyOrWorkingAfterCallAgentsCount: snapshot.busyOrWrapUpCount,
    notReadyOrDirectCallAgentsCount: snapshot.notReadyOrDirectCount,
    agentsInCallCount: snapshot.inCallCount,
    loggedOffOrClosedAgentsCount: snapshot.signedOutCount,
  };
}
