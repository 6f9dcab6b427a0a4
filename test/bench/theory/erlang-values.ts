/** Callers an hour, seconds of service, agents; and the exact values, computed from the formulas of Erlang and Palm. */
export interface ErlangCase {
  readonly perHour: number;
  readonly serviceS: number;
  readonly agents: number;
  /** null: nobody gives up (Erlang-C). */
  readonly patienceS: number | null;
  readonly waitShare: number;
  readonly abandonShare: number;
  /** Of all callers, those who gave up included. */
  readonly meanWaitS: number;
  /** Served within 20 seconds, of all. */
  readonly within20Share: number;
}

const loads: readonly (readonly [perHour: number, serviceS: number, agents: number])[] = [
  [60, 180, 5],
  [60, 180, 4],
  [100, 120, 5],
  [200, 180, 12],
  [200, 180, 11],
  [120, 240, 10],
  [240, 240, 18],
  [240, 240, 17],
  [300, 300, 28],
  [300, 300, 26],
  [600, 180, 34],
  [600, 180, 31],
  [720, 240, 55],
  [1000, 240, 70],
  [1200, 300, 105],
  [2400, 300, 206],
  [30, 300, 3],
  [40, 300, 4],
];

export const erlangCases: readonly ErlangCase[] = [
  ...loads.map(([perHour, serviceS, agents]) => exact(perHour, serviceS, agents, null)),
  ...[60, 180].flatMap((patienceS) =>
    loads.map(([perHour, serviceS, agents]) => exact(perHour, serviceS, agents, patienceS)),
  ),
];

/**
 * M/M/n and M/M/n+M as a birth-death process. Its states are summed up until they carry nothing; who finds all agents
 * busy waits for the line before him, of which everybody may give up: his own chance to be served within a time follows
 * from the same process by uniformisation of the line's steps.
 */
function exact(perHour: number, serviceS: number, agents: number, patienceS: number | null): ErlangCase {
  const rate = perHour / 3600;
  const service = 1 / serviceS;
  const patience = patienceS === null ? 0 : 1 / patienceS;
  const weights = [1];
  let total = 1;
  for (let count = 1; ; count += 1) {
    const leave = Math.min(count, agents) * service + Math.max(0, count - agents) * patience;
    const weight = ((weights.at(-1) ?? 0) * rate) / leave;
    weights.push(weight);
    total += weight;
    if (count > agents && weight < total * 1e-15) break;
  }
  const chances = weights.map((weight) => weight / total);
  const waitShare = chances.slice(agents).reduce((sum, one) => sum + one, 0);
  const inLine = chances.slice(agents).reduce((sum, one, waiting) => sum + one * waiting, 0);
  // Little's law.
  const meanWaitS = inLine / rate;
  const abandonShare = (inLine * patience) / rate;
  let within = 1 - waitShare;
  for (const [ahead, chance] of chances.slice(agents).entries()) {
    if (chance > 1e-12) within += chance * servedWithin(20, ahead, agents * service, patience);
  }
  return { perHour, serviceS, agents, patienceS, waitShare, abandonShare, meanWaitS, within20Share: within };
}

/**
 * The chance that who has so many before him is served within the time and has not given up: a death process with rate
 * `busy` + k·`patience` at k before him, whose last step serves him. Solved by uniformisation.
 */
function servedWithin(seconds: number, ahead: number, busy: number, patience: number): number {
  const fastest = busy + (ahead + 1) * patience;
  const mean = fastest * seconds;
  let states = Array.from({ length: ahead + 1 }, (_, at): number => (at === ahead ? 1 : 0));
  let served = 0;
  let result = 0;
  let poisson = Math.exp(-mean);
  let sum = 0;
  for (let step = 0; sum < 1 - 1e-12 && step < 100_000; step += 1) {
    if (step > 0) poisson *= mean / step;
    sum += poisson;
    // What is served after `step` events has been served within the time if at least so many have happened.
    result += poisson * served;
    const next = states.map(() => 0);
    for (const [before, chance] of states.entries()) {
      const goesOn = (busy + before * patience) / fastest;
      const givesUp = patience / fastest;
      if (before === 0) served += (chance * busy) / fastest;
      else next[before - 1] = (next[before - 1] ?? 0) + chance * goesOn;
      next[before] = (next[before] ?? 0) + chance * Math.max(0, 1 - goesOn - givesUp);
    }
    states = next;
  }
  return result;
}
