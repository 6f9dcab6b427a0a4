import { describe, expect, it } from 'vitest';
import type { Turn } from '../../src/board/turn.ts';
import { simulate } from './run.ts';

const seeds = Array.from({ length: 40 }, (_, index) => index + 1);

const ends = [
  'answered',
  'abandoned',
  'refused',
  'lost',
  'ended',
  'unanswered',
  'messages',
  'merged',
  'crashes',
  'breaks',
  'kills',
];

const verbs = [
  'make-call',
  'answer-call',
  'reject-call',
  'drop-call',
  'drop-party',
  'divert-call',
  'send-digits',
  'hold-call',
  'retrieve-call',
  'alternate-call',
  'mute',
  'consult',
  'reconnect-call',
  'transfer-call',
  'conference-call',
  'add-party',
  'pick-up',
  'park-call',
  'unpark-call',
  'do-not-disturb',
  'forward',
  'start-recording',
  'stop-recording',
  'pause-recording',
  'resume-recording',
  'supervise',
  'stop-supervising',
  'mark-message-heard',
  'delete-message',
  'suspend-queue',
  'stop-queue',
  'resume-queue',
  'start-queue',
  'sign-in',
  'sign-out',
  'ready',
  'not-ready',
  'answer',
  'hang-up',
  // At the phones themselves.
  'dial',
  'hold-key',
  'retrieve-key',
  'transfer-key',
  'transfer-key-refused',
  // And what comes of all that.
  'recalled',
  'call.parked',
  'call.message',
  'call.away',
  'call.requeued',
  'leg.moved',
  'leg.replaced',
  'seat.begun',
  'seat.ended',
  'redirected-by-redirect',
  'redirected-by-transfer',
  'regrouped-by-transfer',
  'regrouped-by-conference',
  'regrouped-by-droppedByOtherParty',
];

describe('the simulated office', () => {
  it('breaks no rule', () => {
    const results = seeds.map((seed) => simulate(seed));
    expect(results.map((result) => result.violation).filter((violation) => violation !== null)).toEqual([]);
    const total = (name: string): number => results.reduce((sum, { counts }) => sum + (counts[name] ?? 0), 0);
    // Everything that can happen has happened, and everything that can be done was done with success.
    for (const name of ends) expect(total(name), name).toBeGreaterThan(0);
    const done = new Set(results.flatMap(({ verbs }) => Object.keys(verbs)));
    expect(verbs.filter((verb) => !done.has(verb))).toEqual([]);
  });

  it('is the same for the same seed', () => {
    expect(simulate(7)).toEqual(simulate(7));
  });
});

/** A board that is wrong in one way, and the rule by which some seed finds it out. */
const mutants: readonly [string, string, (turn: Turn) => void][] = [
  ['offers nothing', 'nobody idles while a call waits', (turn) => turn.state.freeIn.clear()],
  [
    'forgets to hang up',
    'board and Asterisk agree',
    (turn) => without(turn, (effect) => effect.name === 'hang-up' && effect.channel.endsWith('-1')),
  ],
  [
    'forgets its bridges',
    'everybody hears what he should',
    (turn) => without(turn, ({ name }) => name === 'drop-bridge'),
  ],
  ['loses a segment', 'segments tile', (turn) => turn.changes.segments.pop()],
  ['loses a history row', 'one history row a call', (turn) => turn.changes.history.pop()],
  ['loses the row of a leg', 'one row a leg', (turn) => turn.changes.legs.pop()],
  ['does not tell a display', 'displays are told', (turn) => turn.devices.pop()],
  [
    'forgets the music',
    'everybody hears what he should',
    (turn) => without(turn, ({ name }) => name === 'music'),
  ],
  [
    'forgets to mute',
    'everybody hears what he should',
    (turn) => without(turn, ({ name }) => name === 'mute'),
  ],
  [
    'forgets who leaves a talk',
    'everybody hears what he should',
    (turn) => without(turn, ({ name }) => name === 'part'),
  ],
  ['forgets to tap', 'taps are there', (turn) => without(turn, ({ name }) => name === 'tap')],
  ['loses a live row', 'live rows are whole', (turn) => turn.changes.agents.clear()],
  ['loses a fact', 'journal rebuilds', (turn) => dropFact(turn, 'call.redirected')],
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
        call.legs.push(...offered.legs.filter((leg) => leg.role === 'called'));
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
