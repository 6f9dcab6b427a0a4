import { isOfSeat } from '../../src/board/call/call.ts';
import type { HistoryRow, LegRow, Segment } from '../../src/board/account.ts';
import type { Fact } from '../../src/board/fact.ts';
import type { AgentId, CallId, LegId } from '../../src/board/ids.ts';
import type { BoardState } from '../../src/board/state.ts';
import type { Turn } from '../../src/board/turn.ts';
import { Stays } from './stays.ts';
import { must } from './violation.ts';

interface OpenAccount {
  readonly startAt: number;
  coveredTo: number;
  waitMs: number;
  talkMs: number;
}

/** Keeps the books of a run from what was committed, as a supervisor with a pencil would, and compares. */
export class Audit {
  offered = 0;
  answered = 0;
  abandoned = 0;
  refused = 0;
  lost = 0;
  ended = 0;
  unanswered = 0;
  messages = 0;
  merged = 0;
  segments = 0;
  legs = 0;
  readonly history = new Map<CallId, HistoryRow>();
  readonly #calls = new Map<CallId, OpenAccount>();
  readonly #agents = new Map<AgentId, { coveredTo: number }>();
  /** Legs of calls without a row yet, by call and leg, and when they began. */
  readonly #legs = new Map<string, number>();
  /** The same of those that have left their call in the turn that is looked at. */
  readonly #left: { readonly leg: string; readonly startAt: number }[] = [];
  /** Calls that wait, be it in a hook meanwhile, and since when those do that are in one. */
  readonly #waiting = new Set<CallId>();
  readonly #waitingAway = new Set<string>();
  readonly #regained = new Set<CallId>();
  /** Those are no calls that anybody hears of. */
  readonly #apart = new Set<CallId>();
  /** Calls that an agent has answered. */
  readonly #connected = new Set<CallId>();
  /** Their phones go on with other legs. */
  readonly #replaced = new Set<string>();
  readonly #stays = new Stays();
  #lastAt = 0;

  committed(turns: readonly Turn[]): void {
    for (const { facts, changes } of turns) {
      const cleared = facts.filter(({ kind }) => kind === 'leg.cleared' || kind === 'leg.left').length;
      must(
        cleared >= changes.legs.length,
        'one row a leg',
        () => `${changes.legs.length} rows for ${cleared} ends`,
      );
      for (const fact of facts) this.#begin(fact);
      this.#stays.committed(facts, changes.visits);
      for (const segment of changes.segments) this.#cover(segment);
      for (const row of changes.history) this.#close(row);
      for (const row of changes.legs) this.#closeLeg(row);
      for (const fact of facts) {
        if (fact.kind === 'leg.cleared' && this.#replaced.has(key(fact.call, fact.leg))) {
          this.#legs.delete(key(fact.call, fact.leg));
        }
      }
      for (const fact of facts) this.#finish(fact);
    }
  }

  /** When the run is over. */
  checkLog(): void {
    this.#stays.checkLog();
  }

