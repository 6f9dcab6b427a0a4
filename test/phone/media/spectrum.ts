/** 50 ms at 8 kHz: bins of 20 Hz. */
export const blockSamples = 400;

/** A Hann window keeps a tone out of bins more than 40 Hz away, so tones 100 Hz apart do not disturb each other. */
const hann = Float64Array.from(
  { length: blockSamples },
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / blockSamples),
);
const windowSum = hann.reduce((sum, weight) => sum + weight, 0);
const windowPower = hann.reduce((sum, weight) => sum + weight * weight, 0);

/** The mean power of a block. */
export function powerOf(block: Float64Array): number {
  let power = 0;
  for (let n = 0; n < blockSamples; n += 1) power += (block[n]! * hann[n]!) ** 2;
  return power / windowPower;
}

/** The mean power of the sine of that frequency in a block (Goertzel). */
export function tonePowerOf(block: Float64Array, hz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / 8000);
  let last = 0;
  let beforeLast = 0;
  for (let n = 0; n < blockSamples; n += 1) {
    const now = block[n]! * hann[n]! + turn * last - beforeLast;
    beforeLast = last;
    last = now;
  }
  const magnitudeSquared = last * last + beforeLast * beforeLast - turn * last * beforeLast;
  return (2 * magnitudeSquared) / (windowSum * windowSum);
}

/** Decibels below a full-scale sine. */
export const levelOf = (power: number): number => 10 * Math.log10(Math.max(power, 1e-3) / (32768 ** 2 / 2));
