import { absolute, fractionOf, mult, multRounded, norm, saturated, saturatedLong } from './arithmetic.ts';

/** Table 5.1 and 5.2 of the standard, a line for each coefficient. */
const steps = [
  { a: 20_480, b: 0, most: 31, least: -32, inverse: 13_107 },
  { a: 20_480, b: 0, most: 31, least: -32, inverse: 13_107 },
  { a: 20_480, b: 2_048, most: 15, least: -16, inverse: 13_107 },
  { a: 20_480, b: -2_560, most: 15, least: -16, inverse: 13_107 },
  { a: 13_964, b: 94, most: 7, least: -8, inverse: 19_223 },
  { a: 15_360, b: -1_792, most: 7, least: -8, inverse: 17_476 },
  { a: 8_534, b: -341, most: 3, least: -4, inverse: 31_454 },
  { a: 9_036, b: -1_144, most: 3, least: -4, inverse: 29_708 },
] as const;

/** Removes the offset and lifts the high tones, section 5.2.1 to 5.2.3. */
export class Preprocessing {
  #z1 = 0;
  #z2 = 0;
  #before = 0;

  /** In place. */
  run(samples: Int32Array): void {
    for (let k = 0; k < samples.length; k += 1) {
      const scaled = ((samples[k] ?? 0) >> 3) << 2;
      const difference = scaled - this.#z1;
      this.#z1 = scaled;
      const high = this.#z2 >> 15;
      const low = this.#z2 - (high << 15);
      this.#z2 = saturatedLong(high * 32_735 + (difference << 15) + multRounded(low, 32_735));
      const emphasis = multRounded(this.#before, -28_180);
      this.#before = saturatedLong(this.#z2 + 16_384) >> 15;
      samples[k] = saturated(this.#before + emphasis);
    }
  }
}

/** The eight coded log area ratios of a frame, sections 5.2.4 to 5.2.7. */
export function codedRatios(samples: Int32Array): number[] {
  return reflectionCoefficients(autocorrelation(samples)).map((coefficient, index) => {
    const { a, b, most, least } = steps[index] ?? steps[0];
    const coded = saturated(saturated(mult(a, logAreaRatio(coefficient)) + b) + 256) >> 9;
    return Math.max(least, Math.min(most, coded)) - least;
  });
}

function autocorrelation(samples: Int32Array): number[] {
  let most = 0;
  for (const sample of samples) most = Math.max(most, absolute(sample));
  const scale = most === 0 ? 0 : 4 - norm(most << 16);
  const scaled = scale <= 0 ? samples : samples.map((sample) => multRounded(sample, 16_384 >> (scale - 1)));
  // As the standard's own integers: what is scaled down is scaled up again for what follows.
  if (scale > 0) for (let k = 0; k < samples.length; k += 1) samples[k] = (scaled[k] ?? 0) << scale;
  return Array.from({ length: 9 }, (_, lag) => {
    let sum = 0;
    for (let k = lag; k < scaled.length; k += 1) sum += (scaled[k] ?? 0) * (scaled[k - lag] ?? 0);
    return sum * 2;
  });
}

/** Schur's recursion. */
function reflectionCoefficients(correlation: readonly number[]): number[] {
  const found = Array.from({ length: 8 }, () => 0);
  const [power = 0] = correlation;
  if (power === 0) return found;
  const shift = norm(power);
  const p = correlation.map((value) => (value << shift) >> 16);
  const k = [...p];
  for (let n = 0; n < 8; n += 1) {
    const [p0 = 0, p1 = 0] = p;
    const size = absolute(p1);
    if (p0 < size) return found;
    const r = p1 > 0 ? -fractionOf(size, p0) : fractionOf(size, p0);
    found[n] = r;
    if (n === 7) return found;
    p[0] = saturated(p0 + multRounded(p1, r));
    for (let m = 1; m <= 7 - n; m += 1) {
      const next = p[m + 1] ?? 0;
      const mirror = k[m] ?? 0;
      p[m] = saturated(next + multRounded(mirror, r));
      k[m] = saturated(mirror + multRounded(next, r));
    }
  }
  return found;
}

function logAreaRatio(coefficient: number): number {
  const size = absolute(coefficient);
  const ratio = size < 22_118 ? size >> 1 : size < 31_130 ? size - 11_059 : (size - 26_112) << 2;
  return coefficient < 0 ? -ratio : ratio;
}

/** The reflection coefficients of a frame's samples, from one up to another. */
interface Stretch {
  readonly reflections: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** Reflection coefficients from coded ratios, which change over the first quarter of a frame: sections 5.2.8 and 5.2.9. */
class Coefficients {
  #former: readonly number[] = Array.from({ length: 8 }, () => 0);

  next(coded: readonly number[]): readonly Stretch[] {
    const former = this.#former;
    const present = coded.map((value, index) => {
      const { b, least, inverse } = steps[index] ?? steps[0];
      const ratio = multRounded(inverse, saturated((saturated(value + least) << 10) - (b << 1)));
      return saturated(ratio + ratio);
    });
    this.#former = present;
    const between = (mixed: (from: number, to: number) => number): number[] =>
      present.map((to, index) => reflectionOf(mixed(former[index] ?? 0, to)));
    return [
      {
        reflections: between((a, b) => saturated(saturated((a >> 2) + (b >> 2)) + (a >> 1))),
        from: 0,
        to: 13,
      },
      { reflections: between((a, b) => saturated((a >> 1) + (b >> 1))), from: 13, to: 27 },
      {
        reflections: between((a, b) => saturated(saturated((a >> 2) + (b >> 2)) + (b >> 1))),
        from: 27,
        to: 40,
      },
      { reflections: between((_, b) => b), from: 40, to: 160 },
    ];
  }
}

/** Takes out of a frame what its coefficients foretell, section 5.2.10. */
export class ShortTermFilter {
  readonly #coefficients = new Coefficients();
  readonly #state = new Int32Array(8);

  /** In place. */
  run(coded: readonly number[], samples: Int32Array): void {
    for (const { reflections, from, to } of this.#coefficients.next(coded)) {
      this.#filter(reflections, samples.subarray(from, to));
    }
  }

  #filter(reflections: readonly number[], samples: Int32Array): void {
    const state = this.#state;
    for (let k = 0; k < samples.length; k += 1) {
      let out = samples[k] ?? 0;
      let saved = out;
      for (let i = 0; i < 8; i += 1) {
        const reflection = reflections[i] ?? 0;
        const former = state[i] ?? 0;
        state[i] = saved;
        saved = saturated(former + multRounded(reflection, out));
        out = saturated(out + multRounded(reflection, former));
      }
      samples[k] = out;
    }
  }
}

/** Puts it in again, section 5.3.3. */
export class ShortTermSynthesis {
  readonly #coefficients = new Coefficients();
  readonly #state = new Int32Array(9);

  /** In place. */
  run(coded: readonly number[], samples: Int32Array): void {
    const state = this.#state;
    for (const { reflections, from, to } of this.#coefficients.next(coded)) {
      for (let k = from; k < to; k += 1) {
        let out = samples[k] ?? 0;
        for (let i = 7; i >= 0; i -= 1) {
          const reflection = reflections[i] ?? 0;
          const former = state[i] ?? 0;
          out = saturated(out - multRounded(reflection, former));
          state[i + 1] = saturated(former + multRounded(reflection, out));
        }
        state[0] = out;
        samples[k] = out;
      }
    }
  }
}

/** Lowers the high tones again, sections 5.3.4 to 5.3.6. */
export class Postprocessing {
  #before = 0;

  /** In place. */
  run(samples: Int32Array): void {
    for (let k = 0; k < samples.length; k += 1) {
      this.#before = saturated((samples[k] ?? 0) + multRounded(this.#before, 28_180));
      samples[k] = saturated(this.#before + this.#before) & ~7;
    }
  }
}

function reflectionOf(ratio: number): number {
  const size = absolute(ratio);
  const reflection =
    size < 11_059 ? size << 1 : size < 20_070 ? size + 11_059 : saturated((size >> 2) + 26_112);
  return ratio < 0 ? -reflection : reflection;
}
