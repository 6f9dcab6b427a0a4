import type { Agent } from '../agent/agent.ts';
import type { Call } from '../call/call.ts';
import type { EmptyReason, QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import { canServe, laterNeeds } from './skills.ts';

/**
 * Why nobody of a queue could take this caller, the most telling first; none when somebody could, now or when he has
 * ended what he does. Agents who know enough for no step of the queue count for nothing here, or callers would be let in
 * whom nobody may serve.
 */
export function emptyReasonsFor(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  call: Call,
): readonly EmptyReason[] {
  const signedIn = queue.members.flatMap(({ agent: id }) => {
    const agent = state.agents.get(id);
    return agent !== undefined && isSignedInTo(agent, queue) ? [agent] : [];
  });
  if (signedIn.length === 0) return ['nobody-signed-in', 'nobody-reachable', 'nobody-ready'];
  const { phase } = call;
  const step = phase.name === 'waiting' && phase.queue === queue.id ? phase.step : 0;
  const needs = laterNeeds(queue, step, call.wishes.skills);
  const skilled = signedIn.filter(({ id }) => canServe(state, id, needs));
  const able = skilled.length === 0 ? signedIn : skilled;
  const reasons: EmptyReason[] = [];
  if (skilled.length === 0) reasons.push('no-skill');
  if (able.every(isUnreachable)) reasons.push('nobody-reachable');
  if (able.every(({ presence }) => presence.name !== 'ready')) reasons.push('nobody-ready');
  return reasons;
}

function isSignedInTo({ presence, queues }: Agent, { id }: QueueSettings): boolean {
  return presence.name !== 'signed-out' && (queues === null || queues.includes(id));
}

/** His phone could not be rung the last time, and he has not said since that he is ready. */
function isUnreachable({ presence, phone }: Agent): boolean {
  return phone === null || (presence.name === 'not-ready' && presence.reason === 'unreachable');
}
