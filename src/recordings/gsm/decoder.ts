import { saturated } from './arithmetic.ts';
import { frameSamples, ratioBits } from './encoder.ts';
import { longestLag, LongTermPredictor, subframeSamples } from './long-term.ts';
import { decodePulses, pulseCount } from './pulses.ts';
import { Postprocessing, ShortTermSynthesis } from './short-term.ts';

/** The parameters of a frame, in the order in which `GsmEncoder` gives them. */
const parameterBits: readonly number[] = [
  ...ratioBits,
  ...Array.from({ length: 4 }, () => [7, 2, 2, 6, ...Array.from({ length: pulseCount }, () => 3)]).flat(),
];
const perSubframe = 4 + pulseCount;

/** GSM 06.10 full rate back to sound: for recordings that are wanted in another format. */
export class GsmDecoder {
  readonly #longTerm = new LongTermPredictor();
  readonly #shortTerm = new ShortTermSynthesis();
  readonly #postprocessing = new Postprocessing();
  /** A lag that cannot be stands for the former one, section 5.3.2. */
  #lag = subframeSamples;

  /** The 160 samples of a frame. */
  decode(parameters: readonly number[]): Int16Array {
    const frame = new Int32Array(frameSamples);
    for (let subframe = 0; subframe < 4; subframe += 1) {
      const at = ratioBits.length + subframe * perSubframe;
      const [lag = 0, gain = 0, grid = 0, size = 0, ...codes] = parameters.slice(at, at + perSubframe);
      if (lag >= subframeSamples && lag <= longestLag) this.#lag = lag;
      const foretold = this.#longTerm.foretell(this.#lag, gain);
      const samples = decodePulses(grid, size, codes).map((pulse, k) =>
        saturated(pulse + (foretold[k] ?? 0)),
      );
      this.#longTerm.remember(samples);
      frame.set(samples, subframe * subframeSamples);
    }
    this.#shortTerm.run(parameters.slice(0, ratioBits.length), frame);
    this.#postprocessing.run(frame);
    return Int16Array.from(frame);
  }
}

/** The parameters in the 33 bytes of a frame of a .gsm file; `packFrame` the other way. */
export function unpackFrame(bytes: Uint8Array): number[] {
  return read(4, (at) => ((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1, 'highest').parameters;
}

/** Those of the two frames in 65 bytes of Microsoft's .WAV; `packFramePair` the other way. */
export function unpackFramePair(bytes: Uint8Array): [number[], number[]] {
  const bit = (at: number): number => ((bytes[at >> 3] ?? 0) >> (at & 7)) & 1;
  const first = read(0, bit, 'lowest');
  return [first.parameters, read(first.end, bit, 'lowest').parameters];
}

function read(
  from: number,
  bit: (at: number) => number,
  begins: 'highest' | 'lowest',
): { readonly parameters: number[]; readonly end: number } {
  let at = from;
  const parameters = parameterBits.map((count) => {
    let value = 0;
    for (let n = 0; n < count; n += 1) value |= bit(at + n) << (begins === 'highest' ? count - 1 - n : n);
    at += count;
    return value;
  });
  return { parameters, end: at };
}
