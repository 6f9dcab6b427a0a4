import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** A part of what `npm run fuzz -- telservices` does, in a process of its own, so that each change is tried. */
test('the TelServices gateway stays up, answers and leaks nothing, whatever it is sent', async () => {
  const main = join(import.meta.dirname, 'main.ts');
  const words = [main, 'telservices', '--cases', '4000', '--seed', '42', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  const last = stdout.trim().split('\n').at(-1) ?? '';
  expect(JSON.parse(last)).toMatchObject({ cases: 4_000, crashes: 0, hangs: 0, leaks: 0, wrong: 0 });
});
