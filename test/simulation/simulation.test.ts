import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/board/call/call.ts';
import type { Waiting } from '../../src/board/call/waiting.ts';
import type { BoardState } from '../../src/board/state.ts';
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
  [
    'leaves seats on hold',
    'a seat waits for its call',
    ({ state }) => {
      for (const { phase, legs } of state.calls.values()) {
        if (phase.name === 'seated' && legs[0]?.state === 'connected') legs[0].state = 'hold';
      }
    },
  ],
  [
    'forgets whose seat it is',
    'a seat has its agent',
    ({ state }) => {
      for (const agent of state.agents.values()) agent.seat = null;
    },
  ],
  [
    'calls a customer for each of his call-backs',
    'nobody is called twice at once',
    ({ state }) => {
      const afar = waitingOf(state).filter(({ phase }) => phase.callback !== null);
      const called = afar.find(({ phase }) => phase.callback?.dial?.state === 'ringing');
      const other = afar.find(({ legs }) => legs.length === 0);
      if (called === undefined || other === undefined) return;
      const { callback } = called.phase;
      other.phase = { ...other.phase, callback };
      other.legs.push(...called.legs.filter((leg) => leg.id === callback?.dial?.leg));
    },
  ],
  [
    'forgets whom it calls back',
    'a call-back is called once',
    ({ state }) => {
      for (const call of waitingOf(state)) {
        const { callback } = call.phase;
        if (callback?.dial?.state !== 'ringing') continue;
        call.phase = { ...call.phase, callback: { ...callback, dial: null } };
      }
    },
  ],
  [
    'serves a pool in any order',
    'a pool serves the first',
    ({ state, facts }) => {
      for (const fact of facts) {
        if (fact.kind !== 'call.connected') continue;
        if (state.queues.get(fact.queue)?.strategy.ring.kind !== 'pooled') continue;
        for (const call of waitingOf(state)) call.phase = { ...call.phase, enteredAt: 1 };
      }
    },
  ],
  [
    'gives callers another age',
    'a place is kept',
    ({ state }) => {
      for (const call of waitingOf(state)) {
        call.phase = { ...call.phase, enteredAt: call.phase.enteredAt - 1 };
      }
    },
  ],
  [
    'offers without heeding what callers need',
    'an offer fits',
    ({ state }) => {
      for (const call of waitingOf(state)) {
        call.wishes = { ...call.wishes, skills: { patience: 9 } };
      }
    },
  ],
  [
    'rings whoever is in calls enough',
    'nobody is rung beyond his capacity',
    (turn) => {
      const agents = turn.state.office.agents.map((agent) => ({ ...agent, capacity: 1 }));
      turn.state.office = { ...turn.state.office, agents };
    },
  ],
  ['loses a stay', 'stays balance', (turn) => turn.changes.visits.pop()],
  [
    'takes who gives up for answered',
    'the log tells the same',
    ({ changes: { visits } }) => {
      visits.splice(0, visits.length, ...visits.map((visit) => ({ ...visit, outcome: 'answered' as const })));
    },
  ],
];

describe('the checks find a board that', () => {
  it.each(mutants)('%s', (_, rule, tamper) => {
    const isFound = seeds.slice(0, 20).some((seed) => {
      const violation = simulate(seed, tamper).violation ?? '';
      return violation.split('\n')[0]?.includes(`: ${rule}`);
    });
    expect(isFound).toBe(true);
  });
});

function without(turn: Turn, isUnwanted: (effect: Turn['effects'][number]) => boolean): void {
  turn.effects.splice(0, turn.effects.length, ...turn.effects.filter((effect) => !isUnwanted(effect)));
}

function waitingOf(state: BoardState): (Call & { phase: Waiting })[] {
  const isWaiting = (call: Call): call is Call & { phase: Waiting } => call.phase.name === 'waiting';
  return [...state.calls.values()].filter(isWaiting);
}

function dropFact(turn: Turn, kind: string): void {
  const index = turn.facts.findIndex((fact) => fact.kind === kind);
  if (index >= 0) turn.facts.splice(index, 1);
}
