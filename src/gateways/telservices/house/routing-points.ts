import type { RoutingPointState } from '../words.ts';

/** StartRoutingPoint, `config`: in the manual's names. Timeouts are seconds; what is null is left as it is. */
export interface RoutingPointConfig {
  readonly serviceTimeout: number | null;
  /** As in `8:30/12:00,12/17`. */
  readonly workingHours: string | null;
  /** As in `1,7`: 1 is Sunday. */
  readonly nonWorkingDaysOfWeek: string | null;
  /** As in `25-12`: the 25th of December. */
  readonly nonWorkingDays: string | null;
  readonly noAnswerTimeout: number | null;
  readonly failedCallRetryTimeout: number | null;
  readonly failedCallRetryLimit: number | null;
  readonly agentWorkingAfterCallTimeout: number | null;
  readonly agentsDistribution: 'cyclic' | 'sequential' | 'most-idle' | null;
  /** Percentage of the active agents. */
  readonly queueLimit: number | null;
  readonly agentLoggedOnOnOpenSession: boolean | null;
  readonly agentReadyOnLoggedOn: boolean | null;
  readonly statisticsIncomingCallImmediateAbandonTimeout: number | null;
}

/** Queues and campaigns, in the manual's word. A service that is not known rejects. */
export interface RoutingPoints {
  state(service: string): Promise<RoutingPointState>;
  /** `template`: the campaign after which this one is made; null: it is there already. */
  start(service: string, template: string | null, config: RoutingPointConfig | null): Promise<void>;
  /** A campaign that was made from a template leaves when its last call is over. */
  stop(service: string): Promise<void>;
  suspend(service: string): Promise<void>;
  resume(service: string): Promise<void>;
  /** A campaign's calls and agents are looked at anew, with or without a configuration. */
  update(service: string, config: RoutingPointConfig | null): Promise<void>;
}
