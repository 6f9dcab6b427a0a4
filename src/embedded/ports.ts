import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { randomInt } from 'node:crypto';
import { CordboardError } from '../base/errors.ts';

/** 0 means any free one. */
export interface PortsWanted {
  /** TCP: ARI, and SIP over WebSocket. Default 8088. */
  readonly ari?: number;
  /** UDP. Default 5060. */
  readonly sip?: number;
  /** UDP, two a call leg. Default 20000 to 20999. */
  readonly rtp?: 0 | { readonly from: number; readonly to: number };
}

export interface Ports {
  readonly ari: number;
  readonly sip: number;
  readonly rtp: { readonly from: number; readonly to: number };
}

export async function choosePorts(wanted: PortsWanted, ariHost: string, sipHost: string): Promise<Ports> {
  return {
    ari: await tcpPort(wanted.ari ?? 8088, ariHost),
    sip: await udpPort(wanted.sip ?? 5060, sipHost),
    rtp: wanted.rtp === 0 ? anyRange() : (wanted.rtp ?? { from: 20_000, to: 20_999 }),
  };
}

async function tcpPort(port: number, host: string): Promise<number> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch (cause) {
    throw notFree(port, host, 'TCP, for ARI', 'CORDBOARD_EMBEDDED_ARI_PORT', cause);
  } finally {
    server.close();
  }
}

async function udpPort(port: number, host: string): Promise<number> {
  const socket = createSocket('udp4');
  try {
    socket.bind(port, host);
    await once(socket, 'listening');
    return socket.address().port;
  } catch (cause) {
    throw notFree(port, host, 'UDP, for SIP', 'CORDBOARD_EMBEDDED_SIP_PORT', cause);
  } finally {
    socket.close();
  }
}

/** Below the ports that the system gives out. Asterisk passes over one that is taken. */
function anyRange(): { from: number; to: number } {
  const from = 10_000 + randomInt(44) * 500;
  return { from, to: from + 499 };
}

function notFree(port: number, host: string, use: string, setting: string, cause: unknown): CordboardError {
  const taken = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
  const why = taken ? 'is taken by another program' : 'cannot be opened here';
  return new CordboardError(
    taken ? 'port-taken' : 'port-refused',
    `port ${port} of ${host} (${use}) ${why}: free it, or set ${setting} to another one`,
    { cause, details: { port, host } },
  );
}
