import { nowMs } from './time.ts';
import { type Party, partyOf } from './sip/address.ts';
import type { SipMessage } from './sip/message.ts';

/** Something that a phone's display came to show. */
export interface Shown extends Party {
  readonly at: number;
  /** What brought it: `dialled` by hand, the method of a request, the status of a response. */
  readonly by: string;
}

/** Who a phone shows during a call, now and before. */
export class Display {
  readonly history: Shown[] = [];

  constructor(first: Party, by: string) {
    this.history.push({ ...first, at: nowMs(), by });
  }

  get now(): Party {
    const { name, number } = this.history.at(-1)!;
    return { name, number };
  }

  /** An asserted identity (RFC 3325, or the older Remote-Party-ID) takes the place of what stands there. */
  read(message: SipMessage): void {
    const { headers } = message;
    const asserted = headers.get('P-Asserted-Identity') ?? headers.get('Remote-Party-ID');
    if (asserted === undefined) return;
    const by = message.kind === 'request' ? message.method : String(message.status);
    this.history.push({ ...partyOf(asserted), at: nowMs(), by });
  }
}
