import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogger } from '../../../src/base/log.ts';
import { doChores } from '../../../src/control/chores.ts';

const log = createLogger('silent');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordboard-chores-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a copy a day is kept for a week, and what is no copy of ours is left alone', async () => {
  const forgotten: number[] = [];
  await writeFile(join(folder, 'mine.db'), '');
  for (let day = 1; day <= 9; day += 1) {
    const now = Date.UTC(2026, 0, day, 2, 30);
    await doChores({
      folder,
      timeZone: 'UTC',
      backup: (file) => writeFile(file, ''),
      forgetSessions: (at) => forgotten.push(at),
      clock: { now: () => now, steady: () => now, after: () => () => undefined },
      log,
    });
  }
  const kept = (await readdir(folder)).filter((name) => name !== 'mine.db');
  expect(kept.toSorted((a, b) => a.localeCompare(b))).toEqual(
    [3, 4, 5, 6, 7, 8, 9].map((day) => `cordboard-2026-01-0${day}.db`),
  );
  expect(await readdir(folder)).toContain('mine.db');
  expect(forgotten).toHaveLength(9);
});
