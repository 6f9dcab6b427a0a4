import { describe, expect, test } from 'vitest';
import type { Effect } from '../../../../src/board/effect.ts';
import type { AgentId, CallId, LegId, PhoneId } from '../../../../src/board/ids.ts';
import type { SupervisionMode } from '../../../../src/board/supervision/supervision.ts';
import { officeOf, agentOf, numberOf, phoneOf, queueOf } from '../settings.ts';
import { anna, ben, Stage, support } from '../stage.ts';

const boss = 'boss' as AgentId;
const bossPhone = '1009' as PhoneId;

const theOffice = () =>
  officeOf({
    agents: [
      agentOf(anna, { name: 'Anna', phone: '1001' as PhoneId }),
      agentOf(ben, { phone: '1002' as PhoneId }),
    ],
    phones: [phoneOf('1001', { autoAnswer: true }), phoneOf('1002'), phoneOf('1009')],
    queues: [queueOf(support, [anna, ben], { record: 'never' })],
    numbers: [numberOf('900', support)],
  });

class Watched extends Stage {
  /** The supervision, which is the next call of the board. */
  readonly own: CallId;

  constructor() {
    super(theOffice());
    this.ready(anna);
    this.own = 'cbt-1' as CallId;
  }

  supervise(mode: SupervisionMode, agent: AgentId = anna): void {
    this.command({ name: 'supervise', phone: bossPhone, agent, mode, by: boss });
  }

  /** The boss listens before there is any call. */
  listens(mode: SupervisionMode = 'listen'): this {
    this.supervise(mode);
    this.answers('cbt-1-1' as LegId);
    return this;
  }

  talk(channel = 'c1'): CallId {
    const call = this.enters(channel);
    this.talks(call);
    return call;
  }

  get monitoring() {
    const phase = this.call(this.own)?.phase;
    return phase?.name === 'monitoring' ? phase : null;
  }

  /** The tap that was asked for comes about. */
  tapStands(): void {
    const tap = this.monitoring?.tap?.tap;
    if (tap === undefined) throw new Error('nothing is tapped');
    this.take({ kind: 'line', event: { name: 'tapped', tap } });
  }

  names(): string[] {
    return this.effects.map(({ name }) => name);
  }
}

const bossLeg = 'cbt-1-1' as LegId;
const of = (effects: readonly Effect[], name: Effect['name']) =>
  effects.filter((effect) => effect.name === name);

