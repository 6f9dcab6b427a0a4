import { describe, expect, it, test } from 'vitest';
import type { AgentId } from '../../../../src/board/ids.ts';
import { memberOf } from '../../../../src/board/queue-settings.ts';
import { sales } from '../stage.ts';
import { Crew } from './crew.ts';

/** Mistakes read in the source of others, as far as they are not tested beside what they are about. */

const french = { a: { skills: { french: 1 } }, b: { skills: { french: 1 } } };

describe('app_queue.c 5942, 4737: whose turn it is', () => {
  it('callers ahead whom no free agent may serve hold up nobody behind them', () => {
    const skills = [{ needs: {}, prefers: {}, forMs: null }];
    const stage = new Crew({
      agents: ['a', 'b', 'c', 'd'],
      settings: french,
      queue: { skills, strategy: { by: ['linear'], ring: { kind: 'one' }, window: 'day' } },
    }).begins(['a', 'b', 'c', 'd']);
    const wants = (skill: string) => {
      const channel = `w${stage.board.state.nextCall}`;
      const call = `cbt-${stage.board.state.nextCall}` as never;
      stage.take({
        kind: 'line',
        event: {
          name: 'entered',
          channel: channel as never,
          args: ['number', '900', '', `skills=${skill}`],
          caller: { name: '', number: '' },
          dialled: '900',
          endpoint: 'PJSIP/trunk',
        },
      });
      return call;
    };
    // Both who speak French are taken, so two callers who want it wait before all that come now.
    const taken = [wants('french'), wants('french')];
    for (const call of taken) stage.talks(call);
    stage.pauses('c').pauses('d');
    const ahead = [wants('french'), wants('french')];
    const behind = [stage.caller(), stage.caller()];
    stage.say('c', 'ready').say('d', 'ready');
    expect(ahead.map((call) => stage.rings(call))).toEqual([[], []]);
    expect(behind.map((call) => stage.rings(call))).toEqual([['c'], ['d']]);
  });

  it('nor does one of a heavier queue for whom its agent has a delay', () => {
    const stage = new Crew({
      agents: ['a'],
      members: { a: { delayMs: 60_000 } },
      sales: { members: [memberOf('a' as AgentId)], weight: 0 },
      queue: { weight: 9 },
    });
    const early = stage.caller('900');
    const servable = stage.caller('901');
    stage.begins(['a']);
    expect([stage.rings(early), stage.rings(servable)]).toEqual([[], ['a']]);
  });
});

describe('app_queue.c 4709: as many callers are served at once as there are agents', () => {
  it.each([
    ['one phone a caller', { kind: 'one' }, [['a'], ['b'], ['c'], []]],
    ['two phones a caller', { kind: 'all', most: 2 }, [['a', 'b'], ['c'], [], []]],
    ['all phones', { kind: 'all', most: null }, [['a', 'b', 'c'], [], [], []]],
  ] as const)('%s: in one and the same turn', (_, ring, expected) => {
    const stage = new Crew({
      agents: ['a', 'b', 'c'],
      queue: { strategy: { by: ['linear'], ring, window: 'day' } },
    }).begins(['a', 'b', 'c']);
    stage.lineDown();
    const { state } = stage.board;
    const channels = Array.from({ length: 4 }, (_, index) =>
      stage.channel(`c${index}`, 'up', ['number', '900']),
    );
    stage.lineUp({ asteriskStartedAt: state.asteriskStartedAt, channels });
    const calls = [...state.calls.keys()];
    expect(calls.map((call) => stage.rings(call))).toEqual(expected);
  });
});

