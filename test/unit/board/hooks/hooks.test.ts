import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../../src/board/effect.ts';
import type { CallId, LegId, PhoneId, QueueId } from '../../../../src/board/ids.ts';
import type { HookPoint, Office } from '../../../../src/board/office.ts';
import type { QueueSettings } from '../../../../src/board/queue-settings.ts';
import { agentOf, entered, numberOf, officeOf, phoneOf, queueOf, routeOf } from '../settings.ts';
import { anna, ben, sales, Stage, support } from '../stage.ts';

const contexts = (...points: HookPoint[]): Office['hooks'] => ({
  contexts: Object.fromEntries(points.map((point) => [point, `my-${point}`])),
  longestMs: 30_000,
});

const hooked = (hooks: Office['hooks'], more: Partial<QueueSettings> = {}): Office =>
  officeOf({
    agents: [agentOf(anna, { phone: '1001' as PhoneId }), agentOf(ben, { phone: '1002' as PhoneId })],
    phones: [phoneOf('1001', { autoAnswer: true }), phoneOf('1002'), phoneOf('1003')],
    queues: [queueOf(support, [anna, ben], more), queueOf(sales, [anna])],
    numbers: [numberOf('900', support), numberOf('901', sales)],
    outside: [routeOf('0X.', { strip: 1, by: { kind: 'dialplan', context: 'trunks' } })],
    hooks,
  });

class HookStage extends Stage {
  /** The channel came back, with what the dialplan has set. */
  returns(channel: string, ...said: string[]): this {
    const args = ['return', 'hook', '0', ...said];
    this.take({ kind: 'line', event: entered(channel, '', { args }) });
    return this;
  }

  left(channel: string): this {
    this.take({ kind: 'line', event: { name: 'left', channel: channel as LegId } });
    return this;
  }

  names(): readonly string[] {
    return this.effects.map(({ name }) => name);
  }

  handed(): Extract<Effect, { name: 'hand-over' }> {
    return this.wanted('hand-over');
  }

  place(id: CallId): unknown {
    const phase = this.call(id)?.phase;
    return phase?.name === 'waiting' ? [phase.queue, phase.priority, phase.enteredAt] : phase?.name;
  }
}

