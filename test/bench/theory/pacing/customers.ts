/**
 * The customers of the simulated campaign: what becomes of call number k is fixed by the seed and k, so that every
 * policy meets the same people.
 */
export interface Customer {
  readonly kind: 'person' | 'machine' | 'none' | 'busy' | 'failed';
  /** From dialling to the answer, or to the end of an attempt that nobody answers. */
  readonly afterMs: number;
  /** From dialling until it rings. */
  readonly delayMs: number;
  readonly talkMs: number;
  readonly wrapUpMs: number;
  /** For a detector's errors: above 0, at most 1. */
  readonly luck: number;
}

export interface Population {
  readonly talkS: number;
  readonly talkVariation: number;
  readonly ringS: number;
  readonly ringTimeoutS: number;
}

export const population: Population = { talkS: 90, talkVariation: 1, ringS: 9, ringTimeoutS: 20 };

/** Call number `k`, dialled while this share of the called is a person who answers. */
export function customerOf(seed: number, k: number, answerRate: number, of: Population): Customer {
  const chance = (field: number): number => hashed(seed, k, field);
  const logNormal = (field: number, mean: number, variation: number): number => {
    const sigma2 = Math.log(1 + variation ** 2);
    const normal = Math.sqrt(-2 * Math.log(chance(field))) * Math.cos(2 * Math.PI * chance(field + 1));
    return mean * Math.exp(Math.sqrt(sigma2) * normal - sigma2 / 2);
  };
  const rest = chance(1);
  const kind =
    chance(0) <= answerRate
      ? 'person'
      : rest <= 0.35
        ? 'machine'
        : rest <= 0.85
          ? 'none'
          : rest <= 0.9
            ? 'busy'
            : 'failed';
  const delayS = logNormal(2, 2.5, 0.4);
  const timeoutS = of.ringTimeoutS;
  /** Who would answer later answers within the time-out as the others do: the distribution is cut there. */
  const within = (mean: number, variation: number): number => {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const seconds = logNormal(20 + 2 * attempt, mean, variation);
      if (seconds < timeoutS) return seconds;
    }
    return timeoutS;
  };
  const ringS = {
    person: () => within(of.ringS, 0.55),
    machine: () => within(15, 0.25),
    none: () => timeoutS,
    busy: () => 0,
    failed: () => 0,
  }[kind]();
  return {
    kind,
    delayMs: Math.round(delayS * 1_000),
    afterMs: Math.max(1, Math.round((delayS + ringS) * 1_000)),
    talkMs: Math.max(1, Math.round(logNormal(6, of.talkS, of.talkVariation) * 1_000)),
    wrapUpMs: Math.max(1, Math.round(logNormal(8, 20, 0.8) * 1_000)),
    luck: chance(10),
  };
}

/** Above 0, at most 1. */
function hashed(seed: number, k: number, field: number): number {
  let word = Math.imul(seed + 1, 0x9e3779b9) ^ Math.imul(field + 1, 0x85ebca6b);
  word = mixed(word) ^ Math.imul(k + 1, 0xc2b2ae35);
  return (mixed(mixed(word)) + 1) / 2 ** 32;
}

function mixed(word: number): number {
  let here = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
  here = Math.imul(here ^ (here >>> 15), 0x735a2d97);
  return (here ^ (here >>> 15)) >>> 0;
}
