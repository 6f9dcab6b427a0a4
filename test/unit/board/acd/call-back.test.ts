import { describe, expect, test } from 'vitest';
import { liveStateOf, stateFrom } from '../../../../src/board/live.ts';
import { Board } from '../../../../src/board/board.ts';
import type { CallId } from '../../../../src/board/ids.ts';
import { anna, ben } from '../stage.ts';
import { callbackOffice, CallBackStage, customer } from './call-back-stage.ts';

const noAnswer = (stage: CallBackStage, call: CallId): void => {
  const leg = stage.dial(call);
  stage.wait(20_000);
  stage.goes(leg);
};

describe('agent first', () => {
  test('the agent is rung when it is the turn, hears it ring at the customer, and they talk', () => {
    const stage = new CallBackStage();
    const call = stage.wants('c1');
    stage.ready(anna);
    expect(stage.wanted('ring').display).toEqual({ name: 'support: Call-back', number: customer });
    const agents = stage.offer(call).leg;
    stage.alerts(agents);
    stage.answers(agents);
    expect(stage.wanted('ring')).toMatchObject({ endpoint: `PJSIP/${customer}@main` });
    expect(stage.wanted('ringback')).toMatchObject({ channel: agents, on: true });
    expect(stage.agent(anna).work).toMatchObject({ name: 'offered', call });
    stage.alerts(stage.dial(call));
    stage.answers(stage.dial(call));
    expect(stage.wanted('connect').channels).toHaveLength(2);
    stage.bridges(call);
    expect(stage.phase(call)).toBe('talking');
    expect(stage.turn.changes.visits).toMatchObject([{ outcome: 'answered', isCallback: true, agent: anna }]);
    const [agentLeg, customerLeg] = stage.call(call)?.legs ?? [];
    expect(customerLeg).toMatchObject({ role: 'caller', party: { number: customer } });
    expect(agentLeg).toMatchObject({ role: 'called', agent: anna, other: { number: customer } });
  });

  test('who does not answer is called again after the gap, and given up after the attempts', () => {
    const stage = new CallBackStage(callbackOffice({ attempts: 2 }));
    const call = stage.wants('c1');
    stage.ready(anna);
    const first = stage.offer(call).leg;
    stage.answers(first);
    stage.alerts(stage.dial(call));
    stage.wait(20_000);
    expect(stage.callback(call)).toMatchObject({ attempts: 1, dueAt: stage.at + 60_000, dial: null });
    expect(stage.agent(anna).work.name).toBe('idle');
    for (const { id } of stage.call(call)?.legs.slice() ?? []) stage.goes(id);
    expect(stage.callback(call).dial).toBeNull();
    stage.wait(59_000);
    expect(() => stage.offer(call)).toThrow();
    stage.wait(1_000);
    stage.answers(stage.offer(call).leg);
    stage.goes(stage.dial(call), 17, 486);
    expect(stage.turn.changes.visits).toMatchObject([{ outcome: 'callback-failed', isCallback: true }]);
    expect(stage.turn.changes.history).toMatchObject([{ end: 'unanswered' }]);
  });

  test("an agent's miss and a fault of the network are no attempts", () => {
    const stage = new CallBackStage();
    const call = stage.wants('c1');
    stage.ready(anna);
    stage.goes(stage.offer(call).leg, 21, 603);
    expect(stage.callback(call).attempts).toBe(0);
    stage.wait(2_000);
    stage.answers(stage.offer(call).leg);
    stage.goes(stage.dial(call), 38, 500);
    expect(stage.wanted('ring')).toMatchObject({ endpoint: `PJSIP/${customer}@spare` });
    stage.goes(stage.dial(call), 38, 500);
    expect(stage.callback(call)).toMatchObject({ attempts: 0, dueAt: stage.at + 60_000 });
  });

  test('the agent hangs up while the customer is called: he is left in peace, and is next', () => {
    const stage = new CallBackStage();
    const call = stage.wants('c1');
    stage.ready(anna);
    const agents = stage.offer(call).leg;
    stage.answers(agents);
    const dialled = stage.dial(call);
    stage.goes(agents);
    expect(stage.wanted('hang-up').channel).toBe(dialled);
    expect(stage.callback(call)).toMatchObject({ attempts: 0, dial: null });
    stage.ready(ben);
    expect(() => stage.offer(call)).toThrow();
    stage.goes(dialled);
    stage.wait(2_000);
    expect(stage.callback(call).attempts).toBe(0);
    expect(stage.offer(call).agent).toBe(ben);
  });

  test('he answers just when the agent is gone: he is not called any more', () => {
    const stage = new CallBackStage();
    const call = stage.wants('c1');
    stage.ready(anna);
    stage.answers(stage.offer(call).leg);
    const dialled = stage.dial(call);
    stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    stage.answers(dialled);
    expect(stage.call(call)?.legs.every(({ state }) => state === 'clearing')).toBe(true);
    expect(stage.callback(call)).toMatchObject({ attempts: 0, dial: null });
  });

  test('with press 1 a mailbox is not connected to anybody', () => {
    const stage = new CallBackStage(callbackOffice({ pressOne: true }));
    const call = stage.wants('c1');
    stage.ready(anna);
    stage.answers(stage.offer(call).leg);
    const dialled = stage.dial(call);
    stage.answers(dialled);
    expect(stage.hears(call)[0]).toBe('prompt:en/callback-answer');
    stage.played(call).wait(30_000);
    expect(stage.callback(call)).toMatchObject({ attempts: 1, dial: null });
    expect(stage.agent(anna).work.name).toBe('idle');
  });

  test('with press 1 they talk when he has pressed it', () => {
    const stage = new CallBackStage(callbackOffice({ pressOne: true }));
    const call = stage.wants('c1');
    stage.ready(anna);
    stage.answers(stage.offer(call).leg);
    const dialled = stage.dial(call);
    stage.answers(dialled);
    stage.press(dialled, '7', '1').bridges(call);
    expect(stage.phase(call)).toBe('talking');
  });
});

