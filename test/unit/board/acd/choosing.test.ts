import { describe, expect, it } from 'vitest';
import { missedAlways } from '../settings.ts';
import { sales } from '../stage.ts';
import { Crew } from './crew.ts';

const linear = { by: ['linear'], ring: { kind: 'one' }, window: 'day' } as const;

describe('tiers', () => {
  const members = { b: { tier: 1 }, c: { tier: 2 } };

  it('spill: the next tier is asked as soon as nobody of the lower ones can come', () => {
    const stage = new Crew({ agents: ['a', 'b', 'c'], members, queue: { strategy: linear } }).begins([
      'c',
      'b',
      'a',
    ]);
    const calls = [stage.caller(), stage.caller(), stage.caller()];
    expect(calls.map((call) => stage.rings(call)[0])).toEqual(['a', 'b', 'c']);
  });

  it('without spill a tier waits for its time, or for the lower ones to be unstaffed', () => {
    const tiers = { afterMs: [30_000, 60_000], spill: false };
    const stage = new Crew({ agents: ['a', 'b', 'c'], members, queue: { strategy: linear, tiers } });
    stage.begins(['a', 'b']);
    const first = stage.caller();
    const second = stage.caller();
    expect([stage.rings(first), stage.rings(second)]).toEqual([['a'], []]);
    stage.talks(first);
    stage.wait(29_999);
    expect(stage.rings(second)).toEqual([]);
    stage.wait(1);
    expect(stage.rings(second)).toEqual(['b']);
    const third = stage.caller();
    expect(stage.rings(third)).toEqual([]);
    // On a break a lets nobody wait for her.
    stage.hangsUp(first).sweep().pauses('a').hangsUp(second).sweep();
    expect(stage.rings(third)).toEqual(['b']);
  });

  it('the lowest open tier that has somebody, be a lower one closed', () => {
    const tiers = { afterMs: [60_000, 0], spill: false };
    const stage = new Crew({ agents: ['a', 'b', 'c'], members, queue: { strategy: linear, tiers } });
    stage.begins(['a', 'b', 'c']);
    stage.caller();
    expect(stage.rings(stage.caller())).toEqual(['c']);
  });

  it('Wazo scenario 1: an agent who ignores the caller does not keep him from the next tier', () => {
    const stage = new Crew({ agents: ['a', 'b'], members, queue: { missed: missedAlways('nothing') } });
    stage.begins(['a', 'b']);
    const call = stage.caller();
    expect([stage.misses(call), stage.misses(call)]).toEqual(['a', 'b']);
    stage.wait(1_000);
    expect(stage.rings(call)).toEqual(['a']);
  });
});

describe('the priority that an agent gives his queues', () => {
  const twoQueues = (a: number, b: number, more = {}) =>
    new Crew({
      agents: ['a', 'b'],
      members: { a: { priority: a }, b: { priority: b } },
      queue: { strategy: linear },
      sales: { strategy: linear, ...more },
    });

  it('comes before the wait and the weight', () => {
    const stage = twoQueues(1, 0, { weight: 5 });
    const office = stage.board.state.office;
    expect(office.queues.map(({ id }) => id)).toContain(sales);
    const [inSales, inSupport] = [stage.caller('901'), stage.wait(60_000).caller('900')];
    stage.begins(['b']);
    // B gives both the same: the heavier queue goes first.
    expect(stage.rings(inSales)).toEqual(['b']);
    expect(stage.rings(inSupport)).toEqual([]);
    stage.begins(['a']);
    expect(stage.rings(inSupport)).toEqual(['a']);
  });

  it('comes after the tier, and leaves nobody idle', () => {
    const stage = new Crew({
      agents: ['a', 'b'],
      members: { a: { tier: 1, priority: 0 }, b: { tier: 0, priority: 1 } },
      queue: { strategy: linear },
    });
    const [first, second] = [stage.caller(), stage.caller()];
    stage.lineDown();
    stage.begins(['a', 'b']);
    const args = ['number', '900'];
    stage.lineUp({ channels: [stage.channel('c1', 'up', args), stage.channel('c2', 'up', args)] });
    expect([stage.rings(first), stage.rings(second)]).toEqual([['b'], ['a']]);
  });
});

