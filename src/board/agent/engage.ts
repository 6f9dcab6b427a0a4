import { withdrawOffer } from '../acd/offer.ts';
import { wrapUp } from '../acd/wrap-up.ts';
import { isParty, isRinging, placeOf } from '../call/call.ts';
import type { AgentId, CallId, LegId, QueueId } from '../ids.ts';
import { legsOfPhone, type BoardState, type LegInCall } from '../state.ts';
import type { Turn } from '../turn.ts';
import { isEngaged, type Agent, type Engagement } from './agent.ts';

interface Engaged {
  readonly call: CallId;
  readonly leg: LegId;
  readonly queue: QueueId | null;
  readonly as: Engagement;
}

/**
 * Brings what agents are shown to do in step with the legs of their phones, at the end of a turn: no rule of call
 * control says itself what an agent does. Who has left the call of a queue has that queue's wrap-up.
 */
export function settleAgents(turn: Turn): void {
  for (const id of turn.before.agents) {
    const agent = turn.state.agents.get(id);
    if (agent !== undefined) settle(turn, agent);
  }
}

function settle(turn: Turn, agent: Agent): void {
  const { work } = agent;
  const now = engagementOf(turn.state, agent);
  if (now === null) {
    if (!isEngaged(work)) return;
    if (work.queue === null) turn.record({ kind: 'agent.idle', agent: agent.id });
    else wrapUp(turn, work.call, agent.id, work.queue);
    return;
  }
  // What only rings beside an offer, a wrap-up or a rest changes nothing yet; who takes it lets the offer go.
  if ((work.name === 'offered' || 'until' in work) && rings(turn.state, now)) return;
  if (work.name === 'offered') withdrawOffer(turn, agent);
  const isSame =
    isEngaged(work) &&
    work.name === now.as &&
    work.call === now.call &&
    work.leg === now.leg &&
    work.queue === now.queue;
  if (!isSame) turn.record({ kind: 'agent.engaged', agent: agent.id, ...now });
}

/** What the agent's phone does, the call of a queue before all others; null when it does nothing but ring for an offer. */
function engagementOf(state: BoardState, agent: Agent): Engaged | null {
  if (agent.phone === null) return null;
  const legs = legsOfPhone(state, agent.phone).filter(
    ({ call, leg }) => leg.state !== 'clearing' && !isOffer(agent.id, { call, leg }),
  );
  const served = legs.find(({ call, leg }) => isParty(leg) && queueServed(call, agent.id) !== null);
  if (served !== undefined) {
    const { call, leg } = served;
    const isHeld = leg.state === 'hold';
    const consults = isHeld && legs.some((other) => other.call !== call);
    return {
      call: call.id,
      leg: leg.id,
      queue: queueServed(call, agent.id),
      as: consults ? 'consulting' : isHeld ? 'holding' : 'talking',
    };
  }
  const own = legs.find(({ leg }) => !isRinging(leg)) ?? legs[0];
  if (own === undefined) return null;
  const at = { call: own.call.id, leg: own.leg.id };
  // Whose customer has left the conference or the consultation has served the queue, and has its wrap-up after it.
  const { work } = agent;
  const isAfterwards = isEngaged(work) && work.leg === own.leg.id;
  const queue = isAfterwards && (own.call.of !== null || own.call.id === work.call) ? work.queue : null;
  if (queue === null) return { ...at, queue, as: 'direct' };
  return { ...at, queue, as: own.call.of === null ? 'talking' : 'consulting' };
}

function rings(state: BoardState, { call, leg }: Engaged): boolean {
  const found = state.calls.get(call)?.legs.find(({ id }) => id === leg);
  return found !== undefined && isRinging(found);
}

/** Whoever of the agents in a conference does not answer for the call is a guest there. */
function queueServed(call: LegInCall['call'], agent: AgentId): QueueId | null {
  if (call.phase.name !== 'talking' || call.phase.agent !== agent) return null;
  return placeOf(call)?.queue ?? null;
}

function isOffer(agent: AgentId, { call, leg }: LegInCall): boolean {
  const isOffered = call.phase.name === 'waiting' || call.phase.name === 'away';
  return isOffered && leg.agent === agent && leg.role === 'called';
}
