import { CordboardError } from '../../../base/errors.ts';
import type { RoutingPointConfig } from '../house/routing-points.ts';

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
 * names is a campaign's or not to be had: all of it is refused. Throws 'input-wrong'.
 */
export function queueChange(config: RoutingPointConfig): QueueChange {
  const { noAnswerTimeout, agentWorkingAfterCallTimeout, agentsDistribution, ...others } = config;
  for (const [element, value] of Object.entries(others)) {
    if (value !== null) throw wrong(element, 'is not a setting of a queue');
  }
  if (agentsDistribution !== null && agentsDistribution !== 'most-idle') {
    throw wrong('agentsDistribution', 'can only be most-idle for a queue');
  }
  return {
    ...(noAnswerTimeout === null ? {} : { ringMs: within('noAnswerTimeout', noAnswerTimeout) }),
    ...(agentWorkingAfterCallTimeout === null
      ? {}
      : { wrapUpMs: within('agentWorkingAfterCallTimeout', agentWorkingAfterCallTimeout) }),
  };
}

function within(element: keyof typeof bounds, seconds: number): number {
  const { least, most } = bounds[element];
  if (!(seconds >= least && seconds <= most))
    throw wrong(element, `must be from ${least} to ${most} seconds`);
  return seconds * 1_000;
}

function wrong(element: string, rule: string): CordboardError {
  return new CordboardError('input-wrong', `config > ${element}: ${rule}`, { details: { element } });
}
