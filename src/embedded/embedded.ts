import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CordboardError, messageOf } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import { makeStateFolders, renderAsteriskConfig, writeConfig } from './config.ts';
import type { AsteriskSettings } from './config.ts';
import { locateAsterisk } from './location.ts';
import type { AsteriskLocation } from './location.ts';
import { choosePorts } from './ports.ts';
import type { Ports, PortsWanted } from './ports.ts';
import { endProcess, findRunning, runCli, signal, spawnAsterisk } from './process.ts';
import type { Exit, RunningAsterisk } from './process.ts';

export interface EmbeddedAsterisk {
  readonly ari: { readonly url: string; readonly user: string; readonly password: string };
  readonly sip: { readonly host: string; readonly port: number };
  readonly version: string;
  readonly origin: 'path' | 'private';
  /** True when it was running already, left by a process of ours that died: its calls are still up. */
  readonly adopted: boolean;
  readonly pid: number;
  /** The end of the process that runs now; after a restart, of the new one. */
  readonly exited: Promise<Exit>;
  cli(command: string): Promise<string>;
  /**
   * For good: asks it to stop, then kills it after `graceMs`. When this resolves nothing is left running, even when a
   * restart was under way: that one rejects, as do later ones.
   */
  stop(graceMs?: number): Promise<void>;
  /** SIGKILL. */
  kill(): void;
  /** Ends it when it runs, and starts it with the same ports, folders and password. */
  restart(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Everything lies in its folder `asterisk`. */
  readonly dataDir: string;
  readonly log: Logger;
  readonly ports?: PortsWanted;
  /** Where phones and trunks reach it; ARI stays on 127.0.0.1. Default 127.0.0.1. */
  readonly sipHost?: string;
  readonly password?: string;
  readonly app?: string;
  /** Modules beyond those of dialplan/asterisk/modules.conf. */
  readonly modules?: readonly string[];
  /** Configuration files to add, or to put in place of the rendered ones. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What a later process needs to take over a running Asterisk. */
interface Left {
  readonly pid: number;
  readonly version: string;
  readonly origin: 'path' | 'private';
  readonly command: readonly string[];
  readonly ports: Ports;
  readonly sipHost: string;
  readonly password: string;
}

const ariHost = '127.0.0.1';
const ariUser = 'cordboard';
const defaultGraceMs = 5_000;
const startTimeoutMs = 30_000;
/** A busy machine may take seconds over one answer. */
const answerTimeoutMs = 10_000;
/** The system's limit for the name of a socket is 108. */
const longestRunDir = 90;

/** Starts an Asterisk of our own, or takes over the one that an earlier process left running in `dataDir`. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedAsterisk> {
  const folder = resolve(options.dataDir, 'asterisk');
  return (await adopt(options, folder)) ?? (await startNew(options, folder));
}

async function startNew(options: EmbeddedOptions, folder: string): Promise<EmbeddedAsterisk> {
  const location = await locateAsterisk();
  const sipHost = options.sipHost ?? '127.0.0.1';
  const left: Omit<Left, 'pid'> = {
    version: location.version,
    origin: location.origin,
    command: location.command,
    ports: await choosePorts(options.ports ?? {}, ariHost, sipHost),
    sipHost,
    password: options.password ?? randomBytes(18).toString('base64url'),
  };
  await writeFiles(options, folder, settingsFor(folder, left, options, location));
  const running = await launch(folder, left, options.log);
  return handle(options.log, folder, left, running, false);
}

async function adopt(options: EmbeddedOptions, folder: string): Promise<EmbeddedAsterisk | undefined> {
  const left = await readLeft(folder);
  const running = left && (await findRunning(left.pid, join(folder, 'etc')));
  if (!left || !running) return undefined;
  try {
    // It may carry calls: it is given as much time as one that starts.
    await untilReady(left, running);
  } catch (error) {
    options.log.warn(
      { pid: left.pid, reason: messageOf(error) },
      'an Asterisk of an earlier run cannot be taken over: ending it',
    );
    await endProcess(running, defaultGraceMs);
    return undefined;
  }
  options.log.info({ pid: left.pid }, 'taking over the Asterisk of an earlier run');
  const asterisk = handle(options.log, folder, left, running, true);
  const changed = await writeFiles(
    options,
    folder,
    settingsFor(folder, left, options, await locateAsterisk()),
  );
  // A newer Cordboard may bring a newer dialplan; the other files count from Asterisk's next start.
  if (changed.some((name) => name === 'cordboard.conf' || name === 'extensions.conf')) {
    await asterisk.cli('dialplan reload');
  }
  return asterisk;
}

function handle(
  log: Logger,
  folder: string,
  left: Omit<Left, 'pid'>,
  first: RunningAsterisk,
  adopted: boolean,
): EmbeddedAsterisk {
  let running = first;
  const etcDir = join(folder, 'etc');
  const stopped = new AbortController();
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: what is stopped must be what was started last. */
  const inTurn = (run: () => Promise<void>): Promise<void> => {
    const done = last.then(run);
    last = done.catch(() => undefined);
    return done;
  };
  const end = async (graceMs: number): Promise<void> => {
    await endProcess(running, graceMs);
    await rm(join(folder, 'running.json'), { force: true });
  };
  return {
    ari: { url: ariUrl(left.ports), user: ariUser, password: left.password },
    sip: { host: left.sipHost, port: left.ports.sip },
    version: left.version,
    origin: left.origin,
    adopted,
    get pid() {
      return running.pid;
    },
    get exited() {
      return running.exited;
    },
    cli: (command) => runCli(left.command, etcDir, command),
    stop(graceMs = defaultGraceMs) {
      stopped.abort(new CordboardError('asterisk-stopped', 'Asterisk has been stopped for good'));
      return inTurn(() => end(graceMs));
    },
    kill: () => signal(running.pid, 'SIGKILL'),
    restart: () =>
      inTurn(async () => {
        stopped.signal.throwIfAborted();
        await end(defaultGraceMs);
        running = await launch(folder, left, log, stopped.signal);
      }),
  };
}

/** Leaves no process behind when it rejects, as it does when `stopped` is. */
async function launch(
  folder: string,
  left: Omit<Left, 'pid'>,
  log: Logger,
  stopped?: AbortSignal,
): Promise<RunningAsterisk> {
  stopped?.throwIfAborted();
  const startedAt = Date.now();
  const consoleFile = join(folder, 'log/console.log');
  await writeFile(consoleFile, '', { mode: 0o600 });
  const running = await spawnAsterisk(left.command, join(folder, 'etc'), consoleFile);
  await writeFile(
    join(folder, 'running.json'),
    JSON.stringify({ ...left, pid: running.pid } satisfies Left),
    {
      mode: 0o600,
    },
  );
  try {
    await untilReady(left, running, stopped);
    await runCli(left.command, join(folder, 'etc'), 'core waitfullybooted');
  } catch (cause) {
    await endProcess(running, 0);
    await rm(join(folder, 'running.json'), { force: true });
    stopped?.throwIfAborted();
    const said = (await readFile(consoleFile, 'utf8').catch(() => ''))
      .trim()
      .split('\n')
      .slice(-5)
      .join('\n');
    throw new CordboardError('asterisk-start', `Asterisk did not start: ${messageOf(cause)}\n${said}`, {
      cause,
    });
  }
  log.info({ version: left.version, origin: left.origin, ms: Date.now() - startedAt }, 'Asterisk is up');
  return running;
}

async function untilReady(
  left: Omit<Left, 'pid'>,
  { exited }: RunningAsterisk,
  stopped?: AbortSignal,
): Promise<void> {
  let ended: Exit | undefined;
  void exited.then((exit) => (ended = exit));
  const until = Date.now() + startTimeoutMs;
  for (;;) {
    const answer = await answers(left, stopped);
    if (answer === 'yes') return;
    stopped?.throwIfAborted();
    if (answer === 'refused') throw new Error(`another program answers on port ${left.ports.ari}`);
    if (ended) throw new Error(`it ended (code ${ended.code}, signal ${ended.signal})`);
    if (Date.now() > until) throw new Error(`ARI did not answer within ${startTimeoutMs / 1000} s`);
    await sleep(20);
  }
}

/** Does ARI answer there, to this password? While Asterisk starts, not yet. */
async function answers(
  { ports, password }: Omit<Left, 'pid'>,
  stopped?: AbortSignal,
): Promise<'yes' | 'not yet' | 'refused'> {
  const late = AbortSignal.timeout(answerTimeoutMs);
  const authorization = `Basic ${Buffer.from(`${ariUser}:${password}`).toString('base64')}`;
  try {
    const response = await fetch(`${ariUrl(ports)}/ari/asterisk/info?only=status`, {
      headers: { authorization },
      signal: stopped === undefined ? late : AbortSignal.any([late, stopped]),
    });
    await response.arrayBuffer();
    if (response.status === 401 || response.status === 403) return 'refused';
    return response.ok ? 'yes' : 'not yet';
  } catch {
    return 'not yet';
  }
}

function ariUrl(ports: Ports): string {
  return `http://${ariHost}:${ports.ari}`;
}

function settingsFor(
  folder: string,
  left: Omit<Left, 'pid'>,
  options: EmbeddedOptions,
  { modulesDir, dataDir }: AsteriskLocation,
): AsteriskSettings {
  return {
    etcDir: join(folder, 'etc'),
    stateDir: folder,
    runDir: runFolder(folder),
    modulesDir,
    dataDir,
    httpBind: ariHost,
    ariPort: left.ports.ari,
    ariUser,
    ariPassword: left.password,
    sipBind: left.sipHost,
    sipPort: left.ports.sip,
    rtpStart: left.ports.rtp.from,
    rtpEnd: left.ports.rtp.to,
    iceAddress: left.sipHost === '127.0.0.1' ? outwardAddress() : undefined,
    app: options.app,
    modules: options.modules,
  };
}

async function writeFiles(
  options: EmbeddedOptions,
  folder: string,
  settings: AsteriskSettings,
): Promise<string[]> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await makeStateFolders(settings);
    return await writeConfig(settings.etcDir, {
      ...(await renderAsteriskConfig(settings)),
      ...options.files,
    });
  } catch (cause) {
    if (cause instanceof CordboardError) throw cause;
    const advice = 'make it writable for this user, or name another data folder';
    throw new CordboardError('data-folder', `cannot write to ${folder} (${messageOf(cause)}): ${advice}`, {
      cause,
    });
  }
}

function runFolder(folder: string): string {
  const beside = join(folder, 'run');
  if (beside.length <= longestRunDir) return beside;
  return join(tmpdir(), `cordboard-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`);
}

function outwardAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}

async function readLeft(folder: string): Promise<Left | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, 'running.json'), 'utf8')) as Left;
  } catch {
    return undefined;
  }
}
