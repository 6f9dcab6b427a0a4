import type { IncomingCall } from '../../phone/incoming-call.ts';
import { Trunk } from '../../phone/trunk.ts';
import type { Peer } from '../../phone/sip/address.ts';
import { networkHost } from './office.ts';

/** What the far side has seen. */
export interface Seen {
  called: number;
  answered: number;
}

/**
 * The telephone network with everybody in it. Four in ten answer, the others are busy, not there, or do not exist; each is by
 * his number what he is. Real ring and talk times, five times as fast.
 */
export class Network {
  readonly seen: Seen = { called: 0, answered: 0 };
  readonly #trunk: Trunk;
  readonly #timers = new Set<NodeJS.Timeout>();

  private constructor(trunk: Trunk) {
    this.#trunk = trunk;
    trunk.answer = (call) => this.#meet(call);
  }

  static async open(server: Peer, localPort: number): Promise<Network> {
    return new Network(await Trunk.open({ server, localHost: networkHost, localPort }));
  }

  #meet(call: IncomingCall): { status: number; afterMs: number } | { afterMs: number } {
    this.seen.called += 1;
    const kind = lot(call.dialled, 1);
    const ringMs = 600 + Math.round(2_400 * lot(call.dialled, 2));
    if (kind >= 0.4) {
      const status = kind < 0.85 ? 480 : kind < 0.93 ? 486 : 404;
      return { status, afterMs: status === 480 ? ringMs : 100 };
    }
    const talkMs = 3_000 + Math.round(12_000 * lot(call.dialled, 3));
    // Who is not waited for so long has not answered.
    void this.#talk(call, talkMs).catch(() => {});
    return { afterMs: ringMs };
  }

  async #talk(call: IncomingCall, talkMs: number): Promise<void> {
    await call.answered({ timeoutMs: 60_000 });
    this.seen.answered += 1;
    call.sendTone(300 + Math.round(1_200 * lot(call.dialled, 4)));
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (call.state === 'up') void call.hangup().catch(() => {});
    }, talkMs);
    this.#timers.add(timer);
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#trunk.close();
  }
}

/** From 0 to 1, always the same for the same number. */
function lot(text: string, salt: number): number {
  let hash = 2_166_136_261 ^ salt;
  for (const one of text) hash = Math.imul(hash ^ (one.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507) >>> 0;
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
