/** A heap of due times. An entry is only a hint: its owner says whether the time still holds when it comes. */
export class Timers<Owner> {
  readonly #heap: { at: number; owner: Owner }[] = [];

  get next(): number | null {
    return this.#heap[0]?.at ?? null;
  }

  set(at: number, owner: Owner): void {
    const heap = this.#heap;
    let hole = heap.length;
    heap.push({ at, owner });
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || above.at <= at) break;
      heap[hole] = above;
      hole = parent;
    }
    heap[hole] = { at, owner };
  }

  /** Takes out the earliest owner whose time has come. */
  takeDue(now: number): { readonly at: number; readonly owner: Owner } | null {
    const heap = this.#heap;
    const first = heap[0];
    if (first === undefined || first.at > now) return null;
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(entry: { at: number; owner: Owner }): void {
    const heap = this.#heap;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      let below = heap[child];
      const right = heap[child + 1];
      if (below !== undefined && right !== undefined && right.at < below.at) {
        child += 1;
        below = right;
      }
      if (below === undefined || below.at >= entry.at) break;
      heap[hole] = below;
      hole = child;
    }
    heap[hole] = entry;
  }
}
