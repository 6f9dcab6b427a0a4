import { expect } from 'vitest';
import type { Segment } from '../../../src/board/account.ts';
import type { Ledger } from '../../../src/ledger/ledger.ts';

/** Every moment of every call and of every agent is in exactly one segment, or in the state that still lasts. */
export function expectTiled(ledger: Ledger): void {
  const live = ledger.load();
  for (const call of ledger.history({ limit: -1 })) {
    tile(ledger.segments({ subject: 'call', call: call.call }), call.startedAt, call.endedAt, call.call);
  }
  for (const call of live.calls) {
    if (call.phase.name === 'ended') continue;
    tile(ledger.segments({ subject: 'call', call: call.id }), call.arrivedAt, call.phaseSince, call.id);
  }
  const shifts = shiftsOf(ledger);
  for (const agent of live.agents) {
    let segments = ledger.segments({ subject: 'agent', agent: agent.id });
    for (const { from, to } of shifts.get(agent.id) ?? []) {
      const own = segments.filter((segment) => segment.startAt < (to ?? Infinity));
      segments = segments.slice(own.length);
      tile(own, from, to ?? agent.since, agent.id);
    }
    expect(segments, `segments of ${agent.id} outside of any shift`).toEqual([]);
  }
}

function tile(segments: readonly Segment[], from: number, to: number, whose: string): void {
  let at = from;
  for (const segment of segments) {
    expect(segment.startAt, `a hole or an overlap of ${whose}`).toBe(at);
    expect(segment.endAt).toBeGreaterThan(segment.startAt);
    at = segment.endAt;
  }
  expect(at, `the end of ${whose}`).toBe(to);
}

function shiftsOf(ledger: Ledger): Map<string, { from: number; to: number | null }[]> {
  const shifts = new Map<string, { from: number; to: number | null }[]>();
  for (const { fact } of ledger.entriesAfter(0, -1)) {
    if (fact.kind === 'agent.signed-in') {
      shifts.set(fact.agent, [...(shifts.get(fact.agent) ?? []), { from: fact.at, to: null }]);
    }
    if (fact.kind === 'agent.signed-out') {
      const last = shifts.get(fact.agent)?.at(-1);
      if (last !== undefined) last.to = fact.at;
    }
  }
  return shifts;
}
