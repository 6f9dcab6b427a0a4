import { nowMs, type Timers } from '../time.ts';
import type { Peer } from './address.ts';
import type { SipLink } from './link.ts';
import { cseqOf, SipHeaders, type SipRequest, type SipResponse } from './message.ts';
import { giveUpMs, Repeater, t2Ms } from './repeater.ts';

export interface ResponseHandler {
  /** Each new response; for an INVITE also each repeated 2xx, since every one wants its ACK. */
  onResponse(response: SipResponse, at: number): void;
  onTimeout(at: number): void;
}

export class ClientTransaction {
  readonly request: SipRequest;
  readonly #link: SipLink;
  readonly #to: Peer;
  readonly #handler: ResponseHandler;
  readonly #repeater: Repeater;
  readonly #cancelGiveUp: () => void;
  #final: SipResponse | undefined;

  constructor(link: SipLink, timers: Timers, request: SipRequest, to: Peer, handler: ResponseHandler) {
    this.request = request;
    this.#link = link;
    this.#to = to;
    this.#handler = handler;
    this.#repeater = new Repeater(timers, () => link.send(request, to));
    this.#repeater.start(request.method === 'INVITE' ? giveUpMs : t2Ms);
    this.#cancelGiveUp = timers.after(giveUpMs, () => this.abandon());
  }

  receive(response: SipResponse, at: number): void {
    const isInvite = this.request.method === 'INVITE';
    if (this.#final) {
      if (isInvite && this.#final.status >= 300) this.#acknowledge();
      else if (isInvite) this.#handler.onResponse(response, at);
      return;
    }
    if (response.status >= 200) {
      this.#final = response;
      this.#repeater.stop();
      this.#cancelGiveUp();
      if (isInvite && response.status >= 300) this.#acknowledge();
    } else if (isInvite) {
      this.#repeater.stop();
      this.#cancelGiveUp();
    } else {
      this.#repeater.slowDown();
    }
    this.#handler.onResponse(response, at);
  }

  /** No answer will come any more. */
  abandon(): void {
    if (this.#final) return;
    this.#repeater.stop();
    this.#cancelGiveUp();
    this.#handler.onTimeout(nowMs());
  }

  /** CANCEL, and the ACK of a refusal, belong to the INVITE's own transaction: same branch, same CSeq number. */
  sibling(method: 'CANCEL' | 'ACK', to: string, extra: Iterable<readonly [string, string]> = []): SipRequest {
    const { headers, uri } = this.request;
    const copied = new SipHeaders([
      ['Via', headers.need('Via')],
      ['Max-Forwards', '70'],
    ]);
    for (const route of headers.all('Route')) copied.add('Route', route);
    copied.add('From', headers.need('From'));
    copied.add('To', to);
    copied.add('Call-ID', headers.need('Call-ID'));
    copied.add('CSeq', `${cseqOf(this.request).number} ${method}`);
    for (const [name, value] of extra) copied.add(name, value);
    return { kind: 'request', method, uri, headers: copied, body: '' };
  }

  #acknowledge(): void {
    this.#link.send(this.sibling('ACK', this.#final!.headers.need('To')), this.#to);
  }
}
