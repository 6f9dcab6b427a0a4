import { randomBytes } from 'node:crypto';
import type { Peer } from '../../phone/sip/address.ts';
import { SipLink } from '../../phone/sip/link.ts';
import { responseTo, SipHeaders, type SipRequest, type SipResponse } from '../../phone/sip/message.ts';
import { formatSdp } from '../../phone/sip/sdp.ts';
import { FadingMap, Timers } from '../../phone/time.ts';

/** RFC 3261's T1: a request or an answer that is not taken in so long is sent again. */
const repeatMs = 500;
const repeats = 10;
/** How long an answer is kept for a request that comes again. */
const keepMs = 5_000;

/** What a user agent knows of its call to name it in requests. */
export interface Dialog {
  readonly callId: string;
  /** The values of From and To with their tags. */
  readonly from: string;
  readonly to: string;
  readonly target: string;
  readonly cseq: number;
}

export interface SignallingListener {
  onRequest(request: SipRequest, at: number): void;
  onResponse(response: SipResponse, at: number): void;
}

export const newTag = (): string => randomBytes(6).toString('hex');

/** One socket that speaks SIP for hundreds of user agents, with the least that calls on a loopback need. */
export class Signalling {
  readonly timers = new Timers();
  readonly #link: SipLink;
  readonly #server: Peer;
  readonly #answers = new FadingMap<SipResponse>(keepMs);
  /** By branch, what ends the repeating. */
  readonly #unanswered = new Map<string, () => void>();
  readonly #sdp: string;

  private constructor(link: SipLink, server: Peer) {
    this.#link = link;
    this.#server = server;
    // The discard port: no sound is sent, and none is heard.
    this.#sdp = formatSdp({ at: { host: link.host, port: 9 }, direction: 'sendrecv', eventType: 101 }, 1);
  }

  static async open(host: string, server: Peer): Promise<Signalling> {
    return new Signalling(await SipLink.open(host, 0), server);
  }

  listen(listener: SignallingListener): void {
    this.#link.onMessage((message, _from, at) => {
      if (message.kind === 'response') {
        this.#stopRepeating(branchOf(message.headers));
        listener.onResponse(message, at);
        return;
      }
      const answered = this.#answers.get(keyOf(message));
      if (answered === undefined) listener.onRequest(message, at);
      else this.#link.send(answered, this.#server);
    });
  }

  get address(): Peer {
    return { host: this.#link.host, port: this.#link.port };
  }

  contactOf(user: string): string {
    return `<sip:${user}@${this.#link.host}:${this.#link.port}>`;
  }

  /** Sends a request until it is answered; an ACK is sent once. */
  send(
    method: string,
    { callId, from, to, target, cseq }: Dialog,
    extra: Iterable<readonly [string, string]> = [],
    withSdp = false,
  ): void {
    const branch = `z9hG4bK${newTag()}`;
    const { host, port } = this.#link;
    const headers = new SipHeaders([
      ['Via', `SIP/2.0/UDP ${host}:${port};branch=${branch};rport`],
      ['Max-Forwards', '70'],
      ['From', from],
      ['To', to],
      ['Call-ID', callId],
      ['CSeq', `${cseq} ${method}`],
      ...extra,
      ...(withSdp ? [sdpType] : []),
    ]);
    const body = withSdp ? this.#sdp : '';
    const request: SipRequest = { kind: 'request', method, uri: target, headers, body };
    this.#link.send(request, this.#server);
    if (method !== 'ACK')
      this.#unanswered.set(
        branch,
        this.repeat(() => this.#link.send(request, this.#server)),
      );
  }

  /** Answers a request, and the same again when it is repeated. */
  answer(
    request: SipRequest,
    status: number,
    { tag, contact }: { tag?: string; contact?: string } = {},
  ): void {
    const hasSdp = contact !== undefined;
    const response = responseTo(request, status, {
      toTag: tag ?? 'none',
      headers: hasSdp ? [['Contact', contact], sdpType] : [],
      body: hasSdp ? this.#sdp : '',
    });
    this.#link.send(response, this.#server);
    const key = keyOf(request);
    this.#answers.set(key, response);
    this.#answers.fade(key);
  }

  /** Runs it every now and then until the returned function is called, or it has been done often enough. */
  repeat(run: () => void, left = repeats): () => void {
    let cancel = this.timers.after(repeatMs, () => {
      run();
      if (left > 1) cancel = this.repeat(run, left - 1);
    });
    return () => cancel();
  }

  close(): void {
    this.timers.clear();
    this.#link.close();
  }

  #stopRepeating(branch: string): void {
    this.#unanswered.get(branch)?.();
    this.#unanswered.delete(branch);
  }
}

const sdpType: readonly [string, string] = ['Content-Type', 'application/sdp'];

function branchOf(headers: SipHeaders): string {
  return /;branch=([^;,\s]+)/.exec(headers.need('Via'))?.[1] ?? '';
}

function keyOf({ method, headers }: SipRequest): string {
  return `${branchOf(headers)} ${method}`;
}
