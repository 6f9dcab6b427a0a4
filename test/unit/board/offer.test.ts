import { describe, expect, it } from 'vitest';
import { missedAlways } from './settings.ts';
import { anna, ben, office, Stage } from './stage.ts';

describe('an offer that nobody takes', () => {
  it('makes the agent not ready when the queue says so', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    const { leg } = stage.offer(call);
    stage.alerts(leg);
    stage.wait(20_000);
    expect(stage.facts).toContainEqual(
      expect.objectContaining({ kind: 'offer.ended', outcome: 'no-answer' }),
    );
    expect(stage.agent(anna).presence).toEqual({ name: 'not-ready', reason: 'missed' });
    expect(stage.wanted('hang-up').channel).toBe(leg);
    expect(stage.phase(call)).toBe('waiting');
  });

  it('gives the agent a rest when the queue says that', () => {
    const stage = new Stage(office({ missed: missedAlways('rest') })).ready(anna);
    const call = stage.enters('c1');
    stage.wait(20_000);
    expect(stage.agent(anna)).toMatchObject({ presence: { name: 'ready' }, work: { name: 'resting' } });
    stage.wait(5_000);
    expect(stage.offer(call).agent).toBe(anna);
  });

  it('goes to somebody else next, and back only when nobody else is free', () => {
    const stage = new Stage(office({ missed: missedAlways('rest'), restMs: 1 })).ready(anna, ben);
    const call = stage.enters('c1');
    const first = stage.offer(call).agent;
    stage.wait(20_000);
    const second = stage.offer(call).agent;
    expect(second).not.toBe(first);
    stage.wait(20_000);
    expect(stage.offer(call).agent).toBe(first);
  });

  it('says so when the phone never rang', () => {
    const stage = new Stage().ready(anna);
    stage.enters('c1');
    stage.refuse(stage.wanted('ring'), 'allocation-failed');
    expect(stage.agent(anna).presence).toEqual({ name: 'not-ready', reason: 'unreachable' });
  });

  it.each([
    ['busy', 17, 486, 'busy', 'ready'],
    ['rejected', 21, 603, 'rejected', 'ready'],
    ['picked up and put down again', 16, null, 'rejected', 'ready'],
    ['not answered, says the phone', 19, 480, 'no-answer', 'not-ready'],
    ['unknown to the registrar', 1, 404, 'unreachable', 'not-ready'],
    ['without any SIP reply', 18, 408, 'unreachable', 'not-ready'],
    ['overloaded', 34, 503, 'unreachable', 'not-ready'],
    ['taken away without a cause', 0, null, 'line-lost', 'ready'],
  ] as const)('%s', (_, q850, sip, outcome, presence) => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    stage.goes(stage.offer(call).leg, q850, sip);
    expect(stage.facts).toContainEqual(expect.objectContaining({ kind: 'offer.ended', outcome }));
    expect(stage.agent(anna).presence.name).toBe(presence);
  });

  it('rests a busy agent, so that the phone is not asked again at once', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    stage.goes(stage.offer(call).leg, 17, 486);
    expect(stage.agent(anna).work.name).toBe('resting');
    stage.wait(4_999);
    expect(() => stage.offer(call)).toThrow();
    stage.wait(1);
    expect(stage.offer(call).agent).toBe(anna);
  });

  it('ends a rest at once when the agent says that she is ready', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    stage.goes(stage.offer(call).leg, 17, 486);
    stage.wait(1).command({ name: 'ready', agent: anna });
    expect(stage.offer(call).agent).toBe(anna);
  });
});

describe('a ring that is refused', () => {
  it('as a repetition changes nothing', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    stage.refuse(stage.wanted('ring'), 'conflict');
    expect(stage.facts).toEqual([]);
    expect(stage.offer(call).agent).toBe(anna);
  });

  it('without an answer is hung up on, for it may ring all the same', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    const ring = stage.wanted('ring');
    stage.refuse(ring, 'timeout');
    expect(stage.wanted('hang-up').channel).toBe(ring.leg);
    expect(stage.offer(call).leg).not.toBe(ring.leg);
  });

  it.each(['timeout', 'server-error'])('with %s does not end a talk that has begun by then', (code) => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    const ring = stage.wanted('ring');
    stage.talks(call);
    stage.refuse(ring, code);
    expect(stage.facts).toEqual([]);
    expect(stage.phase(call)).toBe('talking');
  });
});

describe('an agent answers', () => {
  it('and both are put into a bridge', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    stage.wait(1_500);
    stage.answers(stage.offer(call).leg);
    expect(stage.facts).toMatchObject([{ kind: 'call.connected', waitedMs: 1_500, agent: anna }]);
    expect(stage.effects).toEqual([
      { name: 'music', channel: 'c1', music: null },
      { name: 'connect', bridge: 'cbt-1-b2', channels: ['c1', 'cbt-1-1'], make: true },
    ]);
    stage.bridges(call);
    expect(stage.kinds).toEqual(['call.bridged']);
    stage.bridges(call);
    expect(stage.facts).toEqual([]);
  });

  it('from the desk: another leg tells the phone to pick up', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    const { leg: former } = stage.offer(call);
    stage.command({ name: 'answer', agent: anna });
    expect(stage.wanted('hang-up')).toMatchObject({ channel: former, reason: 'answered-elsewhere' });
    expect(stage.wanted('ring').autoAnswer).toBe(true);
    const { leg } = stage.offer(call);
    expect(leg).not.toBe(former);
    stage.goes(former, 26);
    expect(stage.offer(call).leg).toBe(leg);
    stage.answers(leg);
    expect(stage.phase(call)).toBe('talking');
  });

  it('from the desk twice: the second press changes nothing', () => {
    const stage = new Stage().ready(anna);
    stage.enters('c1');
    stage.command({ name: 'answer', agent: anna });
    stage.command({ name: 'answer', agent: anna });
    expect(stage.turn).toMatchObject({ facts: [], effects: [] });
  });

  it('from the desk and with the handset: the leg that is given up does not count', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    const { leg: former } = stage.offer(call);
    stage.command({ name: 'answer', agent: anna });
    stage.answers(former);
    expect(stage.facts).toEqual([]);
    expect(stage.phase(call)).toBe('waiting');
  });
});
