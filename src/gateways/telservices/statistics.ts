/**
 * What the two statistics requests answer, element by element and in the order of the printed examples of
 * QueryUserStatistics and QueryRoutingPointStatistics. The last word of a name says how it is written: a `Count` is a
 * number, a `Duration` is given here in milliseconds, a `Percentage` from 0 to 100.
 */
export const userTotalNames = [
  'incomingCallsFailedCount',
  'incomingCallsAlertingCount',
  'agentIncomingCallsAlertingCount',
  'incomingCallsConnectedCount',
  'agentIncomingCallsConnectedCount',
  'incomingCallsAbandonedCount',
  'agentIncomingCallsAbandonedCount',
  'incomingCallsAlertingDuration',
  'incomingCallsAlertingAvgDuration',
  'incomingCallsAlertingMaxDuration',
  'agentIncomingCallsAlertingDuration',
  'agentIncomingCallsAlertingAvgDuration',
  'incomingCallsConnectedDuration',
  'incomingCallsConnectedAvgDuration',
  'incomingCallsConnectedMaxDuration',
  'agentIncomingCallsConnectedDuration',
  'agentIncomingCallsConnectedAvgDuration',
  'outgoingCallsOriginatedCount',
  'agentOutgoingCallsOriginatedCount',
  'outgoingCallsConnectedCount',
  'agentOutgoingCallsConnectedCount',
  'outgoingCallsConnectedDuration',
  'outgoingCallsConnectedAvgDuration',
  'outgoingCallsConnectedMaxDuration',
  'agentOutgoingCallsConnectedDuration',
  'agentOutgoingCallsConnectedAvgDuration',
  'agentLoggedOffDuration',
  'agentLoggedOffPercentage',
  'agentLoggedOnDuration',
  'agentLoggedOnPercentage',
  'agentNotReadyDuration',
  'agentNotReadyPercentage',
  'agentReadyDuration',
  'agentReadyPercentage',
  'agentDirectCallDuration',
  'agentDirectCallPercentage',
  'agentWorkingAfterCallDuration',
  'agentWorkingAfterCallPercentage',
  'agentBusyDuration',
  'agentBusyPercentage',
] as const;

/** The elements of the total of a routing point that come before its agents; the spelling is the manual's. */
export const routingPointTotalNames = [
  'workDuration',
  'routedToAssignedAgentCallsCount',
  'routedToDistributionCallsCount',
  'routedToFailureRouteCallsCount',
  'queuedCallsCount',
  'queuedCallsDuration',
  'queuedCallsAvgDuration',
  'queuedCallsMaxDuration',
  'incomingCallsCount',
  'incomingCallsAbandoneddImmediatelCount',
  'incomingCallsAbandonedOnAgentCount',
  'incomingCallsAbandonedOnQueueCount',
  'incomingCallsConnectedCount',
  'incomingCallsAlertingDuration',
  'incomingCallsAlertingAvgDuration',
  'incomingCallsConnectedDuration',
  'incomingCallsConnectedAvgDuration',
  'outgoingCallsOriginatedCount',
  'outgoingCallsConnectedCount',
  'outgoingCallsIntendedCount',
  'outgoingCallsPerformedCount',
  'outgoingCallsRetriedCount',
  'outgoingCallsFailedCount',
  'outgoingCallsConnectedDuration',
  'outgoingCallsConnectedAvgDuration',
] as const;

/** The elements of the snapshot of a routing point that come before its agents. */
export const routingPointSnapshotNames = [
  'queuedCallsCount',
  'queuedCallsDuration',
  'readyAvailableAgentsCount',
  'busyOrWorkingAfterCallAgentsCount',
  'notReadyOrDirectCallAgentsCount',
  'agentsInCallCount',
  'loggedOffOrClosedAgentsCount',
] as const;

/** Counts, milliseconds and percentages under the names of the manual. */
export type UserTotals = Readonly<Record<(typeof userTotalNames)[number], number>>;
export type RoutingPointTotals = Readonly<Record<(typeof routingPointTotalNames)[number], number>>;
export type RoutingPointCounts = Readonly<Record<(typeof routingPointSnapshotNames)[number], number>>;
