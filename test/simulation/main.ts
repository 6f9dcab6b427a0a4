import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { simulate, type Result } from './run.ts';

interface Share {
  readonly first: number;
  readonly step: number;
  readonly end: number;
}

/** npm run simulate -- --seeds 200 [--from 1] [--workers 2] [--json]  or  --seed 7 [--verbose]: see docs/architecture.md. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '200' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      verbose: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      workers: { type: 'string', default: String(availableParallelism()) },
    },
  });
  const from = Number(values.seed ?? values.from);
  const seeds = values.seed === undefined ? Number(values.seeds) : 1;
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(seeds) || seeds < 1) {
    throw new Error('--seeds, --from and --seed take whole numbers');
  }
  const startedAt = performance.now();
  let done = 0;
  let calls = 0;
  let violations = 0;
  const verbs: Record<string, number> = {};
  const outbound: Record<string, number> = {};
  let firstFailingSeed: number | null = null;
  const take = (result: Result): void => {
    done += 1;
    calls += result.calls;
    sum(verbs, result.verbs);
    sum(outbound, result.outbound);
    if (result.violation !== null) {
      violations += 1;
      if (firstFailingSeed === null || result.seed < firstFailingSeed) firstFailingSeed = result.seed;
      if (violations <= 3) console.error(`\n${result.violation}\n`);
    }
    if (values.verbose)
      console.error(`seed ${result.seed}: ${JSON.stringify(result.counts)}, ${result.steps} steps`);
    else if (done % 100 === 0)
      console.error(`${done} of ${seeds} seeds, ${calls} calls, ${violations} violations`);
  };
  await runAll({ first: from, step: 1, end: from + seeds }, Number(values.workers), take);
  const seconds = (performance.now() - startedAt) / 1000;
  const summary = { seeds, calls, violations, callsPerSecond: Math.round(calls / seconds), firstFailingSeed };
  const counts = { ...summary, verbs: inOrder(verbs), outbound: inOrder(outbound) };
  console.log(
    values.json ? JSON.stringify(counts) : describe(summary, { ...counts.verbs, ...counts.outbound }),
  );
  process.exitCode = violations === 0 ? 0 : 1;
}

function sum(into: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [what, times] of Object.entries(more)) into[what] = (into[what] ?? 0) + times;
}

function inOrder(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function describe(
  { seeds, calls, violations, callsPerSecond }: { [name: string]: number | null },
  verbs: Readonly<Record<string, number>>,
): string {
  const done = Object.entries(verbs).map(([verb, times]) => `  ${String(times).padStart(8)}  ${verb}`);
  return [
    `${seeds} seeds, ${calls} calls (${callsPerSecond} a second), ${violations} violations`,
    ...done,
  ].join('\n');
}

/** Every processor has its share of the seeds. */
async function runAll({ first, end }: Share, most: number, take: (result: Result) => void): Promise<void> {
  const workers = Math.min(most, end - first);
  if (workers === 1) return runShare({ first, step: 1, end }, take);
  const finished = Array.from({ length: workers }, (_, index) => {
    const share: Share = { first: first + index, step: workers, end };
    const worker = new Worker(new URL(import.meta.url), { workerData: share });
    worker.on('message', take);
    return new Promise<void>((resolve, reject) => {
      worker.on('error', reject);
      worker.on('exit', () => resolve());
    });
  });
  await Promise.all(finished);
}

function runShare({ first, step, end }: Share, take: (result: Result) => void): void {
  for (let seed = first; seed < end; seed += step) take(simulate(seed));
}

if (isMainThread) await main();
else runShare(workerData as Share, (result) => parentPort?.postMessage(result, []));
