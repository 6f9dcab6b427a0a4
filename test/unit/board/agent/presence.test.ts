import { describe, expect, it } from 'vitest';
import type { NotReadyReason, Office } from '../../../../src/board/office.ts';
import { agentView } from '../../../../src/control/views/agent-view.ts';
import { missedAlways } from '../settings.ts';
import { anna, ben, office, Stage } from '../stage.ts';
import { refusal } from './refusal.ts';

const minute = 60_000;
const reason = (id: string, more: Partial<NotReadyReason> = {}): NotReadyReason => ({
  id,
  name: id,
  paid: false,
  longestMs: null,
  whenTooLong: 'alarm',
  ...more,
});
const withReasons = (...reasons: NotReadyReason[]): Office => ({ ...office(), reasons });
const talking = (settings?: Office): Stage => {
  const stage = new Stage(settings).ready(anna);
  stage.talks(stage.enters('c1'));
  return stage;
};

describe('what comes after the call', () => {
  const next = (stage: Stage): unknown => agentView(stage.board.state, stage.agent(anna)).next;

  it('is shown, and can be said otherwise until then', () => {
    const stage = talking();
    expect(next(stage)).toEqual({ name: 'ready', reason: null });
    stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    expect(next(stage)).toEqual({ name: 'not-ready', reason: 'lunch' });
    stage.command({ name: 'ready', agent: anna });
    expect(next(stage)).toEqual({ name: 'ready', reason: null });
    stage.goes('c1');
    stage.wait(10_000);
    expect(stage.agent(anna)).toMatchObject({ presence: { name: 'ready' }, work: { name: 'idle' } });
    expect(next(stage)).toBeNull();
  });

  it('a break that was taken back does not come after the next call either', () => {
    const stage = talking();
    stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    stage.command({ name: 'ready', agent: anna });
    stage.goes('c1');
    stage.wait(10_000);
    stage.talks(stage.enters('c2'));
    stage.goes('c2');
    stage.wait(10_000);
    expect(stage.offer(stage.enters('c3')).agent).toBe(anna);
  });

  it('may be to sign out, after the wrap-up', () => {
    const stage = talking();
    stage.command({ name: 'sign-out', agent: anna, afterCall: true });
    expect(stage.facts).toMatchObject([{ kind: 'agent.leaving', reason: 'signed-out' }]);
    expect(next(stage)).toEqual({ name: 'signed-out', reason: 'signed-out' });
    stage.goes('c1');
    expect(stage.agent(anna).work.name).toBe('wrap-up');
    stage.goes('cbt-1-1');
    stage.wait(10_000);
    expect(stage.kinds).toEqual(['agent.idle', 'agent.signed-out']);
    expect(stage.agent(anna)).toMatchObject({ presence: { name: 'signed-out' }, phone: null, leaving: null });
  });

  it('who says something else stays', () => {
    for (const command of [
      { name: 'ready', agent: anna },
      { name: 'not-ready', agent: anna, reason: 'lunch' },
    ] as const) {
      const stage = talking();
      stage.command({ name: 'sign-out', agent: anna, afterCall: true });
      stage.command(command);
      stage.goes('c1');
      stage.wait(10_000);
      expect(stage.agent(anna).presence.name).toBe(command.name);
    }
  });

  it('who is in no call signs out at once', () => {
    const stage = new Stage().ready(anna);
    stage.command({ name: 'sign-out', agent: anna, afterCall: true });
    expect(stage.kinds).toEqual(['agent.signed-out']);
  });
});

describe('C32: a break during an offer', () => {
  it('cancels it once, and the phone is not asked again', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    const { leg } = stage.offer(call);
    stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    expect(stage.effects.filter(({ name }) => name === 'hang-up')).toEqual([
      { name: 'hang-up', channel: leg, reason: 'normal' },
    ]);
    stage.goes(leg, 26);
    stage.wait(5 * minute);
    expect(stage.call(call)?.phase).toMatchObject({ name: 'waiting', offers: [], missed: [] });
    expect(stage.call(call)?.visit?.offers).toBe(1);
  });
});

