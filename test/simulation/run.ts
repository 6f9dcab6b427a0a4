import { isDeepStrictEqual } from 'node:util';
import type { Input } from '../../src/board/input.ts';
import type { CallId, LegId } from '../../src/board/ids.ts';
import type { BoardState } from '../../src/board/state.ts';
import type { Turn } from '../../src/board/turn.ts';
import { Agenda } from './agenda.ts';
import { Audit } from './audit.ts';
import { Callers } from './callers.ts';
import { Faults, randomFaults } from './faults.ts';
import { checkBoard } from './invariants.ts';
import { checkLines, checkOrder } from './order.ts';
import { People } from './people.ts';
import { Phones } from './phones.ts';
import { Random } from './random.ts';
import { SimAsterisk } from './sim-asterisk.ts';
import { SimCordboard, type Watcher } from './sim-cordboard.ts';
import { SimLine } from './sim-line.ts';
import { randomOffice } from './sim-office.ts';
import { comparable } from './sim-store.ts';
import { Trace } from './trace.ts';
import { must, Violation } from './violation.ts';
import type { World } from './world.ts';

export interface Result {
  readonly seed: number;
  readonly calls: number;
  readonly steps: number;
  readonly counts: Readonly<Record<string, number>>;
  /** What must never be and was, readable; null when all is well. */
  readonly violation: string | null;
}

/** Does something wrong to a turn: how the tests show that the checks can fail. */
export type Tamper = (turn: Turn) => void;

const epoch = Date.UTC(2026, 0, 5, 8);
const quietMs = 30 * 60_000;

/** One seed: one office of random shape and some minutes or hours of its life. */
export function simulate(seed: number, tamper: Tamper | null = null): Result {
  const run = new Run(new Random(seed), tamper);
  try {
    run.live();
    return run.result(seed, null);
  } catch (error) {
    const what = error instanceof Violation ? error.message : String((error as Error).stack);
    return run.result(seed, what);
  }
}

class Run implements Watcher {
  readonly #agenda = new Agenda(epoch);
  readonly #random: Random;
  readonly #trace = new Trace();
  readonly #audit = new Audit();
  readonly #world: World;
  readonly #line: SimLine;
  readonly #callers: Callers;
  readonly #people: People;
  readonly #faults: Faults;
  readonly #channelOf = new Map<CallId, LegId>();
  readonly #enteredAt = new Map<CallId, number>();

