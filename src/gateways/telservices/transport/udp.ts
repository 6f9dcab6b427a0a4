import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Logger } from '../../../base/log.ts';
import type { SendEvent } from '../session/notifier.ts';
import { writeXml } from '../xml/write.ts';

/** Sends events as datagrams, one each: "the client may provide an UDP port to be notified of changes". */
export class UdpEvents {
  readonly #endOfPdu: string;
  readonly #log: Logger;
  readonly #sockets = new Map<'udp4' | 'udp6', Socket>();
  #sending = 0;
  #closed = false;

  constructor(endOfPdu: string, log: Logger) {
    this.#endOfPdu = endOfPdu;
    this.#log = log;
  }

  readonly send: SendEvent = (event, { address, udpPort }) => {
    if (udpPort === null || this.#closed) return;
    const socket = this.#socket(isIPv6(address) ? 'udp6' : 'udp4');
    this.#sending += 1;
    socket.send(writeXml(event) + this.#endOfPdu, udpPort, address, (error) => {
      this.#sending -= 1;
      this.#closeIfDone();
      if (error !== null) this.#log.debug({ reason: error.message, address }, 'an event was not sent');
    });
  };

  /** Takes no more events; those that are on their way still go. */
  close(): void {
    this.#closed = true;
    this.#closeIfDone();
  }

  #closeIfDone(): void {
    if (!this.#closed || this.#sending > 0) return;
    for (const socket of this.#sockets.values()) socket.close();
    this.#sockets.clear();
  }

  #socket(family: 'udp4' | 'udp6'): Socket {
    const known = this.#sockets.get(family);
    if (known !== undefined) return known;
    const socket = createSocket(family);
    socket.on('error', (error) => this.#log.debug({ reason: error.message }, 'events cannot be sent'));
    this.#sockets.set(family, socket);
    return socket;
  }
}
