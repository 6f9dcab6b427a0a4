import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { within } from './harness/desk.ts';

const main = join(import.meta.dirname, '../demo/main.ts');
const patienceMs = 90_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordboard-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the demo where no Cordboard runs; what it leaves behind is found in `folder`. */
function startDemo(...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, CORDBOARD_DATA: join(folder, 'none'), TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  const closed = once(child, 'close') as Promise<[number | null]>;
  const ended = within(closed, () => `the demo to end: ${said.stderr}`, patienceMs);
  return { child, said, ended };
}

/** Processes of any demo's Cordboard or Asterisk whose data folder lies here. */
async function processesIn(place: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const files = [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`];
      const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
      return texts.some((text) => text.includes(join(place, 'cordboard-demo-'))) ? [texts[0] ?? ''] : [];
    }),
  );
  return found.flat();
}

async function expectNothingLeft(): Promise<void> {
  expect(await processesIn(folder)).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
}

test(
  'eight calls: every one is accounted for, the ledger agrees, nothing is left',
  async () => {
    const { said, ended } = startDemo('--calls', '8', '--rate', '60', '--seed', '7', '--json');
    const [code] = await ended;
    expect({ code, stderr: code === 0 ? '' : said.stderr }).toEqual({ code: 0, stderr: '' });
    const lines = said.stdout.trim().split('\n');
    expect(lines).toHaveLength(1);
    const score = JSON.parse(lines[0] ?? '') as Record<string, number>;
    expect(Object.keys(score).join()).toBe(
      'offered,answered,abandoned,failed,lost,dispatchMsP50,dispatchMsP99',
    );
    expect(score).toMatchObject({ offered: 8, failed: 0, lost: 0 });
    expect(score['answered']).toBeGreaterThan(4);
    expect(score['answered']! + score['abandoned']!).toBe(8);
    expect(score['dispatchMsP50']).toBeGreaterThan(0);
    expect(score['dispatchMsP50']).toBeLessThan(100);
    expect(said.stderr).toMatch(/^\d\d:\d\d:\d\d .+ ↔ .+, waited \d+\.\d s$/m);
    await expectNothingLeft();
  },
  patienceMs,
);

test(
  'interrupted in the middle of its calls, it leaves nothing either',
  async () => {
    const { child, said, ended } = startDemo('--seed', '7');
    const talking = new Promise<void>((resolve) => {
      child.stderr.on('data', () => said.stderr.includes('↔') && resolve());
    });
    await within(talking, () => `the first talk: ${said.stderr}`, patienceMs);
    // Twice, as by npm and the terminal.
    child.kill('SIGINT');
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(said.stdout).toBe('');
    await expectNothingLeft();
  },
  patienceMs,
);

test(
  'outbound: every contact is called once, and both sides have counted the same',
  async () => {
    const { said, ended } = startDemo('outbound', '--contacts', '8', '--agents', '4', '--json');
    const [code] = await ended;
    expect({ code, stderr: code === 0 ? '' : said.stderr }).toEqual({ code: 0, stderr: '' });
    const score = JSON.parse(said.stdout.trim()) as Record<string, unknown>;
    expect(score).toMatchObject({ contacts: 8, dials: 8 });
    await expectNothingLeft();
  },
  patienceMs,
);
