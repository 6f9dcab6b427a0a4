import { describe, expect, it } from 'vitest';
import { bridgingMs } from '../../../src/board/bounds.ts';
import { anna, ben, office, Stage, support } from './stage.ts';

describe('an agent hangs up', () => {
  it('while it rings: rejected', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    stage.alerts(stage.offer(call).leg);
    stage.goes(stage.offer(call).leg, 21, 603);
    expect(stage.phase(call)).toBe('waiting');
  });

  it('before they have heard each other: the caller is back at his place', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    const behind = stage.wait(1_000).enters('c2');
    const { leg } = stage.offer(call);
    stage.answers(leg);
    stage.goes(leg);
    expect(stage.kinds).toEqual(['leg.cleared', 'call.requeued', 'offer.ended', 'call.waits']);
    expect(stage.effects).toEqual([
      { name: 'music', channel: 'c1', music: 'calm' },
      { name: 'drop-bridge', bridge: 'cbt-1-b2' },
    ]);
    expect(stage.board.state.waiting.get(support)?.calls()).toEqual([call, behind]);
    expect(stage.agent(anna).work.name).toBe('resting');
  });

  it('at the end of the talk: the caller is hung up on', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    stage.talks(call);
    stage.goes('cbt-1-1');
    expect(stage.wanted('hang-up').channel).toBe('c1');
    expect(stage.turn.changes.history[0]?.end).toBe('completed-by-agent');
  });

  it('from the desk', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    stage.talks(call);
    stage.command({ name: 'hang-up', call, agent: anna });
    expect(stage.effects.map((effect) => effect.name)).toEqual(['hang-up', 'hang-up', 'drop-bridge']);
    stage.goes('c1');
    stage.goes('cbt-1-1');
    expect(stage.phase(call)).toBe('off the board');
  });
});

describe('a bridge that does not come about', () => {
  it('puts the caller back at his place and gives the agent a rest', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    const { at } = stage;
    const behind = stage.wait(1_000).enters('c2');
    stage.answers(stage.offer(call).leg);
    stage.refuse(stage.wanted('connect'), 'timeout');
    stage.wait(bridgingMs);
    expect(stage.kinds).toEqual(['call.requeued', 'offer.ended', 'leg.clearing', 'call.waits']);
    expect(stage.call(call)?.phase).toMatchObject({
      name: 'waiting',
      enteredAt: at,
      missed: [{ agent: anna }],
    });
    expect(stage.board.state.waiting.get(support)?.calls()).toEqual([call, behind]);
    expect(stage.agent(anna).work.name).toBe('resting');
  });

  it('because Asterisk refused it does so at once', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    stage.answers(stage.offer(call).leg);
    stage.refuse(stage.wanted('connect'), 'server-error');
    expect(stage.kinds).toEqual(['call.requeued', 'offer.ended', 'leg.clearing', 'call.waits']);
  });

  it('was no answer, if the caller gives up then', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    stage.answers(stage.offer(call).leg);
    stage.wait(bridgingMs).goes('c1');
    expect(stage.turn.changes.history[0]).toMatchObject({
      end: 'abandoned',
      disposition: 'NO ANSWER',
      agent: null,
    });
  });

  it('that comes about too late is not taken for the next one', () => {
    const stage = new Stage().ready(anna, ben);
    const call = stage.enters('c1');
    stage.answers(stage.offer(call).leg);
    const late = stage.bridge(call);
    stage.wait(bridgingMs);
    stage.answers(stage.offer(call).leg);
    stage.take({ kind: 'line', event: { name: 'bridged', bridge: late } });
    expect(stage.facts).toEqual([]);
    stage.bridges(call);
    expect(stage.kinds).toEqual(['call.bridged']);
  });
});

describe('wrap-up', () => {
  const talked = (wrapUpMs: number): Stage => {
    const stage = new Stage(office({ wrapUpMs })).ready(anna);
    stage.talks(stage.enters('c1'));
    stage.goes('c1');
    return stage;
  };

  it('lasts as long as the queue says; then the next call comes', () => {
    const stage = talked(10_000);
    const next = stage.enters('c2');
    stage.wait(9_999);
    expect(() => stage.offer(next)).toThrow();
    stage.wait(1);
    expect(stage.offer(next).agent).toBe(anna);
  });

  it('of no length is none', () => {
    const stage = talked(0);
    expect(stage.agent(anna).work.name).toBe('idle');
    expect(stage.offer(stage.enters('c2')).agent).toBe(anna);
  });

  it('ends early when the agent is ready', () => {
    const stage = talked(10_000);
    stage.command({ name: 'ready', agent: anna });
    expect(stage.offer(stage.enters('c2')).agent).toBe(anna);
  });

  it('is followed by the break that was asked for during the talk', () => {
    const stage = new Stage().ready(anna);
    stage.talks(stage.enters('c1'));
    stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    stage.goes('c1');
    stage.wait(10_000);
    expect(stage.agent(anna)).toMatchObject({ presence: { reason: 'lunch' }, work: { name: 'idle' } });
  });
});
