import { parseAddress } from '../../phone/sip/address.ts';
import { cseqOf, type SipRequest, type SipResponse } from '../../phone/sip/message.ts';
import { nowMs } from '../../phone/time.ts';
import { type Dialog, newTag, type Signalling } from './signalling.ts';

export interface CallersListener {
  /** The INVITE was sent. */
  called(at: number): void;
  /** It has been answered: the caller is in the queue. */
  inQueue(): void;
  /** Asterisk has hung up. */
  served(): void;
  refused(status: number): void;
}

/** How long a caller who was refused waits before the next attempt. */
const pauseMs = 500;

interface CallerCall {
  dialog: Dialog;
  readonly number: string;
  readonly dialled: string;
  inQueue: boolean;
  isLeaving: boolean;
}

/** Callers behind one trunk. Each calls again as soon as it has been served, until all are to leave. */
export class Callers {
  readonly #signalling: Signalling;
  readonly #listener: CallersListener;
  readonly #calls = new Map<string, CallerCall>();
  #isOpen = false;

  constructor(signalling: Signalling, listener: CallersListener) {
    this.#signalling = signalling;
    this.#listener = listener;
    signalling.listen({
      onRequest: (request) => this.#requested(request),
      onResponse: (response) => this.#answered(response),
    });
  }

  get calls(): number {
    return this.#calls.size;
  }

  /** Callers come in evenly over `overMs`, each to the next of the numbers. */
  come(count: number, numbers: readonly string[], overMs: number): void {
    this.#isOpen = true;
    for (let n = 0; n < count; n += 1) {
      const dialled = numbers[n % numbers.length] ?? '';
      this.#signalling.timers.after((n * overMs) / count, () => this.#call(`9${n}`, dialled));
    }
  }

  /** One call, which is not repeated. */
  callOnce(dialled: string): void {
    this.#isOpen = true;
    this.#call('90', dialled);
    this.#isOpen = false;
  }

  leave(): void {
    this.#isOpen = false;
    for (const call of this.#calls.values()) {
      if (call.inQueue) this.#bye(call);
      else call.isLeaving = true;
    }
  }

  #call(number: string, dialled: string): void {
    if (!this.#isOpen) return;
    const { host, port } = this.#signalling.address;
    const callId = newTag();
    const target = `sip:${dialled}@${host}`;
    const from = `<sip:${number}@${host}:${port}>;tag=${newTag()}`;
    const dialog = { callId, from, to: `<${target}>`, target, cseq: 1 };
    this.#calls.set(callId, { dialog, number, dialled, inQueue: false, isLeaving: false });
    this.#listener.called(nowMs());
    this.#signalling.send('INVITE', dialog, [['Contact', this.#signalling.contactOf(number)]], true);
  }

  #answered(response: SipResponse): void {
    const { headers, status } = response;
    const call = this.#calls.get(headers.need('Call-ID'));
    const { method } = cseqOf(response);
    if (call === undefined || status < 200) return;
    if (method === 'BYE') this.#calls.delete(call.dialog.callId);
    if (method !== 'INVITE') return;
    const to = headers.need('To');
    if (status >= 300) {
      this.#signalling.send('ACK', { ...call.dialog, to });
      this.#calls.delete(call.dialog.callId);
      this.#listener.refused(status);
      this.#signalling.timers.after(pauseMs, () => this.#call(call.number, call.dialled));
      return;
    }
    call.dialog = { ...call.dialog, to, target: parseAddress(headers.need('Contact')).uri };
    this.#signalling.send('ACK', call.dialog);
    // The answer may come twice.
    if (call.inQueue) return;
    call.inQueue = true;
    this.#listener.inQueue();
    if (call.isLeaving) this.#bye(call);
  }

  #requested(request: SipRequest): void {
    const call = this.#calls.get(request.headers.need('Call-ID'));
    if (request.method === 'ACK') return;
    if (request.method !== 'BYE') {
      const contact = this.#signalling.contactOf(call?.number ?? 'nobody');
      this.#signalling.answer(request, 200, request.method === 'INVITE' ? { contact } : {});
      return;
    }
    this.#signalling.answer(request, 200);
    if (call === undefined) return;
    this.#calls.delete(call.dialog.callId);
    this.#listener.served();
    this.#call(call.number, call.dialled);
  }

  #bye(call: CallerCall): void {
    call.dialog = { ...call.dialog, cseq: call.dialog.cseq + 1 };
    this.#signalling.send('BYE', call.dialog);
  }
}