describe('reasons', () => {
  it('are those of the office, when it names any', () => {
    const stage = new Stage(withReasons(reason('lunch'), reason('training'))).ready(anna);
    expect(refusal(() => stage.command({ name: 'not-ready', agent: anna, reason: 'nap' }))).toBe(
      'reason-unknown',
    );
    expect(stage.agent(anna).presence.name).toBe('ready');
    stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    expect(stage.agent(anna).presence).toEqual({ name: 'not-ready', reason: 'lunch' });
  });

  it('that nobody chooses need not be named', () => {
    const stage = new Stage(withReasons(reason('lunch')));
    stage.command({ name: 'sign-in', agent: anna });
    expect(stage.agent(anna).presence).toEqual({ name: 'not-ready', reason: 'signed-in' });
    stage.command({ name: 'ready', agent: anna });
    stage.enters('c1');
    stage.wait(20_000);
    expect(stage.agent(anna).presence).toEqual({ name: 'not-ready', reason: 'missed' });
  });

  it('C50: each is kept until another is said, and being ready has none', () => {
    const stage = new Stage().ready(anna);
    const shown = (): unknown => agentView(stage.board.state, stage.agent(anna)).presence;
    stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    const since = stage.agent(anna).presenceSince;
    stage.wait(1_000).command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    expect(stage.facts).toEqual([]);
    expect(stage.agent(anna).presenceSince).toBe(since);
    stage.command({ name: 'not-ready', agent: anna, reason: 'training' });
    expect(shown()).toEqual({ name: 'not-ready', reason: 'training' });
    expect(stage.agent(anna).presenceSince).toBe(stage.at);
    stage.command({ name: 'ready', agent: anna });
    expect(shown()).toEqual({ name: 'ready', reason: null });
    expect(stage.turn.changes.segments).toEqual([]);
  });
});

describe('a break that lasts too long', () => {
  const onBreak = (whenTooLong: NotReadyReason['whenTooLong']): Stage => {
    const stage = new Stage(withReasons(reason('lunch', { longestMs: 30 * minute, whenTooLong })));
    stage.ready(anna).command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    return stage;
  };

  it('is told once', () => {
    const stage = onBreak('alarm');
    stage.wait(30 * minute - 1);
    expect(stage.agent(anna).isOverdue).toBe(false);
    stage.wait(1);
    expect(stage.facts).toMatchObject([{ kind: 'agent.overdue', agent: anna, reason: 'lunch' }]);
    expect(agentView(stage.board.state, stage.agent(anna))).toMatchObject({
      state: 'not-ready',
      overdue: true,
    });
    expect(stage.board.wakeAt).toBeNull();
    stage.command({ name: 'ready', agent: anna });
    stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    expect(stage.agent(anna).isOverdue).toBe(false);
    stage.wait(30 * minute);
    expect(stage.kinds).toEqual(['agent.overdue']);
  });

  it('ends, and the agent has calls', () => {
    const stage = onBreak('ready');
    const call = stage.enters('c1');
    stage.wait(30 * minute);
    expect(stage.kinds.slice(0, 2)).toEqual(['agent.overdue', 'agent.ready']);
    expect(stage.offer(call).agent).toBe(anna);
  });

  it('ends the agent’s day', () => {
    const stage = onBreak('sign-out').wait(30 * minute);
    expect(stage.facts).toMatchObject([
      { kind: 'agent.overdue' },
      { kind: 'agent.signed-out', reason: 'too-long' },
    ]);
  });

  it('does so when the call of her own is over that she is in just then', () => {
    const stage = onBreak('sign-out');
    stage.command({ name: 'make-call', phone: '1001' as never, number: '1002' });
    const { leg } = stage.wanted('ring');
    stage.answers(leg);
    stage.answers(stage.wanted('ring').leg);
    stage.bridges('cbt-1' as never);
    stage.wait(30 * minute);
    expect(stage.agent(anna)).toMatchObject({ work: { name: 'direct' }, leaving: 'too-long' });
    stage.goes(leg);
    expect(stage.agent(anna).presence.name).toBe('signed-out');
  });

  it('begins after the call in which it was asked for, not in it', () => {
    const stage = talking(withReasons(reason('lunch', { longestMs: 30 * minute })));
    stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    stage.wait(60 * minute);
    expect(stage.agent(anna).isOverdue).toBe(false);
    stage.goes('c1');
    stage.wait(10_000);
    stage.wait(30 * minute - 1);
    expect(stage.agent(anna).isOverdue).toBe(false);
    stage.wait(1);
    expect(stage.agent(anna).isOverdue).toBe(true);
  });

  it('is one when the office says so later', () => {
    const stage = new Stage(withReasons(reason('lunch'))).ready(anna);
    stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    stage.wait(60 * minute);
    stage.take({ kind: 'office', office: withReasons(reason('lunch', { longestMs: 30 * minute })) });
    stage.wait(0);
    expect(stage.agent(anna).isOverdue).toBe(true);
  });
});

