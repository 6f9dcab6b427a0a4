import { describe, expect, it } from 'vitest';
import { bridgingMs } from '../../../src/board/bounds.ts';
import type { BridgeId } from '../../../src/board/ids.ts';
import type { SurveyedChannel } from '../../../src/board/input.ts';
import { anna, ben, leg, Stage, support } from './stage.ts';

/** A caller waits or rings or talks, the line goes down, and the test says what is found afterwards. */
const waiting = (): Stage => {
  const stage = new Stage();
  stage.enters('c1');
  stage.lineDown();
  return stage;
};
const ringing = (): Stage => {
  const stage = new Stage().ready(anna);
  stage.enters('c1');
  stage.lineDown();
  return stage;
};
const talking = (): Stage => {
  const stage = new Stage().ready(anna);
  stage.talks(stage.enters('c1'));
  stage.lineDown();
  return stage;
};
const both = (stage: Stage, agent: SurveyedChannel['state'] = 'up'): SurveyedChannel[] => [
  stage.channel('c1'),
  stage.channel('cbt-1-1', agent),
];
const bridge = (id: string, ...channels: string[]): { id: BridgeId; channels: SurveyedChannel['id'][] } => ({
  id: id as BridgeId,
  channels: channels.map((channel) => leg(channel)),
});

describe('a waiting caller after a gap', () => {
  it('has his place and gets music again', () => {
    const stage = waiting();
    stage.lineUp({ channels: [stage.channel('c1')] });
    expect(stage.kinds).toEqual(['line.up']);
    expect(stage.effects).toContainEqual({ name: 'hold-caller', channel: 'c1', music: 'calm' });
  });

  it('who has hung up has abandoned', () => {
    const stage = waiting();
    stage.lineUp();
    expect(stage.turn.changes.history[0]?.end).toBe('abandoned');
    expect(stage.board.state.calls.size).toBe(0);
  });

  it('is offered at once when an agent became ready meanwhile', () => {
    const stage = waiting();
    stage.ready(anna);
    expect(stage.effects).toEqual([]);
    stage.lineUp({ channels: [stage.channel('c1')] });
    expect(stage.wanted('ring').endpoint).toBe('PJSIP/1001');
  });
});

describe('an offer after a gap', () => {
  it.each([
    ['down', ['line.up']],
    ['ringing', ['line.up', 'offer.alerting']],
    ['up', ['line.up', 'call.connected']],
  ] as const)('whose leg is %s', (state, kinds) => {
    const stage = ringing();
    stage.lineUp({ channels: both(stage, state) });
    expect(stage.kinds).toEqual(kinds);
    const connects = stage.effects.filter((effect) => effect.name === 'connect');
    expect(connects).toHaveLength(state === 'up' ? 1 : 0);
  });

  it('whose leg is gone is made anew', () => {
    const stage = ringing();
    stage.lineUp({ channels: [stage.channel('c1')] });
    expect(stage.facts).toContainEqual(
      expect.objectContaining({ kind: 'offer.ended', outcome: 'line-lost' }),
    );
    expect(stage.wanted('ring').leg).toBe('cbt-1-2');
  });

  it('whose caller is gone is withdrawn, though the agent has answered', () => {
    const stage = ringing();
    stage.lineUp({ channels: [stage.channel('cbt-1-1', 'up')] });
    expect(stage.kinds).not.toContain('call.connected');
    expect(stage.wanted('hang-up').channel).toBe('cbt-1-1');
    expect(stage.agent(anna).work.name).toBe('idle');
  });

  it('that has rung for its time meanwhile ends when the line is up, not before', () => {
    const stage = ringing();
    stage.wait(60_000);
    expect(stage.agent(anna).work.name).toBe('offered');
    stage.lineUp({ channels: both(stage, 'ringing') });
    stage.wait(1);
    expect(stage.facts).toContainEqual(
      expect.objectContaining({ kind: 'offer.ended', outcome: 'no-answer' }),
    );
  });
});

