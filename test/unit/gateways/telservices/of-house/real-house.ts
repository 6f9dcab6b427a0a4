import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Logger } from '../../../../../src/base/log.ts';
import { Board } from '../../../../../src/board/board.ts';
import type { Effect } from '../../../../../src/board/effect.ts';
import type { AgentId, LegId, PhoneId } from '../../../../../src/board/ids.ts';
import type { LineEvent, PhoneCommand } from '../../../../../src/board/input.ts';
import { stateFrom } from '../../../../../src/board/live.ts';
import { createControl, type Control } from '../../../../../src/control/control.ts';
import { Directories } from '../../../../../src/control/directories.ts';
import { Exchange } from '../../../../../src/control/exchange.ts';
import { Outbound } from '../../../../../src/control/outbound/outbound.ts';
import { SignInLimit } from '../../../../../src/control/sign-in-limit.ts';
import { telephonyOf } from '../../../../../src/gateways/telservices/of-house/telephony.ts';
import type { RoutingPointConfig } from '../../../../../src/gateways/telservices/house/routing-points.ts';
import type { Telephony } from '../../../../../src/gateways/telservices/telephony.ts';
import { Ledger } from '../../../../../src/ledger/ledger.ts';
import { hashPassword } from '../../../../../src/office/passwords.ts';
import { entered } from '../../../board/settings.ts';
import { FakeClock } from '../../../control/fake-clock.ts';
import { settled } from '../../../control/house.ts';
import { freshFolder, silent } from '../../../ledger/scenes.ts';

export const officeText = `office: Test
queues:
  - { id: support, name: Support, members: [anna, ben], wrapUp: 30s, failureRoute: 1009 }
  - { id: sales, name: Sales, members: [] }
agents:
  - { id: anna, name: Anna, phone: 1001 }
  - { id: ben, name: Ben, phone: 1002 }
  - { id: sue, name: Sue, role: supervisor }
phones:
  - { id: 1001, secret: secret-of-1001, autoAnswer: true }
  - { id: 1002, secret: secret-of-1002 }
  - { id: 1009, secret: secret-of-1009 }
numbers:
  - { number: 700, queue: support }
timeZone: Europe/Berlin
trunks:
  - { id: main, host: 192.0.2.1, match: [192.0.2.1] }
calendars:
  - { id: week, open: [{ days: mon-fri, hours: ["0:00-24:00"] }] }
campaigns:
  - { id: spring, name: Spring, queue: support, trunks: [main], rules: [], ring: 20s }
  - { id: alone, name: Alone, dialling: { mode: agentless, message: "sound:hello" }, trunks: [main], rules: [] }
`;
export const password = 'open sesame';
const hash = await hashPassword(password, { ln: 4, r: 1, p: 1 });

/** A configuration that names nothing. */
export const nothing: RoutingPointConfig = {
  serviceTimeout: null,
  workingHours: null,
  nonWorkingDaysOfWeek: null,
  nonWorkingDays: null,
  noAnswerTimeout: null,
  failedCallRetryTimeout: null,
  failedCallRetryLimit: null,
  agentWorkingAfterCallTimeout: null,
  agentsDistribution: null,
  queueLimit: null,
  agentLoggedOnOnOpenSession: null,
  agentReadyOnLoggedOn: null,
  statisticsIncomingCallImmediateAbandonTimeout: null,
};

export const anna = 'anna' as AgentId;
export const phone1 = '1001' as PhoneId;
export const phone2 = '1002' as PhoneId;

/** The adapter over control, a board and a ledger as they are; only Asterisk does what the test says. */
export class RealHouse {
  readonly clock = new FakeClock();
  readonly logged: { readonly level: number; readonly msg: string }[] = [];
  readonly log: Logger = pino(
    { base: null },
    { write: (line: string) => void this.logged.push(JSON.parse(line)) },
  );
  readonly directories: Directories;
  readonly signInLimit = new SignInLimit();
  readonly ledger: Ledger;
  readonly exchange: Exchange;
  readonly control: Control;
  readonly telephony: Telephony;
  effects: readonly Effect[] = [];

  readonly outbound: Outbound;

