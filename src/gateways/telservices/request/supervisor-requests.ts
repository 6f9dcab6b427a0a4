import { name, seconds } from './fields.ts';
import { choice, flag, optional, record, text, wholeNumber } from './read.ts';

const hours = String.raw`\d{1,2}(:\d{2})?/\d{1,2}(:\d{2})?`;
/** An empty one too: then there are none. */
const listOf = (item: string): RegExp => new RegExp(`^(${item}(\\s*,\\s*${item})*)?$`);

/** StartRoutingPoint, `config`. UpdateRoutingPoint changes a part of it, so that each element may be left out. */
const config = record({
  serviceTimeout: optional(seconds),
  workingHours: optional(text({ pattern: listOf(hours), is: 'hours as in 8:30/12:00,12/17' })),
  nonWorkingDaysOfWeek: optional(text({ pattern: listOf('[1-7]'), is: 'days of the week as in 1,7' })),
  nonWorkingDays: optional(text({ pattern: listOf(String.raw`\d{1,2}-\d{1,2}`), is: 'days as in 25-12' })),
  noAnswerTimeout: optional(seconds),
  failedCallRetryTimeout: optional(seconds),
  failedCallRetryLimit: optional(wholeNumber(0, 1_000)),
  agentWorkingAfterCallTimeout: optional(seconds),
  agentsDistribution: optional(choice(['cyclic', 'sequential', 'most-idle'])),
  queueLimit: optional(wholeNumber(0, 100_000)),
  agentLoggedOnOnOpenSession: optional(flag),
  agentReadyOnLoggedOn: optional(flag),
  statisticsIncomingCallImmediateAbandonTimeout: optional(seconds),
});

/** Supervisor services, in the manual's order. */
export const supervisorRequests = {
  queryRoutingPointState: record({ service: name }),
  queryRoutingPointStatistics: record({ service: name, type: choice(['snapshot', 'total']) }),
  resumeRoutingPoint: record({ service: name }),
  startRoutingPoint: record({ service: name, template: optional(name), config: optional(config) }),
  stopRoutingPoint: record({ service: name }),
  suspendRoutingPoint: record({ service: name }),
  updateRoutingPoint: record({ service: name, config: optional(config) }),
  updateDirectory: record({ directoryName: name }),
};
