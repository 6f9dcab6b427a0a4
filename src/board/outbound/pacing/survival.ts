/**
 * How long something lasts, learned from what has ended: the hazard of ending, held constant within each bin of time
 * (the piecewise exponential estimator: ends over time at risk; with fine bins it is Kaplan and Meier's product limit).
 * Bins grow by a fifth, so that two hours need 48 of them.
 */
export interface Survival {
  /** How many ends have been folded in; tables made from it are of one count. */
  count: number;
  /** Ends not folded in yet, in seconds: once much is known, few are taken at a time, so that tables last longer. */
  readonly fresh: number[];
  /** Seconds spent in each bin by those that reached it. */
  readonly atRisk: number[];
  /** How many ended in each bin. */
  readonly ended: number[];
}

/** The last ends that count: what is older weighs less than 1/e. */
const memory = 600;
/** What is assumed at the start weighs as much as this many ends. */
const priorWorth = 5;
const bins = 48;
const firstBinS = 2;
const growth = 1.2;

/** Where each bin begins, in seconds; the last has no end. */
export const binStartsS: readonly number[] = Array.from({ length: bins }, (_, bin) =>
  bin === 0 ? 0 : firstBinS * growth ** (bin - 1),
);

/** Before anything is known: exponential of this mean. */
export function freshSurvival(meanMs: number): Survival {
  const meanS = Math.max(1, meanMs / 1_000);
  const reaching = binStartsS.map((start) => priorWorth * Math.exp(-start / meanS));
  const ended = reaching.map((here, bin) => here - (reaching[bin + 1] ?? 0));
  return { count: 0, fresh: [], atRisk: ended.map((count) => count * meanS), ended };
}

export function learnLasted(survival: Survival, lastedMs: number): void {
  survival.fresh.push(Math.max(0, lastedMs / 1_000));
  if (survival.count >= 64 && survival.fresh.length < 8) return;
  for (const lastedS of survival.fresh) fold(survival, lastedS);
  survival.fresh.length = 0;
}

function fold(survival: Survival, lastedS: number): void {
  const { atRisk, ended } = survival;
  const keep = 1 - 1 / memory;
  for (let bin = 0; bin < bins; bin += 1) {
    const start = binStartsS[bin] ?? 0;
    const end = binStartsS[bin + 1] ?? Infinity;
    const within = Math.max(0, Math.min(lastedS, end) - start);
    atRisk[bin] = (atRisk[bin] ?? 0) * keep + within;
    const endedHere = lastedS >= start && lastedS < end;
    ended[bin] = (ended[bin] ?? 0) * keep + (endedHere ? 1 : 0);
  }
  survival.count += 1;
}

/** The mean of what has been learned, in seconds: time at risk over ends. */
export function meanLasted({ atRisk, ended }: Survival): number {
  const ends = ended.reduce((sum, one) => sum + one, 0);
  return ends > 1e-9 ? atRisk.reduce((sum, one) => sum + one, 0) / ends : 1;
}

/** The chance to last longer than so many seconds, as a function prepared once. */
export function survivalCurve(survival: Survival): (seconds: number) => number {
  const hazards = new Float64Array(bins);
  const sums = new Float64Array(bins + 1);
  let last = 0.01;
  for (let bin = 0; bin < bins; bin += 1) {
    const atRisk = survival.atRisk[bin] ?? 0;
    // Where nobody has been for long there is nothing to divide by: the hazard before it goes on.
    if (atRisk > 1e-9) last = (survival.ended[bin] ?? 0) / atRisk;
    hazards[bin] = last;
    const width = (binStartsS[bin + 1] ?? 0) - (binStartsS[bin] ?? 0);
    sums[bin + 1] = (sums[bin] ?? 0) + last * width;
  }
  return (seconds) => {
    if (seconds <= 0) return 1;
    const bin = seconds < firstBinS ? 0 : Math.min(bins - 1, binOf(seconds));
    return Math.exp(-(sums[bin] ?? 0) - (hazards[bin] ?? 0) * (seconds - (binStartsS[bin] ?? 0)));
  };
}

function binOf(seconds: number): number {
  return 1 + Math.floor(Math.log(seconds / firstBinS) / Math.log(growth));
}
