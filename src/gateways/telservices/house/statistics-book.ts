import type { RoutingPointCounts, RoutingPointTotals, UserTotals } from '../statistics.ts';
import type { AgentState } from '../words.ts';

/** What is null is left out of the answer. */
export interface UserSnapshot {
  readonly agentState: AgentState | null;
  readonly inboundServices: readonly string[];
  readonly outboundServices: readonly string[];
}

export interface UserTotal {
  /** Since when it is counted, UTC milliseconds. */
  readonly start: number;
  readonly inboundServices: readonly string[];
  readonly outboundServices: readonly string[];
  readonly totals: UserTotals;
}

export interface RoutingPointSnapshot {
  readonly counts: RoutingPointCounts;
  readonly agents: readonly (UserSnapshot & {
    readonly deviceNumber: string | null;
    readonly userID: string | null;
  })[];
}

export interface RoutingPointTotal {
  readonly start: number;
  readonly totals: RoutingPointTotals;
  readonly agents: readonly {
    readonly deviceNumber: string | null;
    readonly userID: string | null;
    /** null when he has not worked since `start`. */
    readonly total: UserTotal | null;
  }[];
}

export interface StatisticsBook {
  userSnapshot(deviceNumber: string, userID: string | null): Promise<UserSnapshot>;
  userTotal(deviceNumber: string, userID: string | null): Promise<UserTotal>;
  routingPointSnapshot(service: string): Promise<RoutingPointSnapshot>;
  routingPointTotal(service: string): Promise<RoutingPointTotal>;
}