describe('delay', () => {
  it('an agent helps out only after it, and is not kept for it', () => {
    const stage = new Crew({ agents: ['a'], members: { a: { delayMs: 30_000 } } }).begins(['a']);
    const call = stage.caller();
    stage.wait(29_999);
    expect(stage.rings(call)).toEqual([]);
    stage.wait(1);
    expect(stage.rings(call)).toEqual(['a']);
  });
});

describe('skills', () => {
  const settings = { a: { skills: { french: 5 } }, b: { skills: { german: 5 } } };
  const step = (skill: string, level: number, forMs: number | null) => ({
    needs: { [skill]: level },
    prefers: {},
    forMs,
  });

  it('a skill that is not there is not level 0; steps relax by time and never go back', () => {
    const skills = [
      step('french', 5, 10_000),
      step('french', 1, 10_000),
      { needs: {}, prefers: {}, forMs: null },
    ];
    const stage = new Crew({ agents: ['a', 'b'], settings, queue: { skills, ringMs: 60_000 } }).begins([
      'a',
      'b',
    ]);
    const first = stage.caller();
    const second = stage.caller();
    expect([stage.rings(first), stage.rings(second)]).toEqual([['a'], []]);
    stage.wait(20_000);
    expect(stage.rings(second)).toEqual(['b']);
  });

  it('a step that nobody on duty could serve is skipped at once, and stays skipped', () => {
    const skills = [step('french', 5, 60_000), step('german', 1, null)];
    const stage = new Crew({ agents: ['a', 'b'], settings, queue: { skills } }).begins(['b']);
    stage.pauses('b');
    const call = stage.caller();
    stage.say('b', 'ready');
    expect(stage.rings(call)).toEqual(['b']);
    stage.goes(stage.leg(call, 'b'), 17, 486);
    stage.begins(['a']);
    stage.wait(2_000);
    expect(stage.rings(call)).toEqual(['b']);
  });

  it('a caller of another step is not passed over because one before him found nobody', () => {
    const skills = [step('german', 1, 10_000), step('french', 1, null)];
    const stage = new Crew({ agents: ['a', 'b'], settings, queue: { skills } }).begins(['a', 'b']);
    const [first, second] = [stage.caller(), stage.caller()];
    stage.talks(first);
    stage.wait(1).pauses('a');
    expect(stage.rings(second)).toEqual([]);
    // The first who waits needs French by now, the one behind still German.
    stage.say('a', 'ready');
    const busy = stage.wait(15_000).caller();
    expect(stage.rings(second)).toEqual(['a']);
    expect(stage.rings(busy)).toEqual([]);
    const third = stage.wait(5_000).caller();
    stage.hangsUp(first).sweep();
    expect([stage.rings(busy), stage.rings(third)]).toEqual([['b'], []]);
  });
});

