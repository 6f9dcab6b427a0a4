import { newAgent } from './agent/agent.ts';
import type { Changes } from './changes.ts';
import type { AgentId, QueueId } from './ids.ts';
import type { Office } from './office.ts';
import { forgetFree, indexFree } from './agent/free.ts';
import type { BoardState, Member } from './state.ts';

/** A new office: agents that it adds are signed out; those that it no longer names have left (the rules see to it). */
export function foldOffice(state: BoardState, office: Office, at: number, changes: Changes): void {
  state.office = office;
  changes.office = true;
  indexOffice(state);
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
  for (const line of state.waiting.values()) {
    for (const call of line.calls()) state.callTimers.set(at, call);
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
  for (const phone of office.phones) {
    state.phones.set(phone.id, phone);
    state.phoneOfEndpoint.set(phone.endpoint, phone.id);
  }
  for (const trunk of office.trunks) state.trunks.set(trunk.id, trunk);
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
  for (const { id, skills, capacity } of office.agents) {
    state.skillsOf.set(id, skills);
    state.capacityOf.set(id, capacity);
  }
  const priorities = office.queues.flatMap(({ members }) => members.map(({ priority }) => priority));
  state.memberPriorities = [...new Set(priorities)].toSorted((a, b) => a - b);
}
