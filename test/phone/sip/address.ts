import { PhoneError } from '../errors.ts';

export interface Peer {
  readonly host: string;
  readonly port: number;
}

/** Who a phone's display would show. */
export interface Party {
  readonly name: string;
  readonly number: string;
}

export interface SipUri extends Peer {
  readonly user: string;
}

/** The part of From, To, Contact, P-Asserted-Identity, Refer-To: a name, a URI, parameters. */
export interface SipAddress {
  readonly name: string;
  readonly uri: string;
  readonly tag: string | undefined;
}

export function parseUri(text: string): SipUri {
  const match = /^sips?:(?:([^@?>]*)@)?([^:;?>]+)(?::(\d+))?/i.exec(text);
  if (!match) throw new PhoneError('bad-message', `no SIP URI: ${text}`);
  const user = (match[1] ?? '').split(/[;:]/, 1)[0]!;
  return { user: decodeURIComponent(user), host: match[2]!, port: Number(match[3] ?? 5060) };
}

export function formatUri(user: string, host: string, port?: number): string {
  const escaped = encodeURIComponent(user).replaceAll('%2B', '+');
  return `sip:${escaped}@${host}${port === undefined ? '' : `:${port}`}`;
}

export function parseAddress(text: string): SipAddress {
  const bracketed = /^\s*(?:"((?:[^"\\]|\\.)*)"|([^<"]*?))\s*<([^>]*)>(.*)$/s.exec(text);
  const uri = bracketed ? bracketed[3]! : text.trim().split(';', 1)[0]!;
  const parameters = bracketed ? bracketed[4]! : text;
  const name = bracketed?.[1]?.replaceAll(/\\(.)/g, '$1') ?? bracketed?.[2] ?? '';
  return { name, uri, tag: /;\s*tag=([^;,\s]+)/i.exec(parameters)?.[1] };
}

export function formatAddress(name: string, uri: string, tag?: string): string {
  const shown = name === '' ? '' : `"${name.replaceAll(/(["\\])/g, '\\$1')}" `;
  return `${shown}<${uri}>${tag === undefined ? '' : `;tag=${tag}`}`;
}

export function partyOf(headerValue: string): Party {
  const { name, uri } = parseAddress(headerValue);
  return { name, number: /^sips?:/i.test(uri) ? parseUri(uri).user : uri.replace(/^tel:/i, '') };
}
