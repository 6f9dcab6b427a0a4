import {
  routingPointTotalNames,
  userTotalNames,
  type RoutingPointCounts,
  type RoutingPointTotals,
  type UserTotals,
} from '../../../../src/gateways/telservices/statistics.ts';

const zeros = <Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;

const clock = (text: string): number => {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
};

export const noUserTotals: UserTotals = zeros(userTotalNames);
export const noRoutingPointTotals: RoutingPointTotals = zeros(routingPointTotalNames);

/** The figures of the printed examples that are not 0. */
export const readyAllTheTime = (time: string): UserTotals => ({
  ...noUserTotals,
  agentLoggedOnDuration: clock(time),
  agentLoggedOnPercentage: 100,
  agentReadyDuration: clock(time),
});

export const printedRoutingPointTotals: RoutingPointTotals = {
  ...noRoutingPointTotals,
  workDuration: clock('04:10:23'),
};

export const snapshotCounts: RoutingPointCounts = {
  queuedCallsCount: 0,
  queuedCallsDuration: 0,
  readyAvailableAgentsCount: 2,
  busyOrWorkingAfterCallAgentsCount: 0,
  notReadyOrDirectCallAgentsCount: 0,
  agentsInCallCount: 0,
  loggedOffOrClosedAgentsCount: 3,
};
