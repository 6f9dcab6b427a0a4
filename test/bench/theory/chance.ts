/** Numbers by chance that are the same for the same seed (xoshiro128**). */
export class Chance {
  readonly #words = new Uint32Array(4);

  constructor(seed: number) {
    let state = seed >>> 0;
    for (let at = 0; at < 4; at += 1) {
      // SplitMix32 spreads neighbouring seeds.
      state = (state + 0x9e3779b9) >>> 0;
      let word = state;
      word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
      word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
      this.#words[at] = (word ^ (word >>> 15)) >>> 0;
    }
  }

  /** Above 0, and at most 1. */
  share(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.#words;
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const third = c ^ a;
    const fourth = d ^ b;
    this.#words[1] = b ^ third;
    this.#words[0] = a ^ fourth;
    this.#words[2] = third ^ (b << 9);
    this.#words[3] = (fourth << 11) | (fourth >>> 21);
    return (result + 1) / 2 ** 32;
  }

  exponential(mean: number): number {
    return -Math.log(this.share()) * mean;
  }

  /** Log-normal, by its mean and its coefficient of variation. */
  logNormal(mean: number, variation: number): number {
    const sigma2 = Math.log(1 + variation ** 2);
    const normal = Math.sqrt(-2 * Math.log(this.share())) * Math.cos(2 * Math.PI * this.share());
    return Math.exp(Math.log(mean) - sigma2 / 2 + Math.sqrt(sigma2) * normal);
  }
}
