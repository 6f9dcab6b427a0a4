import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Board } from '../../../../src/board/board.ts';
import type { AgentId, ContactId } from '../../../../src/board/ids.ts';
import { stateFrom } from '../../../../src/board/live.ts';
import type { CallingRules, CampaignSettings } from '../../../../src/board/outbound/campaign-settings.ts';
import { Exchange } from '../../../../src/control/exchange.ts';
import { Outbound } from '../../../../src/control/outbound/outbound.ts';
import { Ledger } from '../../../../src/ledger/ledger.ts';
import type { JsonContact } from '../../../../src/lists/json-row.ts';
import { outboundOffice, spring } from '../../board/outbound/campaign-stage.ts';
import { anna } from '../../board/stage.ts';
import { FakeClock } from '../fake-clock.ts';

const log = pino({ level: 'silent' });
const hour = 3_600_000;

/** A campaign whose line is down: what it is handed it keeps. */
class Stage {
  readonly clock = new FakeClock();
  readonly ledger: Ledger;
  readonly exchange: Exchange;
  readonly outbound: Outbound;
  readonly #wanted = {
    list: '',
    duplicates: 'none',
    timeZone: null,
    priority: 5_000,
    dueAt: null,
    by: 'eva',
  } as const;

  constructor(settings: Partial<CampaignSettings> = {}, rules: readonly CallingRules[] = []) {
    const folder = mkdtempSync(join(tmpdir(), 'cordboard-feeder-'));
    const { clock } = this;
    this.ledger = Ledger.open({ file: join(folder, 'test.db'), log });
    const board = new Board(stateFrom(this.ledger.load()));
    board.state.doNotCall = this.ledger.doNotCall;
    this.exchange = new Exchange({ board, store: this.ledger, clock, log, lastSeq: 0 });
    this.exchange.take({ kind: 'office', office: { ...outboundOffice(settings), callingRules: rules } });
    this.outbound = new Outbound({
      exchange: this.exchange,
      stores: this.ledger,
      folder: join(folder, 'lists'),
      numbering: () => ({ country: 'DE', strict: false, timeZone: 'Europe/Berlin' }),
      clock,
      log,
      random: () => 0.5,
    });
    onTestFinished(async () => {
      await this.outbound.stop();
      this.exchange.close();
      this.ledger.close();
      rmSync(folder, { recursive: true });
    });
  }

  async start(...agents: AgentId[]): Promise<this> {
    await this.outbound.start();
    for (const agent of agents) await this.exchange.command({ name: 'sign-in', agent });
    await this.exchange.command({ name: 'start-campaign', campaign: spring, by: 'eva' });
    await this.settle();
    return this;
  }

  /** Ids of contacts that are added, each with a number of its own. */
  add(count: number, more: Partial<JsonContact> = {}, list = ''): ContactId[] {
    const contacts = Array.from({ length: count }, () => ({ numbers: [this.number()], ...more }));
    return this.outbound.contacts
      .add({ ...this.#wanted, campaign: spring, list }, contacts)
      .flatMap((one) => ('id' in one ? [one.id] : []));
  }

  #numbers = 901_820;
  number(): string {
    this.#numbers += 1;
    return `030 ${this.#numbers}`;
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 8; turn += 1) await new Promise(setImmediate);
  }

  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await this.settle();
  }

  /** Those that the board has, in the order in which they came. */
  get held(): ContactId[] {
    return [...this.exchange.state.contacts.keys()];
  }

  get run(): string | undefined {
    return this.exchange.state.campaigns.get(spring)?.run;
  }

  refusals(): readonly string[] {
    return this.exchange.state === undefined
      ? []
      : this.ledger.contacts.find({ limit: 99 }).map(({ refused }) => refused ?? '');
  }
}

