import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { openUdp } from '../../phone/udp.ts';

/** Ports that are free just now, for a program that must be told one. */

export async function freeUdpPort(host: string): Promise<number> {
  const socket = await openUdp(host, 0);
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

export async function freeTcpPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
