import { PhoneError } from './errors.ts';
import type { Line } from './line.ts';
import { formatUri } from './sip/address.ts';
import type { Dialog } from './sip/dialog.ts';
import type { SipRequest } from './sip/message.ts';
import type { Patience, Waiters } from './waiting.ts';

export interface TransferResult {
  /** The last status that the far end told; 200 when the transfer went through. */
  readonly sipStatus: number;
  /** All that it told, in order. */
  readonly told: readonly number[];
}

/** A REFER of ours and the NOTIFYs that tell how it goes on, which may come after the call's BYE. */
export class Transfer {
  readonly #line: Line;
  readonly #dialog: Dialog;
  readonly #waiters: Waiters;
  #told: number[] | undefined;
  #refusedWith: number | undefined;
  #vanished = false;

  constructor(line: Line, dialog: Dialog, waiters: Waiters) {
    this.#line = line;
    this.#dialog = dialog;
    this.#waiters = waiters;
  }

  request(to: string | Dialog, patience: Patience): Promise<TransferResult> {
    const { host, port } = this.#line.server;
    const target = typeof to === 'string' ? formatUri(to, host, port) : replacing(to);
    const headers: [string, string][] = [
      ['Refer-To', `<${target}>`],
      ['Referred-By', `<${this.#line.contact}>`],
    ];
    const told: number[] = [];
    this.#told = told;
    this.#refusedWith = undefined;
    this.#line.request(this.#dialog, this.#dialog.request('REFER', headers), ({ status }) => {
      if (status >= 300) this.#refusedWith = status;
      this.#waiters.check();
    });
    const what = () => `the transfer's end, told ${told.join(', ') || 'nothing'}`;
    return this.#waiters.until(what, patience, () => {
      const refusedWith = this.#refusedWith;
      if (refusedWith !== undefined)
        throw new PhoneError('refused', `REFER refused with ${refusedWith}`, refusedWith);
      const sipStatus = told.at(-1);
      if (sipStatus !== undefined && sipStatus >= 200) return { sipStatus, told };
      if (this.#vanished) throw new PhoneError('call-ended', 'the phone was closed during a transfer');
      return undefined;
    });
  }

  /** False for a NOTIFY that nobody asked for. */
  notified(notify: SipRequest): boolean {
    const status = /^SIP\/2\.0 (\d{3})/.exec(notify.body)?.[1];
    if (!this.#told || !notify.headers.get('Event')?.startsWith('refer')) return false;
    if (status !== undefined) this.#told.push(Number(status));
    return true;
  }

  vanish(): void {
    this.#vanished = true;
  }
}

/** The other call's far end, told to take the place of our leg with it (RFC 3891): its tag is "to", ours "from". */
function replacing(other: Dialog): string {
  const replaces = `${other.callId};to-tag=${other.remoteTag};from-tag=${other.localTag}`;
  return `${other.target}?Replaces=${encodeURIComponent(replaces)}`;
}
