import { CordboardError } from '../../../../src/base/errors.ts';
import type { PacingEffort, PacingResult } from './bench-pacing.ts';

/** What `--only` asks for. */
export function readParts(only: string | undefined): PacingEffort['parts'] {
  if (only === undefined) return ['grid', 'robust'];
  if (only === 'grid' || only === 'robust') return [only];
  throw new CordboardError('usage', '--only: grid or robust');
}

/** For people: a line for each cell, and the sum. */
export function tellPacing(result: PacingResult): string {
  const lines = [...result.grid, ...result.robust].map((cell) => {
    const where = cell.scenario === 'base' ? `${Math.round(cell.rate * 100)} %` : cell.scenario;
    const beside =
      cell.specified === undefined
        ? ''
        : `, specified ${cell.specified} (${(cell.difference ?? 0) >= 0 ? '+' : ''}${cell.difference} ± ${cell.standardError ?? '?'})`;
    return `${cell.agents} agents, ${where}, ${cell.policy}: ${cell.utilisation} / ${cell.abandonPct} (${cell.worstDayPct})${beside}`;
  });
  const { worstAbandonPct, meanUtilisationToOracle, specifiedToOracle } = result;
  return [...lines, JSON.stringify({ worstAbandonPct, meanUtilisationToOracle, specifiedToOracle })].join(
    '\n',
  );
}
