import { createBackoff } from './backoff.ts';
import type { Backoff } from './backoff.ts';
import { AriError } from './errors.ts';
import type { AriEvent, AriEventType } from './events.generated.ts';
import { newCounts } from './inbox.ts';
import type { LineCounts } from './inbox.ts';
import { openPort } from './port.ts';
import type { AriPort, PortOptions } from './port.ts';

/**
 *                start         opened, filter set
 *     stopped ──────────> connecting ──────────> up
 *        ^                  ^      │              │ lost
 *        │ stop             │      └─> refused ───┤
 *     (from any)            │ after a delay       v
 *                           └───────── down, or replaced by another application
 */
export type LineState = 'stopped' | 'connecting' | 'up' | 'down' | 'replaced';

export interface LineOptions extends Omit<PortOptions, 'listener' | 'signal' | 'counts'> {
  /** Asterisk sends no other events. */
  allowedEvents: readonly AriEventType[];
  /** Gives a number from 0 to 1. */
  random: () => number;
  /** The line is there: ask what is, then follow the events; those since the connection are handed over next. */
  onUp: (port: AriPort) => void;
  /** The line was lost, or cannot come up for another reason than the one said last. */
  onDown: (reason: AriError) => void;
  onEvent: (event: AriEvent) => void;
}

/** A connection to Asterisk that comes back for ever. */
export interface Line {
  readonly state: LineState;
  readonly counts: Readonly<LineCounts>;
  /** Does nothing while the line runs. */
  start(): void;
  /** Resolves when nothing of the line is left. */
  stop(): Promise<void>;
}

const firstDelayMs = 100;
const longestDelayMs = 5_000;
/** A line that held this long does not flap. */
const steadyMs = 5_000;
/** Two applications that took the line from each other at once would both be deaf. */
const replacedDelayMs = 30_000;

/** An event filter holds back even the answers to requests, and the notice that another application took over. */
const alwaysAllowed = ['RESTResponse', 'ApplicationReplaced'] as const;

export function superviseLine(options: LineOptions): Line {
  return new SupervisedLine(options);
}

class SupervisedLine implements Line {
  readonly counts = newCounts();
  readonly #options: LineOptions;
  readonly #backoff: Backoff;
  #state: LineState = 'stopped';
  #running: Promise<void> | undefined;
  #stopping = new AbortController();
  #port: AriPort | undefined;
  #replaced = false;
  /** Events that came before the line was up. */
  #early: AriEvent[] = [];
  #lastReason = '';

  constructor(options: LineOptions) {
    this.#options = options;
    this.#backoff = createBackoff(firstDelayMs, longestDelayMs, options.random);
  }

  get state(): LineState {
    return this.#state;
  }

  start(): void {
    if (this.#running !== undefined) return;
    this.#stopping = new AbortController();
    this.#running = this.#run(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    this.#running = undefined;
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const reason = await this.#connectOnce(signal);
      if (signal.aborted) break;
      this.#state = this.#replaced ? 'replaced' : 'down';
      this.#sayDown(reason);
      await this.#pause(this.#delayAfter(reason), signal);
    }
    this.#state = 'stopped';
  }

  /** One connection from beginning to end; gives the reason of its end. */
  async #connectOnce(signal: AbortSignal): Promise<AriError> {
    const { app, allowedEvents, clock, log } = this.#options;
    this.#state = 'connecting';
    this.#replaced = false;
    this.#early = [];
    const hangUp = (): void => void this.#port?.close();
    signal.addEventListener('abort', hangUp, { once: true });
    try {
      const listener = { onEvent: (event: AriEvent) => this.#take(event) };
      const port = await openPort({ ...this.#options, signal, counts: this.counts, listener });
      this.#port = port;
      if (this.#replaced || signal.aborted) hangUp();
      const filter = { allowed: [...alwaysAllowed, ...allowedEvents].map((type) => ({ type })) };
      await port.request('applications.filter', { applicationName: app, filter });
      const upAt = clock.now();
      log.info({ version: port.info.version, transport: port.transport }, 'the line to Asterisk is up');
      this.#goUp(port);
      const reason = await port.closed;
      if (clock.now() - upAt >= steadyMs) this.#backoff.reset();
      return this.#replaced ? replacedBy(app) : reason;
    } catch (error) {
      await this.#port?.close();
      if (error instanceof AriError) return error;
      return new AriError('line-down', `the line failed: ${String(error)}`, { cause: error });
    } finally {
      signal.removeEventListener('abort', hangUp);
      this.#port = undefined;
    }
  }

  #goUp(port: AriPort): void {
    this.#state = 'up';
    this.#lastReason = '';
    this.#guard(() => this.#options.onUp(port));
    for (const event of this.#early) this.#guard(() => this.#options.onEvent(event));
  }

  #take(event: AriEvent): void {
    if (event.type === 'ApplicationReplaced') {
      this.#replaced = true;
      void this.#port?.close();
    } else if (this.#state === 'up') this.#options.onEvent(event);
    else this.#early.push(event);
  }

  #sayDown(reason: AriError): void {
    if (reason.message === this.#lastReason) return;
    this.#lastReason = reason.message;
    this.#options.log.error({ code: reason.code }, `no line to Asterisk: ${reason.message}`);
    this.#guard(() => this.#options.onDown(reason));
  }

  #delayAfter(reason: AriError): number {
    if (this.#replaced) return replacedDelayMs;
    const wantsMending = reason.code === 'unauthorized' || reason.code === 'too-old';
    return wantsMending ? longestDelayMs : this.#backoff.next();
  }

  #pause(delayMs: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#options.clock.after(delayMs, resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
    return promise.finally(cancel);
  }

  #guard(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.counts.listenerErrors += 1;
      this.#options.log.error({ err: error }, 'a handler of the line failed');
    }
  }
}

function replacedBy(app: string): AriError {
  const mend = 'stop it, or give this one another application name; this one tries again in 30 seconds';
  return new AriError('line-down', `another program has taken over the ARI application "${app}": ${mend}`);
}