  private constructor(file: string) {
    const { clock, log } = this;
    this.ledger = Ledger.open({ file, log: silent });
    const board = new Board(stateFrom(this.ledger.load()));
    const { lastSeq, lastAt } = this.ledger;
    this.exchange = new Exchange({ board, store: this.ledger, clock, log, lastSeq, lastAt });
    this.exchange.connect({ carryOut: (effects) => void (this.effects = effects) });
    this.directories = new Directories({ store: this.ledger.directories, folder: '.', clock, log });
    const { directories } = this;
    const { exchange } = this;
    this.outbound = new Outbound({
      exchange,
      stores: this.ledger,
      folder: join(dirname(file), 'lists'),
      numbering: () => ({ country: 'DE', strict: true, timeZone: 'Europe/Berlin' }),
      clock,
      log,
    });
    this.control = createControl({
      exchange,
      ledger: this.ledger,
      clock,
      log,
      version: '0',
      directories,
      outbound: this.outbound,
      campaigns: {
        contacts: this.ledger.contacts,
        promises: this.ledger.promises,
        rows: this.ledger.outboundFigures,
        numbers: () => this.outbound.numbers,
      },
      onOfficeApplied: async (document) => {
        directories.apply(document);
        return [];
      },
    });
    const { telephony, close } = telephonyOf(this);
    this.telephony = telephony;
    onTestFinished(async () => {
      close();
      await this.close();
    });
  }

  static async open(file = join(freshFolder(), 'house.db')): Promise<RealHouse> {
    const house = new RealHouse(file);
    house.lineUp();
    if (house.control.office.document === null) await house.control.office.apply(officeText, 'test');
    for (const user of ['anna', 'ben', 'sue']) house.ledger.credentials.put(user, hash, 0);
    await house.outbound.start();
    await settled();
    return house;
  }

  /** Ends it and starts another one on the same ledger. */
  async restart(): Promise<RealHouse> {
    const { file } = this.ledger;
    await this.close();
    const next = await RealHouse.open(file);
    await next.control.office.start();
    return next;
  }

  async close(): Promise<void> {
    await this.outbound.stop();
    this.signInLimit.close();
    this.exchange.close();
    this.ledger.close();
  }

  lineUp(): void {
    this.exchange.take({ kind: 'line-up', survey: { asteriskStartedAt: 1, channels: [], bridges: [] } });
  }

  async hear(event: LineEvent): Promise<void> {
    this.exchange.take({ kind: 'line', event });
    await settled();
  }

  /** In steps: what comes due arms the next timer only when it has been stored. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 1_000) {
      this.clock.advance(Math.min(left, 1_000));
      await settled();
    }
  }

  async agent(name: 'sign-in' | 'sign-out' | 'ready', agent = anna): Promise<void> {
    await this.exchange.command({ name, agent });
  }

  async phone(command: PhoneCommand): Promise<void> {
    await this.exchange.command(command);
  }

  /** A caller comes to support. */
  callIn(channel: string, more: Parameters<typeof entered>[2] = {}): Promise<void> {
    return this.hear(entered(channel, '700', more));
  }

  /** The leg that Asterisk was asked to ring last. */
  get ringing(): LegId {
    const ring = this.effects.findLast((effect) => effect.name === 'ring');
    if (ring?.name !== 'ring') throw new Error('nothing was to ring');
    return ring.leg;
  }

  /** It rings so long, is answered, and all are in the bridge. */
  async talk(ringsMs: number): Promise<LegId> {
    const leg = this.ringing;
    await this.hear({ name: 'alerting', channel: leg });
    await this.pass(ringsMs);
    await this.hear({ name: 'answered', channel: leg });
    const call = [...this.exchange.state.calls.values()].at(-1);
    if (call?.phase.name !== 'talking') throw new Error(`the call is ${call?.phase.name}`);
    await this.hear({ name: 'bridged', bridge: call.phase.bridge });
    return leg;
  }

  async gone(...channels: readonly string[]): Promise<void> {
    for (const channel of channels) {
      await this.hear({ name: 'gone', channel: channel as LegId, cause: { q850: 16, sip: null } });
    }
  }
}