  /** What was offered is answered, abandoned, refused, lost, ended by command or still there. */
  balance(state: BoardState): void {
    let there = 0;
    let legs = 0;
    for (const call of state.calls.values()) {
      const told = call.legs.filter((leg) => !isOfSeat(leg));
      legs += told.length;
      for (const leg of told) {
        must(this.#legs.has(key(call.id, leg.id)), 'one row a leg', () => `${leg.id} has its row already`);
      }
      if (call.phase.name !== 'ended') there += 1;
    }
    this.#stays.balance(state);
    const gone = this.history.size + this.merged;
    must(
      this.offered === gone + there,
      'calls balance',
      () => `${this.offered} offered, ${gone} gone, ${there} there`,
    );
    must(
      this.#calls.size === there,
      'calls balance',
      () => `${this.#calls.size} open accounts, ${there} there`,
    );
    must(this.#legs.size === legs, 'one row a leg', () => `${this.#legs.size} open rows, ${legs} legs`);
  }

  #begin(fact: Fact): void {
    must(
      fact.at >= this.#lastAt,
      'time goes forward',
      () => `${fact.kind} at ${fact.at} after ${this.#lastAt}`,
    );
    this.#lastAt = fact.at;
    switch (fact.kind) {
      case 'call.arrived':
      case 'call.made':
      case 'call.consulted':
      case 'supervision.started':
      case 'seat.begun':
        if (fact.kind === 'supervision.started' || fact.kind === 'seat.begun') this.#apart.add(fact.call);
        this.offered += 1;
        this.#calls.set(fact.call, { startAt: fact.at, coveredTo: fact.at, waitMs: 0, talkMs: 0 });
        // Of a seat's leg there is no row.
        if (fact.kind === 'seat.begun') break;
        this.#beginLeg(fact.call, fact.kind === 'call.arrived' ? fact.channel : fact.leg, fact.at);
        break;
      case 'attempt.begun':
        // Whose agent is rung first has been made before.
        if (this.#calls.has(fact.call)) break;
        this.offered += 1;
        this.#calls.set(fact.call, { startAt: fact.at, coveredTo: fact.at, waitMs: 0, talkMs: 0 });
        break;
      case 'leg.left':
        this.#leaveLeg(fact.call, fact.leg);
        break;
      case 'call.queued': {
        this.#waiting.add(fact.call);
        // What the dialplan held the caller for is part of the call.
        // Of who has come back only the place is older.
        if (fact.regained === true) this.#regained.add(fact.call);
        this.#reachBack(fact.call, fact.enteredAt);
        break;
      }
      case 'call.left-queue':
      case 'call.seen-off':
        this.#waiting.delete(fact.call);
        break;
      case 'call.turned-away':
        if (fact.since !== undefined) this.#reachBack(fact.call, fact.since);
        break;
      case 'call.connected':
        this.#connected.add(fact.call);
        this.#waiting.delete(fact.call);
        break;
      case 'call.away':
        if (fact.queue !== null && !this.#waiting.has(fact.call)) this.#reachBack(fact.call, fact.enteredAt);
        if (fact.point === 'outside') this.#waiting.delete(fact.call);
        if (this.#waiting.has(fact.call)) this.#waitingAway.add(`${fact.call} ${fact.at}`);
        break;
      case 'call.requeued':
        this.#waiting.add(fact.call);
        this.#connected.delete(fact.call);
        break;
      case 'call.reaching':
      case 'call.parked':
      case 'call.answered':
      case 'call.message':
        this.#waiting.delete(fact.call);
        this.#connected.delete(fact.call);
        break;
      case 'call.handed':
        this.#connected.delete(fact.call);
        break;
      case 'leg.added':
      case 'offer.made':
        this.#beginLeg(fact.call, fact.leg, fact.at);
        break;
      case 'leg.replaced':
      case 'offer.answering':
        // For the phone it is one and the same.
        this.#beginLeg(fact.call, fact.leg, this.#legs.get(key(fact.call, fact.former)) ?? 0);
        this.#replaced.add(key(fact.call, fact.former));
        break;
      case 'offer.passed':
      case 'leg.moved': {
        const startAt = this.#legs.get(key(fact.call, fact.leg));
        must(startAt !== undefined, 'one row a leg', () => `${fact.leg} moves, but was never there`);
        this.#legs.delete(key(fact.call, fact.leg));
        this.#beginLeg(fact.to, fact.leg, startAt ?? 0);
        break;
      }
      case 'agent.signed-in':
        this.#agents.set(fact.agent, { coveredTo: fact.at });
        break;
      default:
    }
  }

  /** Before anything else has happened to it. */
  #reachBack(call: CallId, to: number): void {
    const account = this.#calls.get(call);
    if (this.#regained.has(call)) return;
    if (account === undefined || account.coveredTo !== account.startAt || to >= account.startAt) return;
    this.#calls.set(call, { ...account, startAt: to, coveredTo: to });
  }

  /** Its channel may come back into the call before the row of its first stay is stored. */
  #leaveLeg(call: CallId, leg: LegId): void {
    const startAt = this.#legs.get(key(call, leg));
    if (startAt !== undefined) this.#left.push({ leg: key(call, leg), startAt });
    this.#legs.delete(key(call, leg));
  }

  #beginLeg(call: CallId, leg: LegId, at: number): void {
    must(!this.#legs.has(key(call, leg)), 'one row a leg', () => `${leg} begins twice`);
    this.#legs.set(key(call, leg), at);
  }

  #closeLeg(row: LegRow): void {
    this.legs += 1;
    must(
      !this.#replaced.has(key(row.call, row.leg)),
      'one row a leg',
      () => `${row.leg} was replaced, but has a row`,
    );
    const left = this.#left.findIndex(({ leg }) => leg === key(row.call, row.leg));
    const [first] = left < 0 ? [] : this.#left.splice(left, 1);
    const startAt = first?.startAt ?? this.#legs.get(key(row.call, row.leg));
    must(
      startAt === row.startedAt,
      'one row a leg',
      () => `${row.leg} began at ${startAt}, its row says ${row.startedAt}`,
    );
    if (first === undefined) this.#legs.delete(key(row.call, row.leg));
    const { alertingMs, connectedMs, heldMs } = row;
    const addsUp =
      alertingMs >= 0 &&
      heldMs >= 0 &&
      heldMs <= connectedMs &&
      alertingMs + connectedMs <= row.endedAt - row.startedAt;
    must(addsUp, 'times of a leg add up', () => JSON.stringify(row));
  }

  #cover(segment: Segment): void {
    this.segments += 1;
    const call = segment.subject === 'call' ? this.#calls.get(segment.call) : undefined;
    const account = segment.subject === 'call' ? call : this.#agents.get(segment.agent);
    const { startAt, endAt, state } = segment;
    must(endAt > startAt, 'segments tile', () => `${JSON.stringify(segment)} has no length`);
    must(account?.coveredTo === startAt, 'segments tile', () => {
      return `${JSON.stringify(segment)} follows on ${account?.coveredTo}`;
    });
    if (account !== undefined) account.coveredTo = endAt;
    const isAway = segment.subject === 'call' && this.#waitingAway.has(`${segment.call} ${startAt}`);
    if (call !== undefined && (state === 'waiting' || (state === 'away' && isAway)))
      call.waitMs += endAt - startAt;
    if (call !== undefined && state === 'talking') call.talkMs += endAt - startAt;
  }

  #close(row: HistoryRow): void {
    const account = this.#calls.get(row.call);
    const isOnce = account !== undefined && !this.history.has(row.call);
    must(isOnce, 'one history row a call', () => `${row.call} ended twice or never began`);
    this.history.set(row.call, row);
    const { startAt, coveredTo, waitMs, talkMs } = account ?? {
      startAt: 0,
      coveredTo: 0,
      waitMs: 0,
      talkMs: 0,
    };
    const isWhole = startAt === row.startedAt && coveredTo === row.endedAt;
    must(
      isWhole,
      'segments tile',
      () => `${row.call} is covered from ${startAt} to ${coveredTo} of ${row.startedAt} to ${row.endedAt}`,
    );
    const sumsAgree = waitMs === row.waitMs && talkMs === row.talkMs;
    must(
      sumsAgree,
      'history agrees with segments',
      () => `${JSON.stringify(row)}: waited ${waitMs}, talked ${talkMs}`,
    );
    this.#calls.delete(row.call);
    this.#count(row);
  }

