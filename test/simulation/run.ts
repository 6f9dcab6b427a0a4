import { heardBy } from '../../src/board/call/heard.ts';
import type { Turn } from '../../src/board/turn.ts';
import { Agenda } from './agenda.ts';
import { Callers } from './callers.ts';
import { Desks } from './desks.ts';
import { Faults, randomFaults } from './faults.ts';
import { Inspector } from './inspector.ts';
import { withCampaigns } from './outbound/campaigns.ts';
import { Customers, customerOf } from './outbound/customers.ts';
import { Lists } from './outbound/lists.ts';
import { Supervisors } from './outbound/supervisors.ts';
import { People } from './people.ts';
import { Phones } from './phones.ts';
import { Random } from './random.ts';
import { SimAsterisk } from './sim-asterisk.ts';
import { SimCordboard } from './sim-cordboard.ts';
import { SimLine } from './sim-line.ts';
import { randomOffice } from './sim-office.ts';
import { must, Violation } from './violation.ts';
import type { World } from './world.ts';

export interface Result {
  readonly seed: number;
  readonly calls: number;
  readonly steps: number;
  readonly counts: Readonly<Record<string, number>>;
  /** How often everything that somebody can do was done with success. */
  readonly verbs: Readonly<Record<string, number>>;
  /** What came of campaigns. */
  readonly outbound: Readonly<Record<string, number>>;
  /** What must never be and was, with the last steps, for people; null when all is well. */
  readonly violation: string | null;
}

/** Does something wrong to a turn: how the tests show that the checks can fail. */
export type Tamper = (turn: Turn) => void;

const epoch = Date.UTC(2026, 0, 5, 8);
/** Further away than seeds go. */
const outboundSeed = 1_000_000_007;
const quietMs = 30 * 60_000;

/** One seed: one office of random shape and some minutes or hours of its life. */
export function simulate(seed: number, tamper: Tamper | null = null): Result {
  const run = new Run(seed, tamper);
  try {
    run.live();
    return run.result(seed, null);
  } catch (error) {
    return run.result(seed, error instanceof Violation ? error.message : String((error as Error).stack));
  }
}

class Run {
  readonly #agenda = new Agenda(epoch);
  readonly #random: Random;
  readonly #inspector: Inspector;
  readonly #world: World;
  readonly #line: SimLine;
  readonly #callers: Callers;
  readonly #people: People;
  readonly #supervisors: Supervisors;
  readonly #phones: Phones;
  readonly #faults: Faults;

