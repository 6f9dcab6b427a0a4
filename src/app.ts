import { randomBytes } from 'node:crypto';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startApi, type Api } from './api/server.ts';
import { AccountPushing } from './asterisk/account-pushing.ts';
import { AsteriskLine } from './asterisk/line.ts';
import type { Clock } from './base/clock.ts';
import { CordboardError, messageOf } from './base/errors.ts';
import type { Logger } from './base/log.ts';
import { Board } from './board/board.ts';
import { stateFrom } from './board/live.ts';
import { rememberAttempts, toRemember } from './board/outbound/number-log.ts';
import type { Settings } from './config/settings.ts';
import { CallChanges } from './control/call-changes.ts';
import { scheduleChores } from './control/chores.ts';
import { createControl, type Control } from './control/control.ts';
import { Directories } from './control/directories.ts';
import { Exchange } from './control/exchange.ts';
import { Outbound } from './control/outbound/outbound.ts';
import { Reminders } from './control/outbound/reminders.ts';
import { SignInLimit } from './control/sign-in-limit.ts';
import { MessageFiles } from './control/messages/message-files.ts';
import { startEmbedded, type EmbeddedAsterisk } from './embedded/embedded.ts';
import type { TelServicesGateway } from './gateways/telservices/gateway.ts';
import { TelServicesDesk } from './gateways/telservices/of-house/desk.ts';
import { openTelServices } from './gateways/telservices/of-house/open.ts';
import type { UContactGateway } from './gateways/ucontact/gateway.ts';
import { openUContact } from './gateways/ucontact/of-house/open.ts';
import { Webhooks } from './gateways/webhooks/webhooks.ts';
import { Ledger } from './ledger/ledger.ts';
import { accounts } from './office/accounts.ts';
import { demoOffice } from './office/demo.ts';
import { presentDocument } from './office/former.ts';
import type { OfficeDocument } from './office/schema.ts';
import { StrategyFile } from './office/strategy-file.ts';
import { Conversions } from './recordings/conversions.ts';
import { Mixing } from './recordings/mixing.ts';
import { version } from './version.ts';

export interface App {
  readonly exchange: Exchange;
  readonly control: Control;
  readonly api: Api;
  /** null when it is switched off. */
  readonly telServices: Pick<TelServicesGateway, 'port' | 'httpPort'> | null;
  /** null when it is switched off. */
  readonly uContact: Pick<UContactGateway, 'port'> | null;
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
  const stopAll = (): Promise<void> => endAll(started.splice(0).toReversed());
  try {
    return await start();
  } catch (error) {
    // Why it could not start is what counts.
    await stopAll().catch((failure: unknown) => log.error({ err: failure }, messageOf(failure)));
    throw error;
  }

