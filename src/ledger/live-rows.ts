import { ofRegularKey, type QueueMemory, type Regular } from '../board/acd/memory.ts';
import type { AgentTallies } from '../board/acd/tally.ts';
import type { ShutQueue } from '../board/acd/queue-state.ts';
import { shownState, type Agent } from '../board/agent/agent.ts';
import type { Call } from '../board/call/call.ts';
import { Changes } from '../board/changes.ts';
import type { Device } from '../board/device/device.ts';
import { metaOf, type LiveMeta, type LiveState } from '../board/live.ts';
import { emptyOffice, type Office } from '../board/office.ts';
import type { Campaign } from '../board/outbound/campaign.ts';
import type { HeldContact } from '../board/outbound/contact.ts';
import type { BoardState } from '../board/state.ts';
import type { Database, Query } from './database.ts';

interface Data {
  readonly data: string;
}

interface MetaRow {
  readonly instance: string;
  readonly nextCall: number;
  readonly lineIsUp: number;
  readonly asteriskStartedAt: number;
  readonly seq: number;
}

/** What is to become of a row. */
interface Kept {
  /** It, or one of its name before it, goes; the rows lie in the order in which they came. */
  readonly drop: (() => unknown) | null;
  readonly put: (() => unknown) | null;
}

/** The state of the board as rows: one a call, one an agent, one for the office and one for the rest. */
export class LiveRows {
  /** By what it is of; each is written once, however often it changed since the last time. */
  readonly #kept = new Map<string, Kept>();
  #keptMeta: LiveMeta | null = null;
  readonly #readMeta;
  readonly #readOffice;
  readonly #readCalls;
  readonly #readAgents;
  readonly #addMeta;
  readonly #putMeta;
  readonly #putOffice;
  readonly #putCall;
  readonly #dropCall;
  readonly #readDevices;
  readonly #putDevice;
  readonly #readShutQueues;
  readonly #putShutQueue;
  readonly #dropShutQueue;
  readonly #readMemories;
  readonly #putMemory;
  readonly #dropMemory;
  readonly #dropTallies;
  readonly #readTallies;
  readonly #putTallies;
  readonly #readRegulars;
  readonly #putRegular;
  readonly #dropRegular;
  readonly #readCampaigns;
  readonly #putCampaign;
  readonly #dropCampaign;
  readonly #readContacts;
  readonly #putContact;
  readonly #dropContact;
  readonly #putAgent;
  readonly #dropAgent;

