import { isOtherOrder, keepCursors, keptCursor } from './acd/keep-cursors.ts';
import { forgetRegulars } from './acd/regulars.ts';
import { newAgent } from './agent/agent.ts';
import type { Changes } from './changes.ts';
import type { AgentId, QueueId } from './ids.ts';
import type { Office } from './office.ts';
import { forgetFree, indexFree } from './agent/free.ts';
import { overdueAt } from './agent/overdue.ts';
import { newCampaign } from './outbound/campaign.ts';
import { indexCampaigns } from './outbound/index-outbound.ts';
import type { BoardState, Member } from './state.ts';

/** A new office: agents that it adds are signed out; those that it no longer names have left (the rules see to it). */
export function foldOffice(state: BoardState, office: Office, at: number, changes: Changes): void {
  state.office = office;
  changes.office = true;
  const membersBefore = new Map(state.membersOf);
  indexOffice(state);
  keepAllCursors(state, membersBefore, changes);
  for (const queue of state.shutQueues.keys()) {
    if (state.queues.has(queue)) continue;
    state.shutQueues.delete(queue);
    changes.queues.add(queue);
  }
  for (const queue of state.memories.keys()) {
    if (state.queues.has(queue)) continue;
    state.memories.delete(queue);
    changes.memories.add(queue);
  }
  for (const id of state.campaigns.keys()) {
    if (state.campaignSettings.has(id)) continue;
    // Those that were made after it go with it.
    state.campaigns.delete(id);
    changes.campaigns.add(id);
  }
  for (const { id } of office.campaigns) {
    if (state.campaigns.has(id)) continue;
    state.campaigns.set(id, newCampaign(id, at));
    changes.campaigns.add(id);
  }
  forgetRegulars(state, changes);
  const named = new Set(office.agents.map((agent) => agent.id));
  for (const id of state.agents.keys()) {
    if (named.has(id)) continue;
    state.agents.delete(id);
    forgetFree(state, id);
    if (state.tallies.delete(id)) changes.tallies.add(id);
    for (const [phone, agent] of state.agentAtPhone) if (agent === id) state.agentAtPhone.delete(phone);
    changes.agents.add(id);
  }
  for (const id of named) {
    if (state.agents.has(id)) continue;
    state.agents.set(id, newAgent(id, at));
    changes.agents.add(id);
  }
  indexFree(state);
  for (const agent of state.agents.values()) {
    const overdue = overdueAt(state, agent);
    if (overdue !== null) state.agentTimers.set(Math.max(overdue, at), agent.id);
  }
  for (const line of state.waiting.values()) {
    for (const call of line.calls()) state.callTimers.set(at, call);
  }
}

/** Where rounds have got to in queues whose members have changed. */
function keepAllCursors(
  state: BoardState,
  before: ReadonlyMap<QueueId, ReadonlyMap<AgentId, Member>>,
  changes: Changes,
): void {
  for (const [id, former] of before) {
    const now = state.membersOf.get(id);
    if (now === undefined || !isOtherOrder(former, now)) continue;
    const memory = state.memories.get(id);
    if (memory !== undefined) {
      state.memories.set(id, keepCursors(memory, former, now));
      changes.memories.add(id);
    }
    for (const callId of state.waiting.get(id)?.calls() ?? []) {
      const call = state.calls.get(callId);
      if (call?.phase.name !== 'waiting' || call.phase.lastOffered === null) continue;
      call.phase = { ...call.phase, lastOffered: keptCursor(call.phase.lastOffered, former, now) };
      changes.calls.add(callId);
    }
  }
}

/** Fills the look-up tables from the office. */
export function indexOffice(state: BoardState): void {
  const { office } = state;
  state.queues.clear();
  state.phones.clear();
  state.targetOfNumber.clear();
  state.phoneOfEndpoint.clear();
  state.trunks.clear();
  state.queuesOfAgent.clear();
  state.membersOf.clear();
  state.skillsOf.clear();
  state.capacityOf.clear();
  state.connectOf.clear();
  for (const phone of office.phones) {
    state.phones.set(phone.id, phone);
    state.phoneOfEndpoint.set(phone.endpoint, phone.id);
  }
  for (const trunk of office.trunks) state.trunks.set(trunk.id, trunk);
  indexCampaigns(state);
  for (const { number, to } of office.numbers) state.targetOfNumber.set(number, to);
  const served = new Map<AgentId, QueueId[]>();
  for (const queue of office.queues) {
    state.queues.set(queue.id, queue);
    const members = new Map<AgentId, Member>();
    for (const [position, member] of queue.members.entries()) {
      members.set(member.agent, { ...member, queue: queue.id, position });
      served.set(member.agent, [...(served.get(member.agent) ?? []), queue.id]);
    }
    state.membersOf.set(queue.id, members);
  }
  for (const [agent, queues] of served) state.queuesOfAgent.set(agent, queues);
  for (const { id, skills, capacity, connect } of office.agents) {
    state.skillsOf.set(id, skills);
    state.capacityOf.set(id, capacity);
    state.connectOf.set(id, connect);
  }
  const priorities = office.queues.flatMap(({ members }) => members.map(({ priority }) => priority));
  state.memberPriorities = [...new Set(priorities)].toSorted((a, b) => a - b);
}
