import { frameSamples } from './rtp.ts';

const keys = '0123456789*#ABCD';

/** What goes out at one tick while keys are sent: an event packet, or the usual sound. */
export type DtmfStep =
  | { readonly kind: 'event'; readonly payload: Uint8Array; readonly first: boolean; readonly at: number }
  | { readonly kind: 'pause' };

/** RFC 4733: the duration grows with each packet of a key, and the packet that ends it is sent three times. */
export function* dtmfSteps(digits: string, toneMs: number, pauseMs: number): Generator<DtmfStep, void> {
  const frames = Math.max(2, Math.round(toneMs / 20));
  for (const digit of digits.toUpperCase()) {
    const event = keys.indexOf(digit);
    if (event === -1) throw new RangeError(`no key ${digit}`);
    for (let frame = 1; frame <= frames + 2; frame += 1) {
      const duration = Math.min(frame, frames) * frameSamples;
      const payload = Uint8Array.of(event, frame >= frames ? 0x8a : 0x0a, duration >> 8, duration & 0xff);
      yield { kind: 'event', payload, first: frame === 1, at: frame - 1 };
    }
    for (let pause = Math.ceil(pauseMs / 20); pause > 0; pause -= 1) yield { kind: 'pause' };
  }
}

/** Collects keys from event packets: a key counts once, at its first packet, known by its timestamp. */
export class DtmfListener {
  digits = '';
  #lastTimestamp: number | undefined;

  /** True when the packet began a new key. */
  receive(payload: Uint8Array, timestamp: number): boolean {
    const key = keys[payload[0] ?? keys.length];
    if (key === undefined || timestamp === this.#lastTimestamp) return false;
    this.#lastTimestamp = timestamp;
    this.digits += key;
    return true;
  }
}
