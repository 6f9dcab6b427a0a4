import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLogger } from '../../src/base/log.ts';
import type { HistoryRow } from '../../src/board/account.ts';
import { Ledger } from '../../src/ledger/ledger.ts';
import type { IncomingCall } from '../phone/incoming-call.ts';
import type { OutgoingCall } from '../phone/outgoing-call.ts';
import type { Trunk } from '../phone/trunk.ts';
import { Random } from '../simulation/random.ts';
import type { Desk } from './harness/desk.ts';
import { largerOffice } from './harness/larger-office.ts';
import { password, secret, TestOffice } from './harness/office.ts';
import { nothingLeft, watchIdleness } from './harness/traces.ts';

const callersAtOnce = 30;
const arrivalsMs = 9_000;
const callerHz = 400;
const patience = { timeoutMs: 30_000 };
const agents = Array.from({ length: 8 }, (_, index) => ({
  id: `agent-${index + 1}`,
  name: `Agent ${index + 1}`,
  phone: `200${index + 1}`,
  hz: 600 + 100 * index,
}));
type Agent = (typeof agents)[number];

/** What the phones saw of a call: the ledger must say the same. */
interface Seen {
  readonly dialled: string;
  outcome: 'waiting' | 'engaged' | 'abandoned' | 'refused' | 'completed-by-caller' | 'completed-by-agent';
  agent: string | null;
}

/** Callers and agents decide in one process, so that no call is answered and given up in the same instant. */
class Traffic {
  readonly seen = new Map<string, Seen>();
  readonly #calls = new Map<string, OutgoingCall>();
  readonly #world: Trunk;
  readonly #random = new Random(8);
  readonly #failures: unknown[] = [];
  readonly #work = new Set<Promise<void>>();

  constructor(world: Trunk) {
    this.#world = world;
  }

  /** Calls, one after the other, for as long as calls are made. */
  async callAgainAndAgain(slot: number): Promise<void> {
    const until = Date.now() + arrivalsMs;
    for (let round = 0; Date.now() < until; round += 1) {
      await this.#oneCall(String(10_000 * (slot + 1) + round));
      await pause(this.#random.between(0, 300));
    }
  }

  async #oneCall(number: string): Promise<void> {
    const random = this.#random;
    const dialled = random.chance(0.05) ? '799' : random.pick(['710', '710', '711']);
    const seen: Seen = { dialled, outcome: 'waiting', agent: null };
    this.seen.set(number, seen);
    const call = this.#world.call(dialled, { callerNumber: number });
    this.#calls.set(number, call);
    call.sendTone(callerHz);
    if (dialled === '799') {
      await call.ended();
      expect(call.sipStatus).toBe(404);
      seen.outcome = 'refused';
      return;
    }
    await call.answered(patience);
    const givesUp = random.chance(0.3) ? random.between(0, 2_000) : null;
    if (givesUp !== null) {
      await pause(givesUp);
      if (seen.outcome === 'waiting') {
        seen.outcome = 'abandoned';
        await call.hangup();
        return;
      }
    }
    await call.ended(patience);
  }

