import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/**
 * A browser lets every page of every site send requests to where its user may go, this gateway included. It says so in
 * these headers, which no page can forge; other programs send none of them.
 */
export interface Origin {
  /** A script of a page that is not in `allowedOrigins`. */
  readonly isRefused: boolean;
  /** What lets scripts of an allowed page read the answer. */
  readonly headers: readonly (readonly [string, string])[];
}

export function originOf({ origin }: IncomingHttpHeaders, allowedOrigins: readonly string[]): Origin {
  if (origin === undefined) return { isRefused: false, headers: [] };
  if (!allowedOrigins.includes(origin)) return { isRefused: true, headers: [] };
  return {
    isRefused: false,
    headers: [
      ['access-control-allow-origin', origin],
      ['access-control-allow-methods', 'POST, GET'],
      ['access-control-allow-headers', 'content-type'],
      ['vary', 'origin'],
    ],
  };
}

/** Whether a GET is a link that a person clicked, or comes from no page of another site at all. */
export function isClick(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'none' || site === 'same-origin') return true;
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-user'] === '?1';
}

/**
 * Whether the browser was told to come here by a name that is ours. A page can give its own name our address, and is of
 * the same site then: what `isClick` asks of others is not asked of it.
 */
export function isOwnName({ host = '' }: IncomingHttpHeaders, own: readonly string[]): boolean {
  const [, bracketed, plain = ''] = /^(?:\[([^\]]+)\]|([^:]*))(?::\d+)?$/.exec(host) ?? [];
  if (isIP(bracketed ?? plain) !== 0) return true;
  const name = plain.toLowerCase();
  return name !== '' && ['localhost', ...own].some((one) => one.toLowerCase() === name);
}
