import type { Changes } from '../changes.ts';
import type { Fact } from '../fact.ts';
import type { AgentId, ContactId } from '../ids.ts';
import { isMiss } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import { shareAnew } from '../acd/fold-memory.ts';
import { giveHeadStart } from '../acd/head-start.ts';
import { idle, isEngaged, isFree, shownState, type Agent, type OwedWrapUp, type Work } from './agent.ts';
import { countTime, endHandling, isHandling } from './count-time.ts';
import { indexFreeAgent } from './free.ts';
import { hidesPresence, overdueAt } from './overdue.ts';

type AgentFact = Extract<
  Fact,
  {
    kind:
      | `agent.${string}`
      | 'offer.made'
      | 'offer.answering'
      | 'offer.passed'
      | 'offer.ended'
      | 'call.connected'
      | 'contact.previewed'
      | 'contact.skipped'
      | 'attempt.heard';
  }
>;

export function foldAgentFact(state: BoardState, fact: AgentFact, changes: Changes): void {
  if (fact.agent === null) return;
  change(state, fact.agent, fact.at, changes, (agent) => {
    switch (fact.kind) {
      case 'agent.signed-in':
        agent.phone = fact.phone;
        agent.presence = { name: 'not-ready', reason: fact.reason };
        agent.signedInAt = fact.at;
        agent.queues = fact.queues;
        agent.connect = fact.connect ?? null;
        agent.presenceSince = fact.at;
        agent.missesInARow = 0;
        agent.handlingMs = 0;
        agent.isOverdue = false;
        state.agentAtPhone.set(fact.phone, agent.id);
        giveHeadStart(state, agent.id, fact.at);
        changes.tallies.add(agent.id);
        break;
      case 'agent.moved':
        state.agentAtPhone.delete(fact.from);
        agent.phone = fact.phone;
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
        agent.owed = [];
        forgetCalls(agent);
        agent.leaving = null;
        agent.pausing = null;
        agent.isOverdue = false;
        break;
      case 'agent.leaving':
        agent.leaving = fact.reason;
        break;
      case 'agent.pausing':
        agent.pausing = fact.reason;
        break;
      case 'agent.ready':
        agent.pausing = null;
        if (agent.presence.name !== 'ready') shareAnew(state, agent.id, fact.at, changes);
        agent.presence = { name: 'ready' };
        agent.presenceSince = fact.at;
        agent.missesInARow = 0;
        agent.isOverdue = false;
        agent.declines = false;
        break;
      case 'agent.not-ready':
        agent.presence = { name: 'not-ready', reason: fact.reason };
        agent.presenceSince = fact.at;
        agent.isOverdue = false;
        agent.pausing = null;
        break;
      case 'agent.queues':
        agent.queues = fact.queues;
        break;
      case 'agent.overdue':
        agent.isOverdue = true;
        break;
      case 'agent.disposed':
        if (!agent.disposed.includes(fact.call)) agent.disposed = [...agent.disposed, fact.call];
        break;
      case 'attempt.heard': {
        const attempt = state.calls.get(fact.call)?.attempt ?? null;
        if (attempt === null) break;
        const { campaign, contact, number } = attempt;
        agent.asked = [...agent.asked, { call: fact.call, campaign, contact, number }];
        break;
      }
      case 'agent.wrap-up-owed':
        agent.owed = [...agent.owed, { call: fact.call, queue: fact.queue, begun: null }];
        agent.beside = agent.beside.filter(({ call }) => call !== fact.call);
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
        agent.owed = agent.owed.filter(({ call }) => call !== fact.call);
        agent.beside = [];
        agent.asksWrapUp = false;
        agent.declines = false;
        if (fact.until !== null && fact.until > fact.at) state.agentTimers.set(fact.until, agent.id);
        break;
      case 'agent.idle':
        if (isEngaged(agent.work)) agent.lastContactEnd = fact.at;
        agent.work = idle;
        if (agent.owed.length === 0) forgetCalls(agent);
        break;
      case 'agent.engaged':
        if (agent.work.name === 'wrap-up') agent.owed = [interrupted(agent.work), ...agent.owed];
        agent.work = { name: fact.as, call: fact.call, leg: fact.leg, queue: fact.queue };
        agent.beside = fact.beside ?? [];
        break;
      case 'contact.previewed': {
        const queue = state.campaignSettings.get(fact.campaign)?.queue ?? null;
        if (queue === null) break;
        agent.work = { name: 'previewing', contact: fact.contact, queue, until: fact.until };
        if (fact.until !== null) state.agentTimers.set(fact.until, agent.id);
        break;
      }
      case 'contact.skipped':
        if (agent.work.name === 'previewing') agent.work = idle;
        if (fact.reason === 'skipped') agent.skips += 1;
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
        if (isMiss(fact.outcome)) {
          agent.missesInARow += 1;
          agent.lastMissAt = fact.at;
          // He has had his turn; whose phone stopped for another reason keeps it.
          agent.readySince = null;
        }
        // One that rang beside something else leaves that as it is.
        if (!('leg' in agent.work) || agent.work.call !== fact.call) {
          if (isMiss(fact.outcome) && isEngaged(agent.work)) agent.declines = true;
          break;
        }
        agent.work = restOf(fact);
        if (fact.restUntil !== null) state.agentTimers.set(fact.restUntil, agent.id);
        break;
      case 'call.connected':
        if (isEngaged(agent.work) && agent.work.queue !== null && agent.work.call !== fact.call) {
          agent.beside = [...agent.beside, { call: agent.work.call, queue: agent.work.queue }];
        }
        agent.work = { name: 'talking', call: fact.call, leg: fact.leg, queue: fact.queue };
        agent.missesInARow = 0;
        agent.declines = false;
        break;
    }
  });
}

