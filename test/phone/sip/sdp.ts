import { PhoneError } from '../errors.ts';
import type { Peer } from './address.ts';

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** What concerns us of a session description: one PCMU stream and its telephone events. */
export interface Sdp {
  readonly at: Peer;
  readonly direction: Direction;
  /** The payload type of telephone events (RFC 4733), when there are any. */
  readonly eventType: number | undefined;
}

export function formatSdp({ at, direction, eventType }: Sdp, version: number): string {
  const events =
    eventType === undefined ? [] : [`a=rtpmap:${eventType} telephone-event/8000`, `a=fmtp:${eventType} 0-15`];
  return [
    'v=0',
    `o=- ${at.port} ${version} IN IP4 ${at.host}`,
    's=-',
    `c=IN IP4 ${at.host}`,
    't=0 0',
    `m=audio ${at.port} RTP/AVP 0${eventType === undefined ? '' : ` ${eventType}`}`,
    'a=rtpmap:0 PCMU/8000',
    ...events,
    'a=ptime:20',
    `a=${direction}`,
    '',
  ].join('\r\n');
}

export function parseSdp(text: string): Sdp {
  const lines = text.split(/\r?\n/);
  const media = lines.findIndex((line) => line.startsWith('m=audio '));
  const [, port = '', , ...types] = lines[media]?.split(' ') ?? [];
  if (!types.includes('0'))
    throw new PhoneError('bad-message', 'session description without PCMU audio', 488);
  const next = lines.findIndex((line, index) => index > media && line.startsWith('m='));
  const own = lines.slice(media, next === -1 ? undefined : next);
  const session = lines.slice(0, media);
  const find = (pattern: RegExp): string | undefined =>
    [...own, ...session].map((line) => pattern.exec(line)?.[1]).find((found) => found !== undefined);
  const host = find(/^c=IN IP4 ([\d.]+)/);
  if (host === undefined)
    throw new PhoneError('bad-message', 'session description without an IPv4 address', 488);
  const stated = (find(/^a=(sendrecv|sendonly|recvonly|inactive)$/) ?? 'sendrecv') as Direction;
  const eventType = find(/^a=rtpmap:(\d+) telephone-event\/8000/i);
  return {
    at: { host, port: Number(port) },
    // RFC 2543 phones hold with the zero address.
    direction: host === '0.0.0.0' ? 'inactive' : stated,
    eventType: eventType === undefined ? undefined : Number(eventType),
  };
}

export const sends = (direction: Direction): boolean => direction === 'sendrecv' || direction === 'sendonly';
export const receives = (direction: Direction): boolean =>
  direction === 'sendrecv' || direction === 'recvonly';

export function directionOf(canSend: boolean, canReceive: boolean): Direction {
  if (canSend) return canReceive ? 'sendrecv' : 'sendonly';
  return canReceive ? 'recvonly' : 'inactive';
}
