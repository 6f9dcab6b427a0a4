import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { CordboardError } from '../../../../src/base/errors.ts';
import { Board } from '../../../../src/board/board.ts';
import type { Effect } from '../../../../src/board/effect.ts';
import type { Fact } from '../../../../src/board/fact.ts';
import type { ContactId, LegId } from '../../../../src/board/ids.ts';
import { stateFrom } from '../../../../src/board/live.ts';
import { Exchange } from '../../../../src/control/exchange.ts';
import { Outbound } from '../../../../src/control/outbound/outbound.ts';
import { Ledger } from '../../../../src/ledger/ledger.ts';
import { isNoAttempt, type Outcome } from '../../../../src/board/outbound/outcome.ts';
import { campaignOf, outboundOffice, spring } from '../../board/outbound/campaign-stage.ts';
import { randomFrom } from '../../ledger/busy-office.ts';
import { FakeClock } from '../fake-clock.ts';

const log = pino({ level: 'silent' });
/** After it a number that was busy is done: so many retries and the first call. */
const retries = 2;

/** A campaign that plays a message to whoever answers, and nobody does: all are busy, each is tried three times. */
const office = outboundOffice({
  dialling: { name: 'agentless', message: 'sound:hello', pressOne: null },
  most: 6,
  // Nobody rings out: all are busy.
  ringMs: 36_000_000,
  trunks: ['main'],
  retries: {
    ...campaignOf().retries,
    busy: { afterMs: 60_000, most: retries, nextNumber: false },
    // What became of those who were called at a crash nobody knows; it counts.
    'no-answer': { afterMs: 60_000, most: 99, nextNumber: false },
  },
  limits: { perContact: 99, perNumber: 99, perDay: null, per24Hours: null },
});

/** A house that is killed and started again, with an Asterisk of which every customer is busy. */
class House {
  readonly clock = new FakeClock();
  readonly random: () => number;
  /** In the board's hands. */
  readonly held = new Set<ContactId>();
  /** The outcomes of each contact. */
  readonly outcomes = new Map<ContactId, Outcome[]>();
  readonly removed = new Set<ContactId>();
  readonly problems: string[] = [];
  completed = 0;
  #folder = freshFolder();
  #ringing: LegId[] = [];
  #unlisten: () => void = () => {};
  ledger!: Ledger;
  exchange!: Exchange;
  outbound!: Outbound;

  constructor(seed: number) {
    this.random = randomFrom(seed);
  }

