import { describe, expect, it } from 'vitest';
import { forecastWait } from '../../../../src/board/acd/expected-wait.ts';
import { memoryOf, regularKey } from '../../../../src/board/acd/memory.ts';
import type { NotReadyReason, Office } from '../../../../src/board/office.ts';
import { memberOf, type QueueSettings, type RingPlan } from '../../../../src/board/queue-settings.ts';
import { callbackOffice, CallBackStage, customer } from './call-back-stage.ts';
import { Crew, type CrewOptions } from './crew.ts';
import { sales, support } from '../stage.ts';

/** The office is changed while calls are up: nobody loses his place, and what is left of the old one does no harm. */

const ringing = (ring: RingPlan, more: Partial<QueueSettings> = {}): Partial<QueueSettings> => ({
  strategy: { by: ['linear'], ring, window: 'day' },
  ...more,
});

const all: RingPlan = { kind: 'all', most: null };
const needs = (level: number, forMs: number | null = null) => ({
  needs: { french: level },
  prefers: {},
  forMs,
});
const way = { say: null, to: null };

/** Changes the office as a whole, which a crew knows only by its queues. */
const change = (stage: Crew, more: Partial<Office>): void => {
  stage.take({ kind: 'office', office: { ...stage.board.state.office, ...more } });
};

const waitsIn = (stage: Crew, call: ReturnType<Crew['caller']>) => {
  const phase = stage.call(call)?.phase;
  return phase?.name === 'waiting' ? phase : null;
};

describe('agents', () => {
  it('who is no member any more finishes the ring, and is asked no more', () => {
    const stage = new Crew({ agents: ['a', 'b'] }).begins(['a', 'b']);
    const [first, second] = [stage.caller(), stage.caller()];
    stage.apply({ agents: ['a', 'b'], queue: { members: [memberOf('b' as never)] } });
    expect([stage.rings(first), stage.rings(second)]).toEqual([['a'], ['b']]);
    stage.picksUp(first, 'a');
    stage.bridges(first);
    stage.hangsUp(first).sweep();
    expect(stage.rings(stage.caller())).toEqual([]);
  });

  it('who is no member any more and lets it ring is not asked again', () => {
    const stage = new Crew({ agents: ['a', 'b'] }).begins(['a']);
    const call = stage.caller();
    stage.apply({ agents: ['a', 'b'], queue: { members: [memberOf('b' as never)] } });
    stage.misses(call);
    stage.begins(['b']);
    expect(stage.rings(call)).toEqual(['b']);
  });

  it('who becomes a member, comes down a tier or loses a delay has the caller who waits, at once', () => {
    const options = { agents: ['a'], queue: { members: [] } } satisfies CrewOptions;
    const stage = new Crew(options).begins(['a']);
    const [first, second] = [stage.caller(), stage.caller()];
    stage.apply({ agents: ['a'], members: { a: { delayMs: 3_600_000 } } });
    expect(stage.rings(first)).toEqual([]);
    stage.apply({
      agents: ['a'],
      members: { a: { tier: 3 } },
      queue: { tiers: { afterMs: [], spill: false } },
    });
    expect([stage.rings(first), stage.rings(second)]).toEqual([['a'], []]);
  });

  it('who learns what is needed has the caller who needs it', () => {
    const skilled = { agents: ['a'], queue: { skills: [needs(3)] } } satisfies CrewOptions;
    const stage = new Crew(skilled).begins(['a']);
    const call = stage.caller();
    expect(stage.rings(call)).toEqual([]);
    stage.apply({ ...skilled, settings: { a: { skills: { french: 3 } } } });
    expect(stage.rings(call)).toEqual(['a']);
  });

  it('with less capacity nobody loses the calls that he has', () => {
    const inUse = { agents: ['a'], queue: { ringInUse: true }, settings: { a: { capacity: 2 } } };
    const stage = new Crew(inUse).begins(['a']);
    const first = stage.caller();
    stage.talks(first);
    const second = stage.caller();
    expect(stage.rings(second)).toEqual(['a']);
    stage.apply({ agents: ['a'] });
    stage.picksUp(second, 'a');
    expect([stage.talksWith(first), stage.talksWith(second)]).toEqual(['a', 'a']);
  });

  it('a reason that there is no more has no end, and a shorter one ends at once', () => {
    const reason = (longestMs: number): NotReadyReason => {
      return { id: 'break', name: 'Break', paid: false, longestMs, whenTooLong: 'ready' };
    };
    const stage = new Crew({ agents: ['a'] }).begins(['a']).pauses('a');
    change(stage, { reasons: [reason(600_000)] });
    change(stage, { reasons: [] });
    stage.wait(900_000);
    expect(stage.agent('a' as never).presence).toEqual({ name: 'not-ready', reason: 'break' });
    change(stage, { reasons: [reason(60_000)] });
    stage.wait(1);
    expect(stage.agent('a' as never).presence.name).toBe('ready');
  });
});

