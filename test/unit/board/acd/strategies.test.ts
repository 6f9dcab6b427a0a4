import { describe, expect, it } from 'vitest';
import type { AgentId, CallId } from '../../../../src/board/ids.ts';
import { lot } from '../../../../src/board/acd/strategies/lot.ts';
import { missedAlways } from '../settings.ts';
import { Crew, type CrewOptions } from './crew.ts';
import type { OneAgentStrategy } from '../../../../src/board/queue-settings.ts';

const by = (...names: OneAgentStrategy[]) => ({ by: names, ring: { kind: 'one' }, window: 'day' }) as const;

const crew = (strategy: OneAgentStrategy, more: Partial<CrewOptions> = {}): Crew =>
  new Crew({ agents: ['a', 'b', 'c'], ...more, queue: { strategy: by(strategy), ...more.queue } });

const servedBy = (stage: Crew, calls: number): string =>
  Array.from({ length: calls }, () => stage.serves()).join('');

/** Who is asked for this caller, one after the other, when nobody picks up. */
const askedFor = (stage: Crew, call: CallId, times: number): string =>
  Array.from({ length: times }, () => {
    if (stage.rings(call).length === 0) stage.wait(1_000);
    return stage.misses(call);
  }).join('');

describe('longest-idle', () => {
  it('a newcomer counts from signing in, or he would have every call', () => {
    const stage = crew('longest-idle').begins(['a', 'b']);
    servedBy(stage, 2);
    stage.wait(60_000).begins(['c']);
    expect(servedBy(stage, 3)).toBe('abc');
  });

  it('C8 (FreePBX#40): who does not answer is not rung for ever, neither for this caller nor for the next', () => {
    const stage = crew('longest-idle').begins(['a', 'b', 'c']);
    const first = stage.caller();
    expect(askedFor(stage, first, 3)).toBe('abc');
    stage.hangsUp(first).sweep().wait(5_000);
    const second = stage.caller();
    expect(stage.misses(second)).toBe('a');
    // B's phone has just rung for him: of equals c was not asked for longer.
    stage.hangsUp(second).sweep();
    expect(stage.offer(stage.caller()).agent).toBe('c');
  });

  it('app_queue.c 6315: tiers and idle time never mix, however long somebody was idle', () => {
    const stage = crew('longest-idle', { members: { b: { tier: 1 }, c: { tier: 1 } } });
    stage
      .begins(['b'])
      .wait(12 * 86_400_000)
      .begins(['a']);
    expect(stage.offer(stage.caller()).agent).toBe('a');
  });
});

describe('longest-available', () => {
  it('a break of a second sends to the back', () => {
    const stage = crew('longest-available').begins(['a', 'b']);
    stage.pauses('a').wait(1_000).say('a', 'ready');
    expect(stage.offer(stage.caller()).agent).toBe('b');
  });

  it('a phone that stopped for another reason than a miss keeps its place, one that was let ring does not', () => {
    const stage = crew('longest-available').begins(['a', 'b']);
    stage.hangsUp(stage.caller()).sweep();
    const second = stage.wait(1_000).caller();
    expect(stage.misses(second)).toBe('a');
    stage.hangsUp(second).sweep().wait(1_000);
    expect(stage.offer(stage.caller()).agent).toBe('b');
  });
});

describe('least-offered', () => {
  it('goes round although nobody answers', () => {
    const stage = crew('least-offered').begins(['a', 'b', 'c']);
    const asked = Array.from({ length: 6 }, () => {
      const call = stage.caller();
      const { agent } = stage.offer(call);
      stage.wait(10).hangsUp(call).sweep();
      return agent;
    });
    expect(asked.join('')).toBe('abcabc');
  });
});

