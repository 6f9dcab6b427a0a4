import { readSettings } from '../../src/config/settings.ts';
import { CordboardError, messageOf } from '../../src/base/errors.ts';
import { readArguments, usage, type Arguments } from './arguments.ts';
import { playDemo, type Result } from './demo.ts';
import { playOutbound } from './outbound/main.ts';
import { LiveScreen, tellInLines, type Show } from './screen/audiences.ts';
import type { Score } from './score.ts';
import { findStage, type Stage } from './stage.ts';

const interruptedCode = 130;

/** `npm run demo -- --calls 20 --json`: see `usage`. Resolves with the exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const interruption = new AbortController();
  // Once is enough: npm and the terminal may both send it, and everybody is on the way out.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => interruption.abort(new CordboardError('interrupted', 'interrupted')));
  }
  try {
    if (argv[0] === 'outbound') return await playOutbound(argv.slice(1), interruption.signal);
    const options = readArguments(argv, Math.random);
    if (options.help) {
      console.log(usage);
      return 0;
    }
    const result = await run(options, interruption.signal);
    for (const problem of result.problems) console.error(problem);
    if (!options.json) console.error(summary(result));
    console.log(JSON.stringify(result.score));
    return result.problems.length === 0 ? 0 : 1;
  } catch (error) {
    if (interruption.signal.aborted) {
      console.error('Interrupted: everybody has hung up and signed out.');
      return interruptedCode;
    }
    console.error(messageOf(error));
    return error instanceof CordboardError && error.code === 'usage' ? 2 : 1;
  }
}

async function run(options: Arguments, signal: AbortSignal): Promise<Result> {
  const stage = await findStage(readSettings(process.env).dataDir, signal);
  let show: Show | null = null;
  try {
    return await playDemo(stage, {
      ...options,
      signal,
      open: (floor, cast) => {
        const playbill = { title: titleOf(stage, cast.office, options.seed), calls: options.calls };
        show = process.stderr.isTTY
          ? new LiveScreen(process.stderr, floor, cast, playbill)
          : tellInLines(process.stderr, playbill);
        return show;
      },
    });
  } finally {
    (show as Show | null)?.end();
    await stage.close();
  }
}

function titleOf({ isOwn, api }: Stage, office: string, seed: number): string {
  return `${office} · ${isOwn ? 'a Cordboard for this demo only' : `the Cordboard at ${api}`} · seed ${seed}`;
}

function summary({ score, problems }: Result): string {
  const { offered, answered, abandoned, failed, lost, dispatchMsP50, dispatchMsP99 }: Score = score;
  const ledger =
    problems.length === 0 ? 'the ledger says the same' : `${problems.length} problems, see above`;
  return (
    `${offered} calls: ${answered} answered, ${abandoned} gave up, ${failed} failed, ${lost} lost; ` +
    `the next phone rang after ${dispatchMsP50} ms (median; p99 ${dispatchMsP99} ms); ${ledger}`
  );
}

process.exitCode = await main(process.argv.slice(2));
