import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import type { EventKind } from './call-events.ts';
import type { Courier, Outcome } from './courier.ts';
import { targetOf } from './endpoints.ts';
import { delayAfter, isFinal } from './retry.ts';
import type { WebhookSettings } from './settings.ts';
import type { Delivery, OutboxStore } from './store.ts';

/** How soon the ledger is asked again after it could not be read or written. */
const storeAgainMs = 1_000;

export interface LaneParts {
  readonly store: OutboxStore;
  readonly courier: Courier;
  readonly settings: () => WebhookSettings;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}

/**
 * Sends the deliveries of one lane one after the other, so that their order is kept and a receiver never has more than
 * one at a time: the next one goes when the one before is delivered or dead.
 */
export class Lane {
  readonly #name: string;
  readonly #parts: LaneParts;
  readonly #stopping = new AbortController();
  /** From the start of an attempt until the ledger knows how it went. */
  #isBusy = false;
  #attempt: Promise<void> = Promise.resolve();
  #cancelTimer: (() => void) | null = null;

  constructor(name: string, parts: LaneParts) {
    this.#name = name;
    this.#parts = parts;
  }

  /** Something may be due now. */
  wake(): void {
    if (this.#isBusy || this.#stopping.signal.aborted) return;
    this.#disarm();
    const { store, clock } = this.#parts;
    try {
      const head = store.head(this.#name);
      if (head === undefined) return;
      const waitMs = head.retryAt - clock.now();
      if (waitMs > 0) this.#arm(waitMs, () => this.wake());
      else this.#send(head);
    } catch (error) {
      this.#storeAgain(error, () => this.wake());
    }
  }

  /** Breaks off what is on its way, as if it had not been tried. Resolves when nothing is any more. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('Cordboard is being stopped'));
    this.#disarm();
    await this.#attempt;
    this.#disarm();
  }

  #send(head: Delivery): void {
    this.#isBusy = true;
    const { courier, settings } = this.#parts;
    const target = targetOf(settings(), head.endpoint, head.event as EventKind);
    // Thousands may be given up in a row: calls come in between.
    const attempt = target === null ? setImmediate(null) : courier(target, head, this.#stopping.signal);
    this.#attempt = attempt.then(
      (outcome) => (outcome === null ? this.#giveUp(head) : this.#settle(head, outcome)),
      // Broken off: it is tried again after the next start.
      () => undefined,
    );
  }

  #giveUp(head: Delivery): void {
    const { store, clock } = this.#parts;
    const error = 'the office does not send this event to this endpoint any more';
    this.#record(() => store.failed(head, { at: clock.now(), status: null, error, retryAt: null }));
  }

  #settle(head: Delivery, outcome: Outcome): void {
    const { store, clock, log } = this.#parts;
    const at = clock.now();
    const { status, error } = outcome;
    if (error === null) {
      this.#record(() => store.delivered(head, at));
      return;
    }
    const retryAt = this.#retryAt(head, outcome, at);
    const { endpoint, event, delivery } = head;
    const what = retryAt === null ? 'a web call was given up' : 'a web call failed';
    log.warn({ endpoint, event, delivery, status, attempts: head.attempts + 1, error }, what);
    this.#record(() => store.failed(head, { at, status, error, retryAt }));
  }

  #retryAt({ attempts, since }: Delivery, { status, retryAfterMs }: Outcome, at: number): number | null {
    const { settings, random } = this.#parts;
    const limits = settings();
    const failures = attempts + 1;
    if (isFinal(status) || failures >= limits.attempts || at - since >= limits.giveUpAfterMs) return null;
    return at + delayAfter(failures, random, retryAfterMs);
  }

  /** What the receiver has taken must not go to it again only because the disk is full: the lane waits for the ledger. */
  #record(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#storeAgain(error, () => this.#record(write));
      return;
    }
    this.#isBusy = false;
    this.wake();
  }

  #storeAgain(error: unknown, run: () => void): void {
    this.#parts.log.error({ err: error, lane: this.#name }, 'the outbox could not be read or written');
    if (!this.#stopping.signal.aborted) this.#arm(storeAgainMs, run);
  }

  #arm(delayMs: number, run: () => void): void {
    this.#cancelTimer = this.#parts.clock.after(delayMs, () => {
      this.#cancelTimer = null;
      run();
    });
  }

  #disarm(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }
}
