import type { MediaOptions } from './media/media.ts';
import type { Peer } from './sip/address.ts';
import type { Dialog } from './sip/dialog.ts';
import type { SipRequest, SipResponse } from './sip/message.ts';
import type { Exchange } from './exchange.ts';
import type { Timers } from './time.ts';

/** What a call needs of the phone that it is on. */
export interface Line {
  readonly name: string;
  /** Our own URI as others reach it. */
  readonly contact: string;
  readonly host: string;
  readonly server: Peer;
  readonly timers: Timers;
  readonly media: MediaOptions;
  request(
    dialog: Dialog,
    request: SipRequest,
    onResponse: (response: SipResponse, at: number) => void,
  ): Exchange;
  /** A request without transaction: the ACK of a 2xx. */
  send(request: SipRequest, to: Peer): void;
  /** The call is over; late requests are still answered for a while. */
  release(call: { readonly key: string }): void;
}
