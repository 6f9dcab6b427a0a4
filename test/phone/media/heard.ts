import { blockSamples } from './spectrum.ts';
import { fromUlaw, ulawSilence, ulawToLinear } from './ulaw.ts';

/** The last seconds of what a phone has heard, as µ-law in a ring; gaps in the stream are silence in it. */
export class Heard {
  readonly #size: number;
  #ring: Uint8Array | undefined;
  #total = 0;

  constructor(keepMs: number) {
    this.#size = keepMs * 8;
  }

  /** Samples since the start, also those that the ring has lost. */
  get total(): number {
    return this.#total;
  }

  append(bytes: Uint8Array): void {
    this.#ring ??= new Uint8Array(this.#size).fill(ulawSilence);
    const kept = bytes.length > this.#size ? bytes.subarray(bytes.length - this.#size) : bytes;
    const position = this.#total % this.#size;
    const head = kept.subarray(0, this.#size - position);
    this.#ring.set(head, position);
    this.#ring.set(kept.subarray(head.length), 0);
    this.#total += kept.length;
  }

  appendSilence(samples: number): void {
    if (samples > 0) this.append(new Uint8Array(Math.min(samples, this.#size)).fill(ulawSilence));
  }

  /** The newest blocks of 50 ms, newest first; fewer when so much has not been heard. */
  *blocks(count: number): Generator<Float64Array> {
    for (let index = 1; index <= count && index * blockSamples <= this.#total; index += 1) {
      const block = new Float64Array(blockSamples);
      const start = this.#total - index * blockSamples;
      for (let n = 0; n < blockSamples; n += 1)
        block[n] = ulawToLinear[this.#ring![(start + n) % this.#size]!]!;
      yield block;
    }
  }

  /** The whole blocks of 50 ms since a moment told by `total`, oldest first. */
  blocksSince(total: number): Float64Array[] {
    const count = Math.min(
      Math.floor((this.#total - total) / blockSamples),
      Math.floor(this.#size / blockSamples),
    );
    return [...this.blocks(count)].toReversed();
  }

  samples(): Int16Array {
    if (!this.#ring) return new Int16Array();
    if (this.#total <= this.#size) return fromUlaw(this.#ring.subarray(0, this.#total));
    const position = this.#total % this.#size;
    return fromUlaw(Buffer.concat([this.#ring.subarray(position), this.#ring.subarray(0, position)]));
  }
}