describe('two who talk after a gap', () => {
  it('in their bridge are left alone', () => {
    const stage = talking();
    stage.lineUp({ channels: both(stage), bridges: [bridge('cbt-1-b2', 'c1', 'cbt-1-1')] });
    expect(stage.kinds).toEqual(['line.up']);
    const names = new Set(stage.effects.map(({ name }) => name));
    // What may still be on is put out; their bridge is not touched.
    expect([...names].sort()).toEqual(['music', 'mute', 'ringback']);
  });

  it('of whose bridge we had not heard are bridged', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    stage.answers(stage.offer(call).leg);
    stage.lineDown();
    stage.lineUp({ channels: both(stage), bridges: [bridge('cbt-1-b2', 'c1', 'cbt-1-1')] });
    expect(stage.kinds).toEqual(['line.up', 'call.bridged']);
    stage.wait(10_000);
    expect(stage.phase(call)).toBe('talking');
  });

  it('out of their bridge are put into it again', () => {
    const stage = talking();
    stage.lineUp({ channels: both(stage), bridges: [bridge('cbt-1-b2', 'c1')] });
    expect(stage.kinds).toEqual(['line.up', 'call.rebridging']);
    expect(stage.wanted('connect')).toMatchObject({ channels: ['cbt-1-1'], make: false });
    stage.take({ kind: 'line', event: { name: 'bridged', bridge: 'cbt-1-b2' as BridgeId } });
    expect(stage.kinds).toEqual(['call.bridged']);
    stage.wait(10_000);
    expect(stage.board.state.calls.size).toBe(1);
  });

  it('who cannot be put together again: the caller waits at his old place, answered all the same', () => {
    const stage = talking();
    stage.lineUp({ channels: both(stage) });
    stage.wait(bridgingMs);
    expect(stage.kinds).toContain('call.requeued');
    stage.goes('c1');
    expect(stage.turn.changes.history[0]).toMatchObject({
      end: 'abandoned',
      disposition: 'ANSWERED',
      agent: anna,
    });
  });

  it.each([
    ['caller', 'cbt-1-1', 'completed-by-caller'],
    ['agent', 'c1', 'completed-by-agent'],
  ])('whose %s has hung up', (_, left, end) => {
    const stage = talking();
    stage.lineUp({ channels: [stage.channel(left)] });
    expect(stage.turn.changes.history[0]?.end).toBe(end);
    expect(stage.effects).toContainEqual({ name: 'hang-up', channel: left, reason: 'normal' });
    expect(stage.agent(anna).work.name).toBe('wrap-up');
  });
});

describe('after a gap, what the board does not know', () => {
  it('callers who came meanwhile enter, the longest held first', () => {
    const stage = new Stage();
    stage.lineDown();
    stage.lineUp({
      channels: [
        stage.channel('c2', 'up', ['number', '900', String(stage.at - 10_000)]),
        stage.channel('c1', 'up', ['queue', 'support', String(stage.at - 30_000)]),
      ],
    });
    const inLine = stage.board.state.waiting
      .get(support)
      ?.calls()
      .map((call) => stage.call(call)?.legs[0]?.id);
    expect(inLine).toEqual(['c1', 'c2']);
  });

  it('legs and bridges of ours that serve nothing are cleared away', () => {
    const stage = new Stage();
    stage.lineUp({ channels: [stage.channel('cbt-7-1')], bridges: [bridge('cbt-7-b2'), bridge('other')] });
    expect(stage.effects).toEqual([
      { name: 'drop-bridge', bridge: 'cbt-7-b2' },
      { name: 'hang-up', channel: 'cbt-7-1', reason: 'normal' },
    ]);
  });

  it('strangers who talk are left to talk, and their numbers are not used again', () => {
    const stage = new Stage();
    stage.lineUp({
      channels: [stage.channel('c9', 'up', ['number', '900']), stage.channel('cbt-7-1')],
      bridges: [bridge('cbt-7-b2', 'c9', 'cbt-7-1')],
    });
    expect(stage.effects).toEqual([]);
    expect(stage.board.state.calls.size).toBe(0);
    expect(stage.enters('c10')).toBe('cbt-8');
    expect(stage.phase('cbt-8' as never)).toBe('waiting');
  });

  it('hang-ups that were under way are asked for again, and their bridge goes', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    stage.talks(call);
    stage.command({ name: 'hang-up', call, agent: null });
    stage.lineDown();
    stage.lineUp({ channels: both(stage), bridges: [bridge('cbt-1-b2', 'c1', 'cbt-1-1')] });
    expect(stage.effects.map((effect) => effect.name)).toEqual(['hang-up', 'hang-up', 'drop-bridge']);
  });
});

describe('after Asterisk began anew', () => {
  it('callers who waited or talked are lost and listed for a call back', () => {
    const stage = new Stage().ready(anna);
    stage.talks(stage.enters('c1'));
    stage.wait(4_000).enters('c2');
    stage.lineDown();
    stage.wait(1_000).lineUp({ asteriskStartedAt: 2 });
    expect(stage.turn.changes.callbacks).toMatchObject([
      { call: 'cbt-1', waitedMs: 0 },
      { call: 'cbt-2', waitedMs: 1_000 },
    ]);
    expect(stage.turn.changes.history.map((row) => row.end)).toEqual([
      'lost-by-asterisk',
      'lost-by-asterisk',
    ]);
    expect(stage.board.state.calls.size).toBe(0);
    expect(stage.agent(anna).work.name).toBe('wrap-up');
  });

  it('who has come since then is not lost', () => {
    const stage = new Stage();
    stage.lineDown();
    const call = stage.enters('c1');
    stage.lineUp({ asteriskStartedAt: 2, channels: [stage.channel('c1', 'up', ['number', '900'])] });
    expect(stage.phase(call)).toBe('waiting');
    expect(stage.turn.changes.callbacks).toEqual([]);
  });

  it('agents whose phones rang are free', () => {
    const stage = new Stage().ready(anna, ben);
    stage.enters('c1');
    stage.lineDown();
    stage.lineUp({ asteriskStartedAt: 2 });
    expect([stage.agent(anna).work.name, stage.agent(ben).work.name]).toEqual(['idle', 'idle']);
  });
});
