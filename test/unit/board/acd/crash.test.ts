import { describe, expect, it } from 'vitest';
import { Board } from '../../../../src/board/board.ts';
import type { Input, SurveyedChannel } from '../../../../src/board/input.ts';
import { liveStateOf, stateFrom, type LiveState } from '../../../../src/board/live.ts';
import { emptyState, type BoardState } from '../../../../src/board/state.ts';
import { channelOf } from '../settings.ts';
import { Crew } from './crew.ts';
import { Day, names, plans, seeSafe } from './day.ts';

/** What the ledger has of a board, once through its text and back. */
function kept(state: BoardState): LiveState {
  return JSON.parse(JSON.stringify(liveStateOf(state))) as LiveState;
}

function restored(state: BoardState): BoardState {
  return stateFrom(kept(state));
}

function entries(state: BoardState): Map<string, number> {
  return new Map(
    [...state.calls.values()].flatMap(({ id, phase }) =>
      phase.name === 'waiting' ? [[id, phase.enteredAt]] : [],
    ),
  );
}

/** What Asterisk has after a crash of ours: everything that there was. */
function surveyOf(state: BoardState): SurveyedChannel[] {
  return [...state.calls.values()].flatMap(({ legs }) =>
    legs.map(({ id, state: is }) =>
      channelOf(id, { state: is === 'reaching' || is === 'alerting' ? 'ringing' : 'up' }),
    ),
  );
}

function playedTo(inputs: readonly Input[], count: number): BoardState {
  const board = new Board(emptyState('p'));
  for (const input of inputs.slice(0, count)) board.take(input);
  return board.state;
}

describe.each(plans)('P12: a crash between two turns, with %o', (ring) => {
  it.each(names)('%s', (by) => {
    const seed = names.indexOf(by) + plans.indexOf(ring) * 100;
    const { inputs } = new Day(seed, by, ring).run(60);
    let board = new Board(emptyState('p'));
    const whole = new Board(emptyState('p'));
    for (const [index, input] of inputs.entries()) {
      // Each turn is the first one of a new process every seventh time.
      if (index % 7 === 6) board = new Board(restored(board.state));
      const known = whole.take(input).facts.map((fact) => JSON.stringify(fact));
      const facts = board.take(input).facts.map((fact) => JSON.stringify(fact));
      expect(facts.toSorted(), `after a crash before turn ${index}`).toEqual(known.toSorted());
    }
  });

  it('the survey after it costs nobody his place, and nobody is in two calls', () => {
    for (const [number, by] of names.entries()) {
      const { inputs } = new Day(number + 7_000, by, ring).run(60);
      const count = 10 + ((number * 37) % (inputs.length - 10));
      const before = playedTo(inputs, count);
      const board = new Board(restored(before));
      const at = (inputs[count - 1]?.at ?? 0) + 3_000;
      const bridges = [...before.calls.values()].flatMap(({ phase, legs }) =>
        phase.name === 'talking'
          ? [
              {
                id: phase.bridge,
                channels: legs.filter((leg) => leg.state === 'connected').map(({ id }) => id),
              },
            ]
          : [],
      );
      board.take({ at, kind: 'line-down', reason: 'crash' });
      const turn = board.take({
        at: at + 1,
        kind: 'line-up',
        survey: { asteriskStartedAt: 1, channels: surveyOf(before), bridges },
      });
      expect(turn.failure).toBeNull();
      const { state } = board;
      seeSafe(
        state,
        turn.facts.filter((fact) => fact.kind === 'offer.made'),
      );
      const after = entries(state);
      for (const [call, enteredAt] of entries(before)) expect(after.get(call), call).toBe(enteredAt);
    }
  });
});

it('what is due by time alone is done after a crash too', () => {
  const way = { say: null, to: null };
  const leave = { after: { ms: 30_000, finishRing: true, way }, whenEmpty: null, whenClosed: null };
  const crew = new Crew({ agents: ['a'], queue: { leave: { ...leave, afterRounds: null } } });
  const call = crew.caller();
  const cameAt = crew.at;
  crew.wait(10_000);
  const board = new Board(restored(crew.board.state));
  for (let due = board.wakeAt; due !== null && due < cameAt + 30_000; due = board.wakeAt) {
    board.take({ kind: 'tick', at: Math.max(due, crew.at) });
  }
  expect(board.state.calls.get(call)?.phase).toMatchObject({ name: 'waiting', enteredAt: cameAt });
  expect(board.wakeAt).toBe(cameAt + 30_000);
  board.take({ kind: 'tick', at: cameAt + 30_000 });
  expect(board.state.calls.get(call)?.phase.name).toBe('ended');
});
