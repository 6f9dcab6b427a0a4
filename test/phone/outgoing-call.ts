import { Call } from './call.ts';
import type { Exchange } from './exchange.ts';
import type { Line } from './line.ts';
import { type HangupOptions, reasonHeader, reasonOf } from './reason.ts';
import { formatAddress, formatUri } from './sip/address.ts';
import { Dialog } from './sip/dialog.ts';
import type { SipResponse } from './sip/message.ts';
import { nowMs } from './time.ts';

export interface CallOptions {
  readonly callerName?: string;
  readonly callerNumber?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A CANCEL whose INVITE is never answered: RFC 3261 9.1 gives it up after so long. */
const cancelPatienceMs = 32_000;

export class OutgoingCall extends Call {
  readonly dialled: string;
  readonly #headers: [string, string][];
  #exchange: Exchange | undefined;
  #isProvisional = false;
  #cancelling: HangupOptions | undefined;
  #lastResponse: SipResponse | undefined;

  constructor(line: Line, number: string, from: { name: string; number: string }, options: CallOptions) {
    const { host, port } = line.server;
    const own = formatUri(options.callerNumber ?? from.number, line.host);
    const local = formatAddress(options.callerName ?? from.name, own);
    const target = formatUri(number, host, port);
    super(line, Dialog.outgoing(local, target, line.contact, line.server), 'calling', { name: '', number });
    this.dialled = number;
    this.#headers = Object.entries(options.headers ?? {});
    void this.media.open().then(() => this.#invite());
  }

  /** The last answer to the INVITE, for its headers. */
  get lastResponse(): SipResponse | undefined {
    return this.#lastResponse;
  }

  override async hangup(options: HangupOptions = {}): Promise<void> {
    if (this.state === 'ended') return;
    if (this.state === 'up') return await this.bye(options);
    if (!this.#exchange) return this.end('local', nowMs(), {});
    this.#cancelling ??= options;
    // RFC 3261 9.1: a CANCEL must not overtake its INVITE, so it waits for a first sign of it.
    if (this.#isProvisional) this.#cancel();
    await this.ended({ timeoutMs: cancelPatienceMs }).catch(() =>
      this.end('local', nowMs(), { sipStatus: 408 }),
    );
  }

  #cancel(): void {
    this.#exchange?.cancel(reasonHeader(this.#cancelling ?? {}));
  }

  #invite(): void {
    if (this.state === 'ended') return;
    this.times.inviteAt = nowMs();
    const invite = this.dialog.request('INVITE', this.#headers, this.session.offer());
    this.#exchange = this.line.request(this.dialog, invite, (response, at) => this.#responded(response, at));
  }

  #responded(response: SipResponse, at: number): void {
    this.#lastResponse = response;
    this.identify(response);
    if (response.status < 200) this.#progressed(response, at);
    else if (response.status < 300) this.#accepted(response, at);
    else this.#refused(response, at);
  }

  #progressed(response: SipResponse, at: number): void {
    const isFirst = !this.#isProvisional;
    this.#isProvisional = true;
    if (this.#cancelling && isFirst) this.#cancel();
    if (response.status === 100) return;
    this.dialog.learn(response);
    if (response.status === 180) {
      this.times.ringingAt ??= at;
      this.enter(this.state === 'early' ? 'early' : 'ringing');
    }
    if (response.body === '') return;
    this.times.earlyAt ??= at;
    this.session.accept(response.body);
    this.enter('early');
  }

  #accepted(response: SipResponse, at: number): void {
    const isFirst = this.times.answeredAt === undefined;
    if (isFirst) this.dialog.learn(response);
    this.line.send(this.dialog.ack(this.#exchange!.request), this.dialog.destination());
    if (!isFirst) return;
    this.times.answeredAt = at;
    this.times.ackAt = nowMs();
    // The answer crossed our CANCEL, or came after we had given up.
    if (this.#cancelling || this.state === 'ended') return void this.bye(this.#cancelling ?? {});
    this.session.accept(response.body);
    this.enter('up');
  }

  #refused(response: SipResponse, at: number): void {
    const by = this.#cancelling ? 'local' : 'remote';
    this.end(by, at, { sipStatus: response.status, reason: reasonOf(response.headers) });
  }
}
