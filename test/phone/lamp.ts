import type { SipRequest } from './sip/message.ts';
import { type Patience, Waiters } from './waiting.ts';

/** What a message summary (RFC 3842) says. */
export interface Messages {
  /** The lamp burns. */
  readonly waiting: boolean;
  readonly unheard: number;
  readonly heard: number;
}

/** A phone's message lamp, and everything that it was told. */
export class Lamp {
  readonly told: Messages[] = [];
  readonly #waiters = new Waiters();
  readonly #whose: string;

  constructor(whose: string) {
    this.#whose = whose;
  }

  /** Off until something else is told. */
  get on(): boolean {
    return this.told.at(-1)?.waiting ?? false;
  }

  /** False for a NOTIFY of something else. */
  notified({ headers, body }: SipRequest): boolean {
    if (headers.get('Event')?.startsWith('message-summary') !== true) return false;
    const [, unheard = 0, heard = 0] = /^Voice-Message:\s*(\d+)\/(\d+)/im.exec(body) ?? [];
    if (/^Messages-Waiting:/im.test(body)) {
      const waiting = /^Messages-Waiting:\s*yes/im.test(body);
      this.told.push({ waiting, unheard: Number(unheard), heard: Number(heard) });
    }
    this.#waiters.check();
    return true;
  }

  /** Resolves when this is what it was told last. */
  async shows(unheard: number, heard: number, patience: Patience = {}): Promise<void> {
    const what = () =>
      `${unheard} unheard, ${heard} heard at ${this.#whose}; told ${JSON.stringify(this.told)}`;
    await this.#waiters.until(what, patience, () => {
      const last = this.told.at(-1);
      return (last?.unheard === unheard && last.heard === heard) || undefined;
    });
  }
}
