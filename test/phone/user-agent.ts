import { type AnsweringRule, carryOut } from './answering.ts';
import type { Call } from './call.ts';
import { PhoneError } from './errors.ts';
import { Exchange } from './exchange.ts';
import { IncomingCall } from './incoming-call.ts';
import type { Line } from './line.ts';
import type { MediaOptions } from './media/media.ts';
import { type CallOptions, OutgoingCall } from './outgoing-call.ts';
import { formatUri, parseAddress, type Peer } from './sip/address.ts';
import type { Credentials } from './sip/digest.ts';
import type { Dialog } from './sip/dialog.ts';
import type { SipLink } from './sip/link.ts';
import { responseTo, type SipMessage, type SipRequest, type SipResponse } from './sip/message.ts';
import { parseSdp } from './sip/sdp.ts';
import type { ServerTransaction } from './sip/server-transaction.ts';
import { Transactions } from './sip/transactions.ts';
import { FadingMap, Timers } from './time.ts';
import { type Patience, Waiters } from './waiting.ts';

export interface UserAgentOptions extends MediaOptions {
  readonly server: Peer;
  readonly user: string;
  readonly secret?: string;
  readonly displayName?: string;
  readonly localHost?: string;
  readonly localPort?: number;
  readonly answer?: AnsweringRule;
}

/** How long an ended call still answers late requests (NOTIFY after BYE, a repeated BYE). */
const lingerMs = 32_000;
const farewellMs = 1000;

/** One SIP socket with its calls: what a phone and a trunk's far end have in common. */
export abstract class UserAgent {
  /** What is done with the calls that come from now on. */
  answer: AnsweringRule;
  /** Told of each call that comes, before anything is answered. */
  onIncoming: (call: IncomingCall) => void = () => {};
  protected readonly line: Line;
  protected readonly timers = new Timers();
  readonly #options: UserAgentOptions;
  readonly #link: SipLink;
  readonly #transactions: Transactions;
  readonly #calls = new FadingMap<Call>(lingerMs);
  readonly #invites = new WeakMap<ServerTransaction, IncomingCall>();
  readonly #waiters = new Waiters();
  #waiting: IncomingCall[] = [];
  #isClosed = false;

