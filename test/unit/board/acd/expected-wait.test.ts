import { rememberHandling } from '../../../../src/board/acd/fold-memory.ts';
import { Changes } from '../../../../src/board/changes.ts';
import { describe, expect, test } from 'vitest';
import { expectedWait, expectedWaitOfNext } from '../../../../src/board/acd/expected-wait.ts';
import { newMemory, type QueueMemory } from '../../../../src/board/acd/memory.ts';
import { forecastOf } from '../../../../src/board/acd/wait-sum.ts';
import type { Wishes } from '../../../../src/board/call/call.ts';
import type { AgentId, CallId, QueueId } from '../../../../src/board/ids.ts';
import { liveStateOf, stateFrom } from '../../../../src/board/live.ts';
import { memberOf, type QueueSettings } from '../../../../src/board/queue-settings.ts';
import type { BoardState } from '../../../../src/board/state.ts';
import { agentOf, numberOf, officeOf, phoneOf, queueOf } from '../settings.ts';
import { anna, ben, office, sales, Stage, support } from '../stage.ts';

const handlingMs = 60_000;

/** So many agents, all of them in a talk. */
function busyStage(count: number): Stage {
  const ids = Array.from({ length: count }, (_, index) => `a${index}` as AgentId);
  const stage = new Stage(
    officeOf({
      agents: ids.map((id, index) => agentOf(id, { phone: String(1000 + index) as never })),
      phones: ids.map((_, index) => phoneOf(String(1000 + index))),
      queues: [queueOf(support, ids)],
      numbers: [numberOf('900', support)],
    }),
  );
  stage.ready(...ids);
  for (const id of ids) stage.talks(stage.enters(`talks-with-${id}`));
  return stage;
}

/** What the queues are to remember: calls of a minute each, if nothing else is said. */
function remembering(stage: Stage, more: Partial<QueueMemory> = {}): BoardState {
  const state = stateFrom(structuredClone(liveStateOf(stage.board.state)));
  for (const id of state.queues.keys()) {
    state.memories.set(id, { ...newMemory(id), handling: { count: 10, meanMs: handlingMs }, ...more });
  }
  return state;
}

function settingsOf(state: BoardState, queue: QueueId): QueueSettings {
  const settings = state.queues.get(queue);
  if (settings === undefined) throw new Error(`there is no queue ${queue}`);
  return settings;
}

function waitIn(state: BoardState, id: CallId, at: number, queue: QueueId = support): number | null {
  const call = state.calls.get(id);
  if (call === undefined) throw new Error(`there is no call ${id}`);
  return expectedWait(state, settingsOf(state, queue), call, at);
}

const waitOf = (stage: Stage, id: CallId, more: Partial<QueueMemory> = {}): number | null =>
  waitIn(remembering(stage, more), id, stage.at);

describe('the sum over the places', () => {
  test('without impatience it is (callers before + 1) times the handling time over the agents', () => {
    const { expectedMs } = forecastOf({ ahead: 9, agents: 5, handlingMs, patienceMs: Infinity });
    expect(expectedMs).toBeCloseTo((10 * handlingMs) / 5, 6);
  });

  test('those who give up before him make it shorter, place by place', () => {
    const { expectedMs } = forecastOf({ ahead: 2, agents: 2, handlingMs, patienceMs: 120_000 });
    // 1/(1/30) + 1/(1/30 + 1/120) + 1/(1/30 + 2/120) seconds.
    expect(expectedMs / 1000).toBeCloseTo(30 + 24 + 20, 6);
  });

  test('the upper bound is the 80 % quantile: of one service time far above the mean, of many near it', () => {
    const one = forecastOf({ ahead: 0, agents: 1, handlingMs, patienceMs: Infinity });
    expect(one.upperMs / handlingMs).toBeCloseTo(-Math.log(0.2), 1);
    const many = forecastOf({ ahead: 399, agents: 1, handlingMs, patienceMs: Infinity });
    expect(many.upperMs / many.expectedMs).toBeCloseTo(1 + 0.8416 / 20, 2);
  });
});

