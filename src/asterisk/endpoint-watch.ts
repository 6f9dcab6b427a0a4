import type { Clock } from '../base/clock.ts';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import type { LineEvent } from '../board/input.ts';
import type { AriPort } from './ari/port.ts';

/** How often it is looked: one request for all of them, whatever the number of calls. */
const lookMs = 5_000;

type Reachable = Extract<LineEvent, { name: 'reachable' }>;

/** Tells which phones and trunks are not registered with Asterisk any more, and which are there again. */
export class EndpointWatch {
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #tell: (event: Reachable) => void;
  /** What was told of each last. */
  #there = new Map<string, boolean>();
  /** Cancels the next look; null: nobody looks. */
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, log: Logger, tell: (event: Reachable) => void) {
    this.#clock = clock;
    this.#log = log;
    this.#tell = tell;
  }

  begin(port: AriPort): void {
    this.end();
    // While nobody looked anything may have happened: all are told once.
    this.#there = new Map();
    this.#plan(port, 0);
  }

  end(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #plan(port: AriPort, inMs: number): void {
    const cancel = this.#clock.after(inMs, () => {
      void this.#look(port).finally(() => {
        // The line has gone down, or is another one by now.
        if (this.#cancel === cancel) this.#plan(port, lookMs);
      });
    });
    this.#cancel = cancel;
  }

  async #look(port: AriPort): Promise<void> {
    const watch = this.#cancel;
    try {
      const endpoints = await port.request('endpoints.listByTech', { tech: 'PJSIP' });
      if (this.#cancel !== watch) return;
      for (const { resource, state } of endpoints) this.#see(`PJSIP/${resource}`, state !== 'offline');
    } catch (error) {
      this.#log.debug({ reason: messageOf(error) }, 'who is registered could not be looked up');
    }
  }

  #see(endpoint: string, isThere: boolean): void {
    if (this.#there.get(endpoint) === isThere) return;
    this.#there.set(endpoint, isThere);
    this.#tell({ name: 'reachable', endpoint, isThere });
  }
}