describe('before-queue', () => {
  it('gives the caller to the dialplan with all that is known of him, and takes him back', () => {
    const stage = new HookStage(hooked(contexts('before-queue'))).ready(anna);
    const call = stage.enters('c1');
    expect(stage.kinds).toEqual(['call.arrived', 'call.away']);
    expect(stage.handed()).toMatchObject({
      channel: 'c1',
      context: 'my-before-queue',
      extension: 's',
      variables: {
        CORDBOARD_POINT: 'before-queue',
        CORDBOARD_CALL: call,
        CORDBOARD_QUEUE: 'support',
        CORDBOARD_CALLER: '0311111',
        CORDBOARD_CALLER_ID: '',
        CORDBOARD_DIALLED: '900',
        CORDBOARD_AGENT: '',
        CORDBOARD_PRIORITY: '',
      },
    });
    stage.left('c1');
    expect(stage.facts).toEqual([]);
    const arrivedAt = stage.at;
    stage.wait(4_000).returns('c1', 'priority=7', 'data=VIP%2C%20gold', 'record=');
    expect(stage.kinds).toEqual(['call.returned', 'call.data', 'call.queued', 'offer.made']);
    expect(stage.call(call)?.data).toBe('VIP, gold');
    expect(stage.place(call)).toEqual(['support', 7, arrivedAt]);
    expect(stage.wanted('hold-caller')).toMatchObject({ channel: 'c1', music: 'calm' });
  });

  it('another queue, and nonsense that is not heeded', () => {
    const stage = new HookStage(hooked(contexts('before-queue')));
    const first = stage.enters('c1');
    stage.returns('c1', 'queue=sales');
    expect(stage.place(first)).toEqual(['sales', 0, stage.at]);
    const second = stage.enters('c2');
    stage.returns('c2', 'queue=nowhere', 'priority=high', 'data=%E0%A4%A', 'what', 'priority=99999');
    expect(stage.place(second)).toEqual(['support', 1_000, stage.at]);
    expect(stage.call(second)?.data).toBeNull();
  });

  it('who hangs up there has abandoned the queue that he was to enter', () => {
    const stage = new HookStage(hooked(contexts('before-queue')));
    const call = stage.enters('c1');
    stage.goes('c1');
    expect(stage.facts.at(-1)).toMatchObject({ kind: 'call.ended', end: 'abandoned', queue: 'support' });
    expect(stage.phase(call)).toBe('off the board');
  });

  it('one who stays too long is fetched, and hung up when he does not come either', () => {
    const stage = new HookStage(hooked(contexts('before-queue')));
    const call = stage.enters('c1');
    stage.wait(30_000);
    expect(stage.effects).toEqual([{ name: 'take-back', channel: 'c1' }]);
    stage.wait(15_000);
    expect(stage.names()).toEqual(['hang-up']);
    expect(stage.facts).toContainEqual(expect.objectContaining({ kind: 'call.ended', end: 'abandoned' }));
    const fetched = stage.enters('c2');
    stage.wait(30_000).returns('c2');
    expect(stage.phase(fetched)).toBe('waiting');
    expect(stage.phase(call)).toBe('ended');
  });

  it('one who has never gone, as the hand-over was lost, goes on when he is to be fetched', () => {
    const stage = new HookStage(hooked(contexts('before-queue')));
    const call = stage.enters('c1');
    stage.refuse(stage.handed(), 'timeout');
    expect(stage.phase(call)).toBe('away');
    stage.wait(30_000);
    stage.refuse(stage.wanted('take-back'), 'conflict');
    expect(stage.phase(call)).toBe('waiting');
    const gone = stage.enters('c2');
    stage.wait(30_000);
    stage.refuse(stage.wanted('take-back'), 'not-found');
    expect(stage.phase(gone)).toBe('off the board');
  });

  it('a context that is not there, and a hand-over that got lost with the line, are as if there were none', () => {
    const stage = new HookStage(hooked(contexts('before-queue')));
    const first = stage.enters('c1');
    stage.refuse(stage.handed(), 'unprocessable');
    expect(stage.phase(first)).toBe('waiting');
    const second = stage.enters('c2');
    const third = stage.enters('c3');
    const fourth = stage.enters('c4');
    stage.lineDown();
    stage.lineUp({
      channels: [
        stage.channel('c1'),
        stage.channel('c2', 'up', ['number', '900', '0']),
        stage.channel('c3', 'up', ['handed-over']),
        stage.channel('c4', 'up', ['return', 'hook', '0', 'priority=3']),
      ],
    });
    expect([second, third, fourth].map((id) => stage.phase(id))).toEqual(['waiting', 'away', 'waiting']);
    expect(stage.place(fourth)).toEqual(['support', 3, stage.at]);
    stage.returns('c3');
    expect(stage.phase(third)).toBe('waiting');
  });

  it('music that the dialplan plays is ended first', () => {
    const stage = new HookStage(hooked(contexts('before-queue')));
    const args = ['queue', 'support', '0'];
    stage.take({ kind: 'line', event: entered('c1', 'support', { args }) });
    expect(stage.names()).toEqual(['music', 'hand-over']);
  });

  it('a queue of its own context, or of none', () => {
    const own = new HookStage(hooked(contexts('before-queue'), { hooks: { 'before-queue': 'special' } }));
    own.enters('c1');
    expect(own.handed().context).toBe('special');
    const none = new HookStage(hooked(contexts('before-queue'), { hooks: { 'before-queue': '' } }));
    expect(none.phase(none.enters('c1'))).toBe('waiting');
  });
});

describe('before-offer', () => {
  it('no more callers go than agents are free, and who has been there is not sent again', () => {
    const stage = new HookStage(hooked(contexts('before-offer'))).ready(anna);
    const first = stage.enters('c1');
    const second = stage.enters('c2');
    expect([stage.phase(first), stage.phase(second)]).toEqual(['away', 'waiting']);
    stage.returns('c1');
    expect(stage.offer(first).agent).toBe(anna);
    stage.goes(stage.offer(first).leg, 21, 603);
    stage.wait(5_000);
    expect(stage.offer(first).agent).toBe(anna);
    expect(stage.phase(second)).toBe('waiting');
  });

  it('an agent who is gone meanwhile is gone: the caller waits at his place', () => {
    const stage = new HookStage(hooked(contexts('before-offer'))).ready(anna);
    const { at } = stage;
    const call = stage.enters('c1');
    stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    stage.wait(2_000).returns('c1');
    expect(stage.place(call)).toEqual(['support', 0, at]);
    stage.goes('c1');
    expect(stage.turn.changes.history[0]).toMatchObject({ waitMs: 2_000 });
  });
});

