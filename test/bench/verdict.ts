import type { Row } from './compare.ts';
import { round } from './stats.ts';

/** Where the ratios are taken if that cell was run; else in the first of the grid. */
const middle = { agents: 50, waiting: 10 };

export interface Verdict {
  readonly ratiosAt: { readonly agents: number; readonly waiting: number } | null;
  /** app_queue's over ours. */
  readonly idleGapRatioP50: number | null;
  readonly entryRatioP50: number | null;
  /** Ours, of Asterisk and Cordboard together, over app_queue's. */
  readonly cpuRatio: number | null;
  readonly rateRatio: number | null;
  /** app_queue's over ours. */
  readonly ringAllGapRatioP50: number | null;
  readonly ringAllPooledGapRatioP50: number | null;
}

interface Pair {
  readonly theirs: Row;
  readonly ours: Row;
}

export function verdictOn(grid: readonly Row[]): Verdict {
  const pairs = pairsOf(grid);
  const plain = pairs.filter(({ ours }) => ours.kind === 'grid');
  const at =
    plain.find(({ ours }) => ours.agents === middle.agents && ours.waiting === middle.waiting) ?? plain[0];
  const ringAll = (strategy: string): Pair | undefined =>
    pairs.find(({ ours }) => ours.kind === 'ring-all' && ours.strategy === strategy);
  return {
    ratiosAt: at === undefined ? null : { agents: at.ours.agents, waiting: at.ours.waiting },
    idleGapRatioP50: over(at?.theirs.gapP50Ms, at?.ours.gapP50Ms),
    entryRatioP50: over(at?.theirs.entryP50Ms, at?.ours.entryP50Ms),
    cpuRatio: at === undefined ? null : over(cpuOf(at.ours), cpuOf(at.theirs)),
    rateRatio: over(at?.ours.callsPerSecond, at?.theirs.callsPerSecond),
    ringAllGapRatioP50: gapRatio(ringAll('ring-all')),
    ringAllPooledGapRatioP50: gapRatio(ringAll('ring-all-pooled')),
  };
}

/** The two sides of a cell stand one after the other. */
export function pairsOf(grid: readonly Row[]): Pair[] {
  return grid.flatMap((theirs, index) => {
    const ours = grid[index + 1];
    return theirs.side === 'app_queue' && ours !== undefined ? [{ theirs, ours }] : [];
  });
}

export function gapRatio(pair: Pair | undefined): number | null {
  return over(pair?.theirs.gapP50Ms, pair?.ours.gapP50Ms);
}

export function cpuOf({ cpuMsPerCall }: Row): number {
  return cpuMsPerCall.asterisk + cpuMsPerCall.cordboard;
}

function over(above: number | null | undefined, below: number | null | undefined): number | null {
  return above == null || below == null ? null : round(above / below);
}