describe('what a caller can expect', () => {
  test('is unknown while nobody is on duty, and nothing when an agent is free', () => {
    const stage = new Stage();
    const call = stage.enters('c1');
    expect(waitOf(stage, call)).toBeNull();
    stage.command({ name: 'sign-in', agent: ben });
    expect(waitOf(stage, call)).toBeNull();
    stage.command({ name: 'ready', agent: ben });
    expect(waitOf(stage, call)).toBe(0);
    stage.ready(anna);
    const { state } = stage.board;
    expect(expectedWaitOfNext(state, settingsOf(state, support), stage.at)).toBe(0);
  });

  test('app_queue.c 4527: each place has a wait of its own, which falls as the caller moves up', () => {
    const stage = busyStage(2);
    const calls = ['c1', 'c2', 'c3'].map((id) => stage.enters(id));
    expect(calls.map((call) => waitOf(stage, call))).toEqual([30_000, 60_000, 90_000]);
    // No answer is needed for it: who gives up lets the others move up.
    stage.goes('c1');
    expect(calls.slice(1).map((call) => waitOf(stage, call))).toEqual([30_000, 60_000]);
  });

  test('app_queue.c 4527: the agents who are there now count, and how many give up', () => {
    const stage = busyStage(2);
    const first = stage.enters('c1');
    const second = stage.enters('c2');
    const patience = { waitedMs: 600_000, abandonedCount: 10 };
    expect(waitOf(stage, second, patience)).toBeCloseTo(30_000 + 20_000, 6);
    stage.command({ name: 'not-ready', agent: 'a0' as AgentId, reason: 'lunch' });
    expect(waitOf(stage, first, patience)).toBeCloseTo(60_000, 6);
  });

  test('counts with three minutes while little is known, and with a forgotten wrap-up for six calls at most', () => {
    const stage = busyStage(1);
    const call = stage.enters('c1');
    expect(waitOf(stage, call, { handling: { count: 4, meanMs: 1 } })).toBe(180_000);
    const { state } = stage.board;
    state.memories.set(support, { ...newMemory(support), handling: { count: 9, meanMs: 60_000 } });
    rememberHandling(state, support, 7_200_000, new Changes());
    expect(state.memories.get(support)?.handling).toEqual({ count: 10, meanMs: 60_000 + 300_000 / 10 });
  });

  test('goes by the mean of exponential times, not by their middle, which would promise a third less', () => {
    const { state } = busyStage(1).board;
    for (let index = 0; index < 30; index += 1) {
      rememberHandling(state, support, -handlingMs * Math.log(1 - (index + 0.5) / 30), new Changes());
    }
    const { handling } = state.memories.get(support) ?? newMemory(support);
    expect(handling.meanMs / handlingMs).toBeGreaterThan(0.9);
  });

  test('knows neither agents who lack a skill nor callers who need others', () => {
    const stage = new Stage(
      officeOf({
        agents: [
          agentOf(anna, { phone: '1001' as never, skills: { german: 5 } }),
          agentOf(ben, { phone: '1002' as never }),
        ],
        phones: [phoneOf('1001'), phoneOf('1002')],
        queues: [queueOf(support, [anna, ben])],
        numbers: [numberOf('900', support)],
      }),
    );
    stage.ready(anna, ben);
    stage.talks(stage.enters('t1'));
    stage.talks(stage.enters('t2'));
    const first = stage.enters('c1');
    const second = stage.enters('c2');
    const state = remembering(stage);
    const needs = (id: CallId, skills: Wishes['skills']): void => {
      const call = state.calls.get(id);
      if (call !== undefined) call.wishes = { ...call.wishes, skills };
    };
    needs(second, { german: 1 });
    // For anna alone, to whom half of the caller before falls.
    expect(waitIn(state, second, stage.at)).toBe(90_000);
    needs(first, { french: 1 });
    expect(waitIn(state, first, stage.at)).toBeNull();
  });

  test('takes an agent of two queues as the whole agent of whoever goes first in either', () => {
    const stage = new Stage(office({ members: [memberOf(anna)] }));
    stage.ready(anna);
    stage.talks(stage.enters('t1'));
    const ahead = [stage.enters('c1', '901'), stage.enters('c2', '901')];
    const call = stage.enters('c3');
    const state = remembering(stage);
    expect(ahead.map((one) => waitIn(state, one, stage.at, sales))).toEqual([60_000, 120_000]);
    expect(waitIn(state, call, stage.at)).toBe(180_000);
  });

  test('counts of a queue with many agents only the share that falls to his', () => {
    const stage = new Stage();
    stage.ready(anna, ben);
    stage.talks(stage.enters('t1'));
    stage.talks(stage.enters('t2'));
    stage.enters('c1');
    // Sales has anna alone, to whom half of the caller of support falls.
    const call = stage.enters('c2', '901');
    expect(waitIn(remembering(stage), call, stage.at, sales)).toBe(90_000);
  });

  test('does not let those before him count who go after him at the agents whom they share', () => {
    const members = (priority: number) => [memberOf(anna, { priority })];
    const base = office({ members: members(0) });
    const stage = new Stage({
      ...base,
      queues: base.queues.map((queue) => (queue.id === sales ? { ...queue, members: members(1) } : queue)),
    });
    stage.ready(anna);
    stage.talks(stage.enters('t1'));
    const before = stage.enters('c1', '901');
    const call = stage.enters('c2');
    const state = remembering(stage);
    expect(waitIn(state, call, stage.at)).toBe(60_000);
    expect(waitIn(state, before, stage.at, sales)).toBe(120_000);
  });

  test('can be told to who only thinks of waiting', () => {
    const stage = busyStage(2);
    stage.enters('c1');
    const state = remembering(stage);
    expect(expectedWaitOfNext(state, settingsOf(state, support), stage.at)).toBe(60_000);
  });
});