describe('agent-connected', () => {
  it('the agent goes, the caller keeps his music, then they are connected', () => {
    const stage = new HookStage(hooked(contexts('agent-connected'))).ready(anna);
    const call = stage.enters('c1');
    const { leg } = stage.offer(call);
    stage.alerts(leg);
    stage.answers(leg);
    expect(stage.names()).toEqual(['hand-over']);
    expect(stage.handed()).toMatchObject({
      channel: leg,
      variables: { CORDBOARD_AGENT: 'anna', CORDBOARD_PHONE: '1001' },
    });
    expect(stage.agent(anna).work.name).toBe('offered');
    stage.wait(3_000).returns(leg);
    expect(stage.kinds).toEqual(['call.returned', 'call.connected']);
    expect(stage.facts[1]).toMatchObject({ agent: anna, waitedMs: 3_000 });
    expect(stage.names()).toEqual(['music', 'music', 'connect']);
    stage.bridges(call);
    expect(stage.agent(anna).work.name).toBe('talking');
  });

  it.each(['the agent hangs up', 'the agent goes not ready', 'it never ends', 'the caller hangs up'])(
    '%s',
    (what) => {
      const stage = new HookStage(hooked(contexts('agent-connected'))).ready(anna);
      const call = stage.enters('c1');
      const { leg } = stage.offer(call);
      stage.answers(leg);
      if (what === 'the agent hangs up') stage.goes(leg, 16);
      if (what === 'the agent goes not ready') {
        stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
        expect(stage.wanted('hang-up').channel).toBe(leg);
        stage.goes(leg, 16);
      }
      if (what === 'it never ends') stage.wait(46_000).goes(leg, 16);
      if (what === 'the caller hangs up') {
        stage.goes('c1');
        expect(stage.facts).toContainEqual(expect.objectContaining({ kind: 'call.ended', end: 'abandoned' }));
        expect(stage.agent(anna).work.name).toBe('idle');
        stage.goes(leg);
        expect(stage.phase(call)).toBe('off the board');
        return;
      }
      expect(stage.phase(call)).toBe('waiting');
      expect(stage.agent(anna).work.name).not.toBe('talking');
    },
  );
});

describe('before-record', () => {
  const always = hooked(contexts('before-record'), { record: 'always' });

  it.each([
    { said: 'record=no', recorded: false },
    { said: 'record=', recorded: true },
  ])('the caller is asked while the agent hears music: $said', ({ said, recorded }) => {
    const stage = new HookStage(always).ready(anna);
    const call = stage.enters('c1');
    const { leg } = stage.offer(call);
    stage.answers(leg);
    expect(stage.effects).toMatchObject([
      { name: 'music', channel: 'c1', music: null },
      { name: 'hand-over', channel: 'c1' },
      { name: 'hold-caller', channel: leg, music: 'calm' },
    ]);
    // The agent has answered: nobody tells his phone to answer again.
    expect(() => stage.command({ name: 'answer', agent: anna })).toThrow('no call rings');
    stage.returns('c1', said);
    stage.bridges(call);
    expect(stage.kinds.includes('recording.started')).toBe(recorded);
  });

  it('of a queue that leaves it to people, when the agent who answers is always recorded', () => {
    const agents = [agentOf(anna, { phone: '1001' as PhoneId, record: 'always' })];
    const stage = new HookStage({ ...hooked(contexts('before-record')), agents }).ready(anna);
    const call = stage.enters('c1');
    stage.answers(stage.offer(call).leg);
    expect(stage.phase(call)).toBe('away');
  });

  it('calls that are not recorded do not go, and an agent who hangs up there is replaced', () => {
    const never = new HookStage(hooked(contexts('before-record'))).ready(anna);
    const plain = never.enters('c1');
    never.talks(plain);
    expect(never.phase(plain)).toBe('talking');
    const stage = new HookStage(always).ready(anna, ben);
    const call = stage.enters('c1');
    const { leg, agent } = stage.offer(call);
    stage.answers(leg);
    stage.goes(leg, 16);
    expect(stage.phase(call)).toBe('away');
    stage.returns('c1');
    expect(stage.offer(call).agent).not.toBe(agent);
  });
});

describe('after-agent', () => {
  function talking(hooks = contexts('after-agent')): { stage: HookStage; call: CallId; leg: LegId } {
    const stage = new HookStage(hooked(hooks)).ready(anna);
    const call = stage.enters('c1');
    const { leg } = stage.offer(call);
    stage.talks(call);
    stage.wait(10_000);
    return { stage, call, leg };
  }

  it('the agent hangs up and is done; the caller goes on, and the call ends as completed by the agent', () => {
    const { stage, call, leg } = talking();
    stage.goes(leg);
    expect(stage.handed()).toMatchObject({ channel: 'c1', variables: { CORDBOARD_AGENT: 'anna' } });
    expect(stage.agent(anna).work.name).toBe('wrap-up');
    stage.wait(5_000).returns('c1', 'data=5');
    expect(stage.kinds).toEqual(['call.returned', 'call.data', 'call.ended', 'leg.clearing']);
    expect(stage.facts[2]).toMatchObject({ end: 'completed-by-agent', agent: anna, queue: 'support' });
    expect(stage.turn.changes.history[0]).toMatchObject({ talkMs: 10_000, waitMs: 0 });
    stage.goes('c1');
    expect(stage.phase(call)).toBe('off the board');
  });

  it('by command too; who hangs up there has completed the call; another queue takes him', () => {
    const byCommand = talking();
    byCommand.stage.command({ name: 'drop-call', phone: '1001' as PhoneId });
    expect(byCommand.stage.phase(byCommand.call)).toBe('away');
    byCommand.stage.goes('c1');
    expect(byCommand.stage.facts).toContainEqual(
      expect.objectContaining({ kind: 'call.ended', end: 'completed-by-agent' }),
    );
    const again = talking();
    again.stage.goes(again.leg);
    again.stage.returns('c1', 'queue=sales');
    expect(again.stage.place(again.call)).toMatchObject(['sales', 0, expect.any(Number)]);
  });

  it('not when the caller hangs up, nor when the agent’s phone is lost', () => {
    const byCaller = talking();
    byCaller.stage.goes('c1');
    expect(byCaller.stage.phase(byCaller.call)).toBe('ended');
    const lost = talking();
    lost.stage.goes(lost.leg, 44);
    expect(lost.stage.phase(lost.call)).toBe('waiting');
  });
});