  constructor(db: Database) {
    this.#readMeta = db.prepare<[], MetaRow>(
      `SELECT instance, next_call AS nextCall, line_is_up AS lineIsUp, asterisk_started_at AS asteriskStartedAt, seq
       FROM live_meta`,
    );
    this.#readOffice = db.prepare<[], Data>('SELECT data FROM live_office');
    this.#readCalls = db.prepare<[], Data>('SELECT data FROM live_call ORDER BY id');
    this.#readAgents = db.prepare<[], Data>('SELECT data FROM live_agent ORDER BY id');
    this.#readDevices = db.prepare<[], Data>('SELECT data FROM live_device ORDER BY rowid');
    this.#putDevice = db.prepare<[string, string]>(
      'INSERT INTO live_device (phone, data) VALUES (?, ?) ON CONFLICT (phone) DO UPDATE SET data = excluded.data',
    );
    this.#readShutQueues = db.prepare<[], Data>('SELECT data FROM live_shut_queue ORDER BY rowid');
    this.#putShutQueue = db.prepare<[string, string]>(
      'INSERT INTO live_shut_queue (queue, data) VALUES (?, ?) ON CONFLICT (queue) DO UPDATE SET data = excluded.data',
    );
    this.#dropShutQueue = db.prepare<[string]>('DELETE FROM live_shut_queue WHERE queue = ?');
    this.#readMemories = db.prepare<[], Data>('SELECT data FROM live_queue_memory ORDER BY rowid');
    this.#putMemory = db.prepare<[string, string]>(
      'INSERT INTO live_queue_memory (queue, data) VALUES (?, ?) ON CONFLICT (queue) DO UPDATE SET data = excluded.data',
    );
    this.#dropMemory = db.prepare<[string]>('DELETE FROM live_queue_memory WHERE queue = ?');
    this.#dropTallies = db.prepare<[string]>('DELETE FROM live_tallies WHERE agent = ?');
    this.#readTallies = db.prepare<[], Data>('SELECT data FROM live_tallies ORDER BY rowid');
    this.#putTallies = db.prepare<[string, string]>(
      'INSERT INTO live_tallies (agent, data) VALUES (?, ?) ON CONFLICT (agent) DO UPDATE SET data = excluded.data',
    );
    this.#readRegulars = db.prepare<[], Regular>(
      'SELECT queue, number, agent, at FROM live_regular ORDER BY rowid',
    );
    this.#putRegular = db.prepare<[string, string, string, number]>(
      `INSERT INTO live_regular (queue, number, agent, at) VALUES (?, ?, ?, ?)
       ON CONFLICT (queue, number) DO UPDATE SET agent = excluded.agent, at = excluded.at`,
    );
    this.#dropRegular = db.prepare<[string, string]>(
      'DELETE FROM live_regular WHERE queue = ? AND number = ?',
    );
    this.#readCampaigns = db.prepare<[], Data>('SELECT data FROM live_campaign ORDER BY rowid');
    this.#putCampaign = db.prepare<[string, string, string]>(
      `INSERT INTO live_campaign (campaign, run, data) VALUES (?, ?, ?)
       ON CONFLICT (campaign) DO UPDATE SET run = excluded.run, data = excluded.data`,
    );
    this.#dropCampaign = db.prepare<[string]>('DELETE FROM live_campaign WHERE campaign = ?');
    this.#readContacts = db.prepare<[], Data>('SELECT data FROM live_contact ORDER BY rowid');
    this.#putContact = db.prepare<[number, string, string]>(
      `INSERT INTO live_contact (contact, campaign, data) VALUES (?, ?, ?)
       ON CONFLICT (contact) DO UPDATE SET campaign = excluded.campaign, data = excluded.data`,
    );
    this.#dropContact = db.prepare<[number]>('DELETE FROM live_contact WHERE contact = ?');
    this.#addMeta = db.prepare<[string]>(
      `INSERT INTO live_meta (id, instance, next_call, line_is_up, asterisk_started_at) VALUES (1, ?, 1, 0, 0)
       ON CONFLICT DO NOTHING`,
    );
    this.#putMeta = db.prepare<[number, number, number, number]>(
      'UPDATE live_meta SET next_call = ?, line_is_up = ?, asterisk_started_at = ?, seq = ?',
    );
    this.#putOffice = db.prepare<[string]>(
      'INSERT INTO live_office (id, data) VALUES (1, ?) ON CONFLICT DO UPDATE SET data = excluded.data',
    );
    this.#putCall = db.prepare<[string, string, number, string, string | null, string | null, string]>(
      `INSERT INTO live_call (call, phase, since, number, queue, agent, data) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (call) DO UPDATE SET phase = excluded.phase, since = excluded.since, queue = excluded.queue,
         agent = excluded.agent, data = excluded.data`,
    );
    this.#dropCall = db.prepare<[string]>('DELETE FROM live_call WHERE call = ?');
    this.#putAgent = db.prepare<[string, string, number, string | null, string | null, string]>(
      `INSERT INTO live_agent (agent, state, since, phone, call, data) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (agent) DO UPDATE SET state = excluded.state, since = excluded.since, phone = excluded.phone,
         call = excluded.call, data = excluded.data`,
    );
    this.#dropAgent = db.prepare<[string]>('DELETE FROM live_agent WHERE agent = ?');
  }

  /** Gives a new ledger its name; an old one keeps its own. */
  begin(instance: string): void {
    this.#addMeta.run(instance);
  }

  get meta(): LiveMeta {
    const { instance, nextCall, lineIsUp, asteriskStartedAt } = this.#metaRow;
    return { instance, nextCall, lineIsUp: lineIsUp === 1, asteriskStartedAt };
  }

  /** The journal's last entry that the rows have in them. */
  get seq(): number {
    return this.#metaRow.seq;
  }

  get #metaRow(): MetaRow {
    const row = this.#readMeta.get();
    // `begin` has been here.
    if (row === undefined) throw new Error('live_meta is empty');
    return row;
  }

  read(): LiveState {
    const office = this.#readOffice.get();
    return {
      meta: this.meta,
      office: office === undefined ? emptyOffice : (JSON.parse(office.data) as Office),
      calls: this.#readCalls.all().map((row) => JSON.parse(row.data) as Call),
      agents: this.#readAgents.all().map((row) => JSON.parse(row.data) as Agent),
      devices: this.#readDevices.all().map((row) => JSON.parse(row.data) as Device),
      shutQueues: this.#readShutQueues.all().map((row) => JSON.parse(row.data) as ShutQueue),
      memories: this.#readMemories.all().map((row) => JSON.parse(row.data) as QueueMemory),
      tallies: this.#readTallies.all().map((row) => JSON.parse(row.data) as AgentTallies),
      regulars: this.#readRegulars.all(),
      campaigns: this.#readCampaigns.all().map((row) => JSON.parse(row.data) as Campaign),
      contacts: this.#readContacts.all().map((row) => JSON.parse(row.data) as HeldContact),
    };
  }

  /** Keeps what the changes are about, as it is in the state now. */
  keep(changes: Changes, state: BoardState): void {
    for (const id of changes.calls) {
      const call = state.calls.get(id);
      this.#keep(`call ${id}`, () => this.#dropCall.run(id), call && this.#callWriter(call));
    }
    for (const id of changes.agents) {
      const agent = state.agents.get(id);
      this.#keep(`agent ${id}`, () => this.#dropAgent.run(id), agent && this.#agentWriter(agent));
    }
    for (const id of changes.devices)
      this.#keepData('device', id, state.devices.get(id), this.#putDevice, null);
    for (const id of changes.queues) {
      this.#keepData('queue', id, state.shutQueues.get(id), this.#putShutQueue, this.#dropShutQueue);
    }
    for (const id of changes.memories) {
      this.#keepData('memory', id, state.memories.get(id), this.#putMemory, this.#dropMemory);
    }
    for (const id of changes.tallies) {
      this.#keepData('tallies', id, state.tallies.get(id), this.#putTallies, this.#dropTallies);
    }
    for (const key of changes.regulars) {
      const { queue, number } = ofRegularKey(key);
      const regular = state.regulars.get(key);
      const put = regular && (() => this.#putRegular.run(queue, number, regular.agent, regular.at));
      this.#keep(`regular ${key}`, () => this.#dropRegular.run(queue, number), put);
    }
    for (const id of changes.campaigns) {
      const campaign = state.campaigns.get(id);
      this.#keep(
        `campaign ${id}`,
        () => this.#dropCampaign.run(id),
        campaign && this.#campaignWriter(campaign),
      );
    }
    for (const id of changes.contacts) {
      const contact = state.contacts.get(id);
      this.#keep(`contact ${id}`, () => this.#dropContact.run(id), contact && this.#contactWriter(contact));
    }
    if (changes.office) {
      const data = JSON.stringify(state.office);
      this.#keep('office', null, () => this.#putOffice.run(data));
    }
    this.#keptMeta = metaOf(state);
  }

  /** Writes what is kept: the rows are then as they were in the state after this entry of the journal. */
  write(seq: number): void {
    for (const { drop, put } of this.#kept.values()) {
      drop?.();
      put?.();
    }
    const { nextCall, lineIsUp, asteriskStartedAt } = this.#keptMeta ?? this.meta;
    this.#putMeta.run(nextCall, lineIsUp ? 1 : 0, asteriskStartedAt, seq);
  }

  /** What was kept is stored. */
  forget(): void {
    this.#kept.clear();
    this.#keptMeta = null;
  }

  /** Makes them all anew, as the state is after this entry of the journal. */
  rewrite(state: BoardState, seq: number): void {
    const { calls, agents, campaigns, contacts } = this.read();
    for (const { id } of calls) this.#dropCall.run(id);
    for (const { id } of agents) this.#dropAgent.run(id);
    for (const { id } of campaigns) this.#dropCampaign.run(id);
    for (const { id } of contacts) this.#dropContact.run(id);
    this.keep(everything(state), state);
    this.write(seq);
    this.forget();
  }

  #keepData(
    kind: string,
    id: string,
    value: object | undefined,
    put: Query<[string, string]>,
    drop: Query<[string]> | null,
  ): void {
    const data = value && JSON.stringify(value);
    const dropIt = drop === null ? null : () => drop.run(id);
    this.#keep(`${kind} ${id}`, dropIt, data === undefined ? undefined : () => put.run(id, data));
  }

  /** Without `put` the row goes. What goes and comes again is a new row, behind the others. */
  #keep(key: string, drop: (() => unknown) | null, put: (() => unknown) | undefined): void {
    const kept = this.#kept.get(key);
    if (put === undefined) {
      this.#kept.set(key, { drop, put: null });
    } else if (kept?.put === null) {
      this.#kept.delete(key);
      this.#kept.set(key, { drop: kept.drop, put });
    } else {
      this.#kept.set(key, { drop: kept?.drop ?? null, put });
    }
  }

  #callWriter(call: Call): () => void {
    const { id, phase, phaseSince, caller, account } = call;
    const { queue, agent } = account;
    const { number } = caller;
    const { name } = phase;
    const data = JSON.stringify(call);
    return () => this.#putCall.run(id, name, phaseSince, number, queue, agent, data);
  }

  #campaignWriter(campaign: Campaign): () => void {
    const { id, run } = campaign;
    const data = JSON.stringify(campaign);
    return () => this.#putCampaign.run(id, run, data);
  }

  #contactWriter(contact: HeldContact): () => void {
    const { id, campaign } = contact;
    const data = JSON.stringify(contact);
    return () => this.#putContact.run(id, campaign, data);
  }

  #agentWriter(agent: Agent): () => void {
    const { state, call } = shownState(agent);
    const { id, since, phone } = agent;
    const data = JSON.stringify(agent);
    return () => this.#putAgent.run(id, state, since, phone, call, data);
  }
}

/** As if all had changed. */
function everything(state: BoardState): Changes {
  const changes = new Changes();
  for (const id of state.calls.keys()) changes.calls.add(id);
  for (const id of state.agents.keys()) changes.agents.add(id);
  for (const id of state.devices.keys()) changes.devices.add(id);
  for (const id of state.shutQueues.keys()) changes.queues.add(id);
  for (const id of state.memories.keys()) changes.memories.add(id);
  for (const id of state.tallies.keys()) changes.tallies.add(id);
  for (const id of state.regulars.keys()) changes.regulars.add(id);
  for (const id of state.campaigns.keys()) changes.campaigns.add(id);
  for (const id of state.contacts.keys()) changes.contacts.add(id);
  changes.office = true;
  return changes;
}
