import { describe, expect, it } from 'vitest';
import { anna, ben, leg, Stage } from './stage.ts';

describe('a caller hangs up', () => {
  it('while nobody is free', () => {
    const stage = new Stage();
    const call = stage.enters('c1');
    stage.wait(3_000).goes('c1');
    expect(stage.phase(call)).toBe('off the board');
    expect(stage.turn.changes.history[0]).toMatchObject({
      disposition: 'NO ANSWER',
      end: 'abandoned',
      waitMs: 3_000,
      agent: null,
    });
    expect(stage.effects).toEqual([]);
  });

  it('while a phone is about to ring', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    const { leg: ringing } = stage.offer(call);
    stage.goes('c1');
    expect(stage.wanted('hang-up').channel).toBe(ringing);
    expect(stage.agent(anna).work.name).toBe('idle');
    expect(stage.phase(call)).toBe('ended');
    stage.goes(ringing);
    expect(stage.phase(call)).toBe('off the board');
  });

  it('while a phone rings: the agent is spared nothing, the next caller has her', () => {
    const stage = new Stage().ready(anna);
    const first = stage.enters('c1');
    stage.alerts(stage.offer(first).leg);
    const second = stage.enters('c2');
    stage.goes('c1');
    expect(stage.facts).toContainEqual(
      expect.objectContaining({ kind: 'offer.ended', outcome: 'caller-gone' }),
    );
    expect(stage.offer(second).agent).toBe(anna);
  });

  it('just as the agent answers, and is gone first: the agent is let go', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    const { leg: ringing } = stage.offer(call);
    stage.goes('c1');
    stage.answers(ringing);
    expect(stage.facts).toEqual([]);
    stage.goes(ringing);
    expect(stage.phase(call)).toBe('off the board');
    // A late answer of a leg that is forgotten is hung up on.
    stage.answers(ringing);
    expect(stage.effects).toEqual([{ name: 'hang-up', channel: ringing, reason: 'normal' }]);
  });

  it('just as the agent answers, and the answer is first: they have not heard each other', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    stage.answers(stage.offer(call).leg);
    const connect = stage.wanted('connect');
    stage.goes('c1');
    expect(stage.turn.changes.history[0]).toMatchObject({
      end: 'abandoned',
      agent: null,
      talkMs: 0,
      disposition: 'NO ANSWER',
    });
    expect(stage.agent(anna).work.name).toBe('wrap-up');
    stage.refuse(connect, 'bad-request');
    expect(stage.facts).toEqual([]);
  });

  it('while talking: the agent is hung up on and has wrap-up', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    stage.wait(2_000);
    stage.talks(call);
    const bridge = stage.bridge(call);
    stage.wait(30_000).goes('c1');
    expect(stage.effects).toEqual([
      { name: 'hang-up', channel: 'cbt-1-1', reason: 'normal' },
      { name: 'drop-bridge', bridge },
    ]);
    expect(stage.turn.changes.history[0]).toMatchObject({
      waitMs: 2_000,
      talkMs: 30_000,
      disposition: 'ANSWERED',
    });
    expect(stage.agent(anna).work.name).toBe('wrap-up');
    stage.wait(10_000);
    expect(stage.agent(anna).work.name).toBe('idle');
  });

  it('twice, as far as Asterisk says', () => {
    const stage = new Stage().ready(anna, ben);
    const call = stage.enters('c1');
    stage.talks(call);
    stage.goes('c1');
    stage.goes('c1');
    expect(stage.facts).toEqual([]);
  });

  it('before we could give him music: not found is an ordinary answer', () => {
    const stage = new Stage();
    const call = stage.enters('c1');
    stage.refuse(stage.wanted('hold-caller'), 'not-found');
    expect(stage.phase(call)).toBe('off the board');
    stage.goes(leg('c1'));
    expect(stage.facts).toEqual([]);
  });
});

describe('a hang-up that Asterisk does not confirm', () => {
  it('is asked for again until the leg is gone', () => {
    const stage = new Stage();
    stage.enters('c1', '555');
    stage.wait(5_000);
    expect(stage.effects).toEqual([{ name: 'hang-up', channel: 'c1', reason: 'normal' }]);
    const again = stage.wanted('hang-up');
    stage.refuse(again, 'server-error');
    stage.wait(5_000);
    expect(stage.effects).toEqual([again]);
    stage.refuse(again, 'not-found');
    expect(stage.board.state.calls.size).toBe(0);
    expect(stage.board.wakeAt === null || stage.board.wakeAt > stage.at).toBe(true);
  });
});