describe('hearing an agent', () => {
  test('the supervisor is rung, waits in silence, and hears the next call from its bridge on', () => {
    const stage = new Watched();
    stage.supervise('listen');
    expect(stage.wanted('ring')).toMatchObject({
      endpoint: 'PJSIP/1009',
      display: { name: 'Anna', number: '1001' },
    });
    stage.answers(bossLeg);
    expect(stage.effects).toEqual([
      { name: 'connect', bridge: 'cbt-1-b2', channels: [bossLeg], make: true },
      { name: 'mute', channel: bossLeg, on: true },
    ]);
    const call = stage.enters('c1');
    stage.answers(stage.offer(call).leg);
    expect(of(stage.effects, 'tap')).toEqual([]);
    stage.bridges(call);
    expect(stage.wanted('tap')).toEqual({
      name: 'tap',
      tap: 'cbt-1-t3',
      channel: 'cbt-2-1',
      spy: 'both',
      whisper: 'out',
    });
    expect(stage.facts).toContainEqual(
      expect.objectContaining({
        kind: 'supervision.followed',
        by: boss,
        agent: anna,
        mode: 'listen',
        watched: call,
      }),
    );
    stage.tapStands();
    expect(stage.effects).toEqual([
      { name: 'connect', bridge: 'cbt-1-b2', channels: ['cbt-1-t3'], make: false },
    ]);
  });

  test('of a call that is up he hears the rest', () => {
    const stage = new Watched();
    stage.talk();
    stage.supervise('listen');
    expect(of(stage.effects, 'tap')).toEqual([]);
    stage.answers('cbt-2-1' as LegId);
    expect(stage.wanted('tap').channel).toBe('cbt-1-1');
  });

  test('from call to call; between them he waits', () => {
    const stage = new Watched().listens();
    stage.talk('c1');
    stage.tapStands();
    stage.goes('c1');
    expect(stage.monitoring).toMatchObject({ call: null, tap: null });
    stage.goes('cbt-2-1');
    stage.wait(10_000);
    const next = stage.talk('c2');
    expect(stage.monitoring?.call).toBe(next);
    expect(stage.monitoring?.tap?.channel).toBe('cbt-3-1');
    stage.tapStands();
    expect(stage.wanted('connect').bridge).toBe('cbt-1-b2');
  });

  test('whispering is only not being muted, so it can be changed at once', () => {
    const stage = new Watched().listens();
    stage.talk();
    stage.tapStands();
    stage.supervise('whisper');
    expect(stage.effects).toEqual([{ name: 'mute', channel: bossLeg, on: false }]);
    expect(stage.kinds).toEqual(['supervision.changed']);
    stage.supervise('whisper');
    expect(stage.facts).toEqual([]);
    stage.supervise('listen');
    expect(stage.effects).toEqual([{ name: 'mute', channel: bossLeg, on: true }]);
  });

  test('a consultation of the agent is heard through the same tap, and stated', () => {
    const stage = new Watched().listens();
    stage.talk();
    stage.tapStands();
    stage.command({ name: 'consult', phone: '1001' as PhoneId, number: '1002' });
    stage.answers('cbt-3-1' as LegId);
    stage.bridges('cbt-3' as CallId);
    expect(of(stage.effects, 'tap')).toEqual([]);
    expect(stage.monitoring).toMatchObject({ call: 'cbt-3', tap: { tap: 'cbt-1-t3', state: 'stands' } });
    stage.command({ name: 'reconnect-call', phone: '1001' as PhoneId });
    expect(stage.monitoring).toMatchObject({ call: 'cbt-2', tap: { tap: 'cbt-1-t3', state: 'stands' } });
  });

  test('another agent can be heard instead', () => {
    const stage = new Watched().listens();
    stage.talk();
    stage.tapStands();
    stage.ready(ben);
    const other = stage.enters('c2');
    stage.answers(stage.offer(other).leg);
    stage.bridges(other);
    stage.supervise('listen', ben);
    expect(stage.wanted('tap').channel).toBe('cbt-3-1');
    expect(stage.effects).toContainEqual({ name: 'hang-up', channel: 'cbt-1-t3', reason: 'normal' });
  });

  test('a tap that goes just before its channel is no reason to ask for another one', () => {
    const stage = new Watched().listens();
    stage.talk();
    stage.tapStands();
    stage.goes('cbt-1-t3');
    expect(stage.effects).toEqual([]);
    stage.goes('cbt-2-1');
    expect(stage.phase(stage.own)).toBe('monitoring');
    expect(stage.monitoring?.tap).toBeNull();
  });
});

