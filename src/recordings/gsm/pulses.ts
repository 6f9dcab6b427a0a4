import { absolute, mult, multRounded, saturated } from './arithmetic.ts';

const weights = [-134, -374, 0, 2_054, 5_741, 8_192, 5_741, 2_054, 0, -374, -134] as const;
const inverseMantissas = [29_128, 26_215, 23_832, 21_846, 20_165, 18_725, 17_476, 16_384] as const;
const mantissas = [18_431, 20_479, 22_527, 24_575, 26_623, 28_671, 30_719, 32_767] as const;
export const pulseCount = 13;
const subframeSamples = 40;

/** What is left of a subframe: every third sample, in eight steps each. */
export interface Pulses {
  /** With which sample they begin. */
  readonly grid: number;
  readonly size: number;
  readonly codes: readonly number[];
  /** What the decoder makes of them. */
  readonly decoded: Int32Array;
}

/** Sections 5.2.13 to 5.2.18. */
export function codePulses(rest: Int32Array): Pulses {
  const weighted = weigh(rest);
  const grid = strongestGrid(weighted);
  const chosen = Array.from({ length: pulseCount }, (_, i) => weighted[grid + 3 * i] ?? 0);
  const size = codedSize(Math.max(...chosen.map(absolute)));
  const { exponent, mantissa } = partsOf(size);
  const inverse = inverseMantissas[mantissa] ?? 0;
  const codes = chosen.map((pulse) => (mult(((pulse << (6 - exponent)) << 16) >> 16, inverse) >> 12) + 4);
  return { grid, size, codes, decoded: decodePulses(grid, size, codes) };
}

/** The samples of a subframe that its pulses stand for, sections 5.2.16 and 5.2.17. */
export function decodePulses(grid: number, size: number, codes: readonly number[]): Int32Array {
  const { exponent, mantissa } = partsOf(size);
  const decoded = new Int32Array(subframeSamples);
  const factor = mantissas[mantissa] ?? 0;
  const shift = 6 - exponent;
  const rounding = shift === 0 ? 0 : 1 << (shift - 1);
  for (const [i, code] of codes.entries()) {
    decoded[grid + 3 * i] = saturated(multRounded(factor, (2 * code - 7) << 12) + rounding) >> shift;
  }
  return decoded;
}

function weigh(rest: Int32Array): Int32Array {
  return rest.map((_, k) => {
    let sum = 4_096;
    for (const [i, weight] of weights.entries()) sum += weight * (rest[k + i - 5] ?? 0);
    return saturated(sum >> 13);
  });
}

function strongestGrid(samples: Int32Array): number {
  let best = 0;
  let most = 0;
  for (let grid = 0; grid < 4; grid += 1) {
    let power = 0;
    for (let i = 0; i < pulseCount; i += 1) power += ((samples[grid + 3 * i] ?? 0) >> 2) ** 2;
    if (power > most) {
      most = power;
      best = grid;
    }
  }
  return best;
}

/** Of the largest pulse: three bits of exponent, three of mantissa. */
function codedSize(most: number): number {
  let exponent = 0;
  for (let rest = most >> 9; rest > 0 && exponent < 6; rest >>= 1) exponent += 1;
  return saturated((most >> (exponent + 5)) + (exponent << 3));
}

function partsOf(size: number): { readonly exponent: number; readonly mantissa: number } {
  let exponent = size > 15 ? (size >> 3) - 1 : 0;
  let mantissa = size - (exponent << 3);
  if (mantissa === 0) return { exponent: -4, mantissa: 7 };
  while (mantissa <= 7) {
    mantissa = (mantissa << 1) | 1;
    exponent -= 1;
  }
  return { exponent, mantissa: mantissa - 8 };
}
