import { Lane, type LaneParts } from './lane.ts';

/** Sends everything in the outbox. Lanes know nothing of each other: one that stands still holds up nobody else. */
export class Sender {
  readonly #parts: LaneParts;
  readonly #lanes = new Map<string, Lane>();
  #isRunning = false;

  constructor(parts: LaneParts) {
    this.#parts = parts;
  }

  /** Goes on with whatever an earlier run has left. */
  start(): void {
    this.#isRunning = true;
    this.wake(this.#parts.store.lanes());
  }

  /** Something may be due in these lanes. */
  wake(names: Iterable<string>): void {
    if (!this.#isRunning) return;
    for (const name of new Set(names)) {
      const lane = this.#lanes.get(name) ?? new Lane(name, this.#parts);
      this.#lanes.set(name, lane);
      lane.wake();
    }
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    await Promise.all([...this.#lanes.values()].map((lane) => lane.stop()));
    this.#lanes.clear();
  }
}
