import { describe, expect, it, test } from 'vitest';
import { activeNeeds } from '../../../../src/board/acd/skills.ts';
import type { AgentId, CallId } from '../../../../src/board/ids.ts';
import { memberOf, type QueueSettings } from '../../../../src/board/queue-settings.ts';
import { sales, support } from '../stage.ts';
import { Crew } from './crew.ts';

/** What users of other systems have complained of, as far as it is not tested beside what it is about. */

const members = (...names: readonly string[]) => names.map((name) => memberOf(name as AgentId));

/** Who is rung for, as each agent becomes free again and again. */
function servedInOrder(stage: Crew, waiting: readonly CallId[]): CallId[] {
  return waiting.map(() => {
    const next = waiting.find((call) => stage.rings(call).length > 0);
    if (next === undefined) throw new Error('nobody is rung for');
    stage.talks(next);
    stage.wait(1_000).hangsUp(next).sweep();
    return next;
  });
}

describe('C1 (asterisk#108): an agent of several queues serves whoever of all of them has waited longest', () => {
  it.each([
    [['900', '901', '900', '901', '901', '900']],
    [['901', '901', '901', '900', '900', '900']],
    [['900', '900', '900', '901', '901', '901']],
  ])('%j', (numbers) => {
    const stage = new Crew({ agents: ['a'], sales: { members: members('a') } });
    const calls = numbers.map((number) => stage.wait(1_000).caller(number));
    stage.begins(['a']);
    expect(servedInOrder(stage, calls)).toEqual(calls);
  });

  it('whichever queue the office names first', () => {
    const stage = new Crew({ agents: ['a'], sales: { members: members('a') } });
    const { office } = stage.board.state;
    stage.take({ kind: 'office', office: { ...office, queues: office.queues.toReversed() } });
    const first = stage.caller('900');
    const second = stage.wait(1).caller('901');
    stage.begins(['a']);
    expect([stage.rings(first), stage.rings(second)]).toEqual([['a'], []]);
  });
});

test('C2 (asterisk#1691): who is put before all others stops nobody’s offers, be it that nobody can serve him', () => {
  const skills = [{ needs: { french: 1 }, prefers: {}, forMs: null }];
  const stage = new Crew({
    agents: ['a', 'b'],
    settings: { b: { skills: { french: 1 } } },
    sales: { members: members('a', 'b'), skills },
  }).begins(['a']);
  const talking = stage.caller();
  stage.talks(talking);
  const [second, third] = [stage.caller(), stage.wait(1).caller()];
  const head = stage.wait(1).caller('901');
  stage.command({ name: 'prioritise-call', call: head, priority: 9 });
  stage.hangsUp(talking).sweep();
  // Only b speaks French, and he is not there.
  expect(stage.rings(head)).toEqual([]);
  expect(stage.rings(second)).toEqual(['a']);
  stage.talks(second);
  stage.wait(1_000).hangsUp(second).sweep();
  expect(stage.rings(third)).toEqual(['a']);
  stage.begins(['b']);
  expect(stage.rings(head)).toEqual(['b']);
});

describe('C3 (asterisk#1637): a caller’s priority counts over all queues before anybody’s wait', () => {
  it('given at entry or while he waits, whichever queue he is in', () => {
    const stage = new Crew({ agents: ['a'], sales: { members: members('a') } });
    const old = stage.caller('900');
    stage.wait(600_000);
    const important = stage.caller('901');
    stage.command({ name: 'prioritise-call', call: important, priority: 1 });
    const most = `cbt-${stage.board.state.nextCall}` as CallId;
    stage.take({
      kind: 'line',
      event: {
        name: 'entered',
        channel: 'vip' as never,
        args: ['queue', support, String(stage.at), 'priority=2'],
        caller: { name: '', number: '0999' },
        dialled: '900',
        endpoint: 'PJSIP/trunk',
      },
    });
    expect(stage.call(most)?.phase).toMatchObject({ name: 'waiting', priority: 2 });
    stage.begins(['a']);
    expect(servedInOrder(stage, [old, important, most])).toEqual([most, important, old]);
  });
});