describe('fewest-calls', () => {
  it('nobody is ahead by more than one from an equal start', () => {
    const stage = crew('fewest-calls').begins(['a', 'b', 'c']);
    const served = servedBy(stage, 10).split('');
    const counts = ['a', 'b', 'c'].map((name) => served.filter((one) => one === name).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it('a newcomer begins with the average of the others and is not flooded', () => {
    const stage = crew('fewest-calls').begins(['a', 'b']);
    servedBy(stage, 8);
    stage.begins(['c']);
    const served = servedBy(stage, 6);
    expect(served.split('').toSorted().join('')).toBe('aabbcc');
  });

  it('mod_callcenter.c 1018: a break does not set the count back', () => {
    const stage = crew('fewest-calls').begins(['a', 'b']);
    expect(servedBy(stage, 1)).toBe('a');
    stage.pauses('a').wait(1_000).say('a', 'ready');
    expect(servedBy(stage, 1)).toBe('b');
  });

  it('C6 (asterisk PR#1737): the same caller twice, as his first talk did not come about, is one call', () => {
    const stage = crew('fewest-calls', { agents: ['a'] }).begins(['a']);
    const call = stage.caller();
    stage.answers(stage.leg(call, 'a'));
    stage.goes(stage.call(call)?.legs.find(({ agent }) => agent === 'a')?.id ?? '');
    stage.wait(10_000);
    stage.talks(call);
    // The phone dies in the talk; the caller comes back, and to the same agent.
    stage.goes(stage.call(call)?.legs.find(({ agent }) => agent === 'a')?.id ?? '', 44);
    stage.wait(10_000);
    stage.talks(call);
    const quarters = stage.board.state.tallies.get('a' as AgentId)?.quarters ?? [];
    expect(quarters.reduce((sum, { answered }) => sum + answered, 0)).toBe(1);
  });

  it('counts from midnight on, and the last hour when it is to', () => {
    const hourly = { by: ['fewest-calls'], ring: { kind: 'one' }, window: 'hour' } as const;
    const stage = crew('fewest-calls', { agents: ['a', 'b'], queue: { strategy: hourly } }).begins([
      'a',
      'b',
    ]);
    stage.pauses('b');
    servedBy(stage, 3);
    stage.wait(90 * 60_000).say('b', 'ready');
    // Of an hour ago nothing is left: b, who has been ready for a shorter time, comes second.
    expect(servedBy(stage, 2)).toBe('ab');
  });
});

describe('least-talk', () => {
  it('goes by the time, not by the number', () => {
    const stage = crew('least-talk', { agents: ['a', 'b'] }).begins(['a', 'b']);
    expect(stage.serves(60_000)).toBe('a');
    expect(stage.serves(10_000)).toBe('b');
    expect(stage.serves(10_000)).toBe('b');
  });

  it('the running call counts', () => {
    const both = { agents: ['a', 'b'], settings: { a: { capacity: 2 }, b: { capacity: 2 } } };
    const stage = crew('least-talk', { ...both, queue: { ringInUse: true } }).begins(['a', 'b']);
    const [first, second] = [stage.caller(), stage.caller()];
    stage.talks(first);
    stage.wait(30_000).talks(second);
    expect(stage.talksWith(first)).toBe('a');
    expect(stage.wait(1_000).offer(stage.caller()).agent).toBe('b');
  });
});

describe('lowest-occupancy', () => {
  it('who has only just come counts as the others do on average', () => {
    const stage = crew('lowest-occupancy').begins(['a', 'b']);
    expect(stage.serves(600_000)).toBe('a');
    stage.wait(1_200_000).begins(['c']);
    expect(servedBy(stage, 2)).toBe('bb');
  });
});

describe('shortest-handling and most-handled', () => {
  it('the quick one goes on; who has had few calls counts as the average', () => {
    const stage = crew('shortest-handling', { agents: ['a', 'b'] }).begins(['a', 'b']);
    stage.pauses('b');
    for (let call = 0; call < 5; call += 1) stage.serves(60_000);
    stage.pauses('a').say('b', 'ready');
    for (let call = 0; call < 5; call += 1) stage.serves(10_000);
    stage.say('a', 'ready');
    expect(servedBy(stage, 3)).toBe('bbb');
  });

  it('whoever has handled most has the next', () => {
    const stage = crew('most-handled', { agents: ['a', 'b'] }).begins(['a', 'b']);
    expect(servedBy(stage, 4)).toBe('aaaa');
  });
});

describe('round-robin', () => {
  it('goes round in the order of the office file', () => {
    expect(servedBy(crew('round-robin').begins(['c', 'b', 'a']), 7)).toBe('abcabca');
  });

  it('who is passed by has no turn left over', () => {
    const stage = crew('round-robin').begins(['a', 'b', 'c']);
    expect(servedBy(stage, 1)).toBe('a');
    stage.pauses('b');
    expect(servedBy(stage, 1)).toBe('c');
    stage.say('b', 'ready');
    expect(servedBy(stage, 3)).toBe('abc');
  });

  it.each([
    ['somebody comes before the cursor', ['x', 'a', 'b', 'c'], 'cxabc'],
    ['somebody before the cursor leaves', ['b', 'c'], 'cbcbc'],
    ['the one at the cursor leaves', ['a', 'c'], 'cacac'],
    ['the order is turned round', ['c', 'b', 'a'], 'acbac'],
  ] as const)('app_queue.c 5158: %s, and nobody is skipped or asked twice', (_, agents, then) => {
    const stage = crew('round-robin').begins(['a', 'b', 'c']);
    expect(servedBy(stage, 2)).toBe('ab');
    for (const name of ['a', 'b', 'c']) {
      if (!(agents as readonly string[]).includes(name)) stage.say(name, 'sign-out');
    }
    stage.apply({ agents, queue: { strategy: by('round-robin') } });
    if ((agents as readonly string[]).includes('x')) stage.begins(['x']);
    expect(servedBy(stage, 5)).toBe(then);
  });

  it('mod_callcenter.c 2651: a call of another queue moves nothing', () => {
    const stage = crew('round-robin', { sales: { strategy: by('linear') } }).begins(['a', 'b', 'c']);
    expect(stage.serves()).toBe('a');
    expect(stage.serves(1_000, '901')).toBe('a');
    expect(servedBy(stage, 2)).toBe('bc');
  });

  it('each tier has its own round', () => {
    const stage = crew('round-robin', {
      agents: ['a', 'b', 'c', 'd'],
      members: { c: { tier: 1 }, d: { tier: 1 } },
    }).begins(['a', 'b', 'c', 'd']);
    expect(servedBy(stage, 1)).toBe('a');
    stage.pauses('a').pauses('b');
    expect(servedBy(stage, 1)).toBe('c');
    stage.say('a', 'ready').say('b', 'ready');
    expect(servedBy(stage, 1)).toBe('b');
  });
});

describe('round-robin-answered', () => {
  it('who lets a call pass keeps his turn', () => {
    const stage = crew('round-robin-answered').begins(['a', 'b', 'c']);
    const call = stage.caller();
    expect(stage.misses(call)).toBe('a');
    stage.talks(call);
    stage.hangsUp(call).sweep();
    // B has answered, so c is next; with plain round-robin he would be as well, but a would wait for a whole lap.
    expect(servedBy(stage, 2)).toBe('ca');
  });
});

describe('round-robin-debt', () => {
  it('who is passed by comes first when he is back', () => {
    const stage = crew('round-robin-debt').begins(['a', 'b', 'c']);
    expect(servedBy(stage, 1)).toBe('a');
    stage.pauses('b');
    expect(servedBy(stage, 3)).toBe('cac');
    stage.say('b', 'ready');
    expect(servedBy(stage, 3)).toBe('bac');
  });
});

describe('linear', () => {
  it('begins with the first again each time', () => {
    expect(servedBy(crew('linear').begins(['c', 'b', 'a']), 3)).toBe('aaa');
  });

  it('who has missed it is skipped until all have', () => {
    const stage = crew('linear').begins(['a', 'b', 'c']);
    expect(askedFor(stage, stage.caller(), 6)).toBe('abcabc');
  });

  it('C9 (mikopbx#998): a queue becomes linear with calls up', () => {
    const stage = crew('longest-idle').begins(['c', 'b', 'a']);
    expect(stage.serves()).toBe('c');
    const waiting = stage.caller();
    stage.apply({ agents: ['a', 'b', 'c'], queue: { strategy: by('linear') } });
    expect(stage.offer(waiting).agent).toBe('b');
    expect(stage.offer(stage.caller()).agent).toBe('a');
  });
});

describe('top-down', () => {
  it('C30 (freeswitch#1216): behind the last comes the first at once, and the last may be away', () => {
    const stage = crew('top-down').begins(['a', 'b']);
    const call = stage.caller();
    expect(askedFor(stage, call, 4)).toBe('abab');
  });

  it('each caller has a place of his own in the order', () => {
    const stage = crew('top-down', { agents: ['a', 'b', 'c'] }).begins(['a', 'b', 'c']);
    const [first, second] = [stage.caller(), stage.caller()];
    expect([...stage.rings(first), ...stage.rings(second)]).toEqual(['a', 'b']);
    stage.misses(first);
    expect(stage.rings(first)).toEqual(['c']);
  });
});

describe('random-start', () => {
  it('begins anywhere, goes on from there, and keeps to it over all rounds', () => {
    const stage = crew('random-start', { agents: ['a', 'b', 'c', 'd'] }).begins(['a', 'b', 'c', 'd']);
    const starts = new Set<string>();
    for (let caller = 0; caller < 12; caller += 1) {
      const call = stage.caller();
      const asked = askedFor(stage, call, 8);
      expect('abcdabcd').toContain(asked.slice(0, 4));
      expect(asked.slice(4)).toBe(asked.slice(0, 4));
      starts.add(asked.charAt(0));
      stage.hangsUp(call).sweep().wait(2_000);
    }
    expect(starts.size).toBe(4);
  });
});

/** How far counts are from what is expected; 16.3 is passed once in a thousand times with three degrees of freedom. */
function chiSquare(counts: readonly number[], shares: readonly number[]): number {
  const all = counts.reduce((sum, one) => sum + one, 0);
  const total = shares.reduce((sum, one) => sum + one, 0);
  return counts.reduce((sum, count, index) => {
    const expected = (all * (shares[index] ?? 0)) / total;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}

const drawn = (stage: Crew, names: readonly string[], times: number): number[] => {
  const counts = new Map(names.map((name) => [name, 0]));
  for (let pick = 0; pick < times; pick += 1) {
    const call = stage.caller();
    const { agent } = stage.offer(call);
    counts.set(agent, (counts.get(agent) ?? 0) + 1);
    stage.hangsUp(call).sweep();
  }
  return [...counts.values()];
};

describe('random', () => {
  const names = ['a', 'b', 'c', 'd'];

  it('each as likely as the next', () => {
    const stage = crew('random', { agents: names }).begins(names);
    expect(chiSquare(drawn(stage, names, 200), [1, 1, 1, 1])).toBeLessThan(16.3);
  });

  it('the lot itself is even, over a hundred thousand draws', () => {
    const counts = [0, 0, 0, 0];
    for (let pick = 0; pick < 100_000; pick += 1) {
      const index = Math.floor(lot('support', pick, 'a') * 4);
      counts[index] = (counts[index] ?? 0) + 1;
    }
    expect(chiSquare(counts, [1, 1, 1, 1])).toBeLessThan(16.3);
  });
});

describe('weighted-random', () => {
  const names = ['a', 'b', 'c'];

  it('app_queue wrandom: weights are shares; 0 is never beside others', () => {
    const members = { a: { weight: 1 }, b: { weight: 3 }, c: { weight: 0 } };
    const stage = crew('weighted-random', { members }).begins(names);
    const [a = 0, b = 0, c = 0] = drawn(stage, names, 200);
    expect(c).toBe(0);
    expect(chiSquare([a, b], [1, 3])).toBeLessThan(10.8);
  });

  it('when all have 0 they are equal, and who has 0 is there when nobody else is', () => {
    const members = { a: { weight: 0 }, b: { weight: 0 }, c: { weight: 5 } };
    const stage = crew('weighted-random', { members }).begins(['a', 'b']);
    const [a = 0, b = 0] = drawn(stage, ['a', 'b'], 150);
    expect(chiSquare([a, b], [1, 1])).toBeLessThan(10.8);
  });
});

describe('quota-share', () => {
  const members = { a: { weight: 3 }, b: { weight: 2 }, c: { weight: 1 } };

  it('nobody is further than one call from his share, after each call', () => {
    const stage = crew('quota-share', { members }).begins(['a', 'b', 'c']);
    const counts: Record<string, number> = { a: 0, b: 0, c: 0 };
    for (let call = 1; call <= 24; call += 1) {
      const agent = stage.serves();
      counts[agent] = (counts[agent] ?? 0) + 1;
      for (const [name, { weight }] of Object.entries(members)) {
        expect(
          Math.abs((counts[name] ?? 0) - (call * weight) / 6),
          `${name} after ${call}`,
        ).toBeLessThanOrEqual(1);
      }
    }
  });

  it('who was away has nothing to make up for', () => {
    const stage = crew('quota-share', { members: { a: {}, b: {}, c: {} } }).begins(['a', 'b']);
    servedBy(stage, 10);
    stage.begins(['c']);
    expect(servedBy(stage, 6).split('').toSorted().join('')).toBe('aabbcc');
  });
});

describe('best-skill, least-skill and rank', () => {
  const settings = {
    a: { skills: { french: 3, german: 9 } },
    b: { skills: { french: 8 } },
    c: { skills: { german: 10 } },
  };
  const skills = [{ needs: { french: 1 }, prefers: {}, forMs: null }];

  it('the best at what is needed; who does not have it is not asked', () => {
    const stage = crew('best-skill', { settings, queue: { skills } }).begins(['a', 'b', 'c']);
    const call = stage.caller();
    expect([stage.misses(call), stage.misses(call)].join('')).toBe('ba');
    expect(stage.rings(call)).toEqual([]);
  });

  it('what is preferred counts, and is no condition', () => {
    const prefers = [{ needs: {}, prefers: { french: 1 }, forMs: null }];
    const stage = crew('best-skill', { settings, queue: { skills: prefers } }).begins(['a', 'b', 'c']);
    expect(askedFor(stage, stage.caller(), 3)).toBe('bac');
  });

  it('the one who knows least is asked first, the others are kept free', () => {
    const stage = crew('least-skill', { settings }).begins(['a', 'b', 'c']);
    expect(askedFor(stage, stage.caller(), 3)).toBe('bca');
  });

  it('rank decides, and the next strategy between equals', () => {
    const strategy = by('rank', 'linear');
    const members = { b: { rank: 2 }, c: { rank: 2 } };
    const stage = crew('rank', { members, queue: { strategy } }).begins(['c', 'b', 'a']);
    expect(askedFor(stage, stage.caller(), 3)).toBe('bca');
  });
});

describe('equals', () => {
  it('C49 (OpenSIPS#2974), app_queue.c 5073: not always the same first agent when nothing tells them apart', () => {
    const stage = crew('rank').begins(['a', 'b', 'c'], 0);
    expect(servedBy(stage, 6)).toBe('abcabc');
  });

  it('who is in a call comes after those who are free', () => {
    const both = { agents: ['a', 'b'], settings: { a: { capacity: 2 }, b: { capacity: 2 } } };
    for (const strategy of ['rank', 'longest-idle', 'longest-available'] as const) {
      const stage = crew(strategy, { ...both, queue: { ringInUse: true } }).begins(['a', 'b']);
      const first = stage.caller();
      stage.talks(first);
      expect(stage.talksWith(first)).toBe('a');
      expect(stage.wait(60_000).offer(stage.caller()).agent, strategy).toBe('b');
    }
  });
});

describe('rounds', () => {
  it('P9: agents who never answer are each asked once a round; who comes later joins the round', () => {
    const stage = crew('longest-idle', { queue: { missed: missedAlways('nothing') } }).begins(['a', 'b']);
    const call = stage.caller();
    expect(askedFor(stage, call, 4)).toBe('abab');
    stage.begins(['c']);
    const rounds = askedFor(stage, call, 6);
    for (const round of [rounds.slice(0, 3), rounds.slice(3)]) {
      expect(round.split('').toSorted().join('')).toBe('abc');
    }
  });

  it('C32 (freeswitch PR#800): one agent alone is asked again after a second, not in a loop', () => {
    const stage = crew('longest-idle', { agents: ['a'] }).begins(['a']);
    const call = stage.caller();
    stage.misses(call);
    stage.wait(999);
    expect(stage.rings(call)).toEqual([]);
    stage.wait(1);
    expect(stage.rings(call)).toEqual(['a']);
  });
});
