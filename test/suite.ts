import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * `npm test`: the static checks, then every test. The last line counts them all: `N passed, N failed, N skipped`.
 * `npm run check` (--static) stops after the checks. Further arguments go to vitest.
 */
const bin = join(import.meta.dirname, '../node_modules/.bin');
const argv = process.argv.slice(2);
const onlyStatic = argv.includes('--static');
const forVitest = argv.filter((argument) => argument !== '--static');

const checks: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['format', 'biome', 'format'],
  ['types', 'tsc', '--noEmit', '-p', '.'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings', 'src', 'test', 'tools'],
  ['dead code', 'knip', '--no-progress'],
];

const count = { passed: 0, failed: 0, skipped: 0 };

function run(
  command: string,
  args: readonly string[],
  quiet: boolean,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    let output = '';
    const keep = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

async function runChecks(): Promise<void> {
  await Promise.all(
    checks.map(async ([name, command, ...args]) => {
      const started = performance.now();
      const { code, output } = await run(join(bin, command), args, true);
      count[code === 0 ? 'passed' : 'failed'] += 1;
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${code === 0 ? '✓' : '✗'} ${name} ${seconds} s`);
      if (code !== 0) console.log(output);
    }),
  );
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  numFailedTestSuites: z.number(),
});

async function runTests(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-report-'));
  const report = join(folder, 'vitest.json');
  const { code } = await run(
    process.execPath,
    [
      join(bin, '../vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...forVitest,
    ],
    false,
  );
  const text = await readFile(report, 'utf8').catch(() => '{}');
  await rm(folder, { recursive: true });
  const read = vitestReport.safeParse(JSON.parse(text));
  if (!read.success) {
    count.failed += 1;
    return;
  }
  count.passed += read.data.numPassedTests;
  count.failed += read.data.numFailedTests;
  count.skipped += read.data.numPendingTests + read.data.numTodoTests;
  // A file that could not be loaded, or an error outside of any test.
  if (code !== 0 && read.data.numFailedTests === 0)
    count.failed += Math.max(1, read.data.numFailedTestSuites);
}

await runChecks();
if (!onlyStatic) await runTests();
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed === 0 ? 0 : 1;
