import type { Row } from './compare.ts';
import { round } from './stats.ts';
import { cpuOf, gapRatio, pairsOf } from './verdict.ts';

export type Bench = 'dispatch' | 'throughput';

type Column = readonly [title: string, value: (row: Row) => string];

const where: readonly Column[] = [
  ['agents', ({ agents }) => String(agents)],
  ['waiting', ({ waiting }) => String(waiting)],
  ['queues', ({ queues }) => String(queues)],
  ['side', ({ side }) => side],
  ['strategy', ({ strategy, retryS }) => (retryS === null ? strategy : `${strategy}, retry ${retryS}`)],
];

const columns: Readonly<Record<Bench, readonly Column[]>> = {
  dispatch: [
    ['gap p50 ms', ({ gapP50Ms }) => shown(gapP50Ms)],
    ['p90', ({ gapP90Ms }) => shown(gapP90Ms)],
    ['p99', ({ gapP99Ms }) => shown(gapP99Ms)],
    ['gaps', ({ gaps }) => String(gaps)],
    ['entry p50 ms', ({ entryP50Ms }) => shown(entryP50Ms)],
    ['p90', ({ entryP90Ms }) => shown(entryP90Ms)],
  ],
  throughput: [
    ['calls/s', ({ callsPerSecond }) => shown(callsPerSecond)],
    ['calls', ({ calls }) => String(calls)],
    ['CPU ms a call', (row) => shown(round(cpuOf(row)))],
    ['Asterisk', ({ cpuMsPerCall }) => shown(cpuMsPerCall.asterisk)],
    ['Cordboard', ({ cpuMsPerCall }) => shown(cpuMsPerCall.cordboard)],
  ],
};

/** For people: a line a side, and behind ours how it compares. */
export function tableOf(bench: Bench, grid: readonly Row[]): string {
  const wanted = [...where, ...columns[bench]];
  const lines = [[...wanted.map(([title]) => title), bench === 'dispatch' ? 'gap ratio' : 'rate, CPU ratio']];
  for (const { theirs, ours } of pairsOf(grid)) {
    const ratio =
      bench === 'dispatch'
        ? shown(gapRatio({ theirs, ours }))
        : `${shown(round(ours.callsPerSecond / theirs.callsPerSecond))}, ${shown(round(cpuOf(ours) / cpuOf(theirs)))}`;
    lines.push([...wanted.map(([, value]) => value(theirs)), '']);
    lines.push([...wanted.map(([, value]) => value(ours)), ratio]);
  }
  const widths = wanted.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function shown(value: number | null): string {
  return value === null || Number.isNaN(value) ? '-' : String(value);
}
