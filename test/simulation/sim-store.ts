import type { QueueMemory, Regular } from '../../src/board/acd/memory.ts';
import type { AgentTallies } from '../../src/board/acd/tally.ts';
import type { ShutQueue } from '../../src/board/acd/queue-state.ts';
import { Changes } from '../../src/board/changes.ts';
import type { Agent } from '../../src/board/agent/agent.ts';
import type { Call } from '../../src/board/call/call.ts';
import { deviceCallsOf } from '../../src/board/device/device-calls.ts';
import type { Device } from '../../src/board/device/device.ts';
import type { Fact } from '../../src/board/fact.ts';
import { fold } from '../../src/board/fold.ts';
import type { AgentId, CallId, CampaignId, ContactId, PhoneId, QueueId } from '../../src/board/ids.ts';
import type { Campaign } from '../../src/board/outbound/campaign.ts';
import type { HeldContact } from '../../src/board/outbound/contact.ts';
import { metaOf, stateFrom, type LiveMeta } from '../../src/board/live.ts';
import type { Office } from '../../src/board/office.ts';
import { ContactStore } from './outbound/contact-store.ts';
import { emptyState, type BoardState } from '../../src/board/state.ts';
import type { Turn } from '../../src/board/turn.ts';

/** What survives a crash: the journal, and the live rows of what each commit says has changed, all of it as text. */
export class SimStore {
  readonly journal: string[] = [];
  readonly #instance: string;
  readonly #calls = new Map<CallId, string>();
  readonly #agents = new Map<AgentId, string>();
  readonly #devices = new Map<PhoneId, string>();
  readonly #shutQueues = new Map<QueueId, string>();
  readonly #memories = new Map<QueueId, string>();
  readonly #tallies = new Map<AgentId, string>();
  readonly #regulars = new Map<string, string>();
  /** The rows that people and uploads write as well. */
  readonly contacts = new ContactStore();
  readonly #campaigns = new Map<CampaignId, string>();
  readonly #contacts = new Map<ContactId, string>();
  #office = '';
  #meta = '';

  constructor(instance: string) {
    this.#instance = instance;
  }

  commit(turns: readonly Turn[], state: BoardState): void {
    for (const { facts, changes } of turns) {
      for (const fact of facts) this.journal.push(JSON.stringify(fact));
      for (const id of changes.calls) keep(this.#calls, id, state.calls.get(id));
      for (const id of changes.agents) keep(this.#agents, id, state.agents.get(id));
      for (const id of changes.devices) keep(this.#devices, id, state.devices.get(id));
      for (const id of changes.memories) keep(this.#memories, id, state.memories.get(id));
      for (const id of changes.tallies) keep(this.#tallies, id, state.tallies.get(id));
      for (const id of changes.regulars) keep(this.#regulars, id, state.regulars.get(id));
      for (const id of changes.campaigns) keep(this.#campaigns, id, state.campaigns.get(id));
      for (const id of changes.contacts) keep(this.#contacts, id, state.contacts.get(id));
      for (const id of changes.queues) keep(this.#shutQueues, id, state.shutQueues.get(id));
      if (changes.office) this.#office = JSON.stringify(state.office);
    }
    this.contacts.commit(turns);
    this.#meta = JSON.stringify(metaOf(state));
  }

  /** As a start does. */
  fromRows(): BoardState {
    if (this.#meta === '') return emptyState(this.#instance);
    return stateFrom({
      meta: JSON.parse(this.#meta) as LiveMeta,
      office: JSON.parse(this.#office) as Office,
      calls: [...this.#calls.values()].map((text) => JSON.parse(text) as Call),
      agents: [...this.#agents.values()].map((text) => JSON.parse(text) as Agent),
      devices: [...this.#devices.values()].map((text) => JSON.parse(text) as Device),
      shutQueues: [...this.#shutQueues.values()].map((text) => JSON.parse(text) as ShutQueue),
      memories: [...this.#memories.values()].map((text) => JSON.parse(text) as QueueMemory),
      tallies: [...this.#tallies.values()].map((text) => JSON.parse(text) as AgentTallies),
      regulars: [...this.#regulars.values()].map((text) => JSON.parse(text) as Regular),
      campaigns: [...this.#campaigns.values()].map((text) => JSON.parse(text) as Campaign),
      contacts: [...this.#contacts.values()].map((text) => JSON.parse(text) as HeldContact),
    });
  }

  /** As a repair does; also gives what the journal says was closed. */
  fromJournal(): { readonly state: BoardState; readonly changes: Changes } {
    const state = emptyState(this.#instance);
    const changes = new Changes();
    for (const text of this.journal) fold(state, JSON.parse(text) as Fact, changes);
    for (const phone of state.callsOfPhone.keys()) {
      const calls = deviceCallsOf(state, phone);
      if (calls !== null) state.deviceCalls.set(phone, calls);
    }
    return { state, changes };
  }
}

function keep<Id>(rows: Map<Id, string>, id: Id, value: unknown): void {
  if (value === undefined) rows.delete(id);
  else rows.set(id, JSON.stringify(value));
}

/** A state as plain data in one order, without what may differ between two equal boards: spent timers, empty lines. */
export function comparable(state: BoardState): unknown {
  const { freeAgents, waiting } = state;
  return {
    meta: metaOf(state),
    office: state.office,
    calls: sorted(state.calls),
    agents: sorted(state.agents),
    devices: sorted(state.devices),
    shutQueues: sorted(state.shutQueues),
    memories: sorted(state.memories),
    tallies: sorted(state.tallies),
    regulars: sorted(state.regulars),
    campaigns: sorted(state.campaigns),
    contacts: [...state.contacts.values()],
    callsOfCampaign: filled(state.callsOfCampaign),
    contactsOf: filled(state.contactsOf),
    freeIn: sorted(state.freeIn).map(([id, those]) => [id, [...those].sort()]),
    callsIn: sorted(state.callsIn)
      .filter(([, those]) => those.size > 0)
      .map(([id, those]) => [id, [...those].sort()]),
    callsOfLeg: sorted(state.callsOfLeg),
    callsOfPhone: sorted(state.callsOfPhone),
    monitorings: [...state.monitorings].sort(),
    // Since when they talk is no news of its own.
    deviceCalls: sorted(state.deviceCalls).map(([phone, calls]) => [phone, timeless(calls)]),
    queues: sorted(state.queues),
    phones: sorted(state.phones),
    phoneOfEndpoint: sorted(state.phoneOfEndpoint),
    trunks: sorted(state.trunks),
    targetOfNumber: sorted(state.targetOfNumber),
    queuesOfAgent: sorted(state.queuesOfAgent),
    agentAtPhone: sorted(state.agentAtPhone),
    freeAgents: [...freeAgents].sort(),
    waiting: sorted(waiting)
      .filter(([, line]) => line.length > 0)
      .map(([id, line]) => [id, line.calls()]),
  };
}

/** In the order in which they came. */
function filled<Key extends string, Value>(sets: ReadonlyMap<Key, ReadonlySet<Value>>): [Key, Value[]][] {
  return sorted(sets).flatMap(([id, those]) => (those.size === 0 ? [] : [[id, [...those]]]));
}

export function timeless(value: unknown): string {
  return JSON.stringify(value, (key, field: unknown) =>
    key === 'connectedAt' || key === 'endedAt' ? undefined : field,
  );
}

function sorted<Key extends string, Value>(map: ReadonlyMap<Key, Value>): [Key, Value][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}
