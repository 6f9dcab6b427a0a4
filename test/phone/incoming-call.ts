import { Call } from './call.ts';
import type { Line } from './line.ts';
import { type HangupOptions, reasonHeader, reasonOf } from './reason.ts';
import { type Party, parseUri, partyOf, type Peer } from './sip/address.ts';
import { Dialog } from './sip/dialog.ts';
import { responseTo, type SipHeaders, type SipRequest } from './sip/message.ts';
import type { ServerTransaction } from './sip/server-transaction.ts';
import { nowMs } from './time.ts';
import type { Patience } from './waiting.ts';

export class IncomingCall extends Call {
  /** As the caller gives itself (From). */
  readonly from: Party;
  /** The number in the request's URI: which of a trunk's numbers is called. */
  readonly dialled: string;
  readonly #transaction: ServerTransaction;
  readonly #opened: Promise<void>;
  #isAcknowledged = false;
  #description: string | undefined;

  constructor(line: Line, transaction: ServerTransaction, peer: Peer, at: number) {
    const invite = transaction.request;
    const from = partyOf(invite.headers.need('From'));
    super(line, Dialog.incoming(invite, line.contact, peer), 'incoming', from);
    this.from = from;
    this.dialled = parseUri(invite.uri).user;
    this.times.inviteAt = at;
    this.identify(invite);
    this.#transaction = transaction;
    this.#opened = this.media.open();
    transaction.onNeverAcknowledged = () => void this.bye({});
  }

  /** Of the INVITE. */
  get headers(): SipHeaders {
    return this.#transaction.request.headers;
  }

  /** P-Asserted-Identity of the INVITE. */
  get assertedIdentity(): Party | undefined {
    const value = this.headers.get('P-Asserted-Identity');
    return value === undefined ? undefined : partyOf(value);
  }

  /** The caller asks the phone to answer by itself, in one of the ways that desk phones know. */
  get wantsAutoAnswer(): boolean {
    const [callInfo = '', alertInfo = ''] = [this.headers.get('Call-Info'), this.headers.get('Alert-Info')];
    return /answer-after\s*=\s*0/i.test(callInfo) || /(auto-?answer|delay\s*=\s*0)/i.test(alertInfo);
  }

  trying(): void {
    this.#respond(100);
  }

  ring(): void {
    this.mustBe('incoming', 'ringing', 'early');
    this.times.ringingAt ??= nowMs();
    this.#respond(180);
    if (this.state !== 'early') this.enter('ringing');
  }

  /** Session progress with sound before the answer. */
  async early(): Promise<void> {
    await this.#opened;
    this.mustBe('incoming', 'ringing', 'early');
    this.times.earlyAt ??= nowMs();
    this.#respond(183, this.#describe());
    this.enter('early');
  }

  /** Resolves when the caller has acknowledged. */
  async answer(patience: Patience = {}): Promise<void> {
    this.mustBe('incoming', 'ringing', 'early');
    await this.#opened;
    this.mustBe('incoming', 'ringing', 'early');
    this.times.answeredAt = nowMs();
    this.#respond(200, this.#describe());
    this.enter('up');
    await this.#acknowledgement(patience);
  }

  reject(status = 486, options: HangupOptions = {}): void {
    this.mustBe('incoming', 'ringing', 'early');
    this.#transaction.respond(
      responseTo(this.#transaction.request, status, {
        toTag: this.dialog.localTag,
        headers: reasonHeader(options),
      }),
    );
    this.end('local', nowMs(), { sipStatus: status, reason: options.reason });
  }

  override async hangup(options: HangupOptions = {}): Promise<void> {
    if (this.state === 'ended') return;
    if (this.state !== 'up') return this.reject(603, options);
    // RFC 3261 15: the called side says BYE only after the ACK.
    await this.#acknowledgement({ timeoutMs: 32_000 }).catch(() => {});
    if (this.state === 'up') await this.bye(options);
  }

  /** The caller's CANCEL came. */
  cancelled(cancel: SipRequest, at: number): void {
    if (this.#transaction.answered) return;
    this.#respond(487);
    this.end('remote', at, { sipStatus: 487, reason: reasonOf(cancel.headers) });
  }

  override acknowledged(request: SipRequest, at: number): void {
    if (!this.#isAcknowledged) {
      this.#isAcknowledged = true;
      this.#transaction.acknowledged();
      const offeredByUs = this.#transaction.request.body === '';
      if (offeredByUs && request.body !== '') this.session.accept(request.body);
    }
    super.acknowledged(request, at);
  }

  async #acknowledgement(patience: Patience): Promise<void> {
    await this.until('acknowledgement', () => this.#isAcknowledged, patience);
  }

  /** Made once: early sound and answer must describe the same session. */
  #describe(): string {
    const offer = this.#transaction.request.body;
    this.#description ??= offer === '' ? this.session.offer() : this.session.answer(offer);
    return this.#description;
  }

  #respond(status: number, body = ''): void {
    const headers: [string, string][] = status === 100 ? [] : [['Contact', `<${this.dialog.contact}>`]];
    if (body !== '') headers.push(['Content-Type', 'application/sdp']);
    const toTag = status === 100 ? {} : { toTag: this.dialog.localTag };
    this.#transaction.respond(responseTo(this.#transaction.request, status, { ...toTag, headers, body }));
  }
}
