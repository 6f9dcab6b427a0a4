import { createSocket, type Socket } from 'node:dgram';

/** Node looks a host up for every datagram; ours are addresses already. */
const asGiven = (host: string, _options: unknown, done: (error: null, address: string, family: 4) => void) =>
  done(null, host, 4);

/** A bound UDP socket that takes addresses only, never names. */
export function openUdp(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket({ type: 'udp4', lookup: asGiven, recvBufferSize: 1 << 20 });
    socket.once('error', reject);
    socket.bind({ address: host, port, exclusive: true }, () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
