import { describe, expect, it } from 'vitest';
import type { Turn } from '../../src/board/turn.ts';
import { simulate } from './run.ts';

const seeds = Array.from({ length: 60 }, (_, index) => index + 1);

describe('the simulated office', () => {
  it('breaks no rule', () => {
    const results = seeds.map((seed) => simulate(seed));
    expect(results.map((result) => result.violation).filter((violation) => violation !== null)).toEqual([]);
    const total = (name: string): number => results.reduce((sum, { counts }) => sum + (counts[name] ?? 0), 0);
    // Everything that can happen has happened.
    for (const name of ['answered', 'abandoned', 'refused', 'lost', 'ended', 'crashes', 'breaks', 'kills']) {
      expect(total(name), name).toBeGreaterThan(0);
    }
  });

  it('is the same for the same seed', () => {
    expect(simulate(7)).toEqual(simulate(7));
  });
});

/** A board that is wrong in one way, and the rule by which some seed finds it out. */
const mutants: readonly [string, string, (turn: Turn) => void][] = [
  ['offers nothing', 'nobody idles while a call waits', (turn) => turn.state.freeAgents.clear()],
  [
    'forgets to hang up',
    'board and Asterisk agree',
    (turn) => without(turn, (effect) => effect.name === 'hang-up' && effect.channel.endsWith('-1')),
  ],
  [
    'forgets its bridges',
    'nothing is left behind',
    (turn) => without(turn, ({ name }) => name === 'drop-bridge'),
  ],
  ['loses a segment', 'segments tile', (turn) => turn.changes.segments.pop()],
  ['loses a history row', 'one history row a call', (turn) => turn.changes.history.pop()],
  ['loses a live row', 'live rows are whole', (turn) => turn.changes.agents.clear()],
  ['loses a fact', 'journal rebuilds', (turn) => dropFact(turn, 'agent.ready')],
  [
    'waits for ever',
    'what is awaited has a deadline',
    ({ state }) => {
      for (const call of state.calls.values()) for (const leg of call.legs) leg.deadline = null;
    },
  ],
  [
    'hangs up on callers',
    'no caller is lost',
    (turn) => {
      for (const call of turn.state.calls.values()) {
        const caller = call.legs[0];
        if (call.phase.name !== 'waiting' || caller === undefined) continue;
        turn.effects.push({ name: 'hang-up', channel: caller.id, reason: 'normal' });
      }
    },
  ],
  [
    'offers two calls to one agent',
    'one call an agent',
    ({ state }) => {
      const waiting = [...state.calls.values()].filter((call) => call.phase.name === 'waiting');
      const offered = waiting.find((call) => call.phase.name === 'waiting' && call.phase.offers.length > 0);
      for (const call of waiting) {
        if (call.phase.name !== 'waiting' || offered?.phase.name !== 'waiting' || call === offered) continue;
        call.legs.push(...offered.legs.filter((leg) => leg.role === 'agent'));
        call.phase = { ...call.phase, offers: offered.phase.offers };
      }
    },
  ],
];

describe('the checks find a board that', () => {
  it.each(mutants)('%s', (_, rule, tamper) => {
    const found = seeds.slice(0, 20).map((seed) => simulate(seed, tamper).violation ?? '');
    expect(found.some((violation) => violation.split('\n')[0]?.includes(`: ${rule}`))).toBe(true);
  });
});

function without(turn: Turn, isUnwanted: (effect: Turn['effects'][number]) => boolean): void {
  turn.effects.splice(0, turn.effects.length, ...turn.effects.filter((effect) => !isUnwanted(effect)));
}

function dropFact(turn: Turn, kind: string): void {
  const index = turn.facts.findIndex((fact) => fact.kind === kind);
  if (index >= 0) turn.facts.splice(index, 1);
}