describe('the agent whom a caller knows', () => {
  const sticky = { forMs: 20_000, rememberMs: 3_600_000, waitForAbsent: false };
  const known = (more = {}) => {
    const stage = new Crew({ agents: ['a', 'b'], queue: { strategy: linear, sticky, ...more } }).begins([
      'a',
      'b',
    ]);
    expect(stage.serves()).toBe('a');
    return stage;
  };

  it('has him when free, is waited for when busy, and nobody behind is held up', () => {
    const stage = known();
    const first = stage.caller();
    expect(stage.rings(first)).toEqual(['a']);
    stage.talks(first);
    const second = stage.caller();
    expect(stage.rings(second)).toEqual([]);
    stage.take({
      kind: 'line',
      event: {
        name: 'entered',
        channel: 'new' as never,
        args: ['number', '900'],
        caller: { name: '', number: '0777777' },
        dialled: '900',
        endpoint: 'PJSIP/trunk',
      },
    });
    const stranger = [...stage.board.state.calls.values()].at(-1);
    expect(stranger?.phase).toMatchObject({ name: 'waiting', offers: [{ agent: 'b' }] });
    stage.hangsUp(stranger?.id as never).sweep();
    stage.wait(20_000);
    expect(stage.rings(second)).toEqual(['b']);
  });

  it('is not waited for on a break, after a miss, or when it is not his matter', () => {
    const onBreak = known().pauses('a');
    expect(onBreak.rings(onBreak.caller())).toEqual(['b']);
    const missed = known();
    const call = missed.caller();
    missed.misses(call);
    expect(missed.rings(call)).toEqual(['b']);
    const elsewhere = known();
    elsewhere.apply({
      agents: ['a', 'b'],
      settings: { b: { skills: { french: 1 } } },
      queue: { strategy: linear, sticky, skills: [{ needs: { french: 1 }, prefers: {}, forMs: null }] },
    });
    expect(elsewhere.rings(elsewhere.caller())).toEqual(['b']);
  });
});

describe('order over all queues', () => {
  it('C4 (asterisk#1561): a caller of a heavier queue who may not have the agent yet blocks nobody', () => {
    const stage = new Crew({
      agents: ['a'],
      queue: {},
      sales: { weight: 9, skills: [{ needs: { french: 1 }, prefers: {}, forMs: null }] },
    });
    stage.caller('901');
    const light = stage.caller('900');
    stage.begins(['a']);
    expect(stage.rings(light)).toEqual(['a']);
  });

  it('app_queue.c 5942: callers whom nobody can serve do not count before those who can be', () => {
    const settings = { a: { skills: {} } };
    const stage = new Crew({ agents: ['a', 'b'], settings, queue: { ringInUse: false } });
    const calls = Array.from({ length: 3 }, () => stage.caller());
    stage.begins(['a', 'b']);
    expect(calls.map((call) => stage.rings(call))).toEqual([['a'], ['b'], []]);
  });

  it('C43 (freeswitch#2511), C46 (fusionpbx#6743): nobody is served before one who waits longer', () => {
    const stage = new Crew({ agents: ['a'] });
    const calls = Array.from({ length: 8 }, () => stage.wait(10).caller());
    stage.begins(['a']);
    const served = calls.map(() => {
      const next = calls.find((call) => stage.rings(call).length > 0);
      if (next === undefined) throw new Error('nobody is rung for');
      stage.talks(next);
      stage.wait(1_000).hangsUp(next).sweep();
      return next;
    });
    expect(served).toEqual(calls);
  });

  it('C41 (OpenSIPS#2679): the first wrap-up that ends frees its agent, whatever the others do', () => {
    const stage = new Crew({ agents: ['a', 'b'], queue: { wrapUpMs: 10_000 } }).begins(['a', 'b']);
    const [first, second] = [stage.caller(), stage.caller()];
    stage.talks(first);
    stage.talks(second);
    stage.hangsUp(first);
    stage.wait(5_000).hangsUp(second).sweep();
    const third = stage.caller();
    stage.wait(4_999);
    expect(stage.rings(third)).toEqual([]);
    stage.wait(1);
    expect(stage.rings(third)).toEqual(['a']);
  });

  it('ageing: a low priority rises with time, up to its most', () => {
    const ageing = { step: 1, everyMs: 10_000, most: 3 };
    const stage = new Crew({ agents: ['a'], queue: { ageing } });
    const low = stage.caller();
    const high = stage.wait(20_000).caller();
    stage.command({ name: 'prioritise-call', call: high, priority: 2 });
    stage.wait(9_999);
    stage.begins(['a'], 0);
    expect(stage.rings(high)).toEqual([]);
    expect(stage.rings(low)).toEqual(['a']);
  });
});