describe('customer first', () => {
  const settings = callbackOffice({ first: 'customer' });

  test('he is called when somebody is free for him, and offered at his place when he answers', () => {
    const stage = new CallBackStage(settings);
    const call = stage.wants('c1');
    expect(stage.callback(call).dial).toBeNull();
    stage.ready(anna);
    expect(stage.wanted('ring').endpoint).toBe(`PJSIP/${customer}@main`);
    expect(stage.agent(anna).work.name).toBe('idle');
    stage.answers(stage.dial(call));
    expect(stage.offer(call).agent).toBe(anna);
    expect(stage.wanted('ring').display).toEqual({ name: 'support', number: customer });
    stage.answers(stage.offer(call).leg);
    for (const name of ['agent', 'caller'] as const) {
      const phase = stage.call(call)?.phase;
      const playing = phase?.name === 'waiting' ? phase.whisper?.[name] : null;
      if (playing != null) {
        stage.take({ kind: 'line', event: { name: 'played', playback: playing.playback, whole: true } });
      }
    }
    stage.bridges(call);
    expect(stage.turn.changes.visits).toMatchObject([{ outcome: 'answered', isCallback: true }]);
  });

  test('C21: no more customers are called than agents are free for them', () => {
    const stage = new CallBackStage(callbackOffice({ first: 'customer' }));
    const calls = ['0341', '0342', '0343'].map((number) => stage.wants(`from-${number}`, '900', number));
    stage.ready(anna);
    expect(calls.map((call) => stage.callback(call).dial?.state ?? null)).toEqual(['ringing', null, null]);
    stage.ready(ben);
    expect(calls.map((call) => stage.callback(call).dial?.state ?? null)).toEqual([
      'ringing',
      'ringing',
      null,
    ]);
  });

  test('who hangs up while he waits for an agent has been called back and has given up', () => {
    const stage = new CallBackStage(settings);
    const call = stage.wants('c1');
    stage.ready(anna);
    const dialled = stage.dial(call);
    stage.answers(dialled);
    stage.goes(dialled);
    expect(stage.turn.changes.visits).toMatchObject([{ outcome: 'abandoned', isCallback: true }]);
  });

  test('with press 1 he is offered when he has pressed it', () => {
    const stage = new CallBackStage(callbackOffice({ first: 'customer', pressOne: true }));
    const call = stage.wants('c1');
    stage.ready(anna);
    const dialled = stage.dial(call);
    stage.answers(dialled);
    expect(() => stage.offer(call)).toThrow();
    stage.press(dialled, '1');
    expect(stage.offer(call).agent).toBe(anna);
  });
});

