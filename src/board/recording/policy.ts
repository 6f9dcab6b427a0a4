import { isParty, placeOf, type Call } from '../call/call.ts';
import { contextAt } from '../hooks/points.ts';
import type { AgentId, QueueId } from '../ids.ts';
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
  const policy = ofAgents.reduce(stricter, ofQueue);
  return isUnasked(state, call, queue) && stricter('on-demand', policy) === policy ? 'on-demand' : policy;
}

/**
 * The office asks callers whether they may be recorded, before they talk. Whom a campaign has called hears his agent first: it
 * is the agent who asks him, and begins.
 */
function isUnasked(state: Readonly<BoardState>, { attempt }: Call, queue: QueueId | null): boolean {
  return attempt !== null && contextAt(state, 'before-record', queue) !== null;
}

function stricter(a: RecordingPolicy, b: RecordingPolicy): RecordingPolicy {
  return byStrictness.indexOf(b) > byStrictness.indexOf(a) ? b : a;
}