describe('taking part', () => {
  test('the supervisor is a further party, and hears the agent alone again when asked to', () => {
    const stage = new Watched().listens();
    const call = stage.talk();
    stage.tapStands();
    stage.supervise('barge');
    expect(stage.wanted('connect')).toEqual({
      name: 'connect',
      bridge: stage.bridge(call),
      channels: [bossLeg],
      make: false,
    });
    expect(stage.wanted('mute')).toEqual({ name: 'mute', channel: bossLeg, on: false });
    expect(stage.wanted('drop-bridge').bridge).toBe('cbt-1-b2');
    expect(stage.effects).toContainEqual({ name: 'hang-up', channel: 'cbt-1-t3', reason: 'normal' });
    expect(stage.call(call)?.legs.map(({ id }) => id)).toEqual(['c1', 'cbt-2-1', bossLeg]);
    stage.supervise('whisper');
    expect(stage.call(call)?.legs.map(({ id }) => id)).toEqual(['c1', 'cbt-2-1']);
    expect(of(stage.effects, 'connect')).toEqual([
      { name: 'connect', bridge: 'cbt-1-b2', channels: [bossLeg], make: true },
    ]);
    expect(stage.wanted('tap').channel).toBe('cbt-2-1');
  });

  test('when the customer hangs up the call is over, the agent has his wrap-up, and the next call is joined', () => {
    const stage = new Watched().listens('barge');
    const call = stage.talk();
    expect(stage.call(call)?.legs).toHaveLength(3);
    stage.wait(3_000);
    stage.goes('c1');
    expect(stage.facts.find(({ kind }) => kind === 'call.ended')).toMatchObject({
      end: 'completed-by-caller',
    });
    expect(stage.agent(anna).work.name).toBe('wrap-up');
    expect(stage.monitoring).toMatchObject({ call: null });
    expect(stage.call(stage.own)?.legs.map(({ id }) => id)).toEqual([bossLeg]);
    stage.goes('cbt-2-1');
    stage.wait(10_000);
    const next = stage.talk('c2');
    expect(stage.call(next)?.legs.map(({ id }) => id)).toContain(bossLeg);
  });

  test('when the agent hangs up the supervisor has the customer', () => {
    const stage = new Watched().listens('barge');
    const call = stage.talk();
    stage.goes('cbt-2-1');
    expect(stage.facts).toContainEqual(
      expect.objectContaining({ kind: 'supervision.ended', end: 'taken-over', watched: call }),
    );
    expect(stage.phase(call)).toBe('talking');
    stage.goes('c1');
    expect(stage.wanted('hang-up').channel).toBe(bossLeg);
  });

  test('when the supervisor hangs up the two others talk on', () => {
    const stage = new Watched().listens('barge');
    const call = stage.talk();
    stage.goes(bossLeg);
    expect(stage.phase(stage.own)).toBe('off the board');
    expect(stage.kinds).toContain('supervision.ended');
    expect(stage.phase(call)).toBe('talking');
    expect(stage.agent(anna).work.name).toBe('talking');
  });

  test('a command that ends the call leaves the supervisor waiting for the next', () => {
    const stage = new Watched().listens('barge');
    const call = stage.talk();
    stage.command({ name: 'hang-up', call, agent: null });
    expect(of(stage.effects, 'hang-up').map((effect) => 'channel' in effect && effect.channel)).toEqual([
      'c1',
      'cbt-2-1',
    ]);
    expect(stage.monitoring?.call).toBeNull();
  });

  test('who transfers the call away takes the supervisor along to the next one', () => {
    const stage = new Watched().listens('barge');
    const call = stage.talk();
    stage.command({ name: 'consult', phone: '1001' as PhoneId, number: '1002' });
    stage.answers('cbt-3-1' as LegId);
    stage.bridges('cbt-3' as CallId);
    stage.command({ name: 'transfer-call', phone: '1001' as PhoneId });
    expect(
      stage
        .call(call)
        ?.legs.filter(({ state }) => state === 'connected')
        .map(({ id }) => id),
    ).toEqual(['c1', 'cbt-3-1']);
    expect(stage.monitoring?.call).toBeNull();
  });

  test.each(['listen', 'barge'] as const)('taking over from %s: the agent goes to his wrap-up', (mode) => {
    const stage = new Watched().listens(mode);
    const call = stage.talk();
    stage.supervise('take-over');
    expect(stage.phase(call)).toBe('talking');
    expect(
      stage
        .call(call)
        ?.legs.filter(({ state }) => state === 'connected')
        .map(({ id }) => id),
    ).toEqual(['c1', bossLeg]);
    expect(stage.agent(anna).work.name).toBe('wrap-up');
    expect(stage.facts).toContainEqual(
      expect.objectContaining({
        kind: 'supervision.ended',
        by: boss,
        agent: anna,
        watched: call,
        end: 'taken-over',
      }),
    );
    expect(stage.phase(stage.own)).toBe('off the board');
    stage.goes(bossLeg);
    expect(stage.wanted('hang-up').channel).toBe('c1');
  });

  test('there must be a call to take over', () => {
    const stage = new Watched();
    expect(() => stage.supervise('take-over')).toThrow(expect.objectContaining({ code: 'no-supervision' }));
    stage.listens();
    expect(() => stage.supervise('take-over')).toThrow(expect.objectContaining({ code: 'no-call' }));
  });
});

