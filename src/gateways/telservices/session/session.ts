import type { PhoneId } from '../../../board/ids.ts';
import type { Client } from './client.ts';
import { Feed } from './feed.ts';

/** A device that clients have opened. */
export class Session {
  readonly deviceNumber: string;
  readonly feed: Feed;
  /** By id, in the order in which they opened. */
  readonly clients = new Map<string, Client>();
  /** What is listened to; null until the first action when the client did not want a monitor at once. */
  phone: PhoneId | null = null;
  /** Ends a close of the whole session that is still to come. */
  cancelClosing: (() => void) | null = null;

  constructor(deviceNumber: string, nextSeq: () => number) {
    this.deviceNumber = deviceNumber;
    this.feed = new Feed(nextSeq);
  }

  clientsAt(address: string): readonly Client[] {
    return [...this.clients.values()].filter(({ place }) => place.address === address);
  }

  /**
   * Who asks, as far as it can be told: of several clients at the address the one that opened last over this
   * transport, or else the one that opened last.
   */
  requester(address: string, transport: 'tcp' | 'http'): Client | undefined {
    const here = this.clientsAt(address);
    return here.findLast(({ place }) => place.transport === transport) ?? here.at(-1);
  }
}
