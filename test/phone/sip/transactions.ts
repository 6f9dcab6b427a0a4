import { randomBytes } from 'node:crypto';
import { FadingMap, type Timers } from '../time.ts';
import type { Peer } from './address.ts';
import { ClientTransaction, type ResponseHandler } from './client-transaction.ts';
import type { SipLink } from './link.ts';
import { cseqOf, type SipMessage, type SipRequest, type SipResponse } from './message.ts';
import { giveUpMs } from './repeater.ts';
import { ServerTransaction } from './server-transaction.ts';

const branchOf = (message: SipMessage): string =>
  /;\s*branch=([^;,\s]+)/i.exec(message.headers.need('Via'))?.[1] ?? '';

/** All transactions of one socket; ended ones are remembered as long as repetitions may come. */
export class Transactions {
  readonly #link: SipLink;
  readonly #timers: Timers;
  readonly #clients = new FadingMap<ClientTransaction>(giveUpMs);
  readonly #servers = new FadingMap<ServerTransaction>(giveUpMs);

  constructor(link: SipLink, timers: Timers) {
    this.#link = link;
    this.#timers = timers;
  }

  /** Starts a transaction for `request`, to which the Via is added here. */
  request(request: SipRequest, to: Peer, handler: ResponseHandler): ClientTransaction {
    const branch = this.#addVia(request);
    const key = `${branch} ${request.method}`;
    const fading: ResponseHandler = {
      onResponse: (response, at) => {
        if (response.status >= 200) this.#clients.fade(key);
        handler.onResponse(response, at);
      },
      onTimeout: (at) => {
        this.#clients.fade(key);
        handler.onTimeout(at);
      },
    };
    const transaction = new ClientTransaction(this.#link, this.#timers, request, to, fading);
    this.#clients.set(key, transaction);
    return transaction;
  }

  /** The ACK of a 2xx: a request without answer, so without transaction. */
  send(ack: SipRequest, to: Peer): void {
    this.#addVia(ack);
    this.#link.send(ack, to);
  }

  /** Sends a CANCEL for an INVITE; its own answer says nothing, the INVITE's does. */
  cancel(invite: ClientTransaction, to: Peer, extra: Iterable<readonly [string, string]>): void {
    const cancel = invite.sibling('CANCEL', invite.request.headers.need('To'), extra);
    const ignore: ResponseHandler = { onResponse: () => {}, onTimeout: () => {} };
    const key = `${branchOf(cancel)} CANCEL`;
    this.#clients.set(key, new ClientTransaction(this.#link, this.#timers, cancel, to, ignore));
    this.#clients.fade(key);
  }

  /** The socket is closed: whoever waits for an answer is told that none comes. */
  abandon(): void {
    for (const transaction of this.#clients.values()) transaction.abandon();
  }

  receiveResponse(response: SipResponse, at: number): void {
    this.#clients.get(`${branchOf(response)} ${cseqOf(response).method}`)?.receive(response, at);
  }

  /** The transaction of a new request; undefined when the request is a repetition, which is answered here. */
  receiveRequest(request: SipRequest, from: Peer): ServerTransaction | undefined {
    const key = `${branchOf(request)} ${request.method}`;
    const known = this.#servers.get(key);
    if (known) {
      known.repeat();
      return undefined;
    }
    const transaction = new ServerTransaction(this.#link, this.#timers, request, from, () => {
      this.#servers.fade(key);
    });
    this.#servers.set(key, transaction);
    return transaction;
  }

  /** The INVITE that a CANCEL, or the ACK of a refusal, belongs to. */
  inviteOf(request: SipRequest): ServerTransaction | undefined {
    return this.#servers.get(`${branchOf(request)} INVITE`);
  }

  #addVia(request: SipRequest): string {
    const branch = `z9hG4bK${randomBytes(9).toString('hex')}`;
    const { host, port } = this.#link;
    request.headers.delete('Via');
    request.headers.addFirst('Via', `SIP/2.0/UDP ${host}:${port};rport;branch=${branch}`);
    return branch;
  }
}
