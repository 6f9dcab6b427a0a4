import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CordboardError } from '../../src/base/errors.ts';
import { readRunning, type Running } from '../../src/cli/running.ts';

/** The Cordboard that the demo plays in. */
export interface Stage {
  readonly api: string;
  readonly token: string;
  readonly sip: NonNullable<Running['sip']>;
  readonly ari: NonNullable<Running['ari']>;
  readonly dataDir: string;
  /** Started for this demo only. */
  readonly isOwn: boolean;
  close(): Promise<void>;
}

const main = join(import.meta.dirname, '../../src/main.ts');
const startPatienceMs = 60_000;
const endPatienceMs = 20_000;

/** The one that runs with this data folder and an Asterisk of its own, else a new one, which `close` ends and removes. */
export async function findStage(dataDir: string, signal: AbortSignal): Promise<Stage> {
  const running = await readRunning(dataDir);
  if (running !== null && running.sip !== null) {
    return { ...placesOf(running), dataDir, isOwn: false, close: async () => {} };
  }
  process.stderr.write('Starting a Cordboard for this demo…\n');
  return await startOwn(null, signal);
}

function placesOf({ api, token, sip, ari }: Running): Pick<Stage, 'api' | 'token' | 'sip' | 'ari'> {
  if (token === null) {
    throw new CordboardError(
      'admin-missing',
      'the office has no agent with the role admin, so the ledger cannot be read: add one and start anew',
    );
  }
  if (sip === null || ari === null) throw new CordboardError('no-asterisk', 'it has no Asterisk of its own');
  return { api, token, sip, ari };
}

/** Starts one with this office file; null: with the usual one. `close` ends and removes it. */
export async function startOwn(office: string | null, signal: AbortSignal): Promise<Stage> {
  const dataDir = await mkdtemp(join(tmpdir(), 'cordboard-demo-'));
  if (office !== null) await writeFile(join(dataDir, 'office.yaml'), office, { mode: 0o600 });
  // In a process group of its own: Ctrl-C is for us, and we end it when the callers and agents have gone.
  const child = spawn(process.execPath, [main, 'start'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: ownEnvironment(dataDir),
  });
  const close = async (): Promise<void> => {
    await end(child);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await isOpen(child, signal);
    const running = await readRunning(dataDir);
    if (running === null) throw new CordboardError('not-running', 'Cordboard has started and gone again');
    return { ...placesOf(running), dataDir, isOwn: true, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function ownEnvironment(dataDir: string): NodeJS.ProcessEnv {
  const foreign = ['CORDBOARD_ARI_URL', 'CORDBOARD_ARI_USER', 'CORDBOARD_ARI_PASSWORD', 'CORDBOARD_HOST'];
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.includes(name))),
    CORDBOARD_DATA: dataDir,
    CORDBOARD_PORT: '0',
    CORDBOARD_EMBEDDED_ARI_PORT: '0',
    CORDBOARD_EMBEDDED_SIP_PORT: '0',
  };
}

/** Resolves when Cordboard says on its standard output that it is open. */
async function isOpen(child: ChildProcess, signal: AbortSignal): Promise<void> {
  const open = Promise.withResolvers<void>();
  let said = '';
  let complaints = '';
  const fail = (what: string): void =>
    open.reject(new CordboardError('not-running', `${what}\n${complaints}`.trim()));
  const interrupted = (): void => fail('interrupted');
  child.stdout?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-10_000);
    if (said.includes('is open')) open.resolve();
  });
  child.stderr?.on('data', (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-4_000)));
  child.once('error', (error) => fail(`Cordboard could not be started: ${error.message}`));
  child.once('exit', (code, name) => fail(`Cordboard ended with ${name ?? code} while it started`));
  signal.addEventListener('abort', interrupted);
  const patienceS = startPatienceMs / 1000;
  const late = setTimeout(() => fail(`Cordboard has not opened within ${patienceS} s`), startPatienceMs);
  try {
    signal.throwIfAborted();
    await open.promise;
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', interrupted);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), endPatienceMs);
  await exit;
  clearTimeout(late);
}
