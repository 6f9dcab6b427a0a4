import { randomBytes } from 'node:crypto';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startApi, type Api } from './api/server.ts';
import { pushAccounts, type Accounts } from './asterisk/accounts.ts';
import type { AriPort } from './asterisk/ari/port.ts';
import { AsteriskLine } from './asterisk/line.ts';
import type { Clock } from './base/clock.ts';
import { CordboardError } from './base/errors.ts';
import type { Logger } from './base/log.ts';
import { Board } from './board/board.ts';
import { stateFrom } from './board/live.ts';
import type { Settings } from './config/settings.ts';
import { scheduleChores } from './control/chores.ts';
import { createControl, type Control } from './control/control.ts';
import { Exchange } from './control/exchange.ts';
import { startEmbedded, type EmbeddedAsterisk } from './embedded/embedded.ts';
import { Ledger } from './ledger/ledger.ts';
import { accounts } from './office/accounts.ts';
import { demoOffice } from './office/demo.ts';
import { version } from './version.ts';

export interface App {
  readonly exchange: Exchange;
  readonly control: Control;
  readonly api: Api;
  /** null with an Asterisk of the office's own. */
  readonly asterisk: EmbeddedAsterisk | null;
  /** Resolves when the line to Asterisk is up for the first time; the phones' accounts are there then. */
  readonly lineUp: Promise<void>;
  /** Resolves with the reason when the line could not come up, or went down, for the first time. */
  readonly lineDown: Promise<string>;
  /** Ends everything that was started here; a second call waits for the first. */
  stop(): Promise<void>;
}

/** Wires the rooms together. When it rejects, nothing is left running. */
export async function startApp(options: {
  readonly settings: Settings;
  readonly log: Logger;
  readonly clock: Clock;
}): Promise<App> {
  const { settings, log, clock } = options;
  const started: (() => Promise<void> | void)[] = [];
  const stopAll = async (): Promise<void> => {
    for (const end of started.splice(0).toReversed()) await end();
  };
  try {
    return await start();
  } catch (error) {
    await stopAll();
    throw error;
  }

  async function start(): Promise<App> {
    const ledger = Ledger.open({ file: join(settings.dataDir, 'cordboard.db'), log });
    started.push(() => ledger.close());
    const asterisk = settings.ari === null ? await ownAsterisk(settings, log) : null;
    if (asterisk !== null) started.push(() => asterisk.stop());

    const board = new Board(stateFrom(ledger.load()));
    const { lastSeq, lastAt } = ledger;
    const exchange = new Exchange({ board, store: ledger, clock, log, lastSeq, lastAt });
    started.push(() => exchange.close());
    exchange.take({ kind: 'line-down', reason: 'Cordboard starts' });

    const pushing = new AccountPushing(log);
    const control = createControl({
      exchange,
      ledger,
      clock,
      log,
      version,
      onOfficeApplied: (document) => pushing.want(accounts(document)),
    });
    if (control.office.document === null) await firstOffice(settings.dataDir, control);
    else await control.office.start();

    started.push(
      scheduleChores({
        folder: join(settings.dataDir, 'backups'),
        timeZone: control.office.document?.timeZone ?? 'UTC',
        backup: (file) => ledger.backup(file),
        forgetSessions: (at) => ledger.sessions.removeExpired(at),
        clock,
        log,
      }),
    );

    const api = await startApi({ control, ...settings.api, log, clock, version });
    started.push(() => api.close());

    const up = Promise.withResolvers<void>();
    const down = Promise.withResolvers<string>();
    const line = new AsteriskLine({
      ...ariOf(settings, asterisk),
      app: settings.app,
      transport: settings.transport,
      instance: board.state.instance,
      clock,
      log,
      random: Math.random,
      tell: (input) => exchange.take(input),
      prepare: (port) => pushing.connect(port),
      onUp: up.resolve,
      onDown: (reason) => {
        pushing.disconnect();
        down.resolve(reason.message);
      },
    });
    exchange.connect(line);
    line.start();
    started.push(() => line.stop());

    let stopping: Promise<void> | null = null;
    const stop = (): Promise<void> => (stopping ??= stopAll());
    return { exchange, control, api, asterisk, lineUp: up.promise, lineDown: down.promise, stop };
  }
}

function ownAsterisk({ dataDir, app, embedded }: Settings, log: Logger): Promise<EmbeddedAsterisk> {
  return startEmbedded({ dataDir, log, app, ports: { ari: embedded.ariPort, sip: embedded.sipPort } });
}

function ariOf(settings: Settings, asterisk: EmbeddedAsterisk | null): EmbeddedAsterisk['ari'] {
  const ari = settings.ari ?? asterisk?.ari;
  if (ari === undefined)
    throw new CordboardError('settings-wrong', 'there is neither an Asterisk nor its address');
  return ari;
}

/** A new ledger takes the office file that lies in the data folder, or a small demo office to begin with. */
async function firstOffice(dataDir: string, control: Control): Promise<void> {
  const file = join(dataDir, 'office.yaml');
  const there = await access(file).then(
    () => true,
    () => false,
  );
  if (!there) {
    await mkdir(dataDir, { recursive: true });
    await writeFile(file, demoOffice(randomBytes), { mode: 0o600 });
  }
  try {
    await control.office.apply(await readFile(file, 'utf8'), 'start');
  } catch (error) {
    // Otherwise the next start would stumble over a file that nobody wrote.
    if (!there) await rm(file, { force: true });
    throw error;
  }
}

/** Keeps Asterisk's SIP accounts in line with the office, now if the line is up, else when it comes up. */
class AccountPushing {
  readonly #log: Logger;
  #port: AriPort | null = null;
  #wanted: Accounts = { phones: [], trunks: [] };
  #former: Accounts = { phones: [], trunks: [] };
  #last: Promise<string[]> = Promise.resolve([]);

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Throws 'accounts-not-pushed' with what Asterisk did not take. */
  async want(wanted: Accounts): Promise<void> {
    this.#wanted = wanted;
    const failures = await this.#push();
    if (failures.length > 0) throw new CordboardError('accounts-not-pushed', failures.join('; '));
  }

  async connect(port: AriPort): Promise<void> {
    this.#port = port;
    await this.#push();
  }

  disconnect(): void {
    this.#port = null;
  }

  #push(): Promise<string[]> {
    this.#last = this.#last.then(async () => {
      const port = this.#port;
      const wanted = this.#wanted;
      if (port === null) return [];
      const failures = await pushAccounts(port, wanted, this.#former, this.#log);
      if (failures.length === 0) this.#former = wanted;
      return failures;
    });
    return this.#last;
  }
}
