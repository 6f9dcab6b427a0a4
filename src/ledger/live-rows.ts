import type { QueueMemory, Regular } from '../board/acd/memory.ts';
import type { AgentTallies } from '../board/acd/tally.ts';
import type { ShutQueue } from '../board/acd/queue-state.ts';
import { shownState, type Agent } from '../board/agent/agent.ts';
import type { Call } from '../board/call/call.ts';
import type { Changes } from '../board/changes.ts';
import type { Device } from '../board/device/device.ts';
import type { LiveMeta, LiveState } from '../board/live.ts';
import { emptyOffice, type Office } from '../board/office.ts';
import type { BoardState } from '../board/state.ts';
import type { Turn } from '../board/turn.ts';
import type { Database } from './database.ts';

interface Data {
  readonly data: string;
}

interface MetaRow {
  readonly instance: string;
  readonly nextCall: number;
  readonly lineIsUp: number;
  readonly asteriskStartedAt: number;
}

/** The state of the board as rows: one a call, one an agent, one for the office and one for the rest. */
export class LiveRows {
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
  readonly #putAgent;
  readonly #dropAgent;

  constructor(db: Database) {
    this.#readMeta = db.prepare<[], MetaRow>(
      `SELECT instance, next_call AS nextCall, line_is_up AS lineIsUp, asterisk_started_at AS asteriskStartedAt
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
    this.#addMeta = db.prepare<[string]>(
      `INSERT INTO live_meta (id, instance, next_call, line_is_up, asterisk_started_at) VALUES (1, ?, 1, 0, 0)
       ON CONFLICT DO NOTHING`,
    );
    // Dirties no page when nothing differs.
    this.#putMeta = db.prepare<[number, number, number]>(
      `UPDATE live_meta SET next_call = number, line_is_up = up, asterisk_started_at = since
       FROM (SELECT ? AS number, ? AS up, ? AS since)
       WHERE (next_call, line_is_up, asterisk_started_at) <> (number, up, since)`,
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
    const row = this.#readMeta.get();
    // `begin` has been here.
    if (row === undefined) throw new Error('live_meta is empty');
    return { ...row, lineIsUp: row.lineIsUp === 1 };
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
    };
  }

  /** Writes what the turns have changed, as it is after the last of them. */
  write(turns: readonly Turn[], state: BoardState): void {
    for (const id of changed(turns, (changes) => changes.calls)) {
      const call = state.calls.get(id);
      if (call === undefined) this.#dropCall.run(id);
      else this.#writeCall(call);
    }
    for (const id of changed(turns, (changes) => changes.agents)) {
      const agent = state.agents.get(id);
      if (agent === undefined) this.#dropAgent.run(id);
      else this.#writeAgent(agent);
    }
    for (const id of changed(turns, (changes) => changes.devices)) {
      const device = state.devices.get(id);
      if (device !== undefined) this.#putDevice.run(id, JSON.stringify(device));
    }
    for (const id of changed(turns, (changes) => changes.queues)) {
      const queue = state.shutQueues.get(id);
      if (queue === undefined) this.#dropShutQueue.run(id);
      else this.#putShutQueue.run(id, JSON.stringify(queue));
    }
    for (const id of changed(turns, (changes) => changes.memories)) {
      const memory = state.memories.get(id);
      if (memory === undefined) this.#dropMemory.run(id);
      else this.#putMemory.run(id, JSON.stringify(memory));
    }
    for (const id of changed(turns, (changes) => changes.tallies)) {
      const tallies = state.tallies.get(id);
      if (tallies === undefined) this.#dropTallies.run(id);
      else this.#putTallies.run(id, JSON.stringify(tallies));
    }
    for (const key of changed(turns, (changes) => changes.regulars)) {
      const regular = state.regulars.get(key);
      if (regular !== undefined) this.#writeRegular(regular);
    }
    if (turns.some((turn) => turn.changes.office)) this.#putOffice.run(JSON.stringify(state.office));
    this.#putMeta.run(state.nextCall, state.lineIsUp ? 1 : 0, state.asteriskStartedAt);
  }

  /** Makes them all anew. */
  rewrite(state: BoardState): void {
    const { calls, agents } = this.read();
    for (const { id } of calls) this.#dropCall.run(id);
    for (const { id } of agents) this.#dropAgent.run(id);
    for (const call of state.calls.values()) this.#writeCall(call);
    for (const agent of state.agents.values()) this.#writeAgent(agent);
    for (const device of state.devices.values()) this.#putDevice.run(device.id, JSON.stringify(device));
    for (const [id, queue] of state.shutQueues) this.#putShutQueue.run(id, JSON.stringify(queue));
    for (const [id, memory] of state.memories) this.#putMemory.run(id, JSON.stringify(memory));
    for (const [id, tallies] of state.tallies) this.#putTallies.run(id, JSON.stringify(tallies));
    for (const regular of state.regulars.values()) this.#writeRegular(regular);
    this.#putOffice.run(JSON.stringify(state.office));
    this.#putMeta.run(state.nextCall, state.lineIsUp ? 1 : 0, state.asteriskStartedAt);
  }

  #writeRegular({ queue, number, agent, at }: Regular): void {
    this.#putRegular.run(queue, number, agent, at);
  }

  #writeCall(call: Call): void {
    const { phase, account } = call;
    const data = JSON.stringify(call);
    this.#putCall.run(
      call.id,
      phase.name,
      call.phaseSince,
      call.caller.number,
      account.queue,
      account.agent,
      data,
    );
  }

  #writeAgent(agent: Agent): void {
    const { state, call } = shownState(agent);
    this.#putAgent.run(agent.id, state, agent.since, agent.phone, call, JSON.stringify(agent));
  }
}

/** Each id once, however many of the turns have changed it. */
function changed<Id>(turns: readonly Turn[], pick: (changes: Changes) => ReadonlySet<Id>): ReadonlySet<Id> {
  const [only] = turns;
  if (turns.length === 1 && only !== undefined) return pick(only.changes);
  const all = new Set<Id>();
  for (const turn of turns) for (const id of pick(turn.changes)) all.add(id);
  return all;
}
