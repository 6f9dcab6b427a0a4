import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { compareWithTheory, type Comparison } from './erlang.ts';
import { erlangCases } from './erlang-values.ts';
import { predictorErrors, type PredictorErrors } from './predictors.ts';

export interface ErlangResult {
  /** Values compared with theory, and how many are outside their intervals of 99.9 %. */
  readonly cases: number;
  readonly outside: number;
  readonly callsPerBatch: number;
  readonly comparisons: readonly Comparison[];
  /** Relative root mean square errors of foretold waits, in percent. */
  readonly predictors: readonly PredictorErrors[];
}

interface Task {
  readonly cases: readonly number[];
  readonly callsPerBatch: number;
}

/** The board's queue beside the formulas of Erlang and Palm, on all processors. */
export async function benchErlang(
  callsPerBatch: number,
  tell: (line: string) => void,
): Promise<ErlangResult> {
  const workers = Math.max(1, Math.min(availableParallelism(), 8));
  const tasks = Array.from(
    { length: workers },
    (_, at): Task => ({
      cases: erlangCases.flatMap((_case, index) => (index % workers === at ? [index] : [])),
      callsPerBatch,
    }),
  );
  const comparisons = (await Promise.all(tasks.map((task) => inWorker(task, tell)))).flat();
  const predictors = predictorErrors(callsPerBatch * 20, 100);
  const outside = comparisons.filter(({ isWithin }) => !isWithin).length;
  return { cases: comparisons.length, outside, callsPerBatch, comparisons, predictors };
}

function inWorker(task: Task, tell: (line: string) => void): Promise<Comparison[]> {
  return new Promise((resolve, reject) => {
    const found: Comparison[] = [];
    const worker = new Worker(new URL(import.meta.url), { workerData: task });
    worker.on('message', (some: readonly Comparison[]) => {
      found.push(...some);
      for (const one of some) tell(lineOf(one));
    });
    worker.on('error', reject);
    worker.on('exit', () => resolve(found));
  });
}

function lineOf({ system, measure, exact, found, isWithin }: Comparison): string {
  const said = `${found.mean.toFixed(4)} ± ${found.half.toFixed(4)}`;
  return `${isWithin ? '✓' : '✗'} ${system}: ${measure} ${said}, exact ${exact.toFixed(4)}`;
}

if (!isMainThread && parentPort !== null) {
  const { cases, callsPerBatch } = workerData as Task;
  for (const index of cases) {
    const system = erlangCases[index];
    if (system !== undefined) {
      // A port of a thread has no origin.
      // oxlint-disable-next-line require-post-message-target-origin
      parentPort.postMessage(compareWithTheory(system, callsPerBatch * stretchOf(index), index + 1));
    }
  }
}

/** A queue near its capacity forgets slowly: its batches must be longer to be independent. */
function stretchOf(index: number): number {
  const system = erlangCases[index];
  if (system === undefined || system.patienceS !== null) return 1;
  const load = (system.perHour * system.serviceS) / 3600 / system.agents;
  return load > 0.93 ? 6 : load > 0.88 ? 3 : 1;
}
