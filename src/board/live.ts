import { waitingLine, emptyState, type BoardState } from './state.ts';
import type { ShutQueue } from './acd/queue-state.ts';
import { regularKey, type QueueMemory, type Regular } from './acd/memory.ts';
import type { AgentTallies } from './acd/tally.ts';
import type { Agent } from './agent/agent.ts';
import { indexFreeAgent } from './agent/free.ts';
import { overdueAt } from './agent/overdue.ts';
import { placeOf, type Call } from './call/call.ts';
import { moveBetween } from './call/fold-phase.ts';
import { indexLeg } from './call/fold-leg.ts';
import { deviceCallsOf } from './device/device-calls.ts';
import type { Device } from './device/device.ts';
import { indexOffice } from './fold-office.ts';
import type { Office } from './office.ts';
import type { Campaign } from './outbound/campaign.ts';
import type { HeldContact } from './outbound/contact.ts';
import { indexAttempt, indexCampaigns, indexContact } from './outbound/index-outbound.ts';

/** The board's state as plain data: what the ledger keeps as live rows, so that a start need not read the journal. */
export interface LiveState {
  readonly meta: LiveMeta;
  readonly office: Office;
  readonly calls: readonly Call[];
  readonly agents: readonly Agent[];
  readonly devices: readonly Device[];
  readonly shutQueues: readonly ShutQueue[];
  readonly memories: readonly QueueMemory[];
  readonly tallies: readonly AgentTallies[];
  readonly regulars: readonly Regular[];
  readonly campaigns: readonly Campaign[];
  readonly contacts: readonly HeldContact[];
}

export interface LiveMeta {
  readonly instance: string;
  readonly nextCall: number;
  readonly lineIsUp: boolean;
  readonly asteriskStartedAt: number;
}

export function metaOf(state: BoardState): LiveMeta {
  const { instance, nextCall, lineIsUp, asteriskStartedAt } = state;
  return { instance, nextCall, lineIsUp, asteriskStartedAt };
}

export function liveStateOf(state: BoardState): LiveState {
  return {
    meta: metaOf(state),
    office: state.office,
    calls: [...state.calls.values()],
    agents: [...state.agents.values()],
    devices: [...state.devices.values()],
    shutQueues: [...state.shutQueues.values()],
    memories: [...state.memories.values()],
    tallies: [...state.tallies.values()],
    regulars: [...state.regulars.values()],
    campaigns: [...state.campaigns.values()],
    contacts: [...state.contacts.values()],
  };
}

/** Sets a board up from its live rows, with every look-up table and timer. The rows become the state: hand over copies. */
export function stateFrom(live: LiveState): BoardState {
  const state = emptyState(live.meta.instance);
  state.nextCall = live.meta.nextCall;
  state.lineIsUp = live.meta.lineIsUp;
  state.asteriskStartedAt = live.meta.asteriskStartedAt;
  state.office = live.office;
  indexOffice(state);
  for (const call of live.calls) {
    state.calls.set(call.id, call);
    if (call.phase.name === 'waiting') {
      waitingLine(state, call.phase.queue).add(call, call.phase);
      state.callTimers.set(0, call.id);
    }
    indexAttempt(state, call);
    if (call.phase.name === 'monitoring') state.monitorings.add(call.id);
    moveBetween(state, call, undefined, placeOf(call)?.queue);
    for (const leg of call.legs) {
      indexLeg(state, call, leg.id, leg.phone, leg.trunk);
      if (leg.deadline !== null) state.legTimers.set(leg.deadline, leg.id);
    }
  }
  for (const device of live.devices) state.devices.set(device.id, device);
  for (const memory of live.memories) state.memories.set(memory.id, memory);
  for (const tallies of live.tallies) state.tallies.set(tallies.agent, tallies);
  for (const regular of live.regulars.toSorted((a, b) => a.at - b.at)) {
    state.regulars.set(regularKey(regular.queue, regular.number), regular);
  }
  for (const campaign of live.campaigns) {
    state.campaigns.set(campaign.id, campaign);
    state.campaignTimers.set(0, campaign.id);
  }
  indexCampaigns(state);
  for (const contact of live.contacts) {
    state.contacts.set(contact.id, contact);
    indexContact(state, contact);
  }
  for (const queue of live.shutQueues) state.shutQueues.set(queue.id, queue);
  for (const agent of live.agents) {
    state.agents.set(agent.id, agent);
    if (agent.phone !== null) state.agentAtPhone.set(agent.phone, agent.id);
    indexFreeAgent(state, agent);
    if ('until' in agent.work && agent.work.until !== null) state.agentTimers.set(agent.work.until, agent.id);
    const overdue = overdueAt(state, agent);
    if (overdue !== null) state.agentTimers.set(overdue, agent.id);
  }
  for (const phone of state.callsOfPhone.keys()) {
    const calls = deviceCallsOf(state, phone);
    if (calls !== null) state.deviceCalls.set(phone, calls);
  }
  return state;
}
