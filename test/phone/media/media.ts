import type { Socket } from 'node:dgram';
import type { Peer } from '../sip/address.ts';
import { nowMs } from '../time.ts';
import { openUdp } from '../udp.ts';
import { Ear } from './ear.ts';
import { Mouth } from './mouth.ts';
import { parseRtp } from './rtp.ts';
import { silence, type Sound } from './sound.ts';

export interface MediaOptions {
  /** 'none': no socket and no packets, for load of signalling only; the session description stays valid. */
  readonly media?: 'none' | 'rtp';
  /** What the phone says from the first moment; silence when not given. */
  readonly sound?: () => Sound;
  /** How much of what is heard is kept. */
  readonly keepHeardMs?: number;
}

/** Nobody listens at the discard port, and nobody sends when a call has no media. */
const discardPort = 9;

/** One call's RTP: its socket, what goes out, what comes in. */
export class Media {
  readonly ear: Ear;
  readonly mouth: Mouth;
  readonly #host: string;
  readonly #wanted: boolean;
  #socket: Socket | undefined;
  #closed = false;
  #peer: Peer | undefined;
  #eventType: number | undefined;

  constructor(host: string, options: MediaOptions, whose: () => string) {
    this.#host = host;
    this.#wanted = options.media !== 'none';
    this.ear = new Ear(options.keepHeardMs ?? 20_000, whose);
    const sound = options.sound ?? (() => silence);
    this.mouth = new Mouth((packet) => this.#send(packet), this.#wanted ? sound() : undefined);
  }

  async open(): Promise<void> {
    if (!this.#wanted) return;
    const socket = await openUdp(this.#host, 0);
    if (this.#closed) {
      socket.close();
      return;
    }
    this.#socket = socket;
    socket.on('message', (bytes, from) => {
      const packet = parseRtp(bytes);
      // Not the address: on loopback the kernel may choose another one than the peer has announced.
      if (packet && from.port === this.#peer?.port) this.ear.receive(packet, this.#eventType, nowMs());
    });
  }

  get address(): Peer {
    return { host: this.#host, port: this.#socket?.address().port ?? discardPort };
  }

  /** As negotiated: whom we talk to, whether we may, and which payload type keys have. */
  direct(peer: Peer, maySend: boolean, eventType: number | undefined): void {
    this.#peer = peer;
    this.#eventType = eventType;
    this.mouth.direct(maySend && this.#socket !== undefined, eventType);
  }

  close(): void {
    this.#closed = true;
    this.mouth.close();
    this.ear.close();
    this.#socket?.close();
    this.#socket = undefined;
  }

  #send(packet: Buffer): void {
    if (this.#peer) this.#socket?.send(packet, this.#peer.port, this.#peer.host);
  }
}
