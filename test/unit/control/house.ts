import { pino } from 'pino';
import { Board } from '../../../src/board/board.ts';
import type { Effect } from '../../../src/board/effect.ts';
import type { AgentId, LegId } from '../../../src/board/ids.ts';
import { emptyState } from '../../../src/board/state.ts';
import type { Caller } from '../../../src/control/caller.ts';
import { createControl, type Control } from '../../../src/control/control.ts';
import { Directories } from '../../../src/control/directories.ts';
import { Exchange } from '../../../src/control/exchange.ts';
import type { OfficeHook } from '../../../src/control/office-in-force.ts';
import { hashPassword } from '../../../src/office/passwords.ts';
import { FakeClock } from './fake-clock.ts';
import { entered } from '../board/settings.ts';
import { MemoryDirectories } from './memory-directories.ts';
import { MemoryLedger } from './memory-ledger.ts';

export const officeText = `office: Test
queues:
  - { id: support, name: Support, members: [anna, ben] }
  - { id: sales, name: Sales, members: [ben] }
agents:
  - { id: anna, name: Anna, phone: 1001 }
  - { id: ben, name: Ben, phone: 1002 }
  - { id: sue, name: Sue, phone: 1003, role: supervisor }
  - { id: dave, name: Dave, role: admin }
phones:
  - { id: 1001, secret: secret-of-1001, autoAnswer: true }
  - { id: 1002, secret: secret-of-1002 }
  - { id: 1003, secret: secret-of-1003 }
numbers:
  - { number: 700, queue: support }
  - { number: 701, queue: sales }
`;

/** Everybody's, in tests. */
export const password = 'open sesame';
const hash = await hashPassword(password, { ln: 4, r: 1, p: 1 });

/** Control over a real board, with a ledger in memory and an Asterisk that does nothing by itself. */
export class House {
  readonly clock = new FakeClock();
  readonly ledger = new MemoryLedger();
  readonly log = pino({ level: 'silent' });
  readonly effects: Effect[] = [];
  readonly exchange: Exchange;
  /** Devices that TelServices clients have open. */
  readonly openDevices = new Set<string>();
  readonly control: Control;

  constructor(onOfficeApplied: OfficeHook) {
    const { clock, ledger, log } = this;
    const board = new Board(emptyState('test'));
    this.exchange = new Exchange({ board, store: ledger, clock, log, lastSeq: 0 });
    this.exchange.connect({ carryOut: (effects) => void this.effects.push(...effects) });
    this.control = createControl({
      exchange: this.exchange,
      ledger,
      clock,
      log,
      version: '0.0.0',
      directories: new Directories({ store: new MemoryDirectories(), folder: '.', clock, log }),
      telServices: {
        sessions: () =>
          [...this.openDevices].map((deviceNumber) => ({
            deviceNumber,
            clients: [{ address: '192.0.2.7', transport: 'tcp', user: 'anna' }],
          })),
        closeSession: (deviceNumber) => this.openDevices.delete(deviceNumber),
      },
      onOfficeApplied,
    });
  }

  static async open(onOfficeApplied: OfficeHook = async () => []): Promise<House> {
    const house = new House(onOfficeApplied);
    house.exchange.take({ kind: 'line-up', survey: { asteriskStartedAt: 1, channels: [], bridges: [] } });
    await house.control.office.apply(officeText, 'setup');
    for (const user of ['anna', 'ben', 'sue', 'dave']) house.ledger.credentials.put(user, hash, 0);
    return house;
  }

  /** Asks as somebody who is signed in. */
  async ask(user: string | null, name: string, input: object = {}): Promise<Record<string, unknown>> {
    const operation = this.control.operations.find((one) => one.name === name);
    if (operation === undefined) throw new Error(`no operation ${name}`);
    const result = await operation.run(user === null ? null : this.caller(user), input);
    return operation.output.parse(result) as Record<string, unknown>;
  }

  caller(user: string): Caller {
    const { token } = this.control.sessions.open(user);
    return this.control.callerOf(token);
  }

  /** A caller comes in on this channel; resolves when that is stored. */
  async callIn(channel: string, number = '700'): Promise<string> {
    const caller = { name: 'Caller', number: `0${channel}` };
    this.exchange.take({ kind: 'line', event: entered(channel, number, { caller }) });
    await settled();
    return this.exchange.state.callsOfLeg.get(channel as LegId)?.[0] ?? '';
  }

  /** The leg that rings for the agent picks up. */
  async pickUp(agent: string): Promise<void> {
    const work = this.exchange.state.agents.get(agent as AgentId)?.work;
    if (work?.name !== 'offered') throw new Error(`nothing rings for ${agent}`);
    this.exchange.take({ kind: 'line', event: { name: 'answered', channel: work.leg } });
    await settled();
  }

  /** Asterisk has the agent's talk in its bridge. */
  async bridge(agent: string): Promise<void> {
    const work = this.exchange.state.agents.get(agent as AgentId)?.work;
    const phase = work?.name === 'talking' ? this.exchange.state.calls.get(work.call)?.phase : undefined;
    if (phase?.name !== 'talking') throw new Error(`${agent} does not talk`);
    this.exchange.take({ kind: 'line', event: { name: 'bridged', bridge: phase.bridge } });
    await settled();
  }

  async hangUpChannel(channel: string): Promise<void> {
    this.exchange.take({
      kind: 'line',
      event: { name: 'gone', channel: channel as LegId, cause: { q850: 16, sip: null } },
    });
    await settled();
  }
}

/** What has been taken so far is stored and told. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