  async function start(): Promise<App> {
    const ledger = Ledger.open({ file: join(settings.dataDir, 'cordboard.db'), log });
    started.push(() => ledger.close());
    const asterisk = settings.ari === null ? await ownAsterisk(settings, log) : null;
    if (asterisk !== null) started.push(() => asterisk.stop());

    const board = new Board(stateFrom(ledger.load()));
    const strategy =
      settings.strategyFile === null ? null : new StrategyFile({ file: settings.strategyFile, log });
    if (strategy !== null) started.push(() => strategy.stop());
    board.state.plugIn = strategy;
    rememberAttempts(board.state, ledger.attempts.since(toRemember(board.state, clock.now())));
    const { lastSeq, lastAt } = ledger;
    const changes = new CallChanges({ reader: ledger, instance: board.state.instance, lastSeq });
    const webhooks = new Webhooks({
      source: changes,
      store: ledger.outbox,
      instance: board.state.instance,
      clock,
      log,
      random: Math.random,
    });
    // Ended after the exchange: it hears all that the exchange stores, from its first entry to its last.
    started.push(() => webhooks.stop());
    const exchange = new Exchange({ board, store: ledger, clock, log, lastSeq, lastAt });
    exchange.listen((entries) => changes.hear(entries));
    started.push(() => exchange.close());
    exchange.take({ kind: 'line-down', reason: 'Cordboard starts' });

    const directories = new Directories({ store: ledger.directories, folder: settings.dataDir, clock, log });
    started.push(() => directories.stop());
    const pushing = new AccountPushing({ former: formerOffices(ledger), log });
    const recordingsFolder = resolve(settings.dataDir, 'recordings');
    const conversions = new Conversions(recordingsFolder);
    started.push(() => conversions.stop());
    let officeName = 'Cordboard';
    const messageFiles = new MessageFiles({
      exchange,
      store: ledger.messages,
      folder: settings.recordingsDir,
      officeName: () => officeName,
      clock,
      log,
    });
    const telServicesDesk = new TelServicesDesk();
    board.state.doNotCall = ledger.doNotCall;
    const outbound = new Outbound({
      exchange,
      stores: ledger,
      folder: join(settings.dataDir, 'lists'),
      numbering: () => numberingOf(control.office.document),
      clock,
      log,
    });
    started.push(() => outbound.stop());
    const campaigns = {
      contacts: ledger.contacts,
      promises: ledger.promises,
      rows: ledger.outboundFigures,
      numbers: () => outbound.numbers,
    };
    const reminders = new Reminders(exchange, campaigns, clock, log);
    started.push(() => reminders.stop());
    const control = createControl({
      exchange,
      ledger,
      clock,
      log,
      version,
      directories,
      webhooks: webhooks.desk,
      telServices: telServicesDesk,
      recordings: {
        store: ledger.recordings,
        tags: ledger.callTags,
        search: ledger.records,
        conversions,
        folder: recordingsFolder,
      },
      outbound,
      campaigns,
      messages: { store: ledger.messages, files: messageFiles },
      onOfficeApplied: (document) => {
        officeName = document.office;
        strategy?.load();
        directories.apply(document);
        webhooks.useOffice(document);
        return pushing.want(accounts(document));
      },
    });
    if (control.office.document === null) await firstOffice(settings.dataDir, control);
    else await control.office.start();
    webhooks.start();
    await outbound.start();
    reminders.start();

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

    started.push(() => messageFiles.stop());
    if (settings.recordingsDir !== null) {
      const mixing = startMixing(settings.recordingsDir, recordingsFolder, {
        exchange,
        ledger,
        control,
        clock,
        log,
      });
      started.push(() => mixing.stop());
    }

    const signInLimit = new SignInLimit();
    started.push(() => signInLimit.close());
    const api = await startApi({ control, ...settings.api, signInLimit, log, clock, version });
    started.push(() => api.close());

    const house = { exchange, control, directories, signInLimit, clock, log };
    const telServices =
      settings.telServices === null ? null : await openTelServices(settings.telServices, house);
    if (telServices !== null) {
      telServicesDesk.serve(telServices);
      started.push(() => telServices.close());
    }
    const uContact = settings.uContact === null ? null : await openUContact(settings.uContact, house);
    if (uContact !== null) started.push(() => uContact.close());

    const up = Promise.withResolvers<void>();
    const down = Promise.withResolvers<string>();
    const line = new AsteriskLine({
      ...ariOf(settings, asterisk),
      app: settings.app,
      prompts: settings.promptsFolder,
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
    return {
      exchange,
      control,
      api,
      telServices,
      uContact,
      asterisk,
      lineUp: up.promise,
      lineDown: down.promise,
      stop,
    };
  }
}

/** Ends one after the other, whatever becomes of the ones before. Throws an AggregateError with all that failed. */
export async function endAll(ends: readonly (() => Promise<void> | void)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const end of ends) {
    try {
      await end();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 0) return;
  throw new AggregateError(failures, `not all could be ended: ${failures.map(messageOf).join('; ')}`);
}

/** What a call's recording becomes is made when the call is over. */
function startMixing(
  tracksFolder: string,
  folder: string,
  house: { exchange: Exchange; ledger: Ledger; control: Control; clock: Clock; log: Logger },
): Mixing {
  const { exchange, ledger, control, clock, log } = house;
  const usual = { format: 'wav', stereo: true, keepTracks: false } as const;
  const settings = () => control.office.document?.recording ?? usual;
  const mixing = new Mixing({ queue: ledger.recordings, tracksFolder, folder, settings, clock, log });
  exchange.listen((entries) => {
    if (entries.some(({ fact }) => fact.kind === 'recording.ended')) mixing.look();
  });
  mixing.look();
  return mixing;
}

/** How numbers are written there. */
function numberingOf(document: OfficeDocument | null) {
  const { numbering, timeZone } = document ?? {
    numbering: { country: null, strict: false },
    timeZone: 'UTC',
  };
  return { ...numbering, timeZone };
}

/** Every office that was ever in force. */
function* formerOffices(ledger: Ledger): Generator<OfficeDocument, void> {
  for (const document of ledger.officeVersions.documents()) yield presentDocument(JSON.parse(document));
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
