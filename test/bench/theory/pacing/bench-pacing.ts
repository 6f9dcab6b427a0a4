import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Cell, CellTask } from './measure.ts';
import { own, policies, type PolicyName, type Scenario, scenarios } from './scenarios.ts';
import { specified, specifiedOracle, specifiedRobust } from './specified.ts';

export interface PacingEffort {
  readonly agents: readonly number[];
  /** In %. */
  readonly rates: readonly number[];
  /** Days of a small team's cell; larger teams have fewer, for each of theirs says more. */
  readonly days: number;
  readonly parts: readonly ('grid' | 'robust')[];
}

export interface PacingResult {
  readonly bench: 'pacing';
  readonly grid: readonly (Cell & { readonly specified?: number; readonly difference?: number })[];
  readonly robust: readonly (Cell & { readonly specified?: number; readonly difference?: number })[];
  /** The worst day of Cordboard's policy in any cell, its variants included. */
  readonly worstAbandonPct: number;
  /** Its share of the oracle that knows every answer, and the same by the specification's figures of both. */
  readonly meanUtilisationToOracle: number | null;
  readonly specifiedToOracle: number | null;
}

export async function benchPacing(effort: PacingEffort, tell: (line: string) => void): Promise<PacingResult> {
  const tasks = tasksOf(effort);
  const cells = await runAll(tasks, (cell, done) => {
    const { agents, rate, policy, scenario, utilisation, abandonPct, worstDayPct } = cell;
    const where = scenario === 'base' ? `${rate * 100} %` : scenario;
    tell(
      `${done}/${tasks.length}  ${agents} agents, ${where}, ${policy}: ${utilisation} % used, ${abandonPct} % abandoned (worst day ${worstDayPct})`,
    );
  });
  const ours = cells.filter(({ policy }) => policy.startsWith(own));
  const grid = cells.slice(0, gridTasks(effort).length);
  const robust = cells.slice(grid.length);
  return {
    bench: 'pacing',
    grid: grid.map((cell) => beside(cell, specified[keyOf(cell)])),
    robust: robust.map((cell) => beside(cell, specifiedRobust[cell.agents]?.[cell.scenario])),
    worstAbandonPct: Math.max(0, ...ours.map(({ worstDayPct }) => worstDayPct)),
    ...ratios(grid),
  };
}

function keyOf({ agents, rate }: CellTask): string {
  return `${agents}/${Math.round(rate * 100)}`;
}

function beside(cell: Cell, figure: number | undefined): PacingResult['grid'][number] {
  if (figure === undefined || !cell.policy.startsWith(own)) return cell;
  return { ...cell, specified: figure, difference: Math.round((cell.utilisation - figure) * 100) / 100 };
}

function ratios(grid: readonly Cell[]): Pick<PacingResult, 'meanUtilisationToOracle' | 'specifiedToOracle'> {
  const shares: number[] = [];
  const theirs: number[] = [];
  for (const cell of grid) {
    const figure = specified[keyOf(cell)];
    const best = specifiedOracle[keyOf(cell)];
    const oracle = grid.find((one) => one.policy === 'oracle answers' && keyOf(one) === keyOf(cell));
    if (cell.policy !== own || oracle === undefined || figure === undefined || best === undefined) continue;
    shares.push(cell.utilisation / oracle.utilisation);
    theirs.push(figure / best);
  }
  return { meanUtilisationToOracle: meanOf(shares), specifiedToOracle: meanOf(theirs) };
}

function meanOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return Math.round((1e4 * values.reduce((sum, one) => sum + one, 0)) / values.length) / 1e4;
}

function tasksOf(effort: PacingEffort): CellTask[] {
  return [...gridTasks(effort), ...robustTasks(effort)];
}

function gridTasks({ agents, rates, days, parts }: PacingEffort): CellTask[] {
  if (!parts.includes('grid')) return [];
  const names = Object.keys(policies) as PolicyName[];
  return agents.flatMap((count) =>
    rates.flatMap((rate) =>
      names
        .filter((policy) => isMeasured(policy, count))
        .map((policy): CellTask => {
          const share = count <= 20 ? 1 : count <= 50 ? 0.4 : 0.2;
          return {
            scenario: 'base',
            agents: count,
            rate: rate / 100,
            policy,
            days: Math.max(1, Math.round(days * share)),
          };
        }),
    ),
  );
}

/** What takes long and says little is left out: oracles and variants of the largest teams. */
function isMeasured(policy: PolicyName, agents: number): boolean {
  if (policy === 'oracle agents') return agents <= 20;
  if (policy === own || agents <= 100) return true;
  return policy !== 'oracle answers' && !policy.startsWith(own);
}

function robustTasks({ days, parts }: PacingEffort): CellTask[] {
  if (!parts.includes('robust')) return [];
  const names = Object.keys(scenarios) as Scenario[];
  return [5, 10, 50].flatMap((agents) =>
    names.map((scenario): CellTask => {
      const fewer = Math.max(1, Math.round(days * (agents === 50 ? 0.2 : 0.6)));
      return { scenario, agents, rate: 0.4, policy: own, days: fewer };
    }),
  );
}

/** On all processors; the results are in the order of the tasks. */
async function runAll(
  tasks: readonly CellTask[],
  tell: (cell: Cell, done: number) => void,
): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  // The longest first, that no processor ends alone.
  const order = tasks.map((_, at) => at).sort((a, b) => costOf(tasks[b]!) - costOf(tasks[a]!));
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('cell-worker.ts', import.meta.url));
    try {
      for (let at = order[next++]; at !== undefined; at = order[next++]) {
        const cell = await ask(worker, tasks[at]!);
        cells[at] = cell;
        done += 1;
        tell(cell, done);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), tasks.length) }, work));
  return cells;
}

function costOf({ agents, days, policy, rate }: CellTask): number {
  return (agents * days * (policy.startsWith(own) || policy.startsWith('oracle') ? 10 : 1)) / rate;
}

function ask(worker: Worker, task: CellTask): Promise<Cell> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (cell: Cell) => {
      worker.off('error', reject);
      resolve(cell);
    });
    worker.postMessage(task, []);
  });
}