describe('beginning and end', () => {
  test('who does not answer, or cannot be rung, supervises nobody', () => {
    const stage = new Watched();
    stage.supervise('listen');
    stage.wait(20_000);
    expect(stage.kinds).toEqual(expect.arrayContaining(['supervision.ended', 'call.ended']));
    stage.goes(bossLeg, 19);
    expect(stage.phase(stage.own)).toBe('off the board');
    stage.supervise('listen');
    stage.refuse(stage.wanted('ring'), 'server-error');
    expect(stage.facts.find(({ kind }) => kind === 'supervision.ended')).toMatchObject({ end: 'unanswered' });
  });

  test('hanging up or saying so ends it, and the tap with it', () => {
    for (const end of ['hang-up', 'command', 'drop'] as const) {
      const stage = new Watched().listens();
      stage.talk();
      stage.tapStands();
      if (end === 'hang-up') stage.goes(bossLeg);
      else if (end === 'command') stage.command({ name: 'stop-supervising', phone: bossPhone });
      else stage.command({ name: 'drop-call', phone: bossPhone });
      expect(stage.kinds.filter((kind) => kind === 'supervision.ended')).toHaveLength(1);
      expect(stage.effects).toContainEqual({ name: 'hang-up', channel: 'cbt-1-t3', reason: 'normal' });
      expect(stage.turn.changes.history).toEqual([]);
      if (end !== 'hang-up') stage.goes(bossLeg);
      expect(stage.phase(stage.own)).toBe('off the board');
      expect(stage.phase('cbt-2' as CallId)).toBe('talking');
    }
  });

  test('stopping while taking part leaves the two others talking', () => {
    const stage = new Watched().listens('barge');
    const call = stage.talk();
    stage.command({ name: 'stop-supervising', phone: bossPhone });
    expect(stage.wanted('hang-up').channel).toBe(bossLeg);
    expect(stage.phase(call)).toBe('talking');
    expect(stage.phase(stage.own)).toBe('off the board');
  });

  test('who may not, and whom nobody can hear', () => {
    const stage = new Watched();
    expect(() => stage.supervise('listen', 'nobody' as AgentId)).toThrow(
      expect.objectContaining({ code: 'agent-unknown' }),
    );
    expect(() =>
      stage.command({ name: 'supervise', phone: '1001' as PhoneId, agent: anna, mode: 'listen', by: anna }),
    ).toThrow(expect.objectContaining({ code: 'supervises-himself' }));
    expect(() => stage.command({ name: 'stop-supervising', phone: bossPhone })).toThrow(
      expect.objectContaining({ code: 'no-supervision' }),
    );
    stage.listens();
    for (const name of ['hold-call', 'alternate-call', 'transfer-call'] as const) {
      expect(() => stage.command({ name, phone: bossPhone })).toThrow(
        expect.objectContaining({ code: 'supervising' }),
      );
    }
  });
});

describe('after a gap', () => {
  const survey = (stage: Watched, call: CallId, more: readonly string[], inBridge: readonly string[]) => ({
    channels: ['c1', 'cbt-2-1', bossLeg, ...more].map((id) => stage.channel(id, 'up')),
    bridges: [
      { id: stage.bridge(call), channels: ['c1', 'cbt-2-1'] as LegId[] },
      { id: 'cbt-1-b2' as never, channels: inBridge as LegId[] },
    ],
  });

  test('he goes on hearing, unheard', () => {
    const stage = new Watched().listens();
    const call = stage.talk();
    stage.tapStands();
    stage.lineDown();
    stage.lineUp(survey(stage, call, ['cbt-1-t3'], [bossLeg, 'cbt-1-t3']));
    const ofHis = stage.effects.filter((effect) => JSON.stringify(effect).includes('cbt-1-'));
    expect(ofHis).toContainEqual({ name: 'mute', channel: bossLeg, on: true });
    expect(ofHis).not.toContainEqual({ name: 'mute', channel: bossLeg, on: false });
    expect(ofHis.at(-1)).toEqual({
      name: 'connect',
      bridge: 'cbt-1-b2',
      channels: ['cbt-1-t3'],
      make: false,
    });
    expect(stage.names()).not.toContain('hang-up');
  });

  test('with another tap when his is gone', () => {
    const stage = new Watched().listens();
    const call = stage.talk();
    stage.tapStands();
    stage.lineDown();
    stage.lineUp(survey(stage, call, [], [bossLeg]));
    expect(stage.wanted('tap')).toMatchObject({ tap: 'cbt-1-t4', channel: 'cbt-2-1' });
    stage.tapStands();
    expect(stage.wanted('connect').channels).toEqual(['cbt-1-t4']);
  });

  test('in the next call when there was one in the gap, or nowhere when he has gone', () => {
    const stage = new Watched().listens();
    stage.talk();
    stage.tapStands();
    stage.lineDown();
    stage.lineUp({ channels: [stage.channel('cbt-1-t3', 'up')], bridges: [] });
    expect(stage.phase(stage.own)).toBe('off the board');
    expect(stage.kinds).toContain('supervision.ended');
    expect(stage.effects).toContainEqual({ name: 'hang-up', channel: 'cbt-1-t3', reason: 'normal' });
  });

  test('the phone that was answered meanwhile hears', () => {
    const stage = new Watched();
    stage.talk();
    stage.supervise('listen');
    stage.lineDown();
    const channels = ['c1', 'cbt-1-1', 'cbt-2-1'].map((id) => stage.channel(id, 'up'));
    stage.lineUp({
      channels,
      bridges: [{ id: stage.bridge('cbt-1' as CallId), channels: ['c1', 'cbt-1-1'] as LegId[] }],
    });
    expect(stage.wanted('tap').channel).toBe('cbt-1-1');
    expect(stage.effects).toContainEqual({ name: 'mute', channel: 'cbt-2-1', on: true });
  });
});
