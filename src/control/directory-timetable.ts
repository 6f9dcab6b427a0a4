import { schedule } from 'node-cron';
import type { Clock } from '../base/clock.ts';
import { parseRefresh } from '../office/directory/refresh.ts';

interface Plan {
  readonly id: string;
  /** As in the office file; undefined for a directory that is read at the start only. */
  readonly refresh?: string | undefined;
}

/** When which directory is read again. */
export class DirectoryTimetable {
  readonly #clock: Clock;
  readonly #due: (id: string) => void;
  #ends: (() => unknown)[] = [];

  constructor(clock: Clock, due: (id: string) => void) {
    this.#clock = clock;
    this.#due = due;
  }

  /** Takes the place of the former plans; intervals begin anew. */
  set(plans: readonly Plan[], timeZone: string): void {
    for (const end of this.#ends.splice(0)) end();
    for (const { id, refresh } of plans) {
      const when = refresh === undefined ? null : parseRefresh(refresh);
      if (when === null) continue;
      if ('everyMs' in when) this.#ends.push(this.#every(when.everyMs, id));
      else {
        const task = schedule(when.cron, () => this.#due(id), { timezone: timeZone });
        this.#ends.push(() => task.destroy());
      }
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#ends.splice(0).map((end) => end()));
  }

  #every(ms: number, id: string): () => void {
    let cancel = (): void => {};
    const arm = (): void => {
      cancel = this.#clock.after(ms, () => {
        arm();
        this.#due(id);
      });
    };
    arm();
    return () => cancel();
  }
}
