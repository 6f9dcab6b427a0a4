import type { Clock } from '../../../base/clock.ts';

/**
 * Where a client is: requests come from its address, events go to its UDP port there. TCP connections are temporary
 * and say nothing more of who asks; a client without a UDP port is told from others by its address and transport only.
 */
export interface ClientPlace {
  readonly address: string;
  readonly transport: 'tcp' | 'http';
  readonly udpPort: number | null;
}

export function clientId({ address, transport, udpPort }: ClientPlace): string {
  return udpPort === null ? `${address} ${transport}` : `${address} udp ${udpPort}`;
}

/** OpenSession, as far as it concerns the client alone. */
export interface ClientWishes {
  readonly level: 'full' | 'restricted';
  /** Who has proven to be there; null when nobody was asked to. */
  readonly userID: string | null;
  /** After so long without an action the client is closed; null for never. */
  readonly timeoutMs: number | null;
}

/** One of those who have opened the session of a device. */
export class Client {
  readonly id: string;
  readonly place: ClientPlace;
  readonly #clock: Clock;
  readonly #onTimeout: () => void;
  #wishes: ClientWishes;
  #running = 0;
  #cancelTimeout: (() => void) | null = null;
  #cancelClosing: (() => void) | null = null;

  constructor(place: ClientPlace, wishes: ClientWishes, clock: Clock, onTimeout: () => void) {
    this.id = clientId(place);
    this.place = place;
    this.#wishes = wishes;
    this.#clock = clock;
    this.#onTimeout = onTimeout;
    this.#armTimeout();
  }

  get level(): 'full' | 'restricted' {
    return this.#wishes.level;
  }

  get userID(): string | null {
    return this.#wishes.userID;
  }

  /** Opens once more: what was about to close stays. */
  reopen(wishes: ClientWishes): void {
    this.#wishes = wishes;
    this.#cancelClosing?.();
    this.#cancelClosing = null;
    this.#armTimeout();
  }

  /**
   * "The session timeout is reset after each action requested by the client": it does not run during the action, a
   * long poll for one. The returned function says that the action is over.
   */
  act(): () => void {
    this.#running += 1;
    this.#armTimeout();
    return () => {
      this.#running -= 1;
      this.#armTimeout();
    };
  }

  /** CloseSession, `actualCloseSessionTimeout`. */
  closeLater(delayMs: number, close: () => void): void {
    this.#cancelClosing?.();
    this.#cancelClosing = this.#clock.after(delayMs, close);
  }

  /** Nothing is timed any more. */
  end(): void {
    this.#running = Number.POSITIVE_INFINITY;
    this.#cancelTimeout?.();
    this.#cancelClosing?.();
  }

  #armTimeout(): void {
    this.#cancelTimeout?.();
    const { timeoutMs } = this.#wishes;
    const runs = timeoutMs !== null && this.#running === 0;
    this.#cancelTimeout = runs ? this.#clock.after(timeoutMs, this.#onTimeout) : null;
  }
}