  protected constructor(options: UserAgentOptions, link: SipLink) {
    this.answer = options.answer ?? 'manual';
    this.#options = options;
    this.#link = link;
    this.#transactions = new Transactions(link, this.timers);
    this.line = this.#makeLine();
    link.onMessage((message, from, at) => this.#receive(message, from, at));
  }

  get user(): string {
    return this.#options.user;
  }

  get address(): Peer {
    return { host: this.#link.host, port: this.#link.port };
  }

  /** The calls that have not ended. */
  get calls(): Call[] {
    return [...this.#calls.values()].filter((call) => call.state !== 'ended');
  }

  call(number: string, options: CallOptions = {}): OutgoingCall {
    if (this.#isClosed) throw new PhoneError('bad-state', `${this.line.name} is closed`);
    const from = { name: this.#options.displayName ?? '', number: this.user };
    const call = new OutgoingCall(this.line, number, from, options);
    this.#calls.set(call.key, call);
    return call;
  }

  /** The oldest call that came and was not given out yet; of those to a number, when one is named. */
  nextCall({ to, ...patience }: Patience & { to?: string } = {}): Promise<IncomingCall> {
    const what = `a call at ${this.line.name}${to === undefined ? '' : ` to ${to}`}`;
    return this.#waiters.until(
      () => what,
      patience,
      () => {
        const index = this.#waiting.findIndex((call) => to === undefined || call.dialled === to);
        if (index !== -1) return this.#waiting.splice(index, 1)[0];
        if (this.#isClosed) throw new PhoneError('bad-state', `${this.line.name} was closed before ${what}`);
        return undefined;
      },
    );
  }

  /** Ends all calls and lets the other side know, for at most a second; then nothing is left open. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const farewells = Promise.all([...this.calls.map((call) => call.hangup()), this.leave()]);
    const enough = new Promise<void>((resolve) => void this.timers.after(farewellMs, resolve));
    await Promise.race([farewells, enough]);
    this.unplug();
  }

  /** Goes without a word, as by a power cut. */
  unplug(): void {
    this.#isClosed = true;
    this.#link.close();
    for (const call of this.#calls.values()) call.vanish();
    this.#transactions.abandon();
    this.timers.clear();
    this.#waiters.check();
  }

  /** What else there is to say at the end. */
  protected async leave(): Promise<void> {}

  /** A request that belongs to no call; true for a NOTIFY that says what we want to know. */
  protected notified(_request: SipRequest): boolean {
    return false;
  }

  protected exchange(
    dialog: Dialog,
    request: SipRequest,
    onResponse: (response: SipResponse, at: number) => void,
  ): Exchange {
    const { user, secret } = this.#options;
    const credentials: Credentials | undefined = secret === undefined ? undefined : { user, secret };
    return new Exchange({ transactions: this.#transactions, credentials, dialog, request }, onResponse);
  }

  #makeLine(): Line {
    const { host, port } = this.#link;
    return {
      name: this.user,
      contact: formatUri(this.user, host, port),
      host,
      server: this.#options.server,
      timers: this.timers,
      media: this.#options,
      request: (dialog, request, onResponse) => this.exchange(dialog, request, onResponse),
      send: (request, to) => this.#transactions.send(request, to),
      release: ({ key }) => this.#calls.fade(key),
    };
  }

  #receive(message: SipMessage, from: Peer, at: number): void {
    if (message.kind === 'response') return this.#transactions.receiveResponse(message, at);
    if (message.method === 'ACK') return this.#acknowledged(message, at);
    const transaction = this.#transactions.receiveRequest(message, from);
    if (!transaction) return;
    try {
      this.#dispatch(message, transaction, from, at);
    } catch (error) {
      if (!(error instanceof PhoneError && error.code === 'bad-message')) throw error;
      transaction.respond(responseTo(message, error.sipStatus ?? 400));
    }
  }

  #dispatch(request: SipRequest, transaction: ServerTransaction, from: Peer, at: number): void {
    const respond = (status: number) => transaction.respond(responseTo(request, status, { toTag: 'none' }));
    if (request.method === 'CANCEL') return this.#cancelled(request, transaction, at);
    if (parseAddress(request.headers.need('To')).tag !== undefined) {
      const call = this.#callOf(request);
      if (call) return call.receive(request, transaction, at);
      return respond(this.notified(request) ? 200 : 481);
    }
    if (request.method === 'INVITE') return this.#invited(transaction, from, at);
    this.notified(request);
    respond(['OPTIONS', 'NOTIFY', 'MESSAGE'].includes(request.method) ? 200 : 501);
  }

  #invited(transaction: ServerTransaction, from: Peer, at: number): void {
    if (this.#isClosed) return transaction.respond(responseTo(transaction.request, 480, { toTag: 'none' }));
    if (transaction.request.body !== '') parseSdp(transaction.request.body);
    const call = new IncomingCall(this.line, transaction, from, at);
    this.#calls.set(call.key, call);
    this.#invites.set(transaction, call);
    this.onIncoming(call);
    const answering = typeof this.answer === 'function' ? this.answer(call) : this.answer;
    if (answering !== 'ignore' && call.state === 'incoming') call.trying();
    if (call.state === 'incoming') carryOut(answering, call, (ms, run) => this.timers.after(ms, run));
    this.#waiting.push(call);
    this.#waiters.check();
  }

  #cancelled(cancel: SipRequest, transaction: ServerTransaction, at: number): void {
    const invite = this.#transactions.inviteOf(cancel);
    transaction.respond(responseTo(cancel, invite ? 200 : 481, { toTag: 'none' }));
    if (invite) this.#invites.get(invite)?.cancelled(cancel, at);
  }

  /** The ACK of a refusal belongs to its INVITE, that of an answer to the call. */
  #acknowledged(ack: SipRequest, at: number): void {
    const invite = this.#transactions.inviteOf(ack);
    if (invite) invite.acknowledged();
    else this.#callOf(ack)?.acknowledged(ack, at);
  }

  #callOf(request: SipRequest): Call | undefined {
    const { headers } = request;
    return this.#calls.get(`${headers.need('Call-ID')} ${parseAddress(headers.need('To')).tag}`);
  }
}