  constructor(random: Random, tamper: Tamper | null) {
    this.#random = random;
    const agenda = this.#agenda;
    const office = randomOffice(random);
    const talkMs = random.between(10, 90) * 1000;
    const load = 0.3 + random.next();
    const betweenMs = talkMs / (load * office.agents.length);
    const spanMs = Math.ceil(betweenMs * random.between(20, 250));
    const faults = randomFaults(random, spanMs);

    const asterisk = new SimAsterisk(agenda, random.split(), {
      tell: (event) => this.#line.tell(event),
      isRegistered: (endpoint) => phones.isRegistered(endpoint),
      invite: (channel, autoAnswer) => phones.invite(channel, autoAnswer),
      together: (caller, agent) => this.#callers.together(caller, agent),
      ended: (channel, by) => {
        if (channel.role === 'agent') phones.ended(channel);
        else this.#callers.ended(channel, by);
      },
    });
    const cordboard = new SimCordboard({
      agenda,
      random: random.split(),
      watcher: this,
      tamper,
      send: (effects) => this.#line.send(effects),
      died: () => {
        this.#line.cut();
        agenda.after(random.about(4_000), () => this.#start());
      },
    });
    this.#world = {
      agenda,
      random,
      asterisk,
      cordboard,
      office,
      endsAt: epoch + spanMs,
      fates: new Map(),
      commanded: new Set(),
    };
    this.#line = new SimLine({
      agenda,
      random: random.split(),
      asterisk,
      habits: () => Faults.lineHabits(this.#world, faults),
      deliver: (input) => cordboard.take(input),
    });
    const phones = new Phones({
      agenda,
      random: random.split(),
      asterisk,
      diligence: 0.5 + random.next() / 2,
    });
    this.#start();
    cordboard.take({ kind: 'office', office });
    this.#callers = new Callers(this.#world, {
      betweenMs,
      patienceMs: random.between(5, 120) * 1000,
      talkMs,
      wrongRate: 0.03,
    });
    this.#people = new People(this.#world, phones, {
      deskMs: random.between(5, 60) * 1000,
      superviseMs: betweenMs * random.between(10, 50),
      officeMs: betweenMs * random.between(10, 100),
      unplugMs: betweenMs * random.between(20, 200),
    });
    this.#faults = new Faults(this.#world, this.#line, faults);
  }

  live(): void {
    const { agenda, endsAt, cordboard } = this.#world;
    while (agenda.step(endsAt));
    // Faults are over: everybody leaves in time, and the last ones out leave nothing behind.
    while (!this.#isQuiet() && agenda.step(endsAt + quietMs));
    this.#reconnect();
    must(this.#isQuiet(), 'nothing is left behind', () => this.#leftBehind());
    this.#people.goHome();
    this.#rest();
    must(cordboard.isSettled, 'everything is committed', () => 'turns are left');
    this.#checkBooks();
  }

  result(seed: number, violation: string | null): Result {
    const { offered, answered, abandoned, refused, lost, ended, segments } = this.#audit;
    const { crashes, breaks, kills } = this.#faults;
    const head = `seed ${seed}, step ${this.#trace.steps}, ${(this.#agenda.now - epoch) / 1000} s: ${violation}`;
    return {
      seed,
      calls: this.#callers.dialled,
      steps: this.#trace.steps,
      counts: { offered, answered, abandoned, refused, lost, ended, segments, crashes, breaks, kills },
      violation: violation === null ? null : [head, ...this.#trace.lines(epoch)].join('\n'),
    };
  }

  stepped(input: Input, turn: Turn): void {
    this.#trace.add(input, turn);
    if (turn.failure !== null) throw turn.failure;
    const { state } = turn;
    for (const fact of turn.facts) {
      if (fact.kind === 'call.arrived') this.#channelOf.set(fact.call, fact.channel);
      if (fact.kind !== 'call.ended') continue;
      const channel = this.#channelOf.get(fact.call);
      if (channel !== undefined) this.#world.fates.set(channel, fact.end);
    }
    checkBoard(state);
    checkOrder(turn);
    this.#checkPlaces(turn);
    if (this.#trace.steps % 16 === 0) {
      checkLines(state);
      this.#checkCallersKnown(state);
    }
    if (input.kind === 'tick') {
      const wakeAt = this.#world.cordboard.board?.wakeAt ?? null;
      must(
        wakeAt === null || wakeAt > input.at,
        'a tick does all that is due',
        () => `still due at ${wakeAt}`,
      );
    }
  }

  committed(turns: readonly Turn[]): void {
    this.#audit.committed(turns);
    if (this.#trace.steps % 100 === 0) {
      const { board, store } = this.#world.cordboard;
      if (board === null || !this.#world.cordboard.isSettled) return;
      this.#audit.balance(board.state);
      must(
        isDeepStrictEqual(comparable(store.fromRows()), comparable(board.state)),
        'live rows are whole',
        () => '',
      );
    }
  }

  restarted(state: BoardState): void {
    checkBoard(state);
    checkLines(state);
    this.#audit.balance(state);
    // What was not committed never happened.
    this.#enteredAt.clear();
    for (const { id, phase } of state.calls.values())
      if ('enteredAt' in phase) this.#enteredAt.set(id, phase.enteredAt);
  }

  #start(): void {
    this.#world.cordboard.start();
    this.#line.connect(this.#random.between(1, 500));
  }

  #checkPlaces(turn: Turn): void {
    for (const id of turn.changes.calls) {
      const phase = turn.state.calls.get(id)?.phase;
      if (phase === undefined || !('enteredAt' in phase)) continue;
      const before = this.#enteredAt.get(id) ?? phase.enteredAt;
      must(
        before === phase.enteredAt,
        'a place is kept',
        () => `${id} waits since ${before}, now ${phase.enteredAt}`,
      );
      this.#enteredAt.set(id, before);
    }
  }

  #checkCallersKnown(state: BoardState): void {
    if (this.#line.state !== 'up' || !state.lineIsUp) return;
    const { channels } = this.#world.asterisk;
    for (const { id, told, role, dying } of channels.values()) {
      const isKnown = role === 'agent' || dying || !told || state.callOfLeg.has(id);
      must(isKnown, 'no caller is lost', () => `the board has forgotten ${id}`);
    }
    for (const { id, phase, legs } of state.calls.values()) {
      if (phase.name !== 'talking' || legs.some((leg) => leg.deadline !== null)) continue;
      const bridges = new Set(legs.map((leg) => channels.get(leg.id)?.bridge));
      // Undefined: a hang-up that we have not heard of yet.
      const together = bridges.has(undefined) || (bridges.size === 1 && bridges.has(phase.bridge));
      must(together, 'who talks hears the other', () => `${id} is in ${[...bridges].join(' and ')}`);
    }
  }

  #isQuiet(): boolean {
    const { asterisk, cordboard } = this.#world;
    const { board } = cordboard;
    if (board === null || !board.state.lineIsUp || this.#line.state !== 'up') return false;
    return asterisk.channels.size === 0 && asterisk.bridges.size === 0 && board.state.calls.size === 0;
  }

  #leftBehind(): string {
    const { asterisk, cordboard } = this.#world;
    return [
      `channels ${[...asterisk.channels.keys()].join(' ')}`,
      `bridges ${[...asterisk.bridges.keys()].join(' ')}`,
      `calls ${JSON.stringify([...(cordboard.board?.state.calls.values() ?? [])])}`,
    ].join(', ');
  }

  #reconnect(): void {
    this.#line.break(0, true);
    this.#rest();
  }

  #rest(): void {
    const until = this.#agenda.now + 60_000;
    while (this.#agenda.step(until));
  }

  #checkBooks(): void {
    const { board, store } = this.#world.cordboard;
    const { state, changes } = store.fromJournal();
    must(
      board !== null && isDeepStrictEqual(comparable(state), comparable(board.state)),
      'journal rebuilds',
      () => 'the journal tells of another board',
    );
    this.#audit.balance(state);
    const isSame =
      changes.segments.length === this.#audit.segments && changes.history.length === this.#audit.history.size;
    must(
      isSame,
      'journal rebuilds',
      () => `${changes.segments.length} segments, ${this.#audit.segments} stored`,
    );
    must(this.#callers.dialled === 0 || this.#trace.steps > 0, 'the run did something', () => '');
  }
}
