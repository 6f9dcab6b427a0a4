import { describe, expect, it } from 'vitest';
import type { RingPlan } from '../../../../src/board/queue-settings.ts';
import { missedAlways } from '../settings.ts';
import { Crew, type CrewOptions } from './crew.ts';

const plan = (ring: RingPlan, more: Partial<CrewOptions> = {}): Crew =>
  new Crew({
    agents: ['a', 'b', 'c'],
    ...more,
    queue: { strategy: { by: ['linear'], ring, window: 'day' }, ...more.queue },
  });

const all: RingPlan = { kind: 'all', most: null };
const pooled: RingPlan = { kind: 'pooled' };

const outcomes = (stage: Crew): readonly string[] =>
  stage.facts.flatMap((fact) => (fact.kind === 'offer.ended' ? [`${fact.agent} ${fact.outcome}`] : []));

/** The phones that are rung by the last input, and those that are told to stop, with the reason. */
const rung = (stage: Crew): number => stage.effects.filter(({ name }) => name === 'ring').length;
const stopped = (stage: Crew): readonly string[] =>
  stage.effects.flatMap((effect) => (effect.name === 'hang-up' ? [effect.reason] : []));

describe('ring-all', () => {
  it('C34 (FreePBX#361): the first has the caller, the others stop as answered elsewhere, and have missed nothing', () => {
    const stage = plan(all).begins(['a', 'b', 'c']);
    const call = stage.caller();
    expect(stage.rings(call)).toEqual(['a', 'b', 'c']);
    stage.picksUp(call, 'b');
    expect(stage.talksWith(call)).toBe('b');
    expect(stopped(stage)).toEqual(['answered-elsewhere', 'answered-elsewhere']);
    expect(outcomes(stage)).toEqual(['a lost-race', 'c lost-race']);
    for (const name of ['a', 'c'] as const) {
      expect(stage.agent(name as never)).toMatchObject({
        work: { name: 'idle' },
        missesInARow: 0,
        lastMissAt: null,
      });
    }
  });

  it('C34 (ivozprovider#1096): when the caller hangs up the phones are not told that somebody has answered', () => {
    const stage = plan(all).begins(['a', 'b']);
    const call = stage.caller();
    stage.hangsUp(call);
    expect(outcomes(stage)).toEqual(['a caller-gone', 'b caller-gone']);
    expect(stopped(stage)).toEqual(['normal', 'normal']);
  });

  it('C10 (asterisk#176): who answers in the same moment has not the call too, hears a tone and is free', () => {
    const stage = plan(all).begins(['a', 'b']);
    const call = stage.caller();
    const [annas, bens] = [stage.leg(call, 'a'), stage.leg(call, 'b')];
    stage.answers(annas);
    stage.answers(bens);
    expect(stage.wanted('play')).toMatchObject({ channel: bens });
    expect(stage.talksWith(call)).toBe('a');
    expect(stage.agent('b' as never)).toMatchObject({ work: { name: 'idle' }, missesInARow: 0 });
    stage.wait(600);
    expect(stage.wanted('hang-up').channel).toBe(bens);
    // Much later it can only be an echo of what is over.
    stage.wait(100).answers(bens);
    expect(stage.effects).toEqual([]);
  });

  it('C11 (asterisk#1557): the winner hangs up at once: the caller keeps his place, the others ring again without him', () => {
    const stage = plan(all).begins(['a', 'b', 'c']);
    const call = stage.caller();
    const behind = stage.wait(1_000).caller();
    stage.picksUp(call, 'a');
    expect(stage.rings(behind)).toEqual(['b', 'c']);
    const { enteredAt } = stage.call(behind)?.visit ?? { enteredAt: 0 };
    stage.hangsUp(behind).sweep();
    stage.goes(stage.call(call)?.legs.find(({ agent }) => agent === 'a')?.id ?? '');
    expect(stage.rings(call)).toEqual(['b', 'c']);
    expect(stage.call(call)?.visit?.enteredAt).toBeLessThan(enteredAt);
    expect(rung(stage)).toBe(2);
  });

  it('C29 (freeswitch#2540): of twelve nobody stays reserved', () => {
    const agents = Array.from({ length: 12 }, (_, index) => `agent${index}`);
    const stage = plan(all, { agents }).begins(agents, 0);
    const call = stage.caller();
    expect(stage.rings(call)).toHaveLength(12);
    stage.picksUp(call, 'agent7');
    const free = agents.filter((name) => stage.agent(name as never).work.name === 'idle');
    expect(free).toHaveLength(11);
    expect(stage.rings(stage.caller())).toHaveLength(11);
  });

  it('who becomes free while it rings rings too', () => {
    const stage = plan(all).begins(['a']);
    const call = stage.caller();
    stage.begins(['c', 'b']);
    expect(stage.rings(call)).toEqual(['a', 'c', 'b']);
  });

  it('two callers: the second has what is left, and the others in the turn in which the first is answered', () => {
    const stage = plan(all).begins(['a', 'b']);
    const [first, second] = [stage.caller(), stage.caller()];
    expect(stage.rings(second)).toEqual([]);
    stage.picksUp(first, 'a');
    expect(stage.rings(second)).toEqual(['b']);
  });

  it('no more than so many, the best', () => {
    const stage = plan({ kind: 'all', most: 2 }).begins(['c', 'b', 'a']);
    expect(stage.rings(stage.caller())).toEqual(['a', 'b']);
  });

  it('tiers: only those of the lowest, until it is time for the next or nobody is left', () => {
    const members = { c: { tier: 1 } };
    const stage = plan(all, {
      members,
      queue: { tiers: { afterMs: [30_000], spill: true }, ringMs: 60_000 },
    });
    stage.begins(['a', 'b', 'c']);
    const call = stage.caller();
    stage.wait(1_000).pauses('c').say('c', 'ready');
    expect(stage.rings(call)).toEqual(['a', 'b']);
    stage.wait(29_000);
    expect(stage.rings(call)).toEqual(['a', 'b', 'c']);
    const behind = stage.caller();
    stage.picksUp(call, 'a');
    expect(stage.rings(behind)).toEqual(['b']);
    stage.pauses('b');
    expect(stage.rings(behind)).toEqual(['c']);
  });
});

