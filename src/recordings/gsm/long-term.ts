import { absolute, mult, multRounded, norm } from './arithmetic.ts';

export const subframeSamples = 40;
export const longestLag = 120;
const gainLimits = [6_554, 16_384, 26_214] as const;
const gains = [3_277, 11_469, 21_299, 32_767] as const;

export interface Prediction {
  readonly lag: number;
  readonly gain: number;
  /** What is foretold of the subframe. */
  readonly foretold: Int32Array;
}

/** Foretells a subframe by what has gone before, as of voices, sections 5.2.11 and 5.2.12. */
export class LongTermPredictor {
  /** The 120 samples before the subframe, as the decoder will have them. */
  readonly #past = new Int32Array(longestLag);

  predict(subframe: Int32Array): Prediction {
    const { lag, gain } = this.#search(subframe);
    return { lag, gain, foretold: this.foretell(lag, gain) };
  }

  /** What has gone before says of the next subframe; section 5.3.2 too. */
  foretell(lag: number, gain: number): Int32Array {
    const factor = gains[gain] ?? 0;
    return Int32Array.from({ length: subframeSamples }, (_, k) => multRounded(factor, this.#at(k - lag)));
  }

  /** What the decoder makes of the subframe. */
  remember(samples: Int32Array): void {
    this.#past.copyWithin(0, subframeSamples);
    this.#past.set(samples, longestLag - subframeSamples);
  }

  #at(index: number): number {
    return this.#past[longestLag + index] ?? 0;
  }

  #search(subframe: Int32Array): { readonly lag: number; readonly gain: number } {
    let most = 0;
    for (const sample of subframe) most = Math.max(most, absolute(sample));
    const headroom = most === 0 ? 0 : norm(most << 16);
    const scale = headroom > 6 ? 0 : 6 - headroom;
    const scaled = subframe.map((sample) => sample >> scale);
    let best = 0;
    let lag = subframeSamples;
    for (let candidate = subframeSamples; candidate <= longestLag; candidate += 1) {
      let sum = 0;
      for (let k = 0; k < subframeSamples; k += 1) sum += (scaled[k] ?? 0) * this.#at(k - candidate);
      if (sum > best) {
        best = sum;
        lag = candidate;
      }
    }
    const likeness = (best << 1) >> (6 - scale);
    let power = 0;
    for (let k = 0; k < subframeSamples; k += 1) power += (this.#at(k - lag) >> 3) ** 2;
    power <<= 1;
    if (likeness <= 0) return { lag, gain: 0 };
    if (likeness >= power) return { lag, gain: 3 };
    const shift = norm(power);
    const r = (likeness << shift) >> 16;
    const s = (power << shift) >> 16;
    const gain = gainLimits.findIndex((limit) => r <= mult(s, limit));
    return { lag, gain: gain === -1 ? 3 : gain };
  }
}
