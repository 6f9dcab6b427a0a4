import { resolve } from 'node:path';
import { startApp, type App } from '../app.ts';
import { systemClock } from '../base/clock.ts';
import { CordboardError } from '../base/errors.ts';
import { createLogger } from '../base/log.ts';
import { readSettings, type Settings } from '../config/settings.ts';
import type { Command } from './cli.ts';
import { removeRunning, writeRunning } from './running.ts';
import { welcome } from './welcome.ts';

/** An embedded Asterisk that ends sooner than this after its start, so many times in a row, will never hold. */
const steadyMs = 10_000;
const shortLives = 3;

export const start: Command = {
  usage: 'start',
  summary: 'start Cordboard, with an Asterisk of its own unless CORDBOARD_ARI_URL is set',
  async run() {
    const settings = readSettings(process.env);
    // The ledger and Asterisk's files hold secrets: they are for this user only.
    process.umask(0o077);
    const log = createLogger(settings.logLevel);
    const startedAt = performance.now();
    const stopped = untilSignal();
    const stopping = new AbortController();
    const app = await startApp({ settings, log, clock: systemClock });
    try {
      await writeRunning(settings.dataDir, runningOf(app));
      const outcome = await Promise.race([app.lineUp, app.lineDown, stopped]);
      if (outcome !== 'stopped') {
        if (outcome !== undefined) console.error(noLine(settings, outcome));
        const tookMs = performance.now() - startedAt;
        console.log(await welcome({ settings, app, tookMs, onTerminal: process.stdout.isTTY }));
        await Promise.race([stopped, asteriskGone(app, stopping.signal)]);
      }
    } finally {
      stopping.abort();
      await removeRunning(settings.dataDir);
      const calls = app.exchange.state.calls.size;
      if (calls > 0 && app.asterisk !== null) {
        console.error(`${calls} calls were up: their callers are on the call-back list at the next start`);
      }
      await app.stop();
    }
    return 0;
  },
};

function runningOf(app: App): Parameters<typeof writeRunning>[1] {
  return {
    pid: process.pid,
    api: app.api.url,
    token: app.control.localToken,
    sip: app.asterisk?.sip ?? null,
    ari: app.asterisk?.ari ?? null,
  };
}

/** Ctrl-C reaches us once from the terminal and once by npm; the first is enough. */
function untilSignal(): Promise<'stopped'> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => done('stopped'));
  });
}

function noLine({ ari, dataDir }: Settings, reason: string): string {
  const mend =
    ari === null
      ? `its log is in ${resolve(dataDir, 'asterisk/log')}`
      : 'npm run doctor tells what is missing';
  return `No line to Asterisk yet, Cordboard goes on trying: ${reason}; ${mend}`;
}

/** Starts an embedded Asterisk that dies again, until `stopping`. Rejects when that does not help. */
async function asteriskGone({ asterisk }: App, stopping: AbortSignal): Promise<never> {
  if (asterisk === null) return forever;
  let short = 0;
  for (;;) {
    const startedAt = performance.now();
    const { code, signal } = await asterisk.exited;
    if (stopping.aborted) return forever;
    const why = `the embedded Asterisk ended (${signal ?? `code ${code}`})`;
    short = performance.now() - startedAt < steadyMs ? short + 1 : 0;
    if (short > shortLives) throw new CordboardError('asterisk-start', `${why} soon after each start`);
    console.error(`${why}: starting it again`);
    await asterisk.restart();
  }
}

const forever = new Promise<never>(() => undefined);