describe('ring-all-pooled', () => {
  const shownTo = (stage: Crew): readonly string[] =>
    stage.effects.flatMap((effect) => (effect.name === 'show' ? [effect.party.number] : []));

  it('the other phones ring on for the next caller, show him, and stop when nobody waits', () => {
    const stage = plan(pooled).begins(['a', 'b', 'c']);
    const [first, second] = [stage.caller(), stage.caller()];
    expect([stage.rings(first), stage.rings(second)]).toEqual([['a', 'b', 'c'], []]);
    stage.picksUp(first, 'b');
    expect(stage.talksWith(first)).toBe('b');
    expect(stage.rings(second)).toEqual(['a', 'c']);
    expect([rung(stage), stopped(stage)]).toEqual([0, []]);
    stage.picksUp(second, 'c');
    expect(stage.talksWith(second)).toBe('c');
    expect(outcomes(stage)).toEqual(['a lost-race']);
    expect(stopped(stage)).toEqual(['answered-elsewhere']);
  });

  it('the display follows the caller', () => {
    const stage = plan(pooled).begins(['a', 'b']);
    const first = stage.caller();
    stage.alerts(stage.leg(first, 'b'));
    stage.take({
      kind: 'line',
      event: {
        name: 'entered',
        channel: 'other' as never,
        args: ['number', '900'],
        caller: { name: 'Zoe', number: '0322222' },
        dialled: '900',
        endpoint: 'PJSIP/trunk',
      },
    });
    stage.picksUp(first, 'a');
    // Asterisk changes no display of a phone that rings: it does when that one is answered.
    expect(shownTo(stage)).toEqual([]);
    const device = stage.board.state.deviceCalls.get('b' as never);
    expect(device?.primary.otherParty).toEqual({ name: 'Zoe', number: '0322222' });
    stage.picksUp(device?.primary.call as never, 'b');
    expect(shownTo(stage)).toEqual(['0322222']);
  });

  it('whoever picks up has the caller who is first then', () => {
    const stage = plan(pooled).begins(['a', 'b']);
    const first = stage.caller();
    const second = stage.caller();
    stage.board.state.calls.get(second);
    stage.command({ name: 'prioritise-call', call: second, priority: 5 });
    expect(stage.rings(first)).toEqual(['a', 'b']);
    stage.picksUp(first, 'a');
    expect(stage.talksWith(second)).toBe('a');
    expect(stage.rings(first)).toEqual(['b']);
  });

  it('when the caller hangs up for whom it rings, the next one has the phones, and the last one stops them', () => {
    const stage = plan(pooled).begins(['a', 'b']);
    const [first, second] = [stage.caller(), stage.caller()];
    stage.hangsUp(first);
    expect(stage.rings(second)).toEqual(['a', 'b']);
    expect([rung(stage), outcomes(stage)]).toEqual([0, []]);
    stage.hangsUp(second);
    expect(outcomes(stage)).toEqual(['a caller-gone', 'b caller-gone']);
  });

  it('two pick up at nearly the same time: each has one caller', () => {
    const stage = plan(pooled).begins(['a', 'b', 'c']);
    const [first, second] = [stage.caller(), stage.caller()];
    const legs = ['a', 'b', 'c'].map((name) => stage.leg(first, name));
    for (const leg of legs) stage.answers(leg);
    expect([stage.talksWith(first), stage.talksWith(second)]).toEqual(['a', 'b']);
    expect(stage.wanted('play')).toMatchObject({ channel: legs[2] });
  });

  it('a phone passes on only to whom its agent may have', () => {
    const skills = [{ needs: { french: 1 }, prefers: {}, forMs: null }];
    const settings = { b: { skills: { french: 1 } } };
    const stage = plan(pooled, { settings, queue: { skills } });
    stage.begins(['a', 'b', 'c']);
    const [first, second] = [stage.caller(), stage.caller()];
    expect([stage.rings(first), stage.rings(second)]).toEqual([['b'], []]);
    stage.hangsUp(first);
    expect(stage.rings(second)).toEqual(['b']);
  });

  it('what it was let ring for counts once, for whom it rang at last', () => {
    const stage = plan(pooled).begins(['a']);
    const [first, second] = [stage.caller(), stage.caller()];
    stage.wait(15_000).hangsUp(first).sweep();
    stage.wait(5_000);
    expect(outcomes(stage)).toEqual(['a no-answer']);
    expect(stage.rings(second)).toEqual([]);
    stage.wait(1_000);
    expect(stage.rings(second)).toEqual(['a']);
  });

  it('no more talk than may: the phones stop when the queue is full', () => {
    const stage = plan(pooled, { queue: { mostTalking: 1 } }).begins(['a', 'b']);
    const [first, second] = [stage.caller(), stage.caller()];
    stage.picksUp(first, 'a');
    expect(stage.rings(second)).toEqual([]);
    expect(outcomes(stage)).toEqual(['b lost-race']);
  });
});