describe('the way of ringing', () => {
  it.each<readonly [string, RingPlan, RingPlan]>([
    ['all', all, { kind: 'one' }],
    ['pooled', { kind: 'pooled' }, { kind: 'one' }],
    ['one', { kind: 'one' }, { kind: 'pooled' }],
    ['progressive', { kind: 'progressive', stepMs: 1_000, most: null }, { kind: 'first', count: 2 }],
  ])('from %s to another one: who picks up has the caller, and nobody else rings on', (_, before, after) => {
    const agents = ['a', 'b', 'c'];
    const stage = new Crew({ agents, queue: ringing(before) }).begins(agents);
    const call = stage.caller();
    stage.wait(2_000);
    stage.apply({ agents, queue: ringing(after) });
    stage.picksUp(call, 'a');
    stage.bridges(call);
    expect(stage.talksWith(call)).toBe('a');
    stage.sweep();
    const work = agents.map((name) => stage.agent(name as never).work.name);
    expect(work).toEqual(['talking', 'idle', 'idle']);
  });

  it('a strategy that counts finds nothing counted, and picks all the same', () => {
    const stage = new Crew({ agents: ['a', 'b'] }).begins(['a', 'b']);
    for (const by of ['quota-share', 'round-robin-debt', 'top-down', 'lowest-occupancy'] as const) {
      stage.apply({
        agents: ['a', 'b'],
        queue: { strategy: { by: [by], ring: { kind: 'one' }, window: 'hour' } },
      });
      expect(['a', 'b']).toContain(stage.serves());
    }
  });
});

describe('what callers need', () => {
  const stepsOf = (count: number) => [...Array.from({ length: count - 1 }, () => needs(9, 10_000)), needs(3)];

  it('with fewer steps than he has gone through he needs what the last of them says', () => {
    const options = { agents: ['a', 'b'], settings: { b: { skills: { french: 3 } } } };
    const stage = new Crew({ ...options, queue: { skills: stepsOf(4) } });
    const call = stage.caller();
    stage.begins(['a', 'b']);
    stage.say('b', 'sign-out');
    stage.wait(60_000);
    expect(waitsIn(stage, call)?.step).toBe(3);
    stage.apply({ ...options, queue: { skills: stepsOf(1) } });
    expect(stage.rings(call)).toEqual([]);
    stage.begins(['b']);
    expect(stage.rings(call)).toEqual(['b']);
  });

  it('with fewer steps nobody leaves as one whom nobody could serve, and his wait is known', () => {
    const settings = { a: { skills: { french: 9 } }, b: { skills: { french: 1 } } };
    const whenEmpty = { reasons: ['no-skill'] as const, graceMs: 0, way };
    const leave = { after: null, whenEmpty, whenClosed: null, afterRounds: null };
    const options = { agents: ['a', 'b'], settings };
    const stage = new Crew({ ...options, queue: { skills: stepsOf(4), leave } }).begins(['a']);
    const talk = stage.caller();
    stage.talks(talk);
    stage.begins(['b']);
    const call = stage.caller();
    stage.wait(60_000);
    expect(waitsIn(stage, call)?.step).toBe(3);
    stage.apply({ ...options, queue: { skills: stepsOf(2), leave } });
    expect(waitsIn(stage, call)).not.toBeNull();
    const { state } = stage.board;
    const [queue, waiting] = [state.queues.get(support), stage.call(call)];
    if (queue === undefined || waiting === undefined) throw new Error('it is there');
    expect(forecastWait(state, queue, waiting, stage.at)).not.toBeNull();
  });
});

