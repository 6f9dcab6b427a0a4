import { isParty, placeOf, type Call } from '../call/call.ts';
import type { AgentId } from '../ids.ts';
import type { RecordingPolicy } from '../office.ts';
import type { BoardState } from '../state.ts';

/** From the least strict: each records what the former does, and leaves less to people. */
const byStrictness: readonly RecordingPolicy[] = ['never', 'on-demand', 'always', 'forced'];

/**
 * What is recorded of a call, as it is now: the strictest of what its queue says, or the office for calls that are in
 * none, and what its agents say who are in it. So `never` of a queue does not keep an agent from being recorded whose
 * own rule is `always`; an agent without a rule leaves it to the others.
 */
export function policyOf(
  state: Readonly<BoardState>,
  call: Call,
  joining: AgentId | null = null,
): RecordingPolicy {
  if (!call.mayRecord) return 'never';
  const queue = placeOf(call)?.queue ?? call.account.queue;
  const ofQueue =
    queue === null ? state.office.recording.direct : (state.queues.get(queue)?.record ?? 'never');
  const present = call.legs.flatMap((leg) => (isParty(leg) && leg.agent !== null ? [leg.agent] : []));
  const ofAgents = [...present, ...(joining === null ? [] : [joining])].map(
    (agent) => state.office.agents.find(({ id }) => id === agent)?.record ?? ofQueue,
  );
  return ofAgents.reduce(stricter, ofQueue);
}

function stricter(a: RecordingPolicy, b: RecordingPolicy): RecordingPolicy {
  return byStrictness.indexOf(b) > byStrictness.indexOf(a) ? b : a;
}