describe('ring-progressive', () => {
  const progressive: RingPlan = { kind: 'progressive', stepMs: 5_000, most: null };

  it('one more each step, and those before ring on', () => {
    const stage = plan(progressive, { queue: { ringMs: 60_000 } }).begins(['a', 'b', 'c']);
    const call = stage.caller();
    expect(stage.rings(call)).toEqual(['a']);
    stage.wait(4_999);
    expect(stage.rings(call)).toEqual(['a']);
    stage.wait(1);
    expect(stage.rings(call)).toEqual(['a', 'b']);
    stage.wait(5_000);
    expect(stage.rings(call)).toEqual(['a', 'b', 'c']);
  });

  it('instead of one who is busy the next rings at once', () => {
    const stage = plan(progressive).begins(['a', 'b', 'c']);
    const call = stage.caller();
    stage.goes(stage.leg(call, 'a'), 17, 486);
    expect(stage.rings(call)).toEqual(['b']);
  });

  it('without a step it is ring-all, and it has its most', () => {
    const at = (ring: RingPlan) => plan(ring).begins(['a', 'b', 'c']);
    const atOnce = at({ kind: 'progressive', stepMs: 0, most: null });
    expect(atOnce.rings(atOnce.caller())).toEqual(['a', 'b', 'c']);
    const two = at({ kind: 'progressive', stepMs: 1_000, most: 2 });
    const call = two.caller();
    two.wait(5_000);
    expect(two.rings(call)).toEqual(['a', 'b']);
  });

  it('goes on to the next tier when the lower one rings', () => {
    const stage = plan(progressive, { members: { a: { tier: 1 } } }).begins(['a', 'b', 'c']);
    const call = stage.caller();
    stage.wait(10_000);
    expect(stage.rings(call)).toEqual(['b', 'c', 'a']);
  });
});

describe('first-n', () => {
  it('so many at once; when all of them have failed the next so many', () => {
    const agents = ['a', 'b', 'c', 'd', 'e'];
    const stage = plan({ kind: 'first', count: 2 }, { agents }).begins(agents);
    const call = stage.caller();
    expect(stage.rings(call)).toEqual(['a', 'b']);
    stage.goes(stage.leg(call, 'a'), 17, 486);
    expect(stage.rings(call)).toEqual(['b']);
    stage.goes(stage.leg(call, 'b'), 17, 486);
    expect(stage.rings(call)).toEqual(['c', 'd']);
    stage.wait(20_000);
    expect(stage.rings(call)).toEqual(['e']);
    stage.wait(20_000);
    expect(stage.rings(call)).toEqual(['a', 'b']);
  });
});

describe('one phone', () => {
  it('retry 0: after a miss the next one rings in the same turn', () => {
    const stage = plan({ kind: 'one' }, { queue: { missed: missedAlways('rest') } }).begins(['a', 'b']);
    const call = stage.caller();
    stage.goes(stage.leg(call, 'a'), 17, 486);
    expect(stage.rings(call)).toEqual(['b']);
  });
});