test('app_queue.c 2676: an agent is taken from the request to ring on, whatever his phone has said so far', () => {
  const stage = new Crew({ agents: ['a'], sales: { members: [memberOf('a' as AgentId)] } }).begins(['a']);
  const first = stage.caller('900');
  // No word of the phone has come: neither that it rings, nor that it is busy.
  const others = [stage.caller('901'), stage.caller('900'), stage.wait(3_000).caller('901')];
  expect(stage.rings(first)).toEqual(['a']);
  expect(others.map((call) => stage.rings(call))).toEqual([[], [], []]);
  stage.talks(first);
  stage.hangsUp(first);
  const taken = others.filter((call) => stage.rings(call).length > 0);
  expect(taken.length).toBe(1);
});

describe('mod_callcenter.c 2788, 2713: nothing is looked at again and again', () => {
  it('while nothing can change by time alone the board does not want to be woken', () => {
    const stage = new Crew({ agents: ['a', 'b'] }).begins(['a', 'b']);
    stage.talks(stage.caller());
    stage.talks(stage.caller());
    for (let more = 0; more < 20; more += 1) stage.caller();
    // Times that have been set for what is over by now pass once.
    stage.wait(60_000);
    expect(stage.board.wakeAt).toBeNull();
  });

  it('a caller who waits for one more phone to ring holds up no other queue', () => {
    const ring = { kind: 'progressive', stepMs: 5_000, most: null } as const;
    const stage = new Crew({
      agents: ['a', 'b', 'c'],
      queue: { strategy: { by: ['linear'], ring, window: 'day' } },
      sales: { members: [memberOf('c' as AgentId)] },
    }).begins(['a', 'b', 'c']);
    const slow = stage.caller('900');
    const other = stage.caller('901');
    expect([stage.rings(slow), stage.rings(other)]).toEqual([['a'], ['c']]);
    expect(stage.wait(5_000).rings(slow)).toEqual(['a', 'b']);
  });
});

describe('mod_callcenter.c 2336: agents on a break are nobody', () => {
  const leave = {
    after: null,
    whenEmpty: {
      reasons: ['nobody-ready'] as const,
      graceMs: 10_000,
      way: { say: null, to: null },
    },
    whenClosed: null,
    afterRounds: null,
  };

  it('a caller leaves when the last one goes on a break, and not when he only talks', () => {
    const stage = new Crew({ agents: ['a', 'b'], queue: { leave } }).begins(['a', 'b']);
    stage.talks(stage.caller());
    stage.pauses('b');
    const call = stage.caller();
    stage.wait(60_000);
    expect(stage.phase(call)).toBe('waiting');
    stage.pauses('a').wait(10_000);
    expect(stage.phase(call)).toBe('ended');
  });
});

test('app_queue.c 5267: who is sent away, or left by a key, has not given up', () => {
  const exits = [{ digits: '1', does: { kind: 'go', to: '901' } as const, as: null }];
  const stage = new Crew({ agents: ['a'], queue: { exits }, sales: { members: [] } });
  const call = stage.caller();
  stage.take({
    kind: 'line',
    event: { name: 'digit', channel: 'c1' as never, digit: '1' },
  });
  expect(stage.turn.changes.visits).toMatchObject([{ call, outcome: 'exit-key' }]);
  expect(stage.call(call)?.phase).toMatchObject({ name: 'waiting', queue: sales });
});

test('section 3.3: those who let a caller pass ring again beside who is asked first, in one and the same turn', () => {
  const ring = { kind: 'all', most: null } as const;
  const stage = new Crew({
    agents: ['a', 'b', 'c'],
    queue: { strategy: { by: ['linear'], ring, window: 'day' } },
  }).begins(['a', 'b']);
  const call = stage.caller();
  stage.goes(stage.leg(call, 'a'), 17, 486);
  stage.goes(stage.leg(call, 'b'), 17, 486);
  // All three may have him from the same moment on.
  stage.pauses('a').pauses('b').lineDown();
  stage.begins(['a', 'b', 'c']);
  const channels = [stage.channel('c1', 'up', ['number', '900'])];
  stage.lineUp({ asteriskStartedAt: stage.board.state.asteriskStartedAt, channels });
  expect(stage.rings(call)).toEqual(['c', 'a', 'b']);
});
