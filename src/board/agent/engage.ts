import { withdrawOffer } from '../acd/offer.ts';
import { wrapUp, wrapUpOwed } from '../acd/wrap-up.ts';
import { isParty, isRinging, placeOf } from '../call/call.ts';
import type { AgentId, CallId, LegId, PhoneId, QueueId } from '../ids.ts';
import { legsOfPhone, type BoardState, type LegInCall } from '../state.ts';
import { isPromised } from '../outbound/promised.ts';
import type { Turn } from '../turn.ts';
import { isEngaged, type Agent, type Engagement, type Served } from './agent.ts';

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
  const now = engagementOf(turn.state, agent);
  if (now === null) {
    finish(turn, agent);
    return;
  }
  const { work } = agent;
  // What only rings beside an offer, a wrap-up or a rest changes nothing yet; who takes it lets the offer go.
  if ((work.name === 'offered' || 'until' in work) && rings(turn.state, now)) return;
  if (work.name === 'offered') withdrawOffer(turn, agent);
  const { over, kept } = servedBefore(turn.state, agent);
  // A talk or consultation that outlives its customer is what his call has become.
  const isAfterwards = now.queue !== null && !kept.some(({ call }) => call === now.call);
  for (const one of over) {
    if (isAfterwards && isEngaged(work) && one.call === work.call) continue;
    turn.record({ kind: 'agent.wrap-up-owed', agent: agent.id, ...one });
  }
  engage(turn, agent, now, kept);
  if (isFull(turn.state, agent)) withdrawOffer(turn, agent);
}

function engage(turn: Turn, agent: Agent, now: Engaged, kept: readonly Served[]): void {
  const { work } = agent;
  const beside = kept.filter(({ call }) => call !== now.call);
  const isSame =
    isEngaged(work) &&
    work.name === now.as &&
    work.call === now.call &&
    work.leg === now.leg &&
    work.queue === now.queue &&
    JSON.stringify(beside) === JSON.stringify(agent.beside);
  if (isSame) return;
  const more = beside.length === 0 ? {} : { beside };
  turn.record({ kind: 'agent.engaged', agent: agent.id, ...now, ...more });
}

/** Every call of a queue that he was in has its wrap-up, one after the other; then he may leave. */
function finish(turn: Turn, agent: Agent): void {
  const { work } = agent;
  const isDone = isEngaged(work);
  const own = isDone && work.queue !== null ? { call: work.call, queue: work.queue } : null;
  // A further call that rang in the one that is over.
  if (work.name !== 'offered') withdrawOffer(turn, agent);
  for (const one of servedBefore(turn.state, agent).over) {
    if (one.call !== own?.call) turn.record({ kind: 'agent.wrap-up-owed', agent: agent.id, ...one });
  }
  if (own !== null) wrapUp(turn, agent, own);
  else if (isDone) turn.record({ kind: 'agent.idle', agent: agent.id });
  for (let [next] = agent.owed; next !== undefined && agent.work.name === 'idle'; [next] = agent.owed) {
    wrapUpOwed(turn, agent, next);
  }
  if (agent.leaving !== null && agent.work.name === 'idle' && !isPromised(turn.state, agent, turn.at)) {
    turn.record({ kind: 'agent.signed-out', agent: agent.id, reason: agent.leaving });
  }
}

/** The calls of queues that he was in before the turn: those that he has left, and those that he has. */
function servedBefore(
  state: BoardState,
  { id, phone, work, beside }: Agent,
): { readonly over: readonly Served[]; readonly kept: readonly Served[] } {
  const legs = phone === null ? [] : liveLegs(state, id, phone);
  const former = isEngaged(work) && work.queue !== null ? [{ call: work.call, queue: work.queue }] : [];
  const known = [...former, ...beside];
  const isLive = ({ call }: Served): boolean => legs.some((found) => found.call.id === call);
  const present = legs.flatMap(({ call, leg }): Served[] => {
    const queue = isParty(leg) ? queueServed(call, id) : null;
    return queue === null || known.some((one) => one.call === call.id) ? [] : [{ call: call.id, queue }];
  });
  return {
    over: known.filter((one) => !isLive(one)),
    kept: [...known.filter(isLive), ...present],
  };
}

/** He has as many calls as he may: what rings besides is for somebody else. */
function isFull(state: BoardState, { id, phone, work }: Agent): boolean {
  if (phone === null || !isEngaged(work)) return false;
  return liveLegs(state, id, phone).length >= (state.capacityOf.get(id) ?? 1);
}

function liveLegs(state: BoardState, agent: AgentId, phone: PhoneId): readonly LegInCall[] {
  return legsOfPhone(state, phone).filter(
    ({ call, leg }) => leg.state !== 'clearing' && !isOffer(agent, { call, leg }),
  );
}

/** What the agent's phone does, the call of a queue before all others; null when it does nothing but ring for an offer. */
function engagementOf(state: BoardState, agent: Agent): Engaged | null {
  if (agent.phone === null) return null;
  const legs = liveLegs(state, agent.id, agent.phone);
  const all = legs.filter(({ call, leg }) => isParty(leg) && queueServed(call, agent.id) !== null);
  const served = all.find(({ leg }) => leg.state === 'connected') ?? all[0];
  if (served !== undefined) {
    const { call, leg } = served;
    const isHeld = leg.state === 'hold';
    const consults = isHeld && legs.some((other) => !all.some((one) => one.call === other.call));
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
  // An agent may have asked to be called back himself.
  if (call.phase.name === 'waiting' && call.phase.callback?.dial?.leg === leg.id) return false;
  return isOffered && leg.agent === agent && leg.role === 'called';
}