  constructor(seed: number, tamper: Tamper | null) {
    const random = new Random(seed);
    this.#random = random;
    // Of their own, so that an office without campaigns lives as it would if there were none anywhere.
    const outbound = new Random(seed + outboundSeed);
    const agenda = this.#agenda;
    const office = withCampaigns(randomOffice(random), outbound);
    const talkMs = random.between(10, 90) * 1000;
    const load = 0.3 + random.next();
    const betweenMs = talkMs / (load * office.agents.length);
    const spanMs = Math.ceil(betweenMs * random.between(20, 250));
    const faults = randomFaults(random, spanMs);
    this.#inspector = new Inspector(
      () => this.#world,
      () => this.#line,
    );
    const isOutside = (endpoint: string): boolean => endpoint.includes('trunk');
    const asterisk = new SimAsterisk(agenda, random.split(), {
      tell: (event) => this.#line.tell(event),
      isRegistered: (endpoint) => isOutside(endpoint) || this.#phones.isRegistered(endpoint),
      invite: (channel, autoAnswer) => {
        const customer = customerOf(channel);
        if (customer !== null) this.#world.customers.invite(channel, customer);
        else if (isOutside(channel.endpoint)) this.#callers.invite(channel);
        else this.#phones.invite(channel, autoAnswer);
      },
      transferAnswered: (channel, accepted) => this.#phones.transferAnswered(channel, accepted),
      ended: (channel, by) => {
        if (channel.origin === 'tap') return;
        if (isOutside(channel.endpoint)) this.#callers.ended(channel, by);
        else this.#phones.ended(channel);
      },
    });
    const cordboard = new SimCordboard({
      agenda,
      random: random.split(),
      watcher: this.#inspector,
      tamper,
      send: (effects) => this.#line.send(effects),
      died: () => {
        this.#line.cut();
        agenda.after(random.about(4_000), () => this.#start());
      },
    });
    const customers = new Customers(() => this.#world, outbound.split(), talkMs);
    this.#world = {
      customers,
      agenda,
      random,
      asterisk,
      cordboard,
      office,
      endsAt: epoch + spanMs,
      fates: new Map(),
    };
    this.#line = new SimLine({
      agenda,
      random: random.split(),
      asterisk,
      habits: () => Faults.lineHabits(this.#world, faults),
      believed: (channel) => {
        const { board } = cordboard;
        const heard = board === null ? null : heardBy(board.state, channel);
        return { playing: heard?.playing?.playback ?? null, recording: heard?.speaksInto ?? null };
      },
      deliver: (input) => cordboard.take(input),
    });
    const patienceMs = random.between(5, 120) * 1000;
    const clickMs = Math.max(500, betweenMs / random.pick([0.5, 2, 5]));
    this.#phones = new Phones(this.#world, random.split(), {
      diligence: 0.5 + random.next() / 2,
      talkMs,
      patienceMs,
      keyMs: clickMs * random.between(2, 6),
    });
    this.#start();
    cordboard.take({ kind: 'office', office });
    this.#callers = new Callers(this.#world, {
      betweenMs,
      patienceMs,
      talkMs,
      wrongRate: 0.03,
    });
    this.#people = new People(this.#world, this.#phones, {
      deskMs: random.between(5, 60) * 1000,
      superviseMs: betweenMs * random.between(2, 10),
      officeMs: betweenMs * random.pick([1, 10, 100]),
      unplugMs: betweenMs * random.between(20, 200),
    });
    const lists = new Lists(this.#world, outbound.split(), {
      feedMs: outbound.between(1, 5) * 1000,
      editMs: betweenMs * outbound.between(5, 40),
    });
    this.#supervisors = new Supervisors(this.#world, outbound.split(), lists, {
      superviseMs: betweenMs * outbound.between(3, 30),
      deskMs: outbound.between(5, 60) * 1000,
    });
    new Desks(this.#world).start(clickMs);
    this.#faults = new Faults(this.#world, this.#line, faults);
  }

  live(): void {
    const { agenda, endsAt, cordboard, asterisk } = this.#world;
    while (agenda.step(endsAt)) this.#inspector.rested();
    agenda.now = endsAt + 1;
    this.#supervisors.stopAll();
    // Faults are over: everybody leaves in time, and the last ones out leave nothing behind.
    while (!this.#isQuiet() && agenda.step(endsAt + quietMs)) this.#inspector.rested();
    must(this.#isQuiet(), 'nothing is left behind', () => this.#leftBehind());
    this.#line.break(0, true);
    this.#rest();
    must(asterisk.bridges.size === 0, 'nothing is left behind', () => this.#leftBehind());
    this.#people.goHome();
    this.#rest();
    must(cordboard.isSettled, 'everything is committed', () => 'turns are left');
    this.#inspector.checkRows();
    this.#inspector.checkJournal();
  }

  result(seed: number, violation: string | null): Result {
    const { audit, outbound, trace, verbs } = this.#inspector;
    const { offered, answered, abandoned, refused, lost, ended, segments } = audit;
    const { unanswered, messages, merged, legs } = audit;
    const { crashes, breaks, kills } = this.#faults;
    const head = `seed ${seed}, step ${trace.steps}, ${(this.#agenda.now - epoch) / 1000} s: ${violation}`;
    return {
      seed,
      calls: this.#callers.dialled,
      steps: trace.steps,
      counts: {
        offered,
        answered,
        abandoned,
        refused,
        lost,
        ended,
        unanswered,
        messages,
        merged,
        segments,
        legs,
        crashes,
        breaks,
        kills,
      },
      verbs: { ...verbs.counts, ...this.#phones.verbs.counts },
      outbound: outbound.counts,
      violation: violation === null ? null : [head, ...trace.lines(epoch)].join('\n'),
    };
  }

  #start(): void {
    this.#world.cordboard.start();
    this.#line.connect(this.#random.between(1, 500));
  }

  #isQuiet(): boolean {
    const { asterisk, cordboard } = this.#world;
    const { board } = cordboard;
    if (board === null || !board.state.lineIsUp || this.#line.state !== 'up') return false;
    if (asterisk.channels.size > 0 || board.state.calls.size > 0) return false;
    for (const bridge of asterisk.bridges.keys()) if (!this.#line.undropped.has(bridge)) return false;
    return true;
  }

  #leftBehind(): string {
    const { asterisk, cordboard } = this.#world;
    return [
      `channels ${[...asterisk.channels.keys()].join(' ')}`,
      `bridges ${[...asterisk.bridges.keys()].join(' ')}`,
      `calls ${JSON.stringify([...(cordboard.board?.state.calls.values() ?? [])])}`,
    ].join(', ');
  }

  #rest(): void {
    const until = this.#agenda.now + 60_000;
    while (this.#agenda.step(until));
  }
}
