import { messageOf } from '../../base/errors.ts';
import { AriError } from './errors.ts';
import { ariUrl, basicAuth } from './event-socket.ts';
import type { AsteriskInfo } from './operations.generated.ts';

export type AriTransport = 'websocket' | 'ari-client';

export interface PeerInfo {
  /** As Asterisk says it: "22.10.1", "certified/20.7-cert3". */
  version: string;
  /** When Asterisk was started; another time than before means that all its channels are new. */
  startedAt: string;
}

interface Address {
  url: string;
  user: string;
  password: string;
  requestTimeoutMs: number;
  signal?: AbortSignal | undefined;
}

/** Asks who is there, so that what an administrator must mend is found before anything else is tried. */
export async function askInfo({ url, user, password, requestTimeoutMs, signal }: Address): Promise<PeerInfo> {
  const timeout = AbortSignal.timeout(requestTimeoutMs);
  const address = new URL(url).host;
  try {
    const response = await fetch(ariUrl(url, 'asterisk/info?only=system,status'), {
      headers: { authorization: basicAuth(user, password) },
      signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
    });
    const body = await response.text();
    if (!response.ok) throw refusal(response.status, body, address, user);
    const { system, status } = JSON.parse(body) as AsteriskInfo;
    return { version: system?.version ?? 'unknown', startedAt: status?.startup_time ?? '' };
  } catch (error) {
    if (error instanceof AriError) throw error;
    const why = error instanceof Error && error.cause ? messageOf(error.cause) : messageOf(error);
    throw new AriError(
      'unreachable',
      `no Asterisk answers at ${address} (${why}): is it running, and is "enabled = yes" set in http.conf and ari.conf?`,
      { cause: error },
    );
  }
}

function refusal(status: number, body: string, address: string, user: string): AriError {
  const said = AriError.fromResponse('asterisk.getInfo', status, body);
  const { operation } = said;
  if (said.code === 'unauthorized') {
    const mend = 'the user name and password must be those of a section of type=user in ari.conf';
    return new AriError('unauthorized', `Asterisk at ${address} refuses the ARI user "${user}": ${mend}`, {
      operation,
      status,
    });
  }
  if (said.code === 'not-found') {
    const mend = 'is res_ari loaded, and "enabled = yes" set in ari.conf?';
    return new AriError('unreachable', `the web server at ${address} knows no ARI: ${mend}`, {
      operation,
      status,
    });
  }
  return said;
}

/** The first version of each line that takes requests over the events WebSocket. */
const firstMinorWithRequests: Readonly<Record<number, number>> = { 20: 14, 21: 9, 22: 4 };

export function chooseTransport(version: string): AriTransport {
  const [, major, minor] = /^(?:[a-z]+[/-])?(\d+)(?:\.(\d+))?/i.exec(version) ?? [];
  // A build from the source tree ("GIT-master-1234abc") names no release: taken for the newest.
  if (major === undefined) return 'websocket';
  if (Number(major) < 20) {
    const wanted = 'Cordboard needs Asterisk 20, 21, 22 or newer (20.14, 21.9 or 22.4 for its fast line)';
    throw new AriError('too-old', `this Asterisk is version ${version}: ${wanted}`);
  }
  if (minor === undefined) return 'websocket';
  return Number(minor) >= (firstMinorWithRequests[Number(major)] ?? 0) ? 'websocket' : 'ari-client';
}
