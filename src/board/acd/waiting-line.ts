import type { Call } from '../call/call.ts';
import type { Waiting } from '../call/waiting.ts';
import { numberOfCall, type CallId } from '../ids.ts';
import type { AgeingSettings } from '../queue-settings.ts';

export interface Place {
  readonly call: CallId;
  readonly priority: number;
  readonly enteredAt: number;
  /** Settles what nothing else does: the order of arrival. */
  readonly seq: number;
}

/** Callers of one queue and one priority: whatever ageing does, who waits longer comes first. */
export type Lane = readonly Place[];

/** What a caller's priority has become by waiting. */
export function priorityAt(place: Place, ageing: AgeingSettings | null, at: number): number {
  if (ageing === null) return place.priority;
  const steps = Math.floor(Math.max(0, at - place.enteredAt) / ageing.everyMs);
  return place.priority + Math.min(ageing.most, ageing.step * steps);
}

/** Who goes first of the same priority: longer wait, then earlier arrival. Negative: `a` before `b`. */
export function compareWaits(a: Place, b: Place): number {
  return a.enteredAt - b.enteredAt || a.seq - b.seq;
}

/** The callers of one queue. */
export class WaitingLine {
  readonly #lanes = new Map<number, Place[]>();
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get lanes(): Iterable<Lane> {
    return this.#lanes.values();
  }

  add(call: Call, waiting: Waiting): void {
    const place = placeIn(call, waiting);
    const lane = this.#lanes.get(place.priority);
    if (lane === undefined) this.#lanes.set(place.priority, [place]);
    else lane.splice(indexIn(lane, place), 0, place);
    this.#length += 1;
  }

  remove(call: Call, waiting: Waiting): void {
    const place = placeIn(call, waiting);
    const lane = this.#lanes.get(place.priority);
    const index = lane === undefined ? -1 : indexIn(lane, place);
    if (lane?.[index]?.call !== call.id) return;
    lane.splice(index, 1);
    this.#length -= 1;
    if (lane.length === 0) this.#lanes.delete(place.priority);
  }

  /** In the order in which they will be served. */
  places(ageing: AgeingSettings | null, at: number): Place[] {
    return [...this.#lanes.values()]
      .flat()
      .toSorted((a, b) => priorityAt(b, ageing, at) - priorityAt(a, ageing, at) || compareWaits(a, b));
  }

  /** As they stand without ageing. */
  calls(): CallId[] {
    return this.places(null, 0).map((place) => place.call);
  }

  /** 1 for the next to be served. */
  positionOf(call: Call, waiting: Waiting, ageing: AgeingSettings | null, at: number): number {
    const place = placeIn(call, waiting);
    let before = 0;
    for (const lane of this.#lanes.values()) before += countBefore(lane, place, ageing, at);
    return before + 1;
  }
}

/** How many of a lane come before `place`, which may be of another one. */
function countBefore(lane: Lane, place: Place, ageing: AgeingSettings | null, at: number): number {
  const own = priorityAt(place, ageing, at);
  let low = 0;
  let high = lane.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = lane[middle];
    if (other === undefined) break;
    const order = own - priorityAt(other, ageing, at) || compareWaits(other, place);
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First index whose place does not come before `place`. */
function indexIn(lane: Lane, place: Place): number {
  let low = 0;
  let high = lane.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = lane[middle];
    if (other !== undefined && compareWaits(other, place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function placeIn({ id }: Call, { priority, enteredAt }: Waiting): Place {
  return { call: id, priority, enteredAt, seq: numberOfCall(id) };
}