describe('C36 (asterisk#1901, PR#1702): tiers open at the times that are given, in any order and with gaps', () => {
  const tiers = (afterMs: readonly (number | null)[]): Partial<QueueSettings> => ({
    tiers: { afterMs, spill: false },
    ringMs: 300_000,
  });

  /** a has tier 0 and is in a call; whom the next caller gets, second by second. */
  const opening = (afterMs: readonly (number | null)[], last: number) => {
    const stage = new Crew({
      agents: ['a', 'b', 'c'],
      members: { b: { tier: 1 }, c: { tier: last } },
      queue: tiers(afterMs),
    }).begins(['a', 'b', 'c']);
    stage.talks(stage.caller());
    const call = stage.caller();
    const at = (ms: number) => stage.wait(ms).rings(call);
    return { at };
  };

  it('a later tier opens before an earlier one', () => {
    const { at } = opening([10_000, 5_000], 2);
    expect(at(4_999)).toEqual([]);
    expect(at(1)).toEqual(['c']);
  });

  it('a tier without a time stays closed, the one after it does not', () => {
    const { at } = opening([null, 5_000], 2);
    expect(at(4_999)).toEqual([]);
    expect(at(1)).toEqual(['c']);
  });

  it('one in which nobody is holds up none, and one of which nothing is said stays closed', () => {
    const gap = opening([60_000, null, 7_000], 3);
    expect(gap.at(6_999)).toEqual([]);
    expect(gap.at(1)).toEqual(['c']);
    const unsaid = opening([60_000], 5);
    expect(unsaid.at(59_999)).toEqual([]);
    expect(unsaid.at(1)).toEqual(['b']);
  });
});

describe('C39 (freeswitch#1973): nobody is listed as answered who has hung up', () => {
  const nothingIsLeft = (stage: Crew): void => {
    stage.sweep().wait(60_000).sweep();
    expect(stage.board.state.calls.size).toBe(0);
    expect(stage.agent('a' as AgentId).work).toEqual({ name: 'idle' });
    expect(stage.board.state.waiting.get(support)?.length ?? 0).toBe(0);
  };

  it.each(['hangs up, then the answer comes', 'is answered, then hangs up'])('the caller %s', (order) => {
    const stage = new Crew({ agents: ['a'] }).begins(['a']);
    const call = stage.caller();
    const leg = stage.leg(call, 'a');
    if (order.startsWith('is')) {
      stage.answers(leg);
      stage.hangsUp(call);
    } else {
      stage.hangsUp(call);
      stage.answers(leg);
    }
    expect(stage.phase(call)).toBe('ended');
    nothingIsLeft(stage);
  });

  it('the word that they hear each other comes after the hang-up', () => {
    const stage = new Crew({ agents: ['a'] }).begins(['a']);
    const call = stage.caller();
    stage.picksUp(call, 'a');
    const bridge = stage.bridge(call);
    stage.hangsUp(call);
    stage.take({ kind: 'line', event: { name: 'bridged', bridge } });
    expect(stage.phase(call)).toBe('ended');
    nothingIsLeft(stage);
  });
});

describe('C55 (Genesys bullseye): the steps of what is needed', () => {
  const needs = (of: Readonly<Record<string, number>>, forMs: number | null) => ({
    needs: of,
    prefers: {},
    forMs,
  });
  const skills = [needs({ french: 3 }, 10_000), needs({ german: 2 }, 10_000), needs({ english: 1 }, null)];
  const settings = {
    a: { skills: { french: 5 } },
    b: { skills: { german: 5 } },
    c: { skills: { english: 5 } },
  };

  it('come one after the other, may ask for more than the one before, and none is left out or comes twice', () => {
    const stage = new Crew({ agents: ['a', 'b', 'c'], settings, queue: { skills } }).begins(['a', 'b', 'c']);
    // All are in a call: on duty, and not free.
    for (const skill of ['a', 'b', 'c'])
      stage.command({ name: 'offer-call', call: stage.caller(), agent: skill as AgentId });
    for (const { id } of stage.board.state.calls.values()) stage.talks(id);
    const call = stage.caller();
    const { state } = stage.board;
    const queue = state.queues.get(support);
    const stepAfter = (ms: number) => {
      stage.wait(ms);
      const now = stage.call(call);
      if (now?.phase.name !== 'waiting' || queue === undefined) throw new Error('he waits');
      return activeNeeds(state, queue, now, now.phase, stage.at).needs;
    };
    expect(stepAfter(0)).toEqual({ french: 3 });
    expect(stepAfter(9_999)).toEqual({ french: 3 });
    expect(stepAfter(1)).toEqual({ german: 2 });
    expect(stepAfter(9_999)).toEqual({ german: 2 });
    expect(stepAfter(1)).toEqual({ english: 1 });
    expect(stepAfter(600_000)).toEqual({ english: 1 });
  });

  it('the number of the step is stored with the decision, so that it can be looked at', () => {
    const stage = new Crew({ agents: ['b'], settings, queue: { skills } }).begins(['b']);
    stage.caller();
    expect(stage.facts).toContainEqual(expect.objectContaining({ kind: 'call.relaxed', step: 1 }));
  });
});

test('C47 (asterisk#1972): what an agent does is looked at for the callers of his queues only', () => {
  const stage = new Crew({ agents: ['a', 'b'], sales: { members: members('b') } });
  const elsewhere = Array.from({ length: 20 }, () => stage.caller('901'));
  stage.wait(5_000).begins(['a'], 0);
  for (const call of elsewhere) expect(stage.turn.before.calls.has(call)).toBe(false);
  expect(stage.board.state.freeIn.has(sales)).toBe(false);
});
