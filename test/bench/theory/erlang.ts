import { Chance } from './chance.ts';
import type { ErlangCase } from './erlang-values.ts';
import { estimateOf, type Estimate } from './interval.ts';
import { QueueRun, type Stay } from './queue-run.ts';

const batches = 20;

export interface Comparison {
  readonly system: string;
  readonly measure: string;
  readonly exact: number;
  readonly found: Estimate;
  readonly isWithin: boolean;
}

/** Runs the board's queue under the assumptions of one case, and compares what comes out with the exact values. */
export function compareWithTheory(system: ErlangCase, callsPerBatch: number, seed: number): Comparison[] {
  const chance = new Chance(seed);
  const run = new QueueRun(
    {
      agents: system.agents,
      gapMs: () => chance.exponential(3_600_000 / system.perHour),
      serviceMs: () => chance.exponential(system.serviceS * 1_000),
      patienceMs: () => (system.patienceS === null ? Infinity : chance.exponential(system.patienceS * 1_000)),
    },
    () => null,
  );
  // The first batch begins with an empty queue and is not counted.
  run.run(callsPerBatch);
  const samples = Array.from({ length: batches }, () => run.run(callsPerBatch));
  const { perHour, serviceS, agents, patienceS } = system;
  const name = `${perHour}/h × ${serviceS} s, ${agents} agents${patienceS === null ? '' : `, patience ${patienceS} s`}`;
  const compared = (measure: string, exact: number, of: (stays: readonly Stay<null>[]) => number) => {
    const found = estimateOf(samples.map(of));
    return { system: name, measure, exact, found, isWithin: Math.abs(found.mean - exact) <= found.half };
  };
  return [
    compared('P(wait)', system.waitShare, (stays) => shareOf(stays, ({ waitMs }) => waitMs > 0)),
    ...(patienceS === null
      ? []
      : [compared('P(abandon)', system.abandonShare, (stays) => shareOf(stays, (one) => !one.isServed))]),
    compared('mean wait, s', system.meanWaitS, (stays) => meanOf(stays.map(({ waitMs }) => waitMs / 1_000))),
    compared('served in 20 s', system.within20Share, (stays) =>
      shareOf(stays, ({ isServed, waitMs }) => isServed && waitMs <= 20_000),
    ),
  ];
}

function shareOf<One>(all: readonly One[], holds: (one: One) => boolean): number {
  return all.filter(holds).length / all.length;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}
