import type { Call, Waiting } from '../call/call.ts';
import { numberOfCall, type CallId } from '../ids.ts';

interface Place {
  readonly call: CallId;
  readonly priority: number;
  readonly enteredAt: number;
  /** Settles what nothing else does: the order of arrival. */
  readonly seq: number;
}

/** Who goes first within a queue: higher priority, then longer wait, then earlier arrival. Negative: `a` before `b`. */
export function comparePlaces(a: Place, b: Place): number {
  return b.priority - a.priority || a.enteredAt - b.enteredAt || a.seq - b.seq;
}

/** The callers of one queue, in the order in which they will be served. */
export class WaitingLine {
  readonly #places: Place[] = [];

  get length(): number {
    return this.#places.length;
  }

  at(index: number): Place | undefined {
    return this.#places[index];
  }

  add(call: Call, waiting: Waiting): void {
    const place = placeIn(call, waiting);
    this.#places.splice(this.#find(place), 0, place);
  }

  remove(call: Call, waiting: Waiting): void {
    const index = this.#find(placeIn(call, waiting));
    if (this.#places[index]?.call === call.id) this.#places.splice(index, 1);
  }

  /** 1 for the next to be served; 0 when the call does not wait here. */
  positionOf(call: CallId): number {
    return this.#places.findIndex((place) => place.call === call) + 1;
  }

  calls(): CallId[] {
    return this.#places.map((place) => place.call);
  }

  /** First index whose place does not come before `place`. */
  #find(place: Place): number {
    let low = 0;
    let high = this.#places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#places[middle];
      if (other !== undefined && comparePlaces(other, place) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function placeIn({ id }: Call, { priority, enteredAt }: Waiting): Place {
  return { call: id, priority, enteredAt, seq: numberOfCall(id) };
}