  /** Sees to what an agent's phone gets. */
  serve(agent: Agent, desk: Desk, call: IncomingCall): void {
    const work: Promise<void> = this.#serve(agent, desk, call)
      .catch((error: unknown) => void this.#failures.push(error))
      .finally(() => this.#work.delete(work));
    this.#work.add(work);
  }

  async #serve(agent: Agent, desk: Desk, ringing: IncomingCall): Promise<void> {
    const random = this.#random;
    const habit = random.next();
    await pause(random.between(30, 400));
    if (ringing.state === 'ended') return;
    if (habit < 0.08) return ringing.reject(603);
    if (habit < 0.15) return ringing.reject(486);
    if (habit < 0.2) {
      // Lets it ring until the queue has enough of that.
      await ringing.ended(patience);
      await desk.command('ready');
      return;
    }
    if (habit < 0.27) {
      await desk.command('not-ready', { reason: 'coffee' });
      await ringing.ended(patience);
      await pause(random.between(0, 500));
      await desk.command('ready');
      return;
    }
    await this.#talk(agent, desk, ringing);
  }

  async #talk(agent: Agent, desk: Desk, ringing: IncomingCall): Promise<void> {
    const { number } = ringing.party;
    const seen = this.seen.get(number)!;
    const call = this.#calls.get(number)!;
    // Its end is on the way to this phone.
    if (seen.outcome !== 'waiting') return;
    seen.outcome = 'engaged';
    seen.agent = agent.id;
    ringing.sendTone(agent.hz);
    await ringing.answer(patience);
    await Promise.all([call.hearsTone(agent.hz, patience), ringing.hearsTone(callerHz, patience)]);
    await pause(this.#random.between(100, 800));
    const end = this.#random.pick(['caller', 'agent', 'desk'] as const);
    seen.outcome = end === 'caller' ? 'completed-by-caller' : 'completed-by-agent';
    if (end === 'caller') await call.hangup();
    else if (end === 'agent') await ringing.hangup();
    else await desk.command('hang-up');
    await Promise.all([call.ended(patience), ringing.ended(patience)]);
  }

  /** Rejects with the first thing that went wrong at an agent. */
  async settled(): Promise<void> {
    await Promise.all(this.#work);
    if (this.#failures.length > 0) throw this.#failures[0];
  }
}

describe('thirty callers and eight agents', () => {
  let office: TestOffice;
  beforeAll(async () => {
    const members = agents.map(({ id }) => id);
    const common = { ring: '3s', rest: '1s', wrapUp: '200ms' };
    office = await TestOffice.start({
      yaml: largerOffice({
        queues: [
          { id: 'many', name: 'Many', members, ...common },
          { id: 'few', name: 'Few', members: members.slice(0, 4), weight: 5, ...common },
        ],
        agents: agents.map(({ id, name, phone }) => ({ id, name, phone, password })),
        phones: agents.map(({ phone }) => ({ id: phone, secret })),
        numbers: [
          { number: '710', queue: 'many' },
          { number: '711', queue: 'few' },
        ],
      }),
    });
  });
  afterAll(async () => {
    await office?.stop();
  });

  test('at the end the phones, the board, Asterisk and the ledger agree', async () => {
    const traffic = new Traffic(await office.trunk({ keepHeardMs: 1_000 }));
    const idleness = watchIdleness(office);
    const desks: Desk[] = [];
    for (const agent of agents) {
      const phone = await office.phone(agent.phone, { keepHeardMs: 1_000 });
      const desk = await office.desk(agent.id);
      phone.onIncoming = (call) => traffic.serve(agent, desk, call);
      await desk.command('ready');
      desks.push(desk);
    }
    await Promise.all(Array.from({ length: callersAtOnce }, (_, slot) => traffic.callAgainAndAgain(slot)));
    await traffic.settled();
    await nothingLeft(office);
    const { agents: boardAgents } = office.app.exchange.state;
    await office.until('everybody to be free', () =>
      agents.every(({ id }) => boardAgents.get(id as never)?.work.name === 'idle'),
    );
    expect(idleness()).toEqual([]);
    await office.goHome();
    await office.app.stop();

    const ledger = Ledger.open({ file: join(office.dataDir, 'cordboard.db'), log: createLogger('error') });
    const rows = ledger.history({ limit: 10_000 });
    const differences = ledger.verify();
    const { calls } = ledger.load();
    ledger.close();
    expect(differences).toEqual([]);
    expect(calls).toEqual([]);
    expect(Object.fromEntries(rows.map((row) => [row.caller.number, inShort(row)]))).toEqual(
      Object.fromEntries([...traffic.seen].map(([number, seen]) => [number, expected(seen)])),
    );
    expect(rows).toHaveLength(traffic.seen.size);
    const ends = Map.groupBy(rows, ({ end }) => end);
    for (const end of ['abandoned', 'refused', 'completed-by-caller', 'completed-by-agent'] as const) {
      expect(ends.get(end)?.length ?? 0, end).toBeGreaterThan(0);
    }
    expect(rows.length).toBeGreaterThan(callersAtOnce);
  });
});

function inShort({ dialled, disposition, end, agent }: HistoryRow) {
  return { dialled, disposition, end, agent };
}

function expected({ dialled, outcome, agent }: Seen) {
  const disposition = outcome === 'refused' ? 'FAILED' : outcome === 'abandoned' ? 'NO ANSWER' : 'ANSWERED';
  return { dialled, disposition, end: outcome, agent };
}
