import type { Changes } from '../changes.ts';
import type { Fact } from '../fact.ts';
import type { AgentId } from '../ids.ts';
import { missOutcomes } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import { tallyAt } from '../acd/tally.ts';
import { idle, isEngaged, isFree, shownState, type Agent, type Work } from './agent.ts';
import { countTime, endHandling, isHandling } from './count-time.ts';
import { indexFreeAgent } from './free.ts';

type AgentFact = Extract<
  Fact,
  {
    kind:
      | `agent.${string}`
      | 'offer.made'
      | 'offer.answering'
      | 'offer.passed'
      | 'offer.ended'
      | 'call.connected';
  }
>;

export function foldAgentFact(state: BoardState, fact: AgentFact, changes: Changes): void {
  change(state, fact.agent, fact.at, changes, (agent) => {
    switch (fact.kind) {
      case 'agent.signed-in':
        agent.phone = fact.phone;
        agent.presence = { name: 'not-ready', reason: fact.reason };
        agent.signedInAt = fact.at;
        agent.queues = fact.queues;
        agent.presenceSince = fact.at;
        agent.missesInARow = 0;
        state.agentAtPhone.set(fact.phone, agent.id);
        break;
      case 'agent.signed-out':
        if (agent.phone !== null) state.agentAtPhone.delete(agent.phone);
        agent.presence = { name: 'signed-out' };
        agent.presenceSince = fact.at;
        agent.queues = null;
        agent.work = idle;
        agent.phone = null;
        agent.signedInAt = null;
        break;
      case 'agent.ready':
        agent.presence = { name: 'ready' };
        agent.presenceSince = fact.at;
        agent.missesInARow = 0;
        break;
      case 'agent.not-ready':
        agent.presence = { name: 'not-ready', reason: fact.reason };
        agent.presenceSince = fact.at;
        break;
      case 'agent.queues':
        agent.queues = fact.queues;
        break;
      case 'agent.overdue':
      case 'agent.disposed':
        break;
      case 'agent.wrap-up-asked':
        agent.asksWrapUp = fact.on;
        break;
      case 'agent.wrap-up-extended':
        if (agent.work.name !== 'wrap-up') break;
        agent.work = { ...agent.work, until: fact.until };
        state.agentTimers.set(fact.until, agent.id);
        break;
      case 'agent.wrap-up':
        agent.work = { name: 'wrap-up', call: fact.call, queue: fact.queue, until: fact.until };
        agent.lastContactEnd = fact.at;
        agent.asksWrapUp = false;
        if (fact.until !== null && fact.until > fact.at) state.agentTimers.set(fact.until, agent.id);
        break;
      case 'agent.idle':
        if (isEngaged(agent.work)) agent.lastContactEnd = fact.at;
        agent.work = idle;
        break;
      case 'agent.engaged':
        agent.work = { name: fact.as, call: fact.call, leg: fact.leg, queue: fact.queue };
        break;
      case 'offer.made':
        // Of one who is rung in use the call goes on.
        if (!isEngaged(agent.work)) {
          agent.work = { name: 'offered', call: fact.call, leg: fact.leg, queue: fact.queue };
        }
        agent.lastOfferAt = fact.at;
        break;
      case 'offer.answering':
        if (agent.work.name === 'offered') agent.work = { ...agent.work, leg: fact.leg };
        break;
      case 'offer.passed':
        if (agent.work.name === 'offered') agent.work = { ...agent.work, call: fact.to };
        break;
      case 'offer.ended':
        if (isMiss(fact.outcome)) agent.missesInARow += 1;
        if (isEngaged(agent.work) && agent.work.call !== fact.call) break;
        agent.work = restOf(fact);
        if (fact.restUntil !== null) state.agentTimers.set(fact.restUntil, agent.id);
        break;
      case 'call.connected':
        agent.work = { name: 'talking', call: fact.call, leg: fact.leg, queue: fact.queue };
        agent.missesInARow = 0;
        tallyAt(state, agent.id, fact.at).answered += 1;
        changes.tallies.add(agent.id);
        break;
    }
  });
}

function isMiss(outcome: Extract<Fact, { kind: 'offer.ended' }>['outcome']): boolean {
  return (missOutcomes as readonly string[]).includes(outcome);
}

function restOf(fact: Extract<Fact, { kind: 'offer.ended' }>): Work {
  return fact.restUntil === null ? idle : { name: 'resting', queue: fact.queue, until: fact.restUntil };
}

/** Changes one agent and closes the segment of the state that people saw, if that is another one now. */
function change(
  state: BoardState,
  id: AgentId,
  at: number,
  changes: Changes,
  apply: (agent: Agent) => void,
): void {
  const agent = state.agents.get(id);
  if (agent === undefined) return;
  const before = shownState(agent);
  apply(agent);
  changes.agents.add(id);
  if (!isFree(agent)) agent.readySince = null;
  else agent.readySince ??= at;
  indexFreeAgent(state, agent);

  const after = shownState(agent);
  if (after.state === before.state && after.reason === before.reason && after.call === before.call) return;
  if (before.state !== 'signed-out' && at > agent.since) {
    changes.segments.push({ subject: 'agent', agent: id, ...before, startAt: agent.since, endAt: at });
    countTime(state, agent, before, at, changes);
  }
  if (isHandling(before.state) && !isHandling(after.state)) endHandling(state, agent, before, at, changes);
  agent.since = at;
}
