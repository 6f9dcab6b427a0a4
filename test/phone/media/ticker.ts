/** 20 ms, the length of a frame, for every stream of the process. */
const frameMs = 20;
/** After a stall of the event loop, this many frames are made up for; more would only flood the far end's buffer. */
const mostAtOnce = 5;

interface Ticking {
  tick(): void;
}

/** One timer for all streams, aimed at the grid of 20 ms and not at "20 ms from now", so that it does not drift. */
class Ticker {
  readonly #members = new Set<Ticking>();
  #timer: NodeJS.Timeout | undefined;
  #nextAt = 0;

  add(member: Ticking): void {
    this.#members.add(member);
    if (this.#timer) return;
    this.#nextAt = performance.now() + frameMs;
    this.#arm();
  }

  delete(member: Ticking): void {
    this.#members.delete(member);
    if (this.#members.size > 0) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #arm(): void {
    this.#timer = setTimeout(() => this.#run(), Math.max(0, this.#nextAt - performance.now()));
  }

  #run(): void {
    const due = 1 + Math.floor((performance.now() - this.#nextAt) / frameMs);
    if (due < 1) return this.#arm();
    this.#nextAt += due * frameMs;
    for (let count = Math.min(due, mostAtOnce); count > 0; count -= 1) {
      for (const member of this.#members) member.tick();
    }
    clearTimeout(this.#timer);
    if (this.#members.size > 0) this.#arm();
  }
}

export const ticker = new Ticker();
