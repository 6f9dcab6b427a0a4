import type { Agent } from '../../../src/board/agent/agent.ts';
import { connectOf, openSeat } from '../../../src/board/agent/seat.ts';
import type { Call } from '../../../src/board/call/call.ts';
import type { AgentId } from '../../../src/board/ids.ts';
import type { BoardState } from '../../../src/board/state.ts';

/** Who is free for customers, and which of these are on their way: worked out anew from the office. */

export function membersOf({ office }: BoardState, queue: string): Set<AgentId> {
  return new Set(office.queues.find(({ id }) => id === queue)?.members.map(({ agent }) => agent));
}

/** The campaign has some of these agents. */
export function sharesWith({ office }: BoardState, campaign: string, members: ReadonlySet<AgentId>): boolean {
  const queue = office.campaigns.find(({ id }) => id === campaign)?.queue ?? null;
  return office.queues.some((one) => one.id === queue && one.members.some(({ agent }) => members.has(agent)));
}

export function isIdle({ presence, work, phone }: Agent): boolean {
  return presence.name === 'ready' && work.name === 'idle' && phone !== null;
}

/** Nobody has to pick anything up: the customer has him as soon as he answers. */
export function takesAtOnce(state: BoardState, agent: Agent): boolean {
  return connectOf(state, agent) === 'stay' ? openSeat(state, agent) !== null : answersByItself(state, agent);
}

export function answersByItself(state: BoardState, agent: Agent): boolean {
  const phone = agent.phone === null ? undefined : state.phones.get(agent.phone);
  return connectOf(state, agent) === 'auto-answer' && phone?.autoAnswer === true;
}

/** In this phase a customer may answer, or has and no agent is rung for him yet: who is rung is not among those who are free. */
export function awaitsAgent(phase: Call['phase'] | undefined): boolean {
  if (phase?.name === 'away') return phase.point === 'detection';
  return phase?.name === 'dialling' || (phase?.name === 'waiting' && phase.offers.length === 0);
}

/**
 * Callers may have to leave him alone: no more agents are free than customers of some campaign may come for. Where the budget
 * bears it a caller has him all the same, which is no matter here.
 */
export function isKept(state: BoardState, agent: Agent): boolean {
  return state.office.campaigns.some(({ id, queue }) => {
    if (queue === null || (state.callsOfCampaign.get(id)?.size ?? 0) === 0) return false;
    const members = membersOf(state, queue);
    if (!members.has(agent.id)) return false;
    const { agents } = state.campaigns.get(id)?.changes ?? {};
    const free = [...members].filter((one) => {
      const other = state.agents.get(one);
      const isAllowed = agents == null || agents.includes(one);
      const isChosen = other?.queues == null || other.queues.includes(queue);
      return other !== undefined && isAllowed && isChosen && isIdle(other) && takesAtOnce(state, other);
    });
    if (!free.includes(agent.id)) return false;
    const coming = [...state.calls.values()].filter(
      ({ attempt, phase }) =>
        attempt !== null &&
        attempt.outcome === null &&
        attempt.mode !== 'agentless' &&
        awaitsAgent(phase) &&
        sharesWith(state, attempt.campaign, members),
    );
    return coming.length >= free.length;
  });
}
