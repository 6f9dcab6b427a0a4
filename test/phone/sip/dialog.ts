import { isIP } from 'node:net';
import { randomBytes } from 'node:crypto';
import { formatAddress, parseAddress, parseUri, type Peer } from './address.ts';
import { cseqOf, SipHeaders, type SipRequest, type SipResponse } from './message.ts';

const newTag = (): string => randomBytes(6).toString('hex');

export interface DialogParties {
  readonly callId: string;
  /** From or To without its tag. */
  readonly local: string;
  readonly remote: string;
  readonly remoteTag?: string;
  readonly target: string;
  readonly contact: string;
  readonly routes?: readonly string[];
  /** Where requests go whose next hop is a name, not an address. */
  readonly fallback: Peer;
}

/** What two user agents share for a call: who they are to each other, and how the next request is numbered and sent. */
export class Dialog {
  readonly callId: string;
  readonly localTag = newTag();
  readonly contact: string;
  readonly #local: string;
  readonly #remote: string;
  readonly #fallback: Peer;
  #remoteTag: string | undefined;
  #target: string;
  #routes: readonly string[];
  #sequence = 1 + Math.floor(Math.random() * 1000);

  constructor(parties: DialogParties) {
    this.callId = parties.callId;
    this.contact = parties.contact;
    this.#local = parties.local;
    this.#remote = parties.remote;
    this.#remoteTag = parties.remoteTag;
    this.#target = parties.target;
    this.#routes = parties.routes ?? [];
    this.#fallback = parties.fallback;
  }

  static outgoing(from: string, to: string, contact: string, server: Peer): Dialog {
    const callId = `${newTag()}${newTag()}`;
    return new Dialog({ callId, local: from, remote: `<${to}>`, target: to, contact, fallback: server });
  }

  static incoming(invite: SipRequest, contact: string, from: Peer): Dialog {
    const { headers } = invite;
    const caller = parseAddress(headers.need('From'));
    return new Dialog({
      callId: headers.need('Call-ID'),
      local: headers.need('To'),
      remote: formatAddress(caller.name, caller.uri),
      ...(caller.tag === undefined ? {} : { remoteTag: caller.tag }),
      target: parseAddress(headers.get('Contact') ?? headers.need('From')).uri,
      contact,
      routes: headers.all('Record-Route'),
      fallback: from,
    });
  }

  get remoteTag(): string | undefined {
    return this.#remoteTag;
  }

  get target(): string {
    return this.#target;
  }

  /** The far end's tag, contact and route, from its answer to our INVITE. */
  learn(response: SipResponse): void {
    this.#remoteTag = parseAddress(response.headers.need('To')).tag ?? this.#remoteTag;
    const contact = response.headers.get('Contact');
    if (contact !== undefined && response.status < 300) this.#target = parseAddress(contact).uri;
    if (response.status >= 200) this.#routes = response.headers.all('Record-Route').toReversed();
  }

  /** A re-INVITE or UPDATE may move the far end. */
  retarget(request: SipRequest): void {
    const contact = request.headers.get('Contact');
    if (contact !== undefined) this.#target = parseAddress(contact).uri;
  }

  request(method: string, extra: Iterable<readonly [string, string]> = [], body = ''): SipRequest {
    this.#sequence += 1;
    return this.#build(method, this.#sequence, extra, body);
  }

  /** A copy of a request, the next in the sequence: how one is repeated with credentials. */
  renew({ method, uri, headers, body }: SipRequest): SipRequest {
    this.#sequence += 1;
    const copied = new SipHeaders(headers);
    copied.set('CSeq', `${this.#sequence} ${method}`);
    return { kind: 'request', method, uri, headers: copied, body };
  }

  ack(invite: SipRequest): SipRequest {
    const proof = (['Authorization', 'Proxy-Authorization'] as const).flatMap((name) =>
      invite.headers.all(name).map((value) => [name, value] as const),
    );
    return this.#build('ACK', cseqOf(invite).number, proof, '');
  }

  destination(): Peer {
    const { host, port } = parseUri(
      this.#routes[0] === undefined ? this.#target : parseAddress(this.#routes[0]).uri,
    );
    return isIP(host) ? { host, port } : this.#fallback;
  }

  #build(
    method: string,
    sequence: number,
    extra: Iterable<readonly [string, string]>,
    body: string,
  ): SipRequest {
    const headers = new SipHeaders([['Max-Forwards', '70']]);
    for (const route of this.#routes) headers.add('Route', route);
    headers.add('From', `${this.#local};tag=${this.localTag}`);
    headers.add(
      'To',
      this.#remoteTag === undefined ? this.#remote : `${this.#remote};tag=${this.#remoteTag}`,
    );
    headers.add('Call-ID', this.callId);
    headers.add('CSeq', `${sequence} ${method}`);
    headers.add('Contact', `<${this.contact}>`);
    if (body !== '') headers.add('Content-Type', 'application/sdp');
    for (const [name, value] of extra) headers.add(name, value);
    return { kind: 'request', method, uri: this.#target, headers, body };
  }
}