describe('a campaign is handed contacts', () => {
  it('as many as its agents need, when they are there', async () => {
    const stage = await new Stage().start();
    const ids = stage.add(30);
    await stage.settle();
    expect(stage.held).toEqual([]);
    await stage.exchange.command({ name: 'sign-in', agent: anna });
    await stage.settle();
    expect(stage.held).toEqual(ids.slice(0, 20));
    expect(stage.ledger.contacts.find({ state: 'held', limit: 99 })).toHaveLength(20);
  });

  it('by priority, by list, and then by when they are due', async () => {
    const stage = new Stage();
    const [late = 0] = stage.add(1);
    const [low = 0] = stage.add(1, { priority: 9_000 });
    const [expected = 0] = stage.add(1, { priority: 1 }, 'second');
    const [second = 0] = stage.add(1, { priority: 2 }, 'second');
    const [early = 0] = stage.add(1, { dueAt: stage.clock.now() - hour });
    const list = stage.ledger.lists.named(spring, 'second');
    if (list === undefined) throw new Error('no list');
    await stage.outbound.lists.change(list.id, { priority: 6_000 });
    await stage.start(anna);
    expect(stage.held).toEqual([expected, early, late, low, second]);
  });

  it('the newest first, if it wants them so', async () => {
    const stage = new Stage({ order: 'newest' });
    const ids = stage.add(5);
    await stage.start(anna);
    expect(stage.held).toEqual(ids.toReversed());
  });

  it('from a place of the list by lot, if it wants them so, and all of them', async () => {
    const stage = new Stage({ order: 'random' });
    const ids = stage.add(10);
    await stage.start(anna);
    expect(stage.held[0]).toBe(ids[5]);
    expect(stage.held.toSorted((a, b) => a - b)).toEqual(ids);
  });

  it('when they are due, and not before', async () => {
    const stage = new Stage();
    const [later] = stage.add(1, { dueAt: stage.clock.now() + hour });
    await stage.start(anna);
    await stage.pass(hour - 1);
    expect(stage.held).toEqual([]);
    await stage.pass(1);
    expect(stage.held).toEqual([later]);
  });

  it('who was promised a call though it has enough others', async () => {
    const stage = new Stage();
    stage.add(40);
    await stage.start(anna);
    const promised = stage.outbound.byNumber.add({
      campaign: spring,
      list: '',
      at: stage.clock.now() + hour,
      by: 'eva',
      numbers: [stage.number()],
    });
    await stage.pass(hour);
    expect(stage.held).toContain(promised);
    expect(stage.held).toHaveLength(21);
  });

  it('none of a list that is off, until it is on', async () => {
    const stage = new Stage();
    const ids = stage.add(2, {}, 'a');
    const list = stage.ledger.lists.named(spring, 'a');
    if (list === undefined) throw new Error('no list');
    await stage.outbound.lists.change(list.id, { isActive: false });
    stage.add(1, { dueAt: stage.clock.now() + hour });
    await stage.start(anna);
    expect(stage.held).toEqual([]);
    await stage.outbound.lists.change(list.id, { isActive: true });
    await stage.settle();
    expect(stage.held).toEqual(ids);
  });
});

describe('before a contact is handed over', () => {
  it('its number is looked up on the do-not-call list: another one is taken, or it is finished', async () => {
    const stage = new Stage();
    const [other = 0] = stage.add(1, { numbers: ['040 901820', '030 901820'] });
    const [none = 0] = stage.add(1, { numbers: ['040 901821'] });
    await stage.outbound.bars.add([
      { pattern: '+4940*', campaign: null, source: 'test', by: 'eva', expiresAt: null, note: '' },
    ]);
    await stage.start(anna);
    await stage.pass(1_000);
    expect(stage.held).toEqual([other]);
    expect(stage.exchange.state.contacts.get(other as ContactId)?.next).toBe(1);
    expect(stage.outbound.contacts.get(none as ContactId)).toMatchObject({
      state: 'finished',
      result: 'do-not-call',
      refused: 'do-not-call',
    });
  });

  it('its hours are looked at: it comes when they begin', async () => {
    const windows = [{ days: [1, 2, 3, 4, 5, 6, 7], from: 12 * 60, to: 13 * 60 }];
    const rules = {
      id: 'noon',
      source: 'test',
      windows,
      holidays: [],
      perDay: null,
      per24Hours: null,
      leastRingMs: 0,
      regions: [],
    };
    const stage = new Stage({ rules: ['noon'] }, [rules]);
    const [berlin] = stage.add(1);
    // There it is noon two hours earlier or later: in Berlin it is ten.
    const [dubai] = stage.add(1, { timeZone: 'Asia/Dubai' });
    await stage.start(anna);
    await stage.pass(hour / 6);
    expect(stage.refusals()).toContain('outside-window');
    expect(stage.held).not.toContain(berlin);
    await stage.pass(2 * hour);
    expect(stage.held).toContain(berlin);
    expect(stage.held.includes(dubai as ContactId)).toBe(false);
  });

  it('one that is barred while it waits in the board is taken back', async () => {
    const stage = new Stage();
    const [first, second] = [stage.add(1, { numbers: ['030 1234567'] }), stage.add(1)];
    await stage.start(anna);
    expect(stage.held).toEqual([...first, ...second]);
    await stage.outbound.bars.add([
      { pattern: '030 1234567', campaign: spring, source: 'test', by: 'eva', expiresAt: null, note: '' },
    ]);
    await stage.settle();
    expect(stage.held).toEqual(second);
  });
});

describe('a campaign', () => {
  it('is over when nobody is left, and goes on when somebody is added', async () => {
    const stage = new Stage();
    const [only = 0] = stage.add(1);
    await stage.start(anna);
    expect(stage.run).toBe('running');
    await stage.outbound.contacts.remove(only as ContactId);
    await stage.settle();
    expect(stage.run).toBe('completed');
    const ids = stage.add(1);
    await stage.settle();
    expect([stage.run, stage.held]).toEqual(['running', ids]);
  });

  it('that never had a list waits for one', async () => {
    const stage = await new Stage().start(anna);
    expect(stage.run).toBe('running');
  });

  it('gives back what waited when the program starts', async () => {
    const stage = new Stage();
    stage.add(3);
    await stage.start(anna);
    expect(stage.held).toHaveLength(3);
    await stage.outbound.stop();
    const released: number[] = [];
    stage.exchange.listen((entries) => {
      for (const { fact } of entries) if (fact.kind === 'contacts.released') released.push(...fact.contacts);
    });
    await stage.outbound.start();
    await stage.settle();
    expect(released).toHaveLength(3);
    expect(stage.held).toHaveLength(3);
  });
});
