interface Item {
  readonly at: number;
  readonly seq: number;
  readonly run: () => void;
}

/** Virtual time: what is to be done when. What is due at the same moment happens in the order of asking. */
export class Agenda {
  now: number;
  readonly #heap: Item[] = [];
  #seq = 0;

  constructor(now: number) {
    this.now = now;
  }

  after(delayMs: number, run: () => void): void {
    this.at(this.now + delayMs, run);
  }

  at(time: number, run: () => void): void {
    const item = { at: Math.max(time, this.now), seq: this.#seq++, run };
    const heap = this.#heap;
    let hole = heap.length;
    heap.push(item);
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || isBefore(above, item)) break;
      heap[hole] = above;
      hole = parent;
    }
    heap[hole] = item;
  }

  /** Does the next thing unless it is later than `until`; false when there is none. */
  step(until: number): boolean {
    const first = this.#heap[0];
    if (first === undefined || first.at > until) return false;
    const last = this.#heap.pop();
    if (last !== undefined && last !== first) this.#sink(last);
    this.now = first.at;
    first.run();
    return true;
  }

  #sink(item: Item): void {
    const heap = this.#heap;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      let below = heap[child];
      const right = heap[child + 1];
      if (below !== undefined && right !== undefined && isBefore(right, below)) {
        child += 1;
        below = right;
      }
      if (below === undefined || isBefore(item, below)) break;
      heap[hole] = below;
      hole = child;
    }
    heap[hole] = item;
  }
}

function isBefore(a: Item, b: Item): boolean {
  return a.at < b.at || (a.at === b.at && a.seq < b.seq);
}