  async start(): Promise<void> {
    this.ledger = Ledger.open({ file: join(this.#folder, 'test.db'), log });
    const { lastSeq, lastAt } = this.ledger;
    const board = new Board(stateFrom(this.ledger.load()));
    const { clock, ledger } = this;
    this.exchange = new Exchange({ board, store: ledger, clock, log, lastSeq, lastAt });
    this.#unlisten = this.exchange.listen((entries) => {
      for (const { fact } of entries) this.#see(fact);
    });
    this.exchange.connect({ carryOut: (effects) => this.#carryOut(effects) });
    board.state.doNotCall = ledger.doNotCall;
    this.outbound = new Outbound({
      exchange: this.exchange,
      stores: ledger,
      folder: join(this.#folder, 'lists'),
      numbering: () => ({ country: 'DE', strict: false, timeZone: 'Europe/Berlin' }),
      clock,
      log,
      random: this.random,
    });
    this.exchange.take({ kind: 'line-down', reason: 'start' });
    this.exchange.take({ kind: 'office', office });
    await this.outbound.start();
    this.#ringing = [];
    const survey = { asteriskStartedAt: clock.now(), channels: [], bridges: [] };
    this.exchange.take({ kind: 'line-up', survey });
    await this.settle();
  }

  /** Nothing is written any more; what lies in the file is what the next one finds. */
  async crash(): Promise<void> {
    const next = freshFolder();
    for (const name of ['test.db', 'test.db-wal']) {
      const file = join(this.#folder, name);
      if (existsSync(file)) cpSync(file, join(next, name));
    }
    // What it stores from here on nobody ever reads.
    this.#unlisten();
    await this.stop();
    this.#folder = next;
    await this.start();
  }

  async stop(): Promise<void> {
    await this.outbound.stop();
    this.exchange.close();
    this.ledger.close();
  }

  /** Lets everything that is under way come to rest. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 6; turn += 1) await new Promise(setImmediate);
  }

  /** One of those who are rung says that he is busy. */
  refuseOne(): void {
    const index = Math.floor(this.random() * this.#ringing.length);
    const [channel] = this.#ringing.splice(index, 1);
    if (channel === undefined) return;
    this.exchange.take({ kind: 'line', event: { name: 'gone', channel, cause: { q850: 17, sip: 486 } } });
  }

  #carryOut(effects: readonly Effect[]): void {
    for (const effect of effects) if (effect.name === 'ring') this.#ringing.push(effect.leg);
  }

  #see(fact: Fact): void {
    switch (fact.kind) {
      case 'contacts.held':
        for (const { id } of fact.contacts) {
          if (this.held.has(id)) this.problems.push(`${id} was handed over twice`);
          if (this.removed.has(id)) this.problems.push(`${id} was handed over after it was removed`);
          this.held.add(id);
        }
        break;
      case 'contacts.released':
        for (const id of fact.contacts) this.#drop(id);
        break;
      case 'contact.settled':
        this.#drop(fact.contact);
        break;
      case 'attempt.ended':
        if (fact.contact === null) break;
        this.outcomes.set(fact.contact, [...(this.outcomes.get(fact.contact) ?? []), fact.outcome]);
        break;
      case 'campaign.completed':
        this.completed += 1;
        break;
      default:
    }
  }

  #drop(id: ContactId): void {
    if (!this.held.delete(id)) this.problems.push(`${id} was given back twice`);
  }
}

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-feeding-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it.each(Array.from({ length: 12 }, (_, seed) => seed + 1))(
  'nobody is handed over twice and nobody is lost, whatever happens in which order (seed %i)',
  async (seed) => {
    const house = new House(seed);
    await house.start();
    const rules = {
      campaign: spring,
      list: 'a',
      duplicates: 'none',
      timeZone: null,
      priority: 5_000,
      dueAt: null,
      by: 'eva',
    } as const;
    const wanted = Array.from({ length: 60 }, (_, index) => ({ numbers: [`030 90${18_000 + index}`] }));
    const ids = house.outbound.contacts.add(rules, wanted).flatMap((one) => ('id' in one ? [one.id] : []));
    expect(ids).toHaveLength(60);
    await house.exchange.command({ name: 'start-campaign', campaign: spring, by: 'eva' });
    for (let step = 0; step < 400; step += 1) {
      const lot = house.random();
      const id = ids[Math.floor(house.random() * ids.length)] as ContactId;
      if (lot < 0.7) house.refuseOne();
      else if (lot < 0.78) house.clock.advance(20_000);
      else if (lot < 0.83)
        await house.outbound.contacts
          .change(id, { priority: 1 + Math.floor(house.random() * 9_998) })
          .catch(inUse);
      else if (lot < 0.85) {
        await house.outbound.contacts
          .remove(id)
          .then(() => house.removed.add(id))
          .catch(inUse);
      } else if (lot < 0.88) await house.exchange.command({ name: 'recall-contacts', campaign: spring });
      else if (lot < 0.9) await house.crash();
      // Now and then much happens before anything is stored.
      if (house.random() < 0.6) await house.settle();
    }
    // To the end.
    for (
      let round = 0;
      round < 400 && house.exchange.state.campaigns.get(spring)?.run === 'running';
      round += 1
    ) {
      for (let one = 0; one < 6; one += 1) house.refuseOne();
      await house.settle();
      house.clock.advance(15_000);
      await house.settle();
    }
    expect(house.problems).toEqual([]);
    expect(house.exchange.state.campaigns.get(spring)?.run).toBe('completed');
    for (const id of ids) {
      const { state, attempts } = house.outbound.contacts.get(id);
      const outcomes = (house.outcomes.get(id) ?? []).filter((outcome) => !isNoAttempt(outcome));
      const busy = outcomes.filter((outcome) => outcome === 'busy').length;
      expect(attempts).toBe(outcomes.length);
      if (house.removed.has(id)) expect(state).toBe('removed');
      else expect({ id, state, busy }).toEqual({ id, state: 'finished', busy: retries + 1 });
    }
    const rows = house.ledger.attempts.find({ campaign: spring });
    expect(rows.map(({ contact, outcome }) => `${contact} ${outcome}`).sort()).toEqual(
      [...house.outcomes].flatMap(([id, outcomes]) => outcomes.map((outcome) => `${id} ${outcome}`)).sort(),
    );
    expect(house.ledger.verify()).toEqual([]);
    await house.stop();
  },
  60_000,
);

function inUse(error: unknown): void {
  if (!(error instanceof CordboardError) || error.code !== 'contact-in-use') throw error;
}