describe('overflow', () => {
  it('a queue in which nobody is signed in; back from it he waits', () => {
    const stage = new HookStage(hooked(contexts('overflow')));
    const call = stage.enters('c1');
    expect(stage.handed()).toMatchObject({
      context: 'my-overflow',
      variables: { CORDBOARD_QUEUE: 'support' },
    });
    stage.returns('c1');
    expect(stage.place(call)).toMatchObject(['support', 0, expect.any(Number)]);
    stage.command({ name: 'sign-in', agent: anna });
    expect(stage.phase(stage.enters('c2'))).toBe('waiting');
  });

  it('after before-queue, for the queue that this has chosen', () => {
    const stage = new HookStage(hooked(contexts('before-queue', 'overflow')));
    stage.command({ name: 'sign-in', agent: ben });
    stage.enters('c1');
    stage.returns('c1', 'queue=sales');
    expect(stage.handed()).toMatchObject({ context: 'my-overflow', variables: { CORDBOARD_QUEUE: 'sales' } });
    stage.returns('c1', `queue=${support}`);
    expect(stage.facts.at(-1)).toMatchObject({ kind: 'call.waits', queue: 'support' as QueueId });
  });
});

describe('a dialplan that sends the caller elsewhere', () => {
  const sent = (stage: HookStage, ...args: string[]): void => {
    stage.take({ kind: 'line', event: entered('c1', args[1] ?? '', { args }) });
  };

  it('to a phone, or to a queue whose hook does not have him again', () => {
    const stage = new HookStage(hooked(contexts('before-queue')));
    const call = stage.enters('c1');
    sent(stage, 'number', '1003', '0');
    expect(stage.phase(call)).toBe('reaching');
    expect(stage.wanted('ring').endpoint).toBe('PJSIP/1003');
    const other = new HookStage(hooked(contexts('before-queue')));
    const looped = other.enters('c1');
    sent(other, 'queue', 'support', '0');
    expect(other.phase(looped)).toBe('waiting');
  });

  it('from the consent to be recorded: the agent is free again', () => {
    const stage = new HookStage(hooked(contexts('before-record'), { record: 'always' })).ready(anna);
    const call = stage.enters('c1');
    const { leg } = stage.offer(call);
    stage.answers(leg);
    sent(stage, 'number', '1003', '0');
    expect(stage.phase(call)).toBe('reaching');
    expect(stage.wanted('hang-up').channel).toBe(leg);
    expect(stage.agent(anna).work.name).toBe('idle');
  });
});

describe('outside by the dialplan of the office', () => {
  it.each([
    { said: 'dial=ANSWER', end: 'completed-by-agent' },
    { said: 'dial=BUSY', end: 'unanswered' },
    { said: 'dial=', end: 'unanswered' },
  ])('it has the call as long as it likes: $said', ({ said, end }) => {
    const stage = new HookStage(hooked(contexts()));
    const call = `cbt-${stage.board.state.nextCall}` as CallId;
    stage.take({ kind: 'line', event: entered('c1', '0123', { endpoint: 'PJSIP/1003' }) });
    expect(stage.handed()).toMatchObject({ context: 'trunks', extension: '123' });
    stage.wait(3_600_000);
    expect(stage.phase(call)).toBe('away');
    stage.returns('c1', said);
    expect(stage.facts.find(({ kind }) => kind === 'call.ended')).toMatchObject({ end });
  });

  it.each([
    [16, 'completed-by-caller'],
    [127, 'abandoned'],
  ])('who hangs up with cause %i: %s', (cause, end) => {
    const stage = new HookStage(hooked(contexts()));
    stage.take({ kind: 'line', event: entered('c1', '0123', { endpoint: 'PJSIP/1003' }) });
    stage.goes('c1', cause);
    expect(stage.facts.find(({ kind }) => kind === 'call.ended')).toMatchObject({ end });
  });
});
