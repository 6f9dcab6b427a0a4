import type { Socket } from 'node:dgram';
import { nowMs } from '../time.ts';
import { openUdp } from '../udp.ts';
import type { Peer } from './address.ts';
import { formatMessage, parseMessage, type SipMessage } from './message.ts';

type Receiver = (message: SipMessage, from: Peer, at: number) => void;

/** One UDP socket that speaks SIP. */
export class SipLink {
  readonly host: string;
  readonly port: number;
  readonly #socket: Socket;
  #closed = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    ({ address: this.host, port: this.port } = socket.address());
  }

  static async open(host: string, port: number): Promise<SipLink> {
    return new SipLink(await openUdp(host, port));
  }

  onMessage(receive: Receiver): void {
    this.#socket.on('message', (datagram, { address, port }) => {
      const at = nowMs();
      const message = parseMessage(datagram.toString());
      if (message) receive(message, { host: address, port }, at);
    });
  }

  send(message: SipMessage, to: Peer): void {
    if (!this.#closed) this.#socket.send(formatMessage(message), to.port, to.host);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.close();
  }
}
