import type { VisitRow } from '../../src/board/account.ts';
import type { Fact } from '../../src/board/fact.ts';
import type { CallId, QueueId } from '../../src/board/ids.ts';
import type { BoardState } from '../../src/board/state.ts';
import { QueueLogWriter } from '../../src/reports/queue-log/writer.ts';
import { figuresOf, parseQueueLog } from '../unit/reports/queue-log/parser.ts';
import { isConserved } from '../../src/reports/acd/formulas.ts';
import { VisitTally } from '../../src/reports/acd/visit-tally.ts';
import { must } from './violation.ts';

const quarterMs = 900_000;
const rules = { serviceLevelMs: 20_000, shortAbandonMs: 5_000 };

/** Counts who comes into queues by the facts, and compares with what is said of how they left. */
export class Stays {
  readonly #begun = new Map<QueueId, number>();
  readonly #ended = new Map<QueueId, number>();
  /** Who is in which queue. */
  readonly #open = new Map<CallId, QueueId>();
  readonly #lastEnd = new Map<CallId, number>();
  readonly #ofInterval = new Map<string, VisitTally>();
  readonly #attempts = new Set<CallId>();
  #answered = 0;
  #real = 0;
  readonly #log = new QueueLogWriter();
  readonly #lines: string[] = [];

  committed(facts: readonly Fact[], visits: readonly VisitRow[]): void {
    for (const fact of facts) this.#begin(fact);
    for (const visit of visits) this.#close(visit);
    for (const fact of facts) this.#lines.push(...this.#log.take(fact));
    for (const fact of facts) {
      if (fact.kind === 'call.ended') this.#lastEnd.delete(fact.call);
    }
  }

  /** Whoever came is gone in one way, or there. */
  balance(state: BoardState): void {
    const there = new Map<QueueId, number>();
    const tallies = this.#ofInterval;
    for (const { id, visit, phase, attempt } of state.calls.values()) {
      if (attempt !== null) continue;
      if (visit !== null) count(there, visit.queue);
      must(
        phase.name !== 'waiting' || visit?.queue === phase.queue,
        'who waits has a stay',
        () =>
          `${id} waits in ${phase.name === 'waiting' ? phase.queue : ''}, but has ${JSON.stringify(visit)}`,
      );
      must(phase.name !== 'ended' || visit === null, 'who is gone has no stay', () => id);
    }
    for (const queue of new Set([...this.#begun.keys(), ...this.#ended.keys(), ...there.keys()])) {
      const [came, left, stay] = [this.#begun, this.#ended, there].map((of) => of.get(queue) ?? 0);
      must(
        came === (left ?? 0) + (stay ?? 0),
        'stays balance',
        () => `${queue}: ${came} came, ${left} left, ${stay} are there`,
      );
    }
    for (const [key, tally] of tallies) {
      must(isConserved(tally), 'stays balance', () => `${key}: ${JSON.stringify(tally)}`);
    }
  }

  /** Who reads the export in app_queue's own format counts the same. */
  checkLog(): void {
    const { entered, connected, open } = figuresOf(parseQueueLog(this.#lines));
    must(
      connected === this.#answered && entered === this.#real + open,
      'the log tells the same',
      () => `${connected} connected of ${this.#answered}, ${entered} entered of ${this.#real} and ${open}`,
    );
  }

  #begin(fact: Fact): void {
    // What queues have of campaigns is told by attempts.
    if (fact.kind === 'attempt.begun') this.#attempts.add(fact.call);
    if ('call' in fact && fact.call !== null && this.#attempts.has(fact.call)) return;
    switch (fact.kind) {
      case 'call.queued':
      case 'call.requeued':
        this.#enter(fact.call, fact.queue);
        break;
      case 'callback.wanted':
        this.#open.delete(fact.call);
        this.#enter(fact.call, fact.queue);
        break;
      case 'call.returned':
        // From a hook in which he was waiting all the same, with another queue.
        if (fact.queue !== null && this.#open.has(fact.call)) this.#enter(fact.call, fact.queue);
        break;
      case 'call.left-queue':
      case 'call.bridged':
      case 'call.message':
      case 'call.turned-away':
      case 'call.ended':
        this.#open.delete(fact.call);
        break;
      case 'call.handed':
        if (fact.leavesQueue === true) this.#open.delete(fact.call);
        break;
      default:
    }
  }

  #enter(call: CallId, queue: QueueId): void {
    if (this.#open.get(call) === queue) return;
    this.#open.set(call, queue);
    count(this.#begun, queue);
  }

  #close(visit: VisitRow): void {
    const { call, queue, since, endedAt, isCallback, outcome } = visit;
    count(this.#ended, queue);
    if (outcome === 'answered') this.#answered += 1;
    // What is never heard of again is no call of app_queue's.
    if (!isCallback || outcome === 'answered') this.#real += 1;
    const last = this.#lastEnd.get(call) ?? 0;
    must(
      since >= last && endedAt >= since,
      'one stay at a time',
      () => `${JSON.stringify(visit)} after one that ended at ${last}`,
    );
    this.#lastEnd.set(call, endedAt);
    if (isCallback) return;
    const key = `${queue} ${Math.floor(since / quarterMs)}`;
    const tally = this.#ofInterval.get(key) ?? new VisitTally();
    this.#ofInterval.set(key, tally);
    tally.add(visit, rules);
  }
}

function count(of: Map<QueueId, number>, queue: QueueId): void {
  of.set(queue, (of.get(queue) ?? 0) + 1);
}