  #count({ end, agent, call, talkMs, disposition }: HistoryRow): void {
    if (end === 'refused') this.refused += 1;
    else if (end === 'lost-by-asterisk') this.lost += 1;
    else if (end === 'abandoned') this.abandoned += 1;
    else if (end === 'ended-by-command') this.ended += 1;
    else if (end === 'unanswered') this.unanswered += 1;
    else if (end === 'message-left') this.messages += 1;
    else this.answered += 1;
    const spoke = end === 'completed-by-agent' || end === 'completed-by-caller';
    const isKnown = !spoke || agent !== null || talkMs === 0 || !this.#connected.has(call);
    must(isKnown, 'who talked is known', () => `${call} was ${end} by nobody`);
    // A mailbox or the office's own dialplan may have taken the call: of those nobody knows whether anybody spoke.
    const isPerson = agent !== null || talkMs > 0;
    must(
      isPerson === (disposition === 'ANSWERED'),
      'disposition fits',
      () => `${call}: ${end} is ${disposition}`,
    );
  }

  #finish(fact: Fact): void {
    if (fact.kind === 'call.ended') {
      if (fact.end === 'merged' || this.#apart.has(fact.call)) {
        this.merged += 1;
        this.#calls.delete(fact.call);
      } else {
        must(this.history.has(fact.call), 'one history row a call', () => `${fact.call} ended without one`);
      }
    }
    if (fact.kind !== 'agent.signed-out') return;
    const coveredTo = this.#agents.get(fact.agent)?.coveredTo;
    must(
      coveredTo === fact.at,
      'segments tile',
      () => `${fact.agent} is covered to ${coveredTo} of ${fact.at}`,
    );
    this.#agents.delete(fact.agent);
  }
}

function key(call: CallId, leg: LegId): string {
  return `${call} ${leg}`;
}
