import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Running } from '../../../src/cli/running.ts';
import { within } from './desk.ts';
import { freePorts, officeYaml, type QueueOptions } from './office.ts';

const main = join(import.meta.dirname, '../../../src/main.ts');
const startPatienceMs = 30_000;

/** A folder with an office file, for Cordboards that come and go. */
export async function newDataDir(queue: QueueOptions = {}): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'cordboard-test-'));
  await writeFile(join(dataDir, 'office.yaml'), officeYaml(queue), { mode: 0o600 });
  return dataDir;
}

/** Runs one command of the command line to its end. */
export async function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input = '',
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...env } });
  const output = new Output(child);
  child.stdin.end(input);
  const [code] = (await within(once(child, 'close'), `the end of ${args.join(' ')}`, startPatienceMs)) as [
    number | null,
  ];
  return { code, stdout: output.stdout, stderr: output.stderr };
}

/** A Cordboard in a process of its own, as `npm start` runs it. */
export class CordboardProcess {
  readonly running: Running;
  readonly output: Output;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, running: Running, output: Output) {
    this.#child = child;
    this.running = running;
    this.output = output;
  }

  static async start(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<CordboardProcess> {
    const child = spawn(process.execPath, [main, 'start'], {
      env: { ...process.env, ...freePorts(dataDir), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = new Output(child);
    const ended = once(child, 'exit').then(([code]: unknown[]) => {
      throw new Error(`Cordboard ended with ${String(code)}: ${output.stderr}`);
    });
    await Promise.race([output.says('Ctrl-C ends it.'), ended]);
    ended.catch(() => undefined);
    const running = JSON.parse(await readFile(join(dataDir, 'running.json'), 'utf8')) as Running;
    return new CordboardProcess(child, running, output);
  }

  get sip(): { readonly host: string; readonly port: number } {
    const { sip } = this.running;
    if (sip === null) throw new Error('this Cordboard has no Asterisk of its own');
    return sip;
  }

  /** As the local admin. */
  async get(path: string): Promise<Record<string, unknown>> {
    const { api, token } = this.running;
    const response = await fetch(`${api}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
    return (await response.json()) as Record<string, unknown>;
  }

  /** Resolves with the exit code. */
  async end(signal: 'SIGINT' | 'SIGKILL'): Promise<number | null> {
    if (this.#child.exitCode !== null) return this.#child.exitCode;
    const exit = once(this.#child, 'exit');
    this.#child.kill(signal);
    const [code] = (await within(exit, 'Cordboard to end', startPatienceMs)) as [number | null];
    return code;
  }
}

export async function removeDataDir(dataDir: string): Promise<void> {
  await rm(dataDir, { recursive: true, force: true });
}

/** What a process has written so far. */
class Output {
  stdout = '';
  stderr = '';
  readonly #listeners = new Set<() => void>();

  constructor(child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => this.#add('stdout', chunk));
    child.stderr?.on('data', (chunk: Buffer) => this.#add('stderr', chunk));
  }

  /** Resolves when it has written this. */
  async says(text: string): Promise<void> {
    const said = Promise.withResolvers<void>();
    const look = (): void => {
      if (this.stdout.includes(text) || this.stderr.includes(text)) said.resolve();
    };
    this.#listeners.add(look);
    look();
    const heard = (): string => `"${text}"; it said ${this.stdout}${this.stderr}`;
    await within(said.promise, heard, startPatienceMs).finally(() => this.#listeners.delete(look));
  }

  #add(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    this[stream] += chunk.toString();
    for (const listener of this.#listeners) listener();
  }
}
