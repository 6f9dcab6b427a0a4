import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Board } from '../../../../src/board/board.ts';
import type { AgentId, CallId, CampaignId, ContactId, LegId } from '../../../../src/board/ids.ts';
import type { LineEvent } from '../../../../src/board/input.ts';
import { stateFrom } from '../../../../src/board/live.ts';
import type { Caller } from '../../../../src/control/caller.ts';
import { createControl, type Control } from '../../../../src/control/control.ts';
import { Directories } from '../../../../src/control/directories.ts';
import { Exchange, type Entry } from '../../../../src/control/exchange.ts';
import { Outbound } from '../../../../src/control/outbound/outbound.ts';
import { Reminders } from '../../../../src/control/outbound/reminders.ts';
import { Ledger } from '../../../../src/ledger/ledger.ts';
import { FakeClock } from '../fake-clock.ts';
import { MemoryDirectories } from '../memory-directories.ts';

const officeText = `office: Test
timeZone: Europe/Berlin
queues:
  - { id: sales, name: Sales, members: [anna, ben], wrapUp: 30s, wrapUpBy: fixed }
  - { id: support, name: Support, members: [ben] }
agents:
  - { id: anna, name: Anna, phone: 1001, connect: auto-answer }
  - { id: ben, name: Ben, phone: 1002 }
  - { id: sue, name: Sue, role: supervisor }
  - { id: dave, name: Dave, role: admin }
phones:
  - { id: 1001, secret: secret-of-1001, autoAnswer: true }
  - { id: 1002, secret: secret-of-1002 }
trunks:
  - { id: main, host: 192.0.2.1, match: [192.0.2.1] }
callingRules:
  - { id: day, windows: [{ days: mon-sat, hours: ["8:00-21:00"] }] }
campaigns:
  - id: spring
    name: Spring
    queue: sales
    dialling: preview
    trunks: [main]
    rules: [day]
    callbacks: { handOver: none, remind: 5m, mostPerAgent: 1 }
    dispositionRequired: true
    dispositions:
      - { path: Sold, action: success }
      - { path: Later|Promised, action: schedule }
      - { path: Later|Line was bad, action: retry }
      - { path: No|Price }
      - { path: No|Never again, action: do-not-call }
`;

export const spring = 'spring' as CampaignId;
const log = pino({ level: 'silent' });

/** Control over a real ledger, with a campaign whose agents see contacts first, and an Asterisk that does nothing by itself. */
export class CampaignHouse {
  readonly clock = new FakeClock();
  readonly #folder = mkdtempSync(join(tmpdir(), 'cordboard-campaigns-'));
  readonly entries: Entry[] = [];
  ledger!: Ledger;
  exchange!: Exchange;
  outbound!: Outbound;
  control!: Control;
  reminders!: Reminders;

  static async open(): Promise<CampaignHouse> {
    const house = new CampaignHouse();
    house.#build();
    await house.control.office.apply(officeText, 'setup');
    // A session is of an account; nobody signs in with a password here.
    for (const user of ['anna', 'ben', 'sue', 'dave']) house.ledger.credentials.put(user, 'none', 0);
    house.exchange.take({ kind: 'line-up', survey: { asteriskStartedAt: 1, channels: [], bridges: [] } });
    await house.outbound.start();
    await house.settled();
    return house;
  }

