import type { RoutingPointConfig } from '../house/routing-points.ts';
import { msWithin, wrong } from './config-wrong.ts';

/** What the office file calls the settings of a queue that a client of the gateway can change. */
export interface QueueChange {
  readonly ringMs?: number;
  readonly wrapUpMs?: number;
}

/** The bounds of the office file. */
const bounds = {
  noAnswerTimeout: { least: 1, most: 600 },
  agentWorkingAfterCallTimeout: { least: 0, most: 3_600 },
} as const;

/**
 * A configuration of the manual, as far as it fits a queue: `noAnswerTimeout` is how long an offer rings,
 * `agentWorkingAfterCallTimeout` the wrap-up; `agentsDistribution` can only be what it is, `most-idle`. Whatever else it
 * names is a campaign's: all of it is refused. Throws 'input-wrong'.
 */
export function queueChange(config: RoutingPointConfig): QueueChange {
  const { noAnswerTimeout, agentWorkingAfterCallTimeout, agentsDistribution, ...others } = config;
  for (const element of Object.keys(others) as (keyof typeof others)[]) {
    if (others[element] !== null) throw wrong(element, 'is not a setting of a queue');
  }
  if (agentsDistribution !== null && agentsDistribution !== 'most-idle') {
    throw wrong('agentsDistribution', 'can only be most-idle for a queue');
  }
  const change = (element: keyof typeof bounds, seconds: number) =>
    msWithin(element, seconds, bounds[element]);
  return {
    ...(noAnswerTimeout === null ? {} : { ringMs: change('noAnswerTimeout', noAnswerTimeout) }),
    ...(agentWorkingAfterCallTimeout === null
      ? {}
      : { wrapUpMs: change('agentWorkingAfterCallTimeout', agentWorkingAfterCallTimeout) }),
  };
}
