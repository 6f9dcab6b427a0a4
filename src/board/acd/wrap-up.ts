import type { AgentId, CallId, QueueId } from '../ids.ts';
import type { Turn } from '../turn.ts';

/** Gives the agent the time after the call that the queue allows. */
export function wrapUp(turn: Turn, call: CallId, agent: AgentId, queue: QueueId): void {
  const wrapUpMs = turn.state.queues.get(queue)?.wrapUpMs ?? 0;
  turn.record({ kind: 'agent.wrap-up', agent, call, queue, until: turn.at + wrapUpMs });
  if (wrapUpMs === 0) turn.record({ kind: 'agent.idle', agent });
}
