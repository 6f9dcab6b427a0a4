import { WebSocket } from 'ws';
import type { Limits } from '../limits.ts';

/** From here on a stream that can wait does wait for the client to read. */
const fullBytes = 256 * 1024;

/** What is on its way to one client. A client that lets too much pile up is given up. */
export class Outbox {
  readonly #socket: WebSocket;
  readonly #limits: Limits;
  readonly #onTooSlow: (lastSeq: number | null) => void;
  #unsent = 0;
  #lastSeq: number | null = null;
  #resume: (() => void) | null = null;

  /** `onTooSlow` gets the last entry that went before: whoever reads the farewell has read that too. */
  constructor(socket: WebSocket, limits: Limits, onTooSlow: (lastSeq: number | null) => void) {
    this.#socket = socket;
    this.#limits = limits;
    this.#onTooSlow = onTooSlow;
  }

  /** False when the client is gone or too slow. `seq` is that of an entry. */
  send(text: string, seq: number | null = null): boolean {
    if (this.#socket.readyState !== WebSocket.OPEN) return false;
    // One long message is no fault of the client: what counts is what lies there before it.
    if (
      this.#socket.bufferedAmount > this.#limits.outboxBytes ||
      this.#unsent >= this.#limits.outboxEntries
    ) {
      this.#onTooSlow(this.#lastSeq);
      return false;
    }
    this.#unsent += 1;
    this.#lastSeq = seq ?? this.#lastSeq;
    this.#socket.send(text, (error) => {
      this.#unsent -= 1;
      if (error || !this.isFull) this.#goOn();
    });
    return true;
  }

  /** So much lies there that who can wait should. */
  get isFull(): boolean {
    return this.#socket.readyState === WebSocket.OPEN && this.#socket.bufferedAmount > fullBytes;
  }

  /** Resolves when the client has read on, or is gone. Only for one who waits while it is full. */
  drained(): Promise<void> {
    return new Promise((resolve) => {
      this.#resume = resolve;
    });
  }

  #goOn(): void {
    this.#resume?.();
    this.#resume = null;
  }
}
