import { describe, expect, it } from 'vitest';
import type { CallId } from '../../../../src/board/ids.ts';
import { memberOf, type OneAgentStrategy, type QueueSettings } from '../../../../src/board/queue-settings.ts';
import type { AgentId } from '../../../../src/board/ids.ts';
import { Random } from '../../../simulation/random.ts';
import { Crew, type Name } from './crew.ts';
import { names } from './day.ts';

const serviceMs = 7_000;

interface Arrival {
  readonly at: number;
  readonly number: string;
}

/** How long each caller waits when all agents answer at once and every talk takes as long as the next. */
function waits(by: OneAgentStrategy, agents: readonly Name[], arrivals: readonly Arrival[]): number[] {
  const strategy: QueueSettings['strategy'] = { by: [by], ring: { kind: 'one' }, window: 'day' };
  const members = agents.map((name) => memberOf(name as AgentId));
  const crew = new Crew({ agents, queue: { strategy }, sales: { strategy, members } }).begins(agents, 0);
  const start = crew.at;
  const came = new Map<CallId, number>();
  const waited = new Map<CallId, number>();
  const ends: { readonly at: number; readonly call: CallId }[] = [];
  const coming = [...arrivals];
  for (;;) {
    const [end] = ends;
    const [arrival] = coming;
    const next = Math.min(end?.at ?? Infinity, arrival === undefined ? Infinity : start + arrival.at);
    if (next === Infinity) break;
    crew.wait(next - crew.at);
    if (end?.at === next) {
      ends.shift();
      crew.hangsUp(end.call).sweep();
    } else if (arrival !== undefined) {
      coming.shift();
      came.set(crew.caller(arrival.number), crew.at);
    }
    for (const call of came.keys()) {
      if (crew.rings(call).length === 0) continue;
      crew.talks(call);
      waited.set(call, crew.at - (came.get(call) ?? 0));
      ends.push({ at: crew.at + serviceMs, call });
    }
  }
  return [...came.keys()].map((call) => waited.get(call) ?? Infinity);
}

function someArrivals(seed: number): Arrival[] {
  const random = new Random(seed);
  let at = 0;
  return Array.from({ length: 16 }, () => {
    at += random.between(0, 4_000);
    return { at, number: random.pick(['900', '901']) };
  });
}

describe('P7: one agent more makes nobody wait longer', () => {
  it.each(names)('%s', (by) => {
    const arrivals = someArrivals(names.indexOf(by) + 1);
    const [two, three] = [waits(by, ['a', 'b'], arrivals), waits(by, ['a', 'b', 'c'], arrivals)];
    expect(Math.max(...two), 'somebody waits').toBeGreaterThan(0);
    expect(two.length).toBe(arrivals.length);
    for (const [index, wait] of three.entries()) {
      expect(wait, `caller ${index} with one agent more`).toBeLessThanOrEqual(two[index] ?? 0);
    }
    expect(three).not.toEqual(two);
  });
});
