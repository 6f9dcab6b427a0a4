import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { pushAccounts } from '../../../src/asterisk/accounts.ts';
import { AsteriskLine } from '../../../src/asterisk/line.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { createLogger } from '../../../src/base/log.ts';
import type { MessageRow } from '../../../src/board/account.ts';
import { Board } from '../../../src/board/board.ts';
import type { Fact, FactKind } from '../../../src/board/fact.ts';
import type { AgentId, CallId } from '../../../src/board/ids.ts';
import type { Office } from '../../../src/board/office.ts';
import { emptyState } from '../../../src/board/state.ts';
import type { Turn } from '../../../src/board/turn.ts';
import { Exchange } from '../../../src/control/exchange.ts';
import { startEmbedded, type EmbeddedAsterisk } from '../../../src/embedded/embedded.ts';
import { Phone } from '../../phone/phone.ts';
import { Trunk } from '../../phone/trunk.ts';
import { Lookout } from './lookout.ts';
import { promptsFolder } from './prompts.ts';

const secret = 'a-secret-for-tests';
const trunkHost = '127.0.0.2';

export type FactOf<Kind extends FactKind> = Extract<Fact, { readonly kind: Kind }>;

/**
 * A board on a real Asterisk whose dialplan the test may write, with phones and a trunk: what is decided in the board
 * and done in Asterisk, without ledger and control.
 */
export class BoardBench extends Lookout {
  readonly asterisk: EmbeddedAsterisk;
  readonly dataDir: string;
  readonly exchange: Exchange;
  readonly facts: Fact[] = [];
  /** As the ledger would have them. */
  readonly messages = new Map<string, MessageRow>();
  readonly #line: AsteriskLine;
  readonly #open: { close(): Promise<void> }[] = [];

  private constructor(asterisk: EmbeddedAsterisk, dataDir: string, office: Office) {
    super(15_000);
    this.asterisk = asterisk;
    this.dataDir = dataDir;
    const log = createLogger('error');
    const board = new Board(emptyState('vm'));
    let seq = 0;
    const store = {
      commit: (turns: readonly Turn[]) => {
        for (const { changes } of turns) for (const row of changes.messages) this.messages.set(row.id, row);
        const facts = turns.flatMap((turn) => turn.facts);
        this.facts.push(...facts);
        queueMicrotask(() => this.changed());
        return facts.map((fact) => ({ seq: (seq += 1), fact }));
      },
    };
    this.exchange = new Exchange({ board, store, clock: systemClock, log, lastSeq: 0 });
    this.exchange.take({ kind: 'office', office });
    const accounts = {
      phones: office.phones.map(({ id, name }) => ({ id, secret, callerId: { name, number: id } })),
      trunks: [{ id: 'test-trunk', host: trunkHost, port: 5060, match: [trunkHost] }],
    };
    this.#line = new AsteriskLine({
      ...asterisk.ari,
      app: 'cordboard',
      prompts: promptsFolder,
      instance: 'vm',
      transport: 'auto',
      clock: systemClock,
      log,
      random: () => 0.5,
      tell: (input) => this.exchange.take(input),
      prepare: async (port) => {
        const failures = await pushAccounts(port, accounts, { phones: [], trunks: [] }, log);
        if (failures === null || failures.length > 0) throw new Error(failures?.join('; ') ?? 'line down');
      },
      onUp: () => {},
      onDown: () => {},
    });
    this.exchange.connect(this.#line);
  }

  static async start(options: {
    readonly office: Office;
    /** What stands in extensions.conf beside Cordboard's own contexts. */
    readonly dialplan?: string;
  }): Promise<BoardBench> {
    const dataDir = await mkdtemp(join(tmpdir(), 'cordboard-board-'));
    const asterisk = await startEmbedded({
      dataDir,
      log: createLogger('silent'),
      ports: { ari: 0, sip: 0, rtp: 0 },
      files: {
        'extensions.conf': `[globals]\nCORDBOARD_APP = cordboard\n\n#include "cordboard.conf"\n\n${options.dialplan ?? ''}`,
      },
    });
    const bench = new BoardBench(asterisk, dataDir, options.office);
    await bench.lineUp();
    return bench;
  }

  async lineUp(): Promise<void> {
    this.#line.start();
    await this.until('the line to be up', () => this.state.lineIsUp || undefined);
  }

  async lineDown(): Promise<void> {
    await this.#line.stop();
    if (this.state.lineIsUp) this.exchange.take({ kind: 'line-down', reason: 'the test wants it' });
  }

  get state() {
    return this.exchange.state;
  }

  /** A registered phone. */
  async phone(user: string): Promise<Phone> {
    const phone = await Phone.open({ server: this.asterisk.sip, user, secret });
    this.#open.push(phone);
    await phone.register();
    return phone;
  }

  async trunk(): Promise<Trunk> {
    const trunk = await Trunk.open({ server: this.asterisk.sip, localHost: trunkHost });
    this.#open.push(trunk);
    return trunk;
  }

  async ready(...agents: string[]): Promise<void> {
    for (const agent of agents as AgentId[]) {
      await this.exchange.command({ name: 'sign-in', agent });
      await this.exchange.command({ name: 'ready', agent });
    }
  }

  /** The first fact of that kind since the last `clear`, come or to come, that has these fields. */
  fact<Kind extends FactKind>(kind: Kind, fields: Partial<FactOf<Kind>> = {}): Promise<FactOf<Kind>> {
    return this.until(`${kind} ${JSON.stringify(fields)}`, () =>
      this.facts.find(
        (fact): fact is FactOf<Kind> =>
          fact.kind === kind &&
          Object.entries(fields).every(([field, value]) => Reflect.get(fact, field) === value),
      ),
    );
  }

  /** How a call stands. */
  phase(call: CallId): string {
    return this.state.calls.get(call)?.phase.name ?? 'off the board';
  }

  /** Where a recording of that name lies. */
  file(name: string, ending = 'wav'): string {
    return join(this.dataDir, 'asterisk/spool/recording', `${name}.${ending}`);
  }

  /** For the end of each test: everybody goes home, and nothing is left on the board or in Asterisk. */
  async clear(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((one) => one.close()));
    await this.until('every call to be gone', () => this.state.calls.size === 0 || undefined);
    for (const { id: agent, presence } of this.state.agents.values()) {
      if (presence.name !== 'signed-out') await this.exchange.command({ name: 'sign-out', agent });
    }
    await vi.waitFor(async () => {
      const left = await this.asterisk.cli('core show channels concise');
      if (left.trim() !== '') throw new Error(`left: ${left}`);
    });
    this.facts.length = 0;
  }

  async stop(): Promise<void> {
    await this.#line.stop();
    this.exchange.close();
    await this.asterisk.stop(0);
    await rm(this.dataDir, { recursive: true });
  }

  protected get soFar(): string {
    return this.facts.map(({ kind }) => kind).join(' ');
  }
}

/** An example of dialplan/examples, for the test's own dialplan. */
export function example(name: string): Promise<string> {
  return readFile(new URL(`../../../dialplan/examples/${name}.conf`, import.meta.url), 'utf8');
}
