import { isSeat, openSeat } from '../agent/seat.ts';
import { callerLeg, isAfar, placeOf, type Call } from '../call/call.ts';
import type { Waiting } from '../call/waiting.ts';
import { contextAt, countPreparing, passThrough } from '../hooks/points.ts';
import { asDistributed } from '../outbound/distribution.ts';
import type { QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { isOnHand, pickAfar } from './callback.ts';
import { isFull } from './caps.ts';
import { candidatesFor, type Candidates } from './candidates.ts';
import { isLeaving } from './leave.ts';
import { memoryOf } from './memory.ts';
import { makeOffer } from './offer.ts';
import { phonesToAdd } from './ring-plan.ts';
import { activeNeeds } from './skills.ts';
import { best, ranked, type Pick, type Ranked } from './strategy.ts';
import { barriersOf, countsOf } from './why.ts';
import { compareWaits, priorityAt, type Lane, type Place } from './waiting-line.ts';

/**
 * Offers waiting callers to free agents until no caller waits whom a free agent could serve. There is one order
 * over all queues (priority, weight of the queue, wait, arrival), and a caller whom nobody can serve holds up nobody.
 * Agents who prefer some of their queues get those first: the pairs are gone through by that, and then in this order.
 */
export function dispatch(turn: Turn): void {
  const { state } = turn;
  if (!state.lineIsUp) return;
  for (;;) {
    const before = turn.facts.length;
    for (const priority of state.memberPriorities) {
      if (state.freeIn.size === 0) return;
      new Pass(turn, priority).run();
    }
    // Who was kept for another tier may be the one who is left now.
    if (state.memberPriorities.length < 2 || turn.facts.length === before) return;
  }
}

/** One queue's callers of one priority, gone through in their order. */
interface Walk {
  readonly queue: QueueSettings;
  readonly lane: Lane;
  index: number;
  /** What callers of this lane needed for whom there was nobody. */
  readonly unmet: Set<string>;
}

class Pass {
  readonly #turn: Turn;
  readonly #priority: number;
  #walks: Walk[] = [];
  readonly #full = new Set<QueueSettings>();

  constructor(turn: Turn, priority: number) {
    this.#turn = turn;
    this.#priority = priority;
  }

  run(): void {
    const { state } = this.#turn;
    for (const id of state.freeIn.keys()) {
      const queue = state.queues.get(id);
      const line = state.waiting.get(id);
      if (queue === undefined || line === undefined || line.length === 0) continue;
      for (const lane of line.lanes) this.#walks.push({ queue, lane, index: 0, unmet: new Set() });
    }
    for (let walk = this.#next(); walk !== undefined; walk = this.#next()) this.#step(walk);
  }

  /** The lane whose next caller comes before those of all others. */
  #next(): Walk | undefined {
    let first: Walk | undefined;
    let firstPlace: Place | undefined;
    for (const walk of this.#walks) {
      const place = walk.lane[walk.index];
      if (place === undefined) continue;
      if (
        first === undefined ||
        firstPlace === undefined ||
        this.#compare(walk, place, first, firstPlace) < 0
      ) {
        first = walk;
        firstPlace = place;
      }
    }
    return first;
  }

  #compare(a: Walk, placeA: Place, b: Walk, placeB: Place): number {
    const { at } = this.#turn;
    return (
      priorityAt(placeB, b.queue.ageing, at) - priorityAt(placeA, a.queue.ageing, at) ||
      b.queue.weight - a.queue.weight ||
      compareWaits(placeA, placeB)
    );
  }

  #step(walk: Walk): void {
    const { state } = this.#turn;
    const id = walk.lane[walk.index]?.call;
    const call = id === undefined ? undefined : state.calls.get(id);
    walk.index += 1;
    // Where many phones ring: after those who could be asked first, whoever could be asked next.
    for (let rung = -1; call?.phase.name === 'waiting' && call.phase.offers.length > rung; ) {
      rung = call.phase.offers.length;
      this.#serve(walk, call, call.phase);
    }
    // Who has gone through a hook first has left the lane.
    if (call !== undefined && call.phase.name !== 'waiting') walk.index -= 1;
    if (!state.freeIn.has(walk.queue.id)) {
      this.#walks = this.#walks.filter((other) => other.queue !== walk.queue);
    }
  }

  #serve(walk: Walk, call: Call, waiting: Waiting): void {
    const { state, at } = this.#turn;
    const { queue } = walk;
    // Whoever was asked at his seat answers there in a moment.
    if (waiting.whisper !== null || waiting.offers.some(({ leg }) => isSeat(state, leg))) return;
    const count = phonesToAdd(queue.strategy.ring, waiting, at);
    if (count <= 0 || !isOnHand(state, call, waiting, at)) return;
    if (isLeaving(state, queue, call, waiting, at)) return;
    const isNew = waiting.offers.length === 0;
    if (isNew && this.#isFull(queue)) return;
    const isPlain = isNew && waiting.missed.length === 0 && call.wishes.agent === null;
    const need = isPlain ? needOf(state, queue, call, waiting, at) : '';
    if (isPlain && walk.unmet.has(need)) return;
    const found = candidatesFor(state, queue, call, waiting, at, this.#priority);
    if (found.active.step > waiting.step) {
      this.#turn.record({ kind: 'call.relaxed', call: call.id, step: found.active.step });
    }
    const { list, most } = found;
    if (list.length > 0) offerTo(this.#turn, call, waiting, queue, found, Math.max(1, Math.min(count, most)));
    else if (isPlain && queue.sticky === null) walk.unmet.add(need);
  }

  /** Once full, a queue is so until the turn is over. */
  #isFull(queue: QueueSettings): boolean {
    if (this.#full.has(queue)) return true;
    if (!isFull(this.#turn.state, queue)) return false;
    this.#full.add(queue);
    return true;
  }
}

/** Two plain callers with the same need can have the same agents, or the one who has waited longer more of them. */
function needOf(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  call: Call,
  waiting: Waiting,
  at: number,
): string {
  const own = Object.keys(call.wishes.skills).length === 0 ? '' : call.id;
  if (queue.skills.length === 0) return own;
  return `${own} ${activeNeeds(state, queue, call, waiting, at).step}`;
}

function offerTo(
  turn: Turn,
  call: Call,
  waiting: Waiting,
  queue: QueueSettings,
  { active, list }: Candidates,
  count: number,
): void {
  const { state, at } = turn;
  if (!waiting.isPrepared && contextAt(state, 'before-offer', queue.id) !== null) {
    const caller = callerLeg(call);
    if (countPreparing(state, queue.id) >= list.length) return;
    if (caller !== undefined && passThrough(turn, call, 'before-offer', caller, placeOf(call))) return;
  }
  const { needs, prefers } = active;
  const memory = memoryOf(state, queue.id);
  const served = asDistributed(state, queue, call);
  const pick: Pick = { state, at, queue: served, memory, call, waiting, needs, prefers, candidates: list };
  const chosen = isAfar(call) ? pickAfar(turn, call, queue, pick) : picked(pick, count);
  if (chosen.length === 0) return;
  const kept = countsOf(barriersOf(state, queue, call, waiting, at));
  for (const one of withSeat(state, chosen)) {
    makeOffer(turn, call, queue, one.agent.id, {
      strategy: served.strategy.by[0] ?? 'longest-idle',
      candidates: list.length,
      key: Number.isFinite(one.key) ? one.key : null,
      kept,
    });
  }
}

function picked(pick: Pick, count: number): readonly Ranked[] {
  if (count > 1) return ranked(pick).slice(0, Number.isFinite(count) ? count : undefined);
  const one = best(pick);
  return one === null ? [] : [one];
}

/** Of several the first who has his seat would have the call before any phone rings. */
function withSeat(state: Readonly<BoardState>, all: readonly Ranked[]): readonly Ranked[] {
  const seated = all.find(({ agent }) => openSeat(state, agent) !== null);
  return seated === undefined ? all : [seated];
}
