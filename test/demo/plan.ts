import type { Random } from '../simulation/random.ts';
import type { Target } from './cast.ts';

/** A caller to be. */
export interface CallerPlan {
  /** After the beginning. */
  readonly atMs: number;
  readonly name: string;
  readonly number: string;
  readonly target: Target;
  /** How long this caller waits at most. */
  readonly patienceMs: number;
  readonly hz: number;
}

/** Everybody is invented. */
const names = `
  Nadia Petrov, Omar Haddad, Ida Novak, Tom Reyes, Greta Lindholm, Kofi Mensah, Mei Tanaka,
  Luca Ferri, Sara Okafor, Ivo Marek, Zoe Laurent, Pablo Quiroga, Hanna Vogel, Ravi Menon,
  Elif Demir, Jonas Berg, Amara Diallo, Piotr Zielin, Lena Fischer, Hugo Castel, Yuki Arai,
  Dora Szabo, Finn Kelly, Rosa Almeida, Sven Halvor, Tara Singh, Milo Jansen, Vera Costa,
  Noah Brandt, Aisha Rahman, Leo Moreau, Katya Orlova, Bram Achterberg, Chloe Dubois
`
  .trim()
  .split(/,\s+/);

const steadyPatienceMs = 60_000;
const impatientShare = 0.15;

/** Agents' tones lie below callers', all of them in what a telephone carries, and far enough apart to be told apart. */
const agentTones = { first: 400, step: 60, count: 12 };
const callerTones = { first: 1_200, step: 50, count: 40 };

export const agentTone = (index: number): number => nth(agentTones, index);

export function planCallers(
  random: Random,
  options: { readonly calls: number; readonly perMinute: number; readonly targets: readonly Target[] },
): CallerPlan[] {
  const { calls, perMinute, targets } = options;
  const people = shuffled(names, random);
  // Another range of numbers at each run, so that its calls are found again in the ledger.
  const firstNumber = random.between(0, 989_999);
  const impatient = new Set(
    shuffled([...Array(calls).keys()], random).slice(0, Math.round(calls * impatientShare)),
  );
  let atMs = 0;
  return Array.from({ length: calls }, (_, index) => {
    if (index > 0) atMs += random.about(60_000 / perMinute);
    return {
      atMs,
      name: people[index % people.length] ?? '',
      number: `0555${String(firstNumber + index).padStart(6, '0')}`,
      target: weighted(targets, random),
      patienceMs: impatient.has(index) ? random.between(300, 2_000) : steadyPatienceMs,
      hz: nth(callerTones, index),
    };
  });
}

function nth({ first, step, count }: typeof agentTones, index: number): number {
  return first + step * (index % count);
}

function weighted(targets: readonly Target[], random: Random): Target {
  return random.pick(targets.flatMap((target) => Array.from({ length: target.weight }, () => target)));
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, key: random.next() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