/** The contact that he was shown is dialled, or may not be: he reads no more. */
export function endPreviewing(
  state: BoardState,
  id: AgentId,
  contact: ContactId,
  at: number,
  changes: Changes,
  isDialled = false,
): void {
  change(state, id, at, changes, (agent) => {
    if (agent.work.name === 'previewing' && agent.work.contact === contact) agent.work = idle;
    if (isDialled) agent.skips = 0;
  });
}

function interrupted({ call, queue, until }: Extract<Work, { name: 'wrap-up' }>): OwedWrapUp {
  return { call, queue, begun: { until } };
}

/** What was of calls that are all over. */
function forgetCalls(agent: Agent): void {
  agent.beside = [];
  agent.disposed = [];
  agent.asked = [];
  agent.asksWrapUp = false;
  agent.declines = false;
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
  const dueBefore = overdueAt(state, agent);
  const wasHidden = hidesPresence(agent.work);
  apply(agent);
  if (wasHidden && !hidesPresence(agent.work)) agent.presenceSince = at;
  const due = overdueAt(state, agent);
  if (due !== null && due !== dueBefore) state.agentTimers.set(due, id);
  changes.agents.add(id);
  if (isFree(agent)) agent.readySince ??= at;
  else if (agent.work.name !== 'offered' || agent.presence.name !== 'ready') agent.readySince = null;
  indexFreeAgent(state, agent);

  const after = shownState(agent);
  if (after.state === before.state && after.reason === before.reason && after.call === before.call) return;
  if (before.state !== 'signed-out' && at > agent.since) {
    changes.segments.push({ subject: 'agent', agent: id, ...before, startAt: agent.since, endAt: at });
    countTime(state, agent, before, at, changes);
  }
  const goesOn = agent.owed.some(({ call }) => call === before.call);
  if (isHandling(before.state) && !isHandling(after.state) && !goesOn) {
    endHandling(state, agent, before, at, changes);
  }
  agent.since = at;
}
