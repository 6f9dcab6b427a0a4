import { saturated } from './arithmetic.ts';
import { LongTermPredictor } from './long-term.ts';
import { codePulses } from './pulses.ts';
import { codedRatios, Preprocessing, ShortTermFilter } from './short-term.ts';

export const frameSamples = 160;
const subframeSamples = 40;

/** A parameter of a frame and how many bits it has. */
type Parameter = readonly [value: number, bits: number];

export const ratioBits = [6, 6, 5, 5, 4, 4, 3, 3] as const;

/**
 * GSM 06.10 full rate (ETSI EN 300 961): 20 ms of speech in 260 bits. Our own, since Asterisk writes tracks as plain
 * sound, what comes out of mixing them must be encoded here, and the codec is a page of integer arithmetic.
 */
export class GsmEncoder {
  readonly #preprocessing = new Preprocessing();
  readonly #shortTerm = new ShortTermFilter();
  readonly #longTerm = new LongTermPredictor();

  /** The parameters of 160 samples, in the order of the frame. */
  encode(samples: Int16Array): Parameter[] {
    const frame = Int32Array.from(samples);
    this.#preprocessing.run(frame);
    const ratios = codedRatios(frame);
    const parameters: Parameter[] = ratios.map((ratio, index) => [ratio, ratioBits[index] ?? 0]);
    this.#shortTerm.run(ratios, frame);
    for (let from = 0; from < frameSamples; from += subframeSamples) {
      const subframe = frame.subarray(from, from + subframeSamples);
      const { lag, gain, foretold } = this.#longTerm.predict(subframe);
      const rest = subframe.map((sample, k) => saturated(sample - (foretold[k] ?? 0)));
      const { grid, size, codes, decoded } = codePulses(rest);
      this.#longTerm.remember(decoded.map((sample, k) => saturated(sample + (foretold[k] ?? 0))));
      parameters.push([lag, 7], [gain, 2], [grid, 2], [size, 6]);
      for (const code of codes) parameters.push([code, 3]);
    }
    return parameters;
  }
}

/** The 33 bytes of a frame in a .gsm file: four bits of signature, then each parameter from its highest bit. */
export function packFrame(parameters: readonly Parameter[]): Buffer {
  const bytes = Buffer.alloc(33);
  let at = 0;
  for (const [value, bits] of [[0xd, 4] as Parameter, ...parameters]) {
    for (let bit = bits - 1; bit >= 0; bit -= 1) {
      if ((value >> bit) & 1) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (0x80 >> (at & 7));
      at += 1;
    }
  }
  return bytes;
}

/** The 65 bytes of two frames in Microsoft's .WAV: each parameter from its lowest bit. */
export function packFramePair(first: readonly Parameter[], second: readonly Parameter[]): Buffer {
  const bytes = Buffer.alloc(65);
  let at = 0;
  for (const [value, bits] of [...first, ...second]) {
    for (let bit = 0; bit < bits; bit += 1) {
      if ((value >> bit) & 1) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (1 << (at & 7));
      at += 1;
    }
  }
  return bytes;
}