describe('missed offers', () => {
  const third = { becomes: 'not-ready', after: 3 } as const;

  it.each([
    ['no-answer', 'missed', 19, 480],
    ['rejected', 'rejected', 21, 603],
    ['busy', 'busy', 17, 486],
    ['unreachable', 'unreachable', 1, 404],
  ] as const)('C33: the third in a row makes not ready: %s', (outcome, shown, q850, sip) => {
    const missed = { ...missedAlways('rest'), [outcome]: third };
    const stage = new Stage(office({ missed, restMs: 2_000 })).ready(anna);
    const call = stage.enters('c1');
    for (let n = 1; n <= 3; n += 1) {
      expect(stage.agent(anna).presence.name, `before the ${n}th`).toBe('ready');
      stage.goes(stage.offer(call).leg, q850, sip);
      stage.wait(2_000);
    }
    expect(stage.agent(anna).presence).toEqual({ name: 'not-ready', reason: shown });
  });

  it('an answer in between begins the row anew', () => {
    const stage = new Stage(office({ missed: missedAlways('rest'), restMs: 2_000 }));
    stage.take({
      kind: 'office',
      office: office({ missed: { ...missedAlways('rest'), busy: { becomes: 'not-ready', after: 2 } } }),
    });
    stage.ready(anna);
    const call = stage.enters('c1');
    stage.goes(stage.offer(call).leg, 17, 486);
    stage.wait(5_000).talks(call);
    stage.goes('c1');
    stage.wait(10_000);
    const next = stage.enters('c2');
    stage.goes(stage.offer(next).leg, 17, 486);
    expect(stage.agent(anna).presence.name).toBe('ready');
  });

  it('C51: who never answers is not ready, not signed out, and comes back by saying so', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    for (let n = 0; n < 5; n += 1) {
      stage.wait(20_000);
      expect(stage.agent(anna)).toMatchObject({
        presence: { name: 'not-ready', reason: 'missed' },
        phone: '1001',
      });
      stage.command({ name: 'ready', agent: anna });
      stage.wait(1_000);
      expect(stage.offer(call).agent).toBe(anna);
    }
  });
});

describe('C52: a direct call that rings', () => {
  it('keeps offers away, and is not disturbed by them', () => {
    const stage = new Stage({ ...office(), numbers: [...office().numbers, direct] }).ready(anna, ben);
    stage.enters('c1', '2001');
    expect(stage.agent(anna).work).toMatchObject({ name: 'direct' });
    const one = stage.enters('c2');
    const two = stage.enters('c3');
    expect(stage.offer(one).agent).toBe(ben);
    expect(stage.call(two)?.phase).toMatchObject({ offers: [] });
    stage.goes('c1');
    expect(stage.offer(two).agent).toBe(anna);
  });

  it('of a quiet agent who is not ready is busy', () => {
    const quiet = (on: boolean): Stage => {
      const plain = office();
      const agents = plain.agents.map((agent) => ({ ...agent, quietWhenNotReady: on }));
      const stage = new Stage({ ...plain, agents, numbers: [direct] }).ready(anna);
      stage.enters('c1', '2001');
      expect(stage.effects.some(({ name }) => name === 'ring')).toBe(true);
      stage.goes('c1');
      stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
      stage.enters('c2', '2001');
      return stage;
    };
    expect(quiet(true).effects).toContainEqual({ name: 'hang-up', channel: 'c2', reason: 'busy' });
    expect(quiet(false).effects.some(({ name }) => name === 'ring')).toBe(true);
  });
});

const direct = { number: '2001', to: { kind: 'phone', phone: '1001' as never } } as const;
