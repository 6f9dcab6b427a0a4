import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { Ledger } from '../../../src/ledger/ledger.ts';
import { randomFrom } from './busy-office.ts';
import { freshFolder, silent } from './scenes.ts';
import { expectTiled } from './tiling.ts';

const child = fileURLToPath(new URL('./child.ts', import.meta.url));
const kills = 12;

/** Lets a child work on the ledger, kills it at its `count`th message and returns the last number that it told. */
async function workUntilKilled(file: string, seed: number, count: number): Promise<number> {
  const worker = spawn(process.execPath, [child, file, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(worker, 'close');
  let told = 0;
  let messages = 0;
  for await (const line of createInterface({ input: worker.stdout })) {
    told = Number(line);
    messages += 1;
    if (messages === count) worker.kill('SIGKILL');
  }
  expect(await ended).toEqual([null, 'SIGKILL']);
  return told;
}

it(`a ledger whose process is killed at any moment, ${kills} times over, opens whole`, {
  timeout: 60_000,
}, async () => {
  const file = join(freshFolder(), 'ledger.db');
  const random = randomFrom(41);
  for (let kill = 1; kill <= kills; kill += 1) {
    const told = await workUntilKilled(file, kill, 1 + Math.floor(random() * 150));
    const ledger = Ledger.open({ file, log: silent });
    try {
      expect(told).toBeGreaterThan(0);
      expect(ledger.lastSeq).toBeGreaterThanOrEqual(told);
      expect(ledger.verify()).toEqual([]);
      expectTiled(ledger);
    } finally {
      ledger.close();
    }
  }
});
