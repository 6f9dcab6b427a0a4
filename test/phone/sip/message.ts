import { PhoneError } from '../errors.ts';

const compactNames: Readonly<Record<string, string>> = {
  v: 'via',
  f: 'from',
  t: 'to',
  i: 'call-id',
  m: 'contact',
  l: 'content-length',
  c: 'content-type',
  k: 'supported',
  r: 'refer-to',
  b: 'referred-by',
  o: 'event',
};

const canonical = (name: string): string => {
  const lower = name.toLowerCase();
  return compactNames[lower] ?? lower;
};

/** A message's header lines in their order; names in any case. */
export class SipHeaders {
  readonly #lines: [name: string, value: string][] = [];

  constructor(lines: Iterable<readonly [string, string]> = []) {
    for (const [name, value] of lines) this.add(name, value);
  }

  get(name: string): string | undefined {
    const wanted = canonical(name);
    return this.#lines.find(([line]) => canonical(line) === wanted)?.[1];
  }

  all(name: string): string[] {
    const wanted = canonical(name);
    return this.#lines.filter(([line]) => canonical(line) === wanted).map(([, value]) => value);
  }

  /** The value of a header without which the message is no SIP message. */
  need(name: string): string {
    const value = this.get(name);
    if (value === undefined) throw new PhoneError('bad-message', `SIP message without ${name}`);
    return value;
  }

  add(name: string, value: string): void {
    this.#lines.push([name, value]);
  }

  addFirst(name: string, value: string): void {
    this.#lines.unshift([name, value]);
  }

  set(name: string, value: string): void {
    this.delete(name);
    this.add(name, value);
  }

  delete(name: string): void {
    const unwanted = canonical(name);
    for (let index = this.#lines.length - 1; index >= 0; index -= 1) {
      if (canonical(this.#lines[index]![0]) === unwanted) this.#lines.splice(index, 1);
    }
  }

  [Symbol.iterator](): IterableIterator<readonly [string, string]> {
    return this.#lines[Symbol.iterator]();
  }
}

export interface SipRequest {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
  readonly headers: SipHeaders;
  readonly body: string;
}

export interface SipResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly phrase: string;
  readonly headers: SipHeaders;
  readonly body: string;
}

export type SipMessage = SipRequest | SipResponse;

export function formatMessage(message: SipMessage): string {
  const lines = [
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.phrase}`,
  ];
  for (const [name, value] of message.headers) lines.push(`${name}: ${value}`);
  lines.push(`Content-Length: ${Buffer.byteLength(message.body)}`, '', message.body);
  return lines.join('\r\n');
}

/** Undefined for what is no message: keep-alives are blank lines. */
export function parseMessage(datagram: string): SipMessage | undefined {
  const headEnd = datagram.indexOf('\r\n\r\n');
  if (headEnd <= 0) return undefined;
  const body = datagram.slice(headEnd + 4);
  const [start = '', ...lines] = datagram
    .slice(0, headEnd)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = new SipHeaders();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.add(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  const response = /^SIP\/2\.0 (\d{3}) ?(.*)$/.exec(start);
  if (response) return { kind: 'response', status: Number(response[1]), phrase: response[2]!, headers, body };
  const request = /^([A-Z]+) (\S+) SIP\/2\.0$/.exec(start);
  if (request) return { kind: 'request', method: request[1]!, uri: request[2]!, headers, body };
  return undefined;
}

export function cseqOf(message: SipMessage): { number: number; method: string } {
  const [number, method = ''] = message.headers.need('CSeq').split(/\s+/);
  return { number: Number(number), method };
}

const phrases: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  183: 'Session Progress',
  200: 'OK',
  202: 'Accepted',
  400: 'Bad Request',
  404: 'Not Found',
  408: 'Request Timeout',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  491: 'Request Pending',
  500: 'Server Internal Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  603: 'Decline',
};

/** A response carries back what names its transaction and dialog. */
export function responseTo(
  request: SipRequest,
  status: number,
  extra: { toTag?: string; headers?: Iterable<readonly [string, string]>; body?: string } = {},
): SipResponse {
  const headers = new SipHeaders();
  for (const via of request.headers.all('Via')) headers.add('Via', via);
  for (const route of request.headers.all('Record-Route')) headers.add('Record-Route', route);
  const to = request.headers.need('To');
  headers.add('From', request.headers.need('From'));
  headers.add('To', extra.toTag === undefined || /;\s*tag=/i.test(to) ? to : `${to};tag=${extra.toTag}`);
  headers.add('Call-ID', request.headers.need('Call-ID'));
  headers.add('CSeq', request.headers.need('CSeq'));
  for (const [name, value] of extra.headers ?? []) headers.add(name, value);
  return { kind: 'response', status, phrase: phrases[status] ?? 'Status', headers, body: extra.body ?? '' };
}