  #build(): void {
    const { clock } = this;
    const ledger = Ledger.open({ file: join(this.#folder, 'test.db'), log });
    this.ledger = ledger;
    const board = new Board(stateFrom(ledger.load()));
    const { lastSeq, lastAt } = ledger;
    const exchange = new Exchange({ board, store: ledger, clock, log, lastSeq, lastAt });
    this.exchange = exchange;
    exchange.listen((entries) => void this.entries.push(...entries));
    board.state.doNotCall = ledger.doNotCall;
    this.outbound = new Outbound({
      exchange,
      stores: ledger,
      folder: join(this.#folder, 'lists'),
      numbering: () => ({ country: 'DE', strict: true, timeZone: 'Europe/Berlin' }),
      clock,
      log,
    });
    const campaigns = {
      contacts: ledger.contacts,
      promises: ledger.promises,
      rows: ledger.outboundFigures,
      numbers: () => this.outbound.numbers,
    };
    this.reminders = new Reminders(exchange, campaigns, clock, log);
    const directories = new Directories({ store: new MemoryDirectories(), folder: '.', clock, log });
    const { outbound } = this;
    this.control = createControl({
      exchange,
      ledger,
      clock,
      log,
      version: '0',
      directories,
      outbound,
      campaigns,
    });
  }

  /** The process ends and another one begins, on the same ledger. */
  async restart(): Promise<void> {
    await this.#end();
    this.#build();
    await this.control.office.start();
    await this.outbound.start();
    await this.settled();
  }

  async #end(): Promise<void> {
    await this.outbound.stop();
    this.exchange.close();
    this.ledger.close();
  }

  async close(): Promise<void> {
    await this.#end();
    rmSync(this.#folder, { recursive: true });
  }

  async settled(): Promise<void> {
    for (let turn = 0; turn < 6; turn += 1) await new Promise(setImmediate);
  }

  async ask(user: string, name: string, input: object = {}): Promise<Record<string, unknown>> {
    const operation = this.control.operations.find((one) => one.name === name);
    if (operation === undefined) throw new Error(`no operation ${name}`);
    const result = operation.output.parse(await operation.run(this.#caller(user), input));
    await this.settled();
    return result as Record<string, unknown>;
  }

  #caller(user: string): Caller {
    const { token } = this.control.sessions.open(user);
    return this.control.callerOf(token);
  }

  async passes(ms: number): Promise<void> {
    this.clock.advance(ms);
    await this.settled();
    // What was due later than the first of all timers.
    for (let turn = 0; turn < 3; turn += 1) {
      this.clock.advance(0);
      await this.settled();
    }
  }

  add(name: string, ...numbers: [string, ...string[]]): ContactId {
    const wanted = {
      campaign: spring,
      list: 'added',
      duplicates: 'none',
      timeZone: null,
      priority: 5_000,
    } as const;
    const [outcome] = this.outbound.contacts.add({ ...wanted, dueAt: null, by: 'test' }, [
      { name, numbers, data: { customer: name } },
    ]);
    if (outcome === undefined || !('id' in outcome)) throw new Error(JSON.stringify(outcome));
    return outcome.id;
  }

  async work(...agents: string[]): Promise<void> {
    for (const agent of agents) {
      await this.ask(agent, 'take-seat');
      await this.ask(agent, 'ready');
    }
    await this.ask('sue', 'start-campaign', { campaign: spring });
  }

  /** The agent dials the contact that he is shown, who answers, and hangs up after a minute. */
  async talk(agent: string): Promise<CallId> {
    await this.ask(agent, 'dial-contact');
    const call = await this.answered(agent);
    await this.passes(60_000);
    return call;
  }

  /** The agent's phone and the customer pick up. */
  async answered(agent: string): Promise<CallId> {
    const work = this.exchange.state.agents.get(agent as AgentId)?.work;
    if (work === undefined || !('call' in work)) throw new Error(`${agent} has no call`);
    const { call } = work;
    await this.#line({ name: 'answered', channel: this.#leg(call, 0) });
    await this.#line({ name: 'answered', channel: this.customer(call) });
    const phase = this.exchange.state.calls.get(call)?.phase;
    if (phase?.name !== 'talking') throw new Error(`${call} is ${phase?.name}`);
    await this.#line({ name: 'bridged', bridge: phase.bridge });
    return call;
  }

  async hangUp(call: CallId): Promise<void> {
    const legs = this.exchange.state.calls.get(call)?.legs.map(({ id }) => id) ?? [];
    for (const channel of legs.toReversed()) {
      await this.#line({ name: 'gone', channel, cause: { q850: 16, sip: null } });
    }
  }

  customer(call: CallId): LegId {
    const leg = this.exchange.state.calls.get(call)?.attempt?.leg;
    if (leg == null) throw new Error(`nobody is called in ${call}`);
    return leg;
  }

  #leg(call: CallId, index: number): LegId {
    const leg = this.exchange.state.calls.get(call)?.legs[index];
    if (leg === undefined) throw new Error(`${call} has no leg ${index}`);
    return leg.id;
  }

  async #line(event: LineEvent): Promise<void> {
    this.exchange.take({ kind: 'line', event });
    await this.settled();
  }

  kinds(kind: string): readonly object[] {
    return this.entries.map(({ fact }) => fact).filter((fact) => fact.kind === kind);
  }
}
