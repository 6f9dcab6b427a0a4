import { resolve } from 'node:path';
import { startApp, type App } from '../app.ts';
import { systemClock } from '../base/clock.ts';
import { CordboardError, messageOf } from '../base/errors.ts';
import { createLogger } from '../base/log.ts';
import { readSettings, type Settings } from '../config/settings.ts';
import type { Command } from './cli.ts';
import { removeRunning, writeRunning } from './running.ts';
import { welcome } from './welcome.ts';

/** How long a start may wait for Asterisk before it says what is wrong and goes on trying. */
const patienceMs = 10_000;

export const start: Command = {
  usage: 'start',
  summary: 'start Cordboard, with an Asterisk of its own unless CORDBOARD_ARI_URL is set',
  async run() {
    const settings = readSettings(process.env);
    const log = createLogger(settings.logLevel);
    const startedAt = performance.now();
    const stopped = untilSignal();
    const app = await startApp({ settings, log, clock: systemClock });
    try {
      await writeRunning(settings.dataDir, runningOf(app));
      const outcome = await Promise.race([app.lineUp.then(() => 'up' as const), late(), stopped]);
      if (outcome === 'late') console.error(noLine(settings));
      if (outcome !== 'stopped') {
        console.log(await welcome({ settings, app, tookMs: performance.now() - startedAt }));
        await Promise.race([stopped, asteriskGone(app)]);
      }
    } finally {
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
  const admin = app.control.office.document?.agents.find(({ role }) => role === 'admin');
  return {
    pid: process.pid,
    api: app.api.url,
    token: admin === undefined ? null : app.control.sessions.open(admin.id).token,
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

function late(): Promise<'late'> {
  return new Promise((done) => {
    setTimeout(() => done('late'), patienceMs).unref();
  });
}

function noLine({ ari, dataDir }: Settings): string {
  return ari === null
    ? `the embedded Asterisk does not answer: its log is in ${resolve(dataDir, 'asterisk/log')}`
    : `no line to Asterisk at ${ari.url} yet; Cordboard goes on trying. npm run doctor tells what is missing`;
}

/** An embedded Asterisk that dies is started again for as long as it holds for a while; calls are on the call-back list. */
async function asteriskGone({ asterisk }: App): Promise<never> {
  if (asterisk === null) return new Promise<never>(() => undefined);
  for (;;) {
    const startedAt = performance.now();
    const { code, signal } = await asterisk.exited;
    const why = `the embedded Asterisk ended (${signal ?? `code ${code}`})`;
    if (performance.now() - startedAt < patienceMs) throw new CordboardError('asterisk-start', why);
    console.error(`${why}: starting it again`);
    await asterisk.restart().catch((error: unknown) => {
      throw new CordboardError('asterisk-start', messageOf(error), { cause: error });
    });
  }
}