describe('what callers are told, and how they leave', () => {
  const whenEmpty = { reasons: ['nobody-ready'] as const, graceMs: 30_000, way };
  const leave = (more: Partial<QueueSettings['leave']>): Partial<QueueSettings> => ({
    leave: { after: null, whenEmpty: null, whenClosed: null, afterRounds: null, ...more },
  });

  it('who has waited too long by the new office leaves at once', () => {
    const stage = new Crew({ agents: ['a'] });
    const call = stage.caller();
    stage.wait(60_000);
    stage.apply({ agents: ['a'], queue: leave({ after: { ms: 30_000, finishRing: true, way } }) });
    stage.wait(0);
    expect(waitsIn(stage, call)).toBeNull();
  });

  it('who is not let go for a while has all of his grace again', () => {
    const stage = new Crew({ agents: ['a'], queue: leave({ whenEmpty }) }).begins(['a']).pauses('a');
    const call = stage.caller();
    stage.wait(10_000);
    stage.apply({ agents: ['a'] });
    stage.wait(600_000);
    stage.apply({ agents: ['a'], queue: leave({ whenEmpty }) });
    stage.wait(29_000);
    expect(waitsIn(stage, call)).not.toBeNull();
    stage.wait(1_000);
    expect(waitsIn(stage, call)).toBeNull();
  });

  it('hours that there are no more keep nobody', () => {
    const never = { id: 'never', open: [], holidays: [] };
    const stage = new Crew({ agents: ['a'] });
    const call = stage.caller();
    change(stage, {
      calendars: [never],
      queues: stage.board.state.office.queues.map((one) => ({ ...one, hours: 'never' })),
    });
    stage.begins(['a']);
    expect(stage.rings(call)).toEqual(['a']);
    stage.apply({ agents: ['a'] });
    expect(stage.rings(stage.caller())).toEqual([]);
    expect(stage.phase(call)).toBe('waiting');
  });

  it('keys of an exit that there is no more lead nowhere', () => {
    const exits = [
      { digits: '1', does: { kind: 'go', to: '901' }, as: null },
      { digits: '12', does: { kind: 'go', to: '901' }, as: null },
    ] as const;
    const options = { agents: ['a'], sales: {} };
    const stage = new Crew({ ...options, queue: { exits } });
    const call = stage.caller();
    stage.take({ kind: 'line', event: { name: 'digit', channel: 'c1' as never, digit: '1' } });
    expect(waitsIn(stage, call)?.keys).not.toBeNull();
    stage.apply(options);
    stage.wait(2_000);
    expect(waitsIn(stage, call)).toMatchObject({ queue: support, keys: null });
  });

  it('announcements that are taken away while one plays end with it', () => {
    const announce = {
      welcome: ['prompt:all-busy'],
      place: null,
      prompts: { firstMs: 0, everyMs: 1_000, order: 'in-order', play: ['prompt:thank-you'] },
      gapMs: 0,
    } as const;
    const stage = new Crew({ agents: ['a'], queue: { announce } });
    const call = stage.caller();
    const playing = waitsIn(stage, call)?.told.playing;
    if (playing == null) throw new Error('nothing plays');
    stage.apply({ agents: ['a'] });
    stage.take({ kind: 'line', event: { name: 'played', playback: playing.playback, whole: true } });
    expect(stage.effects).toMatchObject([{ name: 'music', channel: 'c1', music: 'calm' }]);
    stage.wait(600_000);
    expect(waitsIn(stage, call)?.told.counts).toEqual({ welcome: 1 });
  });
});

describe('queues', () => {
  it('one with callers, on the line or not, stays; when they are gone it goes, and leaves nothing', () => {
    const options = {
      agents: ['a'],
      sales: { sticky: { forMs: 1_000, rememberMs: 3_600_000, waitForAbsent: false }, wrapUpMs: 30_000 },
    };
    const stage = new Crew(options).begins(['a']);
    const call = stage.caller('901');
    expect(() => stage.apply({ agents: ['a'] })).toThrow(expect.objectContaining({ code: 'queue-in-use' }));
    stage.talks(call);
    stage.wait(5_000).hangsUp(call);
    const { state } = stage.board;
    expect(state.regulars.has(regularKey(sales, customer))).toBe(true);
    expect(stage.agent('a' as never).work).toMatchObject({ name: 'wrap-up', queue: sales });
    stage.apply({ agents: ['a'] });
    stage.sweep();
    stage.wait(60_000);
    expect([...state.memories.keys()]).not.toContain(sales);
    expect([...state.regulars.keys()]).toEqual([]);
  });

  it('one without members and without a setting is as any other', () => {
    const stage = new Crew({ agents: ['a'], sales: { ageing: { step: 5, everyMs: 1_000, most: 50 } } });
    const [first, second] = [stage.caller(), stage.caller('901')];
    stage.wait(10_000);
    stage.apply({ agents: ['a'], sales: { weight: 9, members: [] } });
    stage.begins(['a']);
    expect([stage.rings(first), stage.rings(second)]).toEqual([['a'], []]);
  });
});

describe('call-backs', () => {
  it('are made all the same when their queue does not offer them any more', () => {
    const stage = new CallBackStage();
    const call = stage.enters('c1');
    stage.command({ name: 'want-callback', call });
    stage.goes('c1');
    expect(stage.call(call)?.phase).toMatchObject({ name: 'waiting', callback: { number: customer } });
    const office = callbackOffice({}, { callback: null, exits: [] });
    stage.take({ kind: 'office', office });
    stage.ready('anna' as never);
    expect(stage.offer(call).agent).toBe('anna');
  });

  it('without a way outside they are given up after their attempts, not tried for ever', () => {
    const stage = new CallBackStage(callbackOffice({ first: 'customer' }));
    const call = stage.enters('c1');
    stage.command({ name: 'want-callback', call });
    stage.goes('c1');
    stage.take({ kind: 'office', office: { ...callbackOffice({ first: 'customer' }), outside: [] } });
    stage.ready('anna' as never);
    stage.wait(600_000);
    expect(stage.call(call)).toBeUndefined();
    expect(memoryOf(stage.board.state, support).gone).toEqual([]);
  });
});
