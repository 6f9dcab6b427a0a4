import { execFile, spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CordboardError, messageOf } from '../base/errors.ts';

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A running Asterisk: one that we started, or one that an earlier process of ours left running. */
export interface RunningAsterisk {
  readonly pid: number;
  readonly exited: Promise<Exit>;
}

/**
 * In a process group of its own: the terminal's Ctrl-C must not reach it, and it must outlive our death,
 * for the calls that it carries.
 */
export async function spawnAsterisk(
  command: readonly string[],
  etcDir: string,
  consoleFile: string,
): Promise<RunningAsterisk> {
  const [program = '', ...first] = command;
  const output = await open(consoleFile, 'a', 0o600);
  try {
    const child = spawn(program, [...first, '-C', join(etcDir, 'asterisk.conf'), '-f'], {
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
      env: inherited(['PATH', 'HOME', 'TZ', 'LANG']),
    });
    const exited = new Promise<Exit>((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }));
      child.once('error', () => resolve({ code: null, signal: null }));
    });
    if (child.pid === undefined) {
      throw new CordboardError(
        'no-asterisk',
        `${program} cannot be started: remove the cache folder and try again`,
      );
    }
    return { pid: child.pid, exited };
  } finally {
    await output.close();
  }
}

/** The process `pid`, when it is an Asterisk with the configuration in `etcDir`. */
export async function findRunning(pid: number, etcDir: string): Promise<RunningAsterisk | undefined> {
  if (!(await isAsteriskOf(pid, etcDir))) return undefined;
  return { pid, exited: goneAtLast(pid, etcDir) };
}

/** A process that is not our child cannot be waited for, only looked at. */
async function goneAtLast(pid: number, etcDir: string): Promise<Exit> {
  while (await isAsteriskOf(pid, etcDir)) await sleep(50, undefined, { ref: false });
  return { code: null, signal: null };
}

async function isAsteriskOf(pid: number, etcDir: string): Promise<boolean> {
  // Empty for a process that has ended and whose parent has not noticed.
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return commandLine.split('\0').includes(join(etcDir, 'asterisk.conf'));
}

export async function runCli(command: readonly string[], etcDir: string, line: string): Promise<string> {
  const [program = '', ...first] = command;
  try {
    const words = [...first, '-C', join(etcDir, 'asterisk.conf'), '-rx', line];
    return (await promisify(execFile)(program, words, { maxBuffer: 1 << 26 })).stdout;
  } catch (cause) {
    throw new CordboardError(
      'asterisk-cli',
      `Asterisk did not take the command '${line}': ${messageOf(cause)}`,
      { cause },
    );
  }
}

/** SIGTERM lets Asterisk say goodbye to the phones; what has not gone after `graceMs` is killed. */
export async function endProcess({ pid, exited }: RunningAsterisk, graceMs: number): Promise<void> {
  signal(pid, 'SIGTERM');
  const patience = new AbortController();
  const late = sleep(graceMs, 'late', { signal: patience.signal }).catch(() => 'in time');
  if ((await Promise.race([exited, late])) === 'late') signal(pid, 'SIGKILL');
  patience.abort();
  await exited;
}

export function signal(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function inherited(names: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}
