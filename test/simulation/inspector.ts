import { isDeepStrictEqual } from 'node:util';
import { placeOf } from '../../src/board/call/call.ts';
import type { CallEnd } from '../../src/board/call/call.ts';
import type { DeviceCalls } from '../../src/board/device/device-call.ts';
import { deviceCallsOf } from '../../src/board/device/device-calls.ts';
import type { CallId, LegId, PhoneId } from '../../src/board/ids.ts';
import type { Input } from '../../src/board/input.ts';
import type { BoardState } from '../../src/board/state.ts';
import type { Turn } from '../../src/board/turn.ts';
import { Audit } from './audit.ts';
import { checkBoard } from './invariants.ts';
import { OutboundWatch } from './outbound/watch.ts';
import { Lingering } from './lingering.ts';
import { checkLines, checkOrder } from './order.ts';
import { checkRest } from './rest.ts';
import { differing, type Watcher } from './sim-cordboard.ts';
import type { SimLine } from './sim-line.ts';
import { comparable, timeless } from './sim-store.ts';
import { Trace } from './trace.ts';
import { Verbs } from './verbs.ts';
import { must } from './violation.ts';
import type { World } from './world.ts';

/** How late a timer may be: the process has other things to do, but not for long. */
const slackMs = 500;
/** More than this in one turn is a rule that goes round in a circle. */
const mostFacts = 300;

/** By these somebody may put a caller out. */
const endingCommands = new Set(['hang-up', 'drop-call', 'drop-party', 'reconnect-call']);

/** Looks at everything after each step, and at what is slower to look at now and then. */
export class Inspector implements Watcher {
  readonly trace = new Trace();
  readonly audit = new Audit();
  readonly #world: () => World;
  readonly #line: () => SimLine;
  readonly #lingering = new Lingering();
  readonly outbound: OutboundWatch;
  readonly verbs = new Verbs();
  readonly #endOf = new Map<CallId, CallEnd>();
  readonly #inMailbox = new Set<CallId>();
  /** Asked for in vain in the engineer's dialplan, be it that they never got there. */
  readonly #recalled = new Set<LegId>();
  /** In a hook before a queue, whose place is not theirs yet. */
  readonly #entering = new Set<CallId>();
  /** What clients were told last of each phone. */
  readonly #shown = new Map<PhoneId, DeviceCalls>();
  readonly #enteredAt = new Map<CallId, number>();
  /** Since when timers have had their chance to be heard. */
  #awakeSince = 0;

  constructor(world: () => World, line: () => SimLine) {
    this.#world = world;
    this.#line = line;
    this.outbound = new OutboundWatch(world, () => line().crossingMs);
  }

