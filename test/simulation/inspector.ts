import { isDeepStrictEqual } from 'node:util';
import type { Input } from '../../src/board/input.ts';
import type { CallId, LegId } from '../../src/board/ids.ts';
import type { BoardState } from '../../src/board/state.ts';
import type { Turn } from '../../src/board/turn.ts';
import { Audit } from './audit.ts';
import { checkBoard } from './invariants.ts';
import { Lingering } from './lingering.ts';
import { checkLines, checkOrder } from './order.ts';
import type { Watcher } from './sim-cordboard.ts';
import type { SimLine } from './sim-line.ts';
import { comparable } from './sim-store.ts';
import { Trace } from './trace.ts';
import { must } from './violation.ts';
import type { World } from './world.ts';

/** How late a timer may be: the process has other things to do, but not for long. */
const slackMs = 500;

/** Looks at everything after each step, and at what is slower to look at now and then. */
export class Inspector implements Watcher {
  readonly trace = new Trace();
  readonly audit = new Audit();
  readonly #world: () => World;
  readonly #line: () => SimLine;
  readonly #lingering = new Lingering();
  readonly #channelOf = new Map<CallId, LegId>();
  readonly #enteredAt = new Map<CallId, number>();
  /** Since when timers have had their chance to be heard. */
  #awakeSince = 0;

  constructor(world: () => World, line: () => SimLine) {
    this.#world = world;
    this.#line = line;
  }

  stepped(input: Input, turn: Turn): void {
    this.trace.add(input, turn);
    if (turn.failure !== null) throw new Error('the turn was cut short', { cause: turn.failure });
    const { state } = turn;
    if (input.kind === 'line-up') this.#awakeSince = input.at;
    this.#follow(turn);
    checkBoard(state, input.at > this.#awakeSince + slackMs ? input.at - slackMs : 0);
    checkOrder(turn);
    this.#checkPlaces(turn);
    if (this.trace.steps % 16 === 0) {
      checkLines(state);
      this.#compareWithAsterisk(state);
    }
    if (input.kind === 'tick') {
      const wakeAt = this.#world().cordboard.board?.wakeAt ?? null;
      must(
        wakeAt === null || wakeAt > input.at,
        'a tick does all that is due',
        () => `still due at ${wakeAt}`,
      );
    }
  }

  committed(turns: readonly Turn[]): void {
    this.audit.committed(turns);
    if (this.trace.steps % 100 === 0) this.checkRows();
  }

  restarted(state: BoardState): void {
    this.#awakeSince = this.#world().agenda.now;
    this.#lingering.reset();
    checkBoard(state, 0);
    checkLines(state);
    this.audit.balance(state);
    // What was not committed never happened.
    this.#enteredAt.clear();
    for (const { id, phase } of state.calls.values()) {
      if ('enteredAt' in phase) this.#enteredAt.set(id, phase.enteredAt);
    }
  }

  /** The live rows are the board, when everything is committed. */
  checkRows(): void {
    const { board, store, isSettled } = this.#world().cordboard;
    if (board === null || !isSettled) return;
    this.audit.balance(board.state);
    const isSame = isDeepStrictEqual(comparable(store.fromRows()), comparable(board.state));
    must(isSame, 'live rows are whole', () => 'they tell of another board');
  }

  /** The journal, folded from its start, is the board, and closes the same segments and calls. */
  checkJournal(): void {
    const { board, store } = this.#world().cordboard;
    const { state, changes } = store.fromJournal();
    const isSame = board !== null && isDeepStrictEqual(comparable(state), comparable(board.state));
    must(isSame, 'journal rebuilds', () => 'it tells of another board');
    const { segments, history } = this.audit;
    const closesSame = changes.segments.length === segments && changes.history.length === history.size;
    must(closesSame, 'journal rebuilds', () => `${changes.segments.length} segments, ${segments} stored`);
  }

  #follow({ facts }: Turn): void {
    const { fates, asterisk } = this.#world();
    for (const fact of facts) {
      if (fact.kind === 'call.arrived') this.#channelOf.set(fact.call, fact.channel);
      if (fact.kind === 'call.ended') {
        const channel = this.#channelOf.get(fact.call);
        if (channel !== undefined) fates.set(channel, fact.end);
      }
      if (fact.kind === 'call.queued') {
        const since = Number(
          asterisk.channels.get(this.#channelOf.get(fact.call) as LegId)?.args[2] ?? Infinity,
        );
        const counts = fact.enteredAt <= since;
        must(
          counts,
          'waiting in the dialplan counts',
          () => `${fact.call} waits since ${fact.enteredAt}, not ${since}`,
        );
      }
    }
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

  #compareWithAsterisk(state: BoardState): void {
    const { asterisk, agenda } = this.#world();
    if (this.#line().state !== 'up' || !state.lineIsUp) return this.#lingering.reset();
    this.#lingering.check(state, asterisk, agenda.now);
    for (const { id, told, role, dying } of asterisk.channels.values()) {
      const isKnown = role === 'agent' || dying || !told || state.callOfLeg.has(id);
      must(isKnown, 'no caller is lost', () => `the board has forgotten ${id}`);
    }
    for (const { id, phase, legs } of state.calls.values()) {
      if (phase.name !== 'talking' || legs.some((leg) => leg.deadline !== null)) continue;
      const bridges = new Set(legs.map((leg) => asterisk.channels.get(leg.id)?.bridge));
      // Undefined: a hang-up that we have not heard of yet.
      const together = bridges.has(undefined) || (bridges.size === 1 && bridges.has(phase.bridge));
      must(together, 'who talks hears the other', () => `${id} is in ${[...bridges].join(' and ')}`);
    }
  }
}
