/**
 * Agents that become ready against customers that answer, step by step: at each step the spare agents are
 * `free + ready so far − answered so far`, where each busy agent and each attempt counts with a chance of its own
 * (a Poisson-binomial difference). `shortage` is the chance that no agent is spare.
 *
 * Small teams are computed exactly, by convolution. With many chances the first terms of Edgeworth's series
 * (mean, variance, skewness, with the continuity correction) are as good, and a call more costs next to nothing.
 */
export interface Race {
  /** This agent is ready by each step with these chances, from `offset` on. */
  ready(chances: Float64Array, offset: number, next: number, part: number): void;
  answers(chances: Float64Array): void;
  shortage(step: number): number;
}

/** Up to so many chances they are convolved. */
const exactUpTo = 56;

export function raceOf(steps: number, spare: number, busy: number, attempts: number): Race {
  return busy + attempts <= exactUpTo
    ? new ExactRace(steps, spare, busy, attempts)
    : new LargeRace(steps, spare);
}

let scratch = new Float64Array(4_096);

class ExactRace implements Race {
  readonly #steps: number;
  readonly #width: number;
  /** Where in a row the number 0 is. */
  readonly #zero: number;
  /** What is reached so far, as indexes of a row. */
  #low: number;
  #high: number;
  readonly #chance: Float64Array;

  constructor(steps: number, spare: number, busy: number, answers: number) {
    this.#steps = steps;
    this.#width = busy + answers + 1;
    this.#low = answers;
    this.#high = answers;
    this.#zero = answers - spare;
    const size = steps * this.#width;
    if (scratch.length < size) scratch = new Float64Array(size * 2);
    this.#chance = scratch;
    this.#chance.fill(0, 0, size);
    for (let step = 0; step < steps; step += 1) this.#chance[step * this.#width + answers] = 1;
  }

  ready(chances: Float64Array, offset: number, next: number, part: number): void {
    const chance = this.#chance;
    this.#high += 1;
    for (let step = 0; step < this.#steps; step += 1) {
      const here = chances[offset + step] ?? 0;
      const p = here + ((chances[next + step] ?? 0) - here) * part;
      const row = step * this.#width;
      for (let at = row + this.#high; at > row + this.#low; at -= 1) {
        chance[at] = (chance[at] ?? 0) * (1 - p) + (chance[at - 1] ?? 0) * p;
      }
      chance[row + this.#low] = (chance[row + this.#low] ?? 0) * (1 - p);
    }
  }

  answers(chances: Float64Array): void {
    const chance = this.#chance;
    this.#low -= 1;
    for (let step = 0; step < this.#steps; step += 1) {
      const p = chances[step] ?? 0;
      const row = step * this.#width;
      for (let at = row + this.#low; at < row + this.#high; at += 1) {
        chance[at] = (chance[at] ?? 0) * (1 - p) + (chance[at + 1] ?? 0) * p;
      }
      chance[row + this.#high] = (chance[row + this.#high] ?? 0) * (1 - p);
    }
  }

  shortage(step: number): number {
    const row = step * this.#width;
    const last = Math.min(this.#zero, this.#high);
    let sum = 0;
    for (let at = this.#low; at <= last; at += 1) sum += this.#chance[row + at] ?? 0;
    return sum;
  }
}

class LargeRace implements Race {
  readonly #steps: number;
  readonly #mean: Float64Array;
  readonly #variance: Float64Array;
  /** The third central moment. */
  readonly #third: Float64Array;

  constructor(steps: number, spare: number) {
    this.#steps = steps;
    this.#mean = new Float64Array(steps).fill(spare);
    this.#variance = new Float64Array(steps);
    this.#third = new Float64Array(steps);
  }

  ready(chances: Float64Array, offset: number, next: number, part: number): void {
    for (let step = 0; step < this.#steps; step += 1) {
      const here = chances[offset + step] ?? 0;
      this.#add(step, here + ((chances[next + step] ?? 0) - here) * part, 1);
    }
  }

  answers(chances: Float64Array): void {
    for (let step = 0; step < this.#steps; step += 1) this.#add(step, chances[step] ?? 0, -1);
  }

  #add(step: number, p: number, sign: 1 | -1): void {
    const variance = p * (1 - p);
    this.#mean[step] = (this.#mean[step] ?? 0) + sign * p;
    this.#variance[step] = (this.#variance[step] ?? 0) + variance;
    this.#third[step] = (this.#third[step] ?? 0) + sign * variance * (1 - 2 * p);
  }

  shortage(step: number): number {
    const mean = this.#mean[step] ?? 0;
    const variance = this.#variance[step] ?? 0;
    if (variance < 1e-6) return mean < 0.5 ? 1 : 0;
    const deviation = Math.sqrt(variance);
    const x = (0.5 - mean) / deviation;
    const skewness = (this.#third[step] ?? 0) / (variance * deviation);
    const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    return Math.min(1, Math.max(0, normalShare(x) - (skewness / 6) * (x * x - 1) * density));
  }
}

/** The share of the standard normal distribution below x (Abramowitz and Stegun 26.2.17, to 7.5e-8). */
function normalShare(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const sum =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * sum;
  return x >= 0 ? 1 - tail : tail;
}