  stepped(input: Input, turn: Turn): void {
    this.trace.add(input, turn);
    must(turn.failure === null, 'no turn is cut short', () => String((turn.failure as Error).stack));
    must(turn.facts.length < mostFacts, 'nothing goes round in circles', () => `${turn.facts.length} facts`);
    this.#count(input, turn);
    const { state } = turn;
    if (input.kind === 'line-up') this.#awakeSince = input.at;
    this.#follow(input, turn);
    for (const { change } of turn.devices) {
      if (change.calls === null) this.#shown.delete(change.phone);
      else this.#shown.set(change.phone, change.calls);
    }
    checkBoard(state, input.at > this.#awakeSince + slackMs ? input.at - slackMs : 0);
    checkOrder(turn);
    this.outbound.stepped(input, turn);
    this.#checkPlaces(turn);
    if (this.trace.steps % 16 === 0) {
      checkLines(state);
      this.#compareWithAsterisk(turn);
      this.#checkDisplays(state);
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
    this.outbound.committed(turns);
    if (this.trace.steps % 100 === 0) this.checkRows();
  }

  restarted(state: BoardState): void {
    this.#awakeSince = this.#world().agenda.now;
    this.#lingering.reset();
    this.outbound.restarted();
    checkBoard(state, 0);
    checkLines(state);
    this.audit.balance(state);
    // What was not committed never happened.
    this.#enteredAt.clear();
    for (const call of state.calls.values()) {
      const place = placeOf(call);
      if (place !== null) this.#enteredAt.set(call.id, place.enteredAt);
    }
    this.#shown.clear();
    for (const [phone, calls] of state.deviceCalls) this.#shown.set(phone, calls);
  }

  /** The live rows are the board, when everything is committed. */
  checkRows(): void {
    const { board, store, isSettled } = this.#world().cordboard;
    if (board === null || !isSettled) return;
    this.audit.balance(board.state);
    this.outbound.checkRows(board.state);
    const rows = store.fromRows();
    const isSame = isDeepStrictEqual(comparable(rows), comparable(board.state));
    must(isSame, 'live rows are whole', () => differing(rows, board.state));
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
    this.outbound.checkEnd();
    this.audit.checkLog();
  }

  /** Nothing is under way between the board and Asterisk: now they must agree in everything. */
  rested(): void {
    const { cordboard, asterisk } = this.#world();
    const state = cordboard.board?.state;
    if (state === undefined || !state.lineIsUp || !cordboard.isIdle || !this.#line().isIdle) return;
    checkRest(state, asterisk, this.#line());
  }

  #count(input: Input, { facts }: Turn): void {
    if (input.kind === 'command') this.verbs.did(input.command.name);
    for (const fact of facts) {
      if (fact.kind === 'call.redirected') this.verbs.did(`redirected-by-${fact.cause}`);
      else if (fact.kind === 'leg.regrouped') this.verbs.did(`regrouped-by-${fact.cause}`);
      else if (fact.kind === 'call.reaching' && fact.recall?.isOn === true) this.verbs.did('recalled');
      else if (counted.has(fact.kind)) this.verbs.did(fact.kind);
    }
  }

  /** Why a channel is hung up: its call's end, or that somebody asked for it. */
  #follow(input: Input, { facts, state }: Turn): void {
    const { fates, asterisk } = this.#world();
    const isCommand = input.kind === 'command' && endingCommands.has(input.command.name);
    // Of two callers whose bridge failed only one can go back to the queue.
    const hasFailed = facts.some((fact) => fact.kind === 'call.requeued');
    const promised = new Set(facts.flatMap((fact) => (fact.kind === 'callback.wanted' ? [fact.call] : [])));
    const arrived = new Set<CallId>();
    for (const fact of facts) {
      if (fact.kind === 'call.arrived') this.#endOf.delete(fact.call);
      if (fact.kind === 'call.ended') this.#endOf.set(fact.call, fact.end);
      if (fact.kind === 'call.message') this.#inMailbox.add(fact.call);
      if (fact.kind === 'call.recalled') this.#recalled.add(fact.leg);
      if (fact.kind === 'call.left-queue' || fact.kind === 'call.seen-off') this.#enteredAt.delete(fact.call);
      // Who has come back has an older place than the one that he was about to take.
      if (fact.kind === 'call.queued' && fact.regained === true) this.#enteredAt.delete(fact.call);
      if (fact.kind === 'call.away' && fact.point !== 'before-offer') this.#entering.add(fact.call);
      if (fact.kind === 'call.queued' || fact.kind === 'call.requeued') this.#entering.delete(fact.call);
      if (fact.kind === 'leg.clearing' && !fates.has(fact.leg)) {
        const role = state.calls.get(fact.call)?.legs.find(({ id }) => id === fact.leg)?.role;
        const byCommand =
          isCommand ||
          this.#recalled.has(fact.leg) ||
          promised.has(fact.call) ||
          (hasFailed && role === 'called');
        const end = this.#endOf.get(fact.call) ?? null;
        const hasPlace = this.#enteredAt.has(fact.call) && !this.#entering.has(fact.call);
        fates.set(fact.leg, { end, hasPlace, inMailbox: this.#inMailbox.has(fact.call), byCommand });
      }
      if (fact.kind === 'call.arrived') arrived.add(fact.call);
      if (fact.kind === 'call.redirected') arrived.delete(fact.call);
      if (fact.kind === 'call.queued' && arrived.has(fact.call)) {
        const caller = state.calls.get(fact.call)?.legs[0];
        const channel = caller === undefined ? undefined : asterisk.channels.get(caller.id);
        const since = Number(channel?.origin === 'came' ? channel.args[2] : Number.POSITIVE_INFINITY);
        must(
          fact.enteredAt <= since,
          'waiting in the dialplan counts',
          () => `${fact.call} waits since ${fact.enteredAt}, not ${since}`,
        );
      }
    }
  }

  #checkPlaces(turn: Turn): void {
    for (const id of turn.changes.calls) {
      const call = turn.state.calls.get(id);
      const place = call === undefined ? null : placeOf(call);
      if (place === null) {
        this.#enteredAt.delete(id);
        continue;
      }
      const before = this.#enteredAt.get(id) ?? place.enteredAt;
      must(
        before === place.enteredAt,
        'a place is kept',
        () => `${id} waits since ${before}, now ${place.enteredAt}`,
      );
      this.#enteredAt.set(id, before);
    }
  }

  /** Whoever draws what the notices say has the phones as they are. */
  #checkDisplays(state: BoardState): void {
    for (const phone of new Set([...state.phones.keys(), ...this.#shown.keys()])) {
      const calls = deviceCallsOf(state, phone);
      const shown = this.#shown.get(phone) ?? null;
      // What becomes of a call that is over for the phone is not its business.
      must(
        timeless(calls) === timeless(shown) || (isOver(calls) && isOver(shown)),
        'displays are told',
        () => `${phone} shows ${timeless(shown)}, not ${timeless(calls)}`,
      );
    }
  }

  #compareWithAsterisk({ state, effects }: Turn): void {
    const { asterisk, agenda } = this.#world();
    if (this.#line().state !== 'up' || !state.lineIsUp) return this.#lingering.reset();
    this.#lingering.check(state, asterisk, agenda.now);
    for (const { id, told, origin, dying, away } of asterisk.channels.values()) {
      // Who went into the dialplan while he was being hung up on has left for us.
      const isHungUp = dying || effects.some((effect) => effect.name === 'hang-up' && effect.channel === id);
      const isKnown = origin !== 'came' || isHungUp || away || !told || state.callsOfLeg.has(id);
      must(isKnown, 'no caller is lost', () => `the board has forgotten ${id}`);
    }
  }
}

function isOver(calls: DeviceCalls | null): boolean {
  return calls?.primary.state === 'cleared' && calls.secondary === null;
}

/** Facts that stand for something that somebody has brought about. */
const counted: ReadonlySet<string> = new Set([
  'call.arrived',
  'call.connected',
  'call.answered',
  'call.requeued',
  'call.parked',
  'call.message',
  'call.away',
  'call.consulted',
  'call.left-queue',
  'call.seen-off',
  'call.turned-away',
  'call.deserted',
  'call.described',
  'callback.wanted',
  'callback.dialled',
  'callback.answered',
  'callback.accepted',
  'callback.failed',
  'leg.moved',
  'offer.passed',
  'leg.replaced',
  'offer.answering',
  'seat.begun',
  'seat.ended',
]);
