import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../src/base/errors.ts';
import { nameOf, type Setting, type Side, sides } from './cells.ts';
import { cpuMs } from './cpu.ts';
import { numbersOf } from './office.ts';
import { openStage, type Stage } from './stage.ts';
import { round, summarize } from './stats.ts';
import { noReadings, type Readings } from './swarm/meter.ts';

export interface Effort {
  /** Each side's turns in each cell; they alternate. */
  readonly rounds: number;
  /** Of measuring in each turn. */
  readonly seconds: number;
}

/** One side in one cell. */
export interface Row {
  readonly kind: Setting['kind'];
  readonly agents: number;
  readonly waiting: number;
  readonly queues: number;
  readonly side: Side;
  readonly strategy: string;
  /** app_queue's own. */
  readonly retryS: number | null;
  /** A freed agent's time until the next INVITE while somebody waits. */
  readonly gapP50Ms: number | null;
  readonly gapP90Ms: number | null;
  readonly gapP99Ms: number | null;
  readonly gaps: number;
  /** From a caller's INVITE to the first at an agent's phone, all agents being free. */
  readonly entryP50Ms: number | null;
  readonly entryP90Ms: number | null;
  readonly cpuMsPerCall: { readonly asterisk: number; readonly cordboard: number };
  readonly callsPerSecond: number;
  readonly calls: number;
  readonly refused: number;
}

export interface FailedSetting {
  readonly setting: string;
  readonly reason: string;
}

interface Total extends Readings {
  seconds: number;
  readonly cpu: { asterisk: number; cordboard: number };
}

const entriesARound = 8;

/** Runs every setting; one that cannot be does not stop the others. */
export async function compare(
  settings: readonly Setting[],
  effort: Effort,
  tell: (line: string) => void,
): Promise<{ grid: Row[]; failed: FailedSetting[] }> {
  const grid: Row[] = [];
  const failed: FailedSetting[] = [];
  for (const [index, setting] of settings.entries()) {
    tell(`${index + 1} of ${settings.length}: ${nameOf(setting)}`);
    try {
      grid.push(...(await runSetting(setting, effort, tell)));
    } catch (error) {
      failed.push({ setting: nameOf(setting), reason: messageOf(error) });
      tell(`  failed: ${messageOf(error)}`);
    }
  }
  return { grid, failed };
}

async function runSetting(setting: Setting, effort: Effort, tell: (line: string) => void): Promise<Row[]> {
  const stage = await openStage(setting);
  const entries: Record<Side, number[]> = { app_queue: [], cordboard: [] };
  const cells = setting.waiting.map((waiting) => ({
    waiting,
    totals: { app_queue: newTotal(), cordboard: newTotal() },
  }));
  try {
    for (let n = 1; n <= effort.rounds; n += 1) {
      for (const side of sides) {
        for (let k = 0; k < entriesARound; k += 1) {
          entries[side].push(await stage.swarm.callOnce(numbersOf(side, setting)[0] ?? ''));
        }
      }
      for (const { waiting, totals } of cells) {
        for (const side of sides) {
          const load = await saturate(stage, setting, {
            side,
            waiting,
            seconds: effort.seconds,
            to: totals[side],
          });
          tell(
            `  round ${n}, ${waiting} waiting, ${side}: ${totals[side].calls} calls, load generator ${load} %`,
          );
        }
      }
    }
  } finally {
    await stage.close();
  }
  return cells.flatMap(({ waiting, totals }) =>
    sides.map((side) => rowOf(setting, { side, waiting, total: totals[side], entries: entries[side] })),
  );
}

const newTotal = (): Total => ({ ...noReadings(), seconds: 0, cpu: { asterisk: 0, cordboard: 0 } });

/** Resolves with the share of one processor that the callers and phones took, in percent. */
async function saturate(
  { swarm, pids }: Stage,
  setting: Setting,
  { side, waiting, seconds, to }: { side: Side; waiting: number; seconds: number; to: Total },
): Promise<number> {
  const { agents } = setting;
  const ringsAll = setting.kind === 'ring-all';
  const used = async () => ({
    asterisk: await cpuMs(pids.asterisk),
    cordboard: await cpuMs(pids.cordboard),
    self: await cpuMs(process.pid),
    at: performance.now(),
  });
  let load = 0;
  await swarm.saturate({ agents, waiting, numbers: numbersOf(side, setting), ringsAll }, to, async () => {
    const before = await used();
    await sleep(seconds * 1000);
    const after = await used();
    const passedMs = after.at - before.at;
    to.seconds += passedMs / 1000;
    to.cpu.asterisk += after.asterisk - before.asterisk;
    to.cpu.cordboard += after.cordboard - before.cordboard;
    load = Math.round((100 * (after.self - before.self)) / passedMs);
  });
  return load;
}

function rowOf(
  setting: Setting,
  {
    side,
    waiting,
    total,
    entries,
  }: { side: Side; waiting: number; total: Total; entries: readonly number[] },
): Row {
  const { kind, agents, queues, strategy, retryS } = setting;
  const gap = summarize(total.gapMs);
  const entry = summarize(entries.filter((ms) => !Number.isNaN(ms)));
  return {
    kind,
    agents,
    waiting,
    queues,
    side,
    strategy: strategy[side],
    retryS: side === 'app_queue' ? retryS : null,
    gapP50Ms: gap?.p50 ?? null,
    gapP90Ms: gap?.p90 ?? null,
    gapP99Ms: gap?.p99 ?? null,
    gaps: gap?.count ?? 0,
    entryP50Ms: entry?.p50 ?? null,
    entryP90Ms: entry?.p90 ?? null,
    cpuMsPerCall: {
      asterisk: round(total.cpu.asterisk / total.calls),
      // While app_queue serves, Cordboard has nothing to do with it.
      cordboard: side === 'cordboard' ? round(total.cpu.cordboard / total.calls) : 0,
    },
    callsPerSecond: round(total.calls / total.seconds),
    calls: total.calls,
    refused: total.refused,
  };
}
