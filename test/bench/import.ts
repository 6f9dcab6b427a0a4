import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { finished } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { systemClock } from '../../src/base/clock.ts';
import { Board } from '../../src/board/board.ts';
import type { CampaignId } from '../../src/board/ids.ts';
import { stateFrom } from '../../src/board/live.ts';
import { Ledger } from '../../src/ledger/ledger.ts';
import { Importing } from '../../src/lists/importing.ts';
import { BusyOffice, randomFrom } from '../unit/ledger/busy-office.ts';

export interface ImportResult {
  readonly rows: number;
  readonly seconds: number;
  readonly rowsPerSecond: number;
  /** Of the main thread's event loop, in ms, while the upload ran and calls were committed. */
  readonly loopDelay: { readonly p50: number; readonly p99: number; readonly max: number };
  /** The same without an upload: what the box itself does. */
  readonly idleLoopDelay: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Of one commit of one turn, in ms. */
  readonly commit: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly turns: number;
}

/** Turns that the simulated calls make in a second: what some 20 agents in short calls cause. */
const turnsPerSecond = 100;

/** Imports a list while calls go on. */
export async function benchImport(rows: number, tell: (line: string) => void): Promise<ImportResult> {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-import-'));
  const log = pino({ level: 'warn' });
  const ledger = Ledger.open({ file: join(folder, 'ledger.db'), log, random: randomFrom(1) });
  const numbering = { country: 'DE', strict: false, timeZone: 'Europe/Berlin' };
  const importing = new Importing({
    store: ledger.lists,
    folder: join(folder, 'lists'),
    numbering: () => numbering,
    agents: () => [],
    clock: systemClock,
    log,
    onDone: () => {},
  });
  try {
    await importing.start();
    const file = importing.newFile();
    await writeList(file, rows);
    const calls = new Calls(ledger);
    const idle = await measured(() => wait(3_000));
    calls.forget();
    const began = performance.now();
    const { delay } = await measured(async () => {
      const { list } = await importing.add({
        campaign: 'bench' as CampaignId,
        name: 'bench',
        file,
        format: { kind: 'csv', columns: {} },
        duplicates: 'campaign',
        timeZone: null,
        priority: 5_000,
        dueAt: null,
        by: 'bench',
      });
      const ticker = setInterval(() => {
        const status = importing.status(list);
        if (status !== undefined) tell(`${status.state}: ${status.rows} rows, ${status.accepted} taken`);
      }, 5_000);
      const status = await importing.outcome(list);
      clearInterval(ticker);
      if (status.state !== 'done' || status.accepted + status.rejected !== rows) {
        throw new Error(`the upload came to ${JSON.stringify(status)}`);
      }
      tell(`${status.accepted} taken, ${status.rejected} rejected`);
    });
    const seconds = (performance.now() - began) / 1_000;
    calls.stop();
    return {
      rows,
      seconds: round(seconds),
      rowsPerSecond: Math.round(rows / seconds),
      loopDelay: delay,
      idleLoopDelay: idle.delay,
      commit: calls.times(),
      turns: calls.count,
    };
  } finally {
    await importing.stop();
    ledger.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** An office whose calls are committed all the while. */
class Calls {
  #times: number[] = [];
  readonly #timer;

  constructor(ledger: Ledger) {
    const board = new Board(stateFrom(ledger.load()));
    const office = new BusyOffice(board, randomFrom(3), 1_700_000_000_000);
    this.#timer = setInterval(() => {
      const began = performance.now();
      ledger.commit([office.next()], board.state);
      this.#times.push(performance.now() - began);
      ledger.tidy();
    }, 1_000 / turnsPerSecond);
  }

  get count(): number {
    return this.#times.length;
  }

  forget(): void {
    this.#times = [];
  }

  times(): ImportResult['commit'] {
    const sorted = this.#times.toSorted((a, b) => a - b);
    const at = (share: number) => round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
    return { p50: at(0.5), p99: at(0.99), max: at(1) };
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

async function measured(
  work: () => Promise<unknown>,
): Promise<{ readonly delay: ImportResult['loopDelay'] }> {
  const resolution = 1;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  await work();
  delay.disable();
  const ms = (ns: number) => round(Math.max(0, ns / 1e6 - resolution));
  return { delay: { p50: ms(delay.percentile(50)), p99: ms(delay.percentile(99)), max: ms(delay.max) } };
}

async function writeList(file: string, rows: number): Promise<void> {
  const random = randomFrom(11);
  const stream = createWriteStream(file);
  stream.write('name;phone;phone 2;city;contract\n');
  for (let row = 0; row < rows; row += 1) {
    const number = String(Math.floor(random() * 90_000_000) + 10_000_000);
    const second = row % 5 === 0 ? `0171 ${String(Math.floor(random() * 9_000_000) + 1_000_000)}` : '';
    if (!stream.write(`Customer ${row};030 ${number};${second};Berlin;A-${row}\n`))
      await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