describe('its place', () => {
  test('C23: a call-back neither jumps the line nor starves those who stay on it', () => {
    const stage = new CallBackStage();
    const first = stage.entersAs('c0', '0300');
    const call = stage.wait(1_000).wants('c1');
    const last = stage.wait(1_000).entersAs('c2', '0302');
    stage.ready(anna);
    expect(stage.offer(first).agent).toBe(anna);
    stage.goes('c0');
    for (const { id } of stage.call(first)?.legs.slice() ?? []) stage.goes(id);
    expect(stage.offer(call).agent).toBe(anna);
    stage.ready(ben);
    expect(stage.offer(last).agent).toBe(ben);
  });

  test('C22: who calls again himself has the place, and is not called back as well', () => {
    const stage = new CallBackStage();
    const call = stage.wants('c1');
    const other = stage.wait(5_000).enters('c2');
    const phase = stage.call(other)?.phase;
    expect(phase?.name === 'waiting' && phase.enteredAt).toBe(stage.at - 5_000);
    expect(stage.phase(call)).toBe('off the board');
    expect(stage.turn.changes.visits).toMatchObject([{ outcome: 'callback-cancelled' }]);
  });

  test('one who is to be called back in two queues is never called twice at once', () => {
    const stage = new CallBackStage(
      (() => {
        const office = callbackOffice({ first: 'customer' });
        const [support, sales] = office.queues;
        if (support === undefined || sales === undefined) throw new Error('two queues');
        return {
          ...office,
          queues: [support, { ...support, ...sales, callback: support.callback, exits: support.exits }],
        };
      })(),
    );
    const one = stage.wants('c1', '900');
    const two = stage.wants('c2', '901');
    stage.ready(anna, ben);
    expect([one, two].map((call) => stage.callback(call).dial === null)).toEqual([false, true]);
    noAnswer(stage, one);
    expect([one, two].map((call) => stage.callback(call).dial === null)).toEqual([true, false]);
  });

  test('it is given up when its time is over', () => {
    const stage = new CallBackStage(callbackOffice({ expiresMs: 600_000 }));
    const call = stage.wants('c1');
    stage.wait(601_000);
    expect(stage.phase(call)).toBe('off the board');
  });

  test('outside opening hours nobody is called', () => {
    const office = callbackOffice({}, { hours: 'days' });
    const stage = new CallBackStage({
      ...office,
      calendars: [
        { id: 'days', open: [{ days: [1, 2, 3, 4, 5], from: 8 * 60, to: 9 * 60 + 10 }], holidays: [] },
      ],
    });
    const call = stage.enters('c1');
    stage.press('c1', '5', '1').played(call);
    stage.goes('c1');
    stage.wait(11 * 60_000).ready(anna);
    expect(() => stage.offer(call)).toThrow();
  });
});

describe('commands', () => {
  test('an agent promises it; it is cancelled; it is made at once', () => {
    const stage = new CallBackStage();
    const call = stage.enters('c1');
    stage.command({ name: 'want-callback', call, number: '0777' });
    stage.played(call);
    stage.goes('c1');
    expect(stage.callback(call).number).toBe('0777');
    stage.ready(anna);
    stage.answers(stage.offer(call).leg);
    stage.goes(stage.dial(call), 17, 486);
    for (const { id } of stage.call(call)?.legs.slice() ?? []) stage.goes(id);
    stage.command({ name: 'call-back-now', call });
    expect(stage.offer(call).agent).toBe(anna);
    stage.command({ name: 'cancel-callback', call });
    expect(stage.turn.changes.visits).toMatchObject([{ outcome: 'callback-cancelled' }]);
    expect(() => stage.command({ name: 'cancel-callback', call })).toThrow('nobody is to be called back');
  });
});

describe('when the line or the process is gone', () => {
  const states = {
    'before it is due': (stage: CallBackStage) => stage.wants('c1'),
    'while the agent is rung': (stage: CallBackStage) => {
      const call = stage.wants('c1');
      stage.ready(anna);
      return call;
    },
    'while the customer is called': (stage: CallBackStage) => {
      const call = stage.wants('c1');
      stage.ready(anna);
      stage.answers(stage.offer(call).leg);
      return call;
    },
  };

  test.each(Object.entries(states))('nothing is lost %s when Asterisk begins anew', (_, bring) => {
    const stage = new CallBackStage();
    const call = bring(stage);
    stage.lineDown();
    stage.lineUp({ asteriskStartedAt: 2 });
    expect(stage.callback(call)).toMatchObject({ attempts: 0 });
    stage.wait(5_000).ready(ben);
    expect(stage.offer(call)).toBeDefined();
  });

  test.each(Object.entries(states))('a restart of the process goes on %s', (_, bring) => {
    const stage = new CallBackStage();
    const call = bring(stage);
    const board = new Board(stateFrom(structuredClone(liveStateOf(stage.board.state))));
    const legs = stage.call(call)?.legs ?? [];
    const turn = board.take({
      kind: 'line-up',
      at: stage.at + 1_000,
      survey: {
        asteriskStartedAt: 1,
        bridges: [],
        channels: legs.map(({ id, state }) => stage.channel(id, state === 'connected' ? 'up' : 'ringing')),
      },
    });
    expect(turn.failure).toBeNull();
    const phase = board.state.calls.get(call)?.phase;
    const before = stage.call(call)?.phase;
    if (phase?.name !== 'waiting' || before?.name !== 'waiting') throw new Error('it waits');
    expect(phase.callback).toEqual(before.callback);
    expect(phase.offers).toEqual(before.offers);
  });
});
