import { CordboardError } from '../../base/errors.ts';
import { withdrawOffer } from '../acd/offer.ts';
import { wrapUpBarrier } from '../acd/wrap-up.ts';
import type { PhoneId, QueueId } from '../ids.ts';
import type { AgentCommand } from '../input.ts';
import { isPromised } from '../outbound/promised.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { isEngaged, type Agent } from './agent.ts';
import { needEndable } from './wrap-up-commands.ts';

type SignIn = Extract<AgentCommand, { name: 'sign-in' }>;
type SignOut = Extract<AgentCommand, { name: 'sign-out' }>;

/**
 * Takes a phone; who is signed in already and does nothing moves to it. Throws 'phone-missing', 'phone-unknown',
 * 'phone-in-use', 'signed-in', 'queue-unknown', 'not-a-member'.
 */
export function signIn(
  turn: Turn,
  agent: Agent,
  { phone: wanted, evict = false, queues, connect }: SignIn,
): void {
  const { state } = turn;
  const phone = wanted ?? state.office.agents.find((one) => one.id === agent.id)?.phone ?? null;
  if (phone === null) {
    throw new CordboardError('phone-missing', `${agent.id} has no phone of his own: name one`);
  }
  if (!state.phones.has(phone)) throw new CordboardError('phone-unknown', `there is no phone ${phone}`);
  if (queues !== undefined) needMember(state, agent, queues);
  const isHere = agent.presence.name !== 'signed-out';
  if (isHere && agent.phone !== phone && agent.work.name !== 'idle') {
    throw new CordboardError(
      'signed-in',
      `${agent.id} is at work at phone ${agent.phone}: finish that first`,
    );
  }
  vacate(turn, agent, phone, evict);
  if (!isHere) {
    const chosen = queues ?? null;
    const how = connect === undefined ? {} : { connect };
    turn.record({
      kind: 'agent.signed-in',
      agent: agent.id,
      phone,
      reason: 'signed-in',
      queues: chosen,
      ...how,
    });
    return;
  }
  if (agent.phone !== null && agent.phone !== phone) {
    turn.record({ kind: 'agent.moved', agent: agent.id, phone, from: agent.phone });
  }
  if (queues !== undefined) chooseQueues(turn, agent, queues);
}

/** One agent a phone. */
function vacate(turn: Turn, agent: Agent, phone: PhoneId, evict: boolean): void {
  const id = turn.state.agentAtPhone.get(phone);
  const other = id === undefined ? undefined : turn.state.agents.get(id);
  if (other === undefined || other === agent) return;
  if (!evict) throw new CordboardError('phone-in-use', `${other.id} is signed in at phone ${phone}`);
  if (isEngaged(other.work)) {
    throw new CordboardError('phone-in-use', `${other.id} is in a call at phone ${phone}`);
  }
  withdrawOffer(turn, other);
  turn.record({ kind: 'agent.signed-out', agent: other.id, reason: 'evicted' });
}

/** Throws 'in-call', and as `needEndable`. */
export function signOut(turn: Turn, agent: Agent, { afterCall = false, forced = false }: SignOut): void {
  if (agent.presence.name === 'signed-out') return;
  if (afterCall && hasToFinish(turn, agent)) {
    if (agent.leaving === null) {
      withdrawOffer(turn, agent);
      turn.record({ kind: 'agent.leaving', agent: agent.id, reason: 'signed-out' });
    }
    return;
  }
  if (isEngaged(agent.work)) {
    throw new CordboardError(
      'in-call',
      `${agent.id} is in a call: hang up first, or sign out after the call`,
    );
  }
  if (!forced) needEndable(turn, agent);
  if (!forced && isPromised(turn.state, agent, turn.at)) {
    if (agent.leaving === null) {
      turn.record({ kind: 'agent.leaving', agent: agent.id, reason: 'signed-out' });
    }
    return;
  }
  withdrawOffer(turn, agent);
  turn.record({ kind: 'agent.signed-out', agent: agent.id, reason: 'signed-out' });
}

function hasToFinish(turn: Turn, agent: Agent): boolean {
  return isEngaged(agent.work) || wrapUpBarrier(turn.state, agent) !== null;
}

/** Which of his queues the agent serves; what rings for another one goes to somebody else. Throws as `signIn`. */
export function chooseQueues(turn: Turn, agent: Agent, queues: readonly QueueId[] | null): void {
  if (queues !== null) needMember(turn.state, agent, queues);
  const chosen = queues === null ? null : [...new Set(queues)];
  if (JSON.stringify(chosen) === JSON.stringify(agent.queues)) return;
  turn.record({ kind: 'agent.queues', agent: agent.id, queues: chosen });
  withdrawOffer(turn, agent, (queue) => chosen !== null && !chosen.includes(queue));
}

function needMember(
  { queues: known, membersOf }: BoardState,
  { id }: Agent,
  queues: readonly QueueId[],
): void {
  for (const queue of queues) {
    if (membersOf.get(queue)?.has(id) === true) continue;
    const isKnown = known.has(queue);
    const message = isKnown ? `${id} is no member of queue ${queue}` : `there is no queue ${queue}`;
    throw new CordboardError(isKnown ? 'not-a-member' : 'queue-unknown', message, {
      details: { fields: [{ field: 'queues', message }] },
    });
  }
}
