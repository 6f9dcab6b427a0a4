import type { Agent } from '../agent/agent.ts';
import type { QueueId } from '../ids.ts';

/** Signed in to the queue and not on a break, be he busy or not: the queue is staffed by him. */
export function isOnDuty(agent: Agent | undefined, queue: QueueId): boolean {
  return agent?.presence.name === 'ready' && (agent.queues === null || agent.queues.includes(queue));
}
