import type { Timers } from '../time.ts';
import type { Peer } from './address.ts';
import type { SipLink } from './link.ts';
import type { SipRequest, SipResponse } from './message.ts';
import { giveUpMs, Repeater, t2Ms } from './repeater.ts';

export class ServerTransaction {
  readonly request: SipRequest;
  /** Set by whom a final answer to an INVITE that is never acknowledged concerns. */
  onNeverAcknowledged: () => void = () => {};
  readonly #link: SipLink;
  readonly #timers: Timers;
  readonly #from: Peer;
  readonly #onFinal: () => void;
  #last: SipResponse | undefined;
  #stop: () => void = () => {};

  constructor(link: SipLink, timers: Timers, request: SipRequest, from: Peer, onFinal: () => void) {
    this.request = request;
    this.#link = link;
    this.#timers = timers;
    this.#from = from;
    this.#onFinal = onFinal;
  }

  get answered(): boolean {
    return this.#last !== undefined && this.#last.status >= 200;
  }

  respond(response: SipResponse): void {
    if (this.answered) return;
    this.#last = response;
    if (response.status >= 200) this.#onFinal();
    if (this.request.method !== 'INVITE' || response.status < 200) {
      this.repeat();
      return;
    }
    const repeater = new Repeater(this.#timers, () => this.repeat());
    repeater.start(t2Ms);
    const cancelGiveUp = this.#timers.after(giveUpMs, () => {
      repeater.stop();
      this.onNeverAcknowledged();
    });
    this.#stop = () => {
      repeater.stop();
      cancelGiveUp();
    };
  }

  /** The request came again: its answer was lost. */
  repeat(): void {
    if (this.#last) this.#link.send(this.#last, this.#from);
  }

  acknowledged(): void {
    this.#stop();
  }
}
