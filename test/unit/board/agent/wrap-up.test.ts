import { describe, expect, it } from 'vitest';
import type { QueueSettings } from '../../../../src/board/queue-settings.ts';
import { emptyOffice } from '../../../../src/board/office.ts';
import { agentView } from '../../../../src/control/views/agent-view.ts';
import { officeOf } from '../settings.ts';
import { anna, ben, office, queue, sales, Stage, support } from '../stage.ts';
import { refusal } from './refusal.ts';

const minute = 60_000;

/** Anna has talked with a caller of support, who has hung up. */
function afterCall(more: Partial<QueueSettings>, during?: (stage: Stage) => void): Stage {
  const stage = new Stage(office(more)).ready(anna);
  stage.talks(stage.enters('c1'));
  stage.wait(minute);
  during?.(stage);
  stage.goes('c1');
  stage.goes('cbt-1-1');
  return stage;
}

describe('wrap-up', () => {
  it('none: the next call comes at once', () => {
    const stage = new Stage(office({ wrapUp: 'none', wrapUpMs: minute })).ready(anna);
    stage.talks(stage.enters('c1'));
    const next = stage.enters('c2');
    stage.goes('c1');
    expect(stage.offer(next).agent).toBe(anna);
  });

  it('timed: is seen with its start and its end, and ends by itself, which is told', () => {
    const stage = afterCall({ wrapUp: 'timed', wrapUpMs: minute });
    const began = stage.at;
    stage.wait(30_000);
    expect(agentView(stage.board.state, stage.agent(anna))).toMatchObject({
      state: 'wrap-up',
      since: began,
      until: began + minute,
      next: { name: 'ready', reason: null },
    });
    stage.wait(30_000);
    expect(stage.facts).toMatchObject([{ kind: 'agent.idle', agent: anna, expired: true }]);
    expect(stage.agent(anna).readySince).toBe(began + minute);
  });

  it('timed: ends before its time by the agent, which has not expired', () => {
    const stage = afterCall({ wrapUp: 'timed', wrapUpMs: minute });
    stage.command({ name: 'end-wrap-up', agent: anna });
    expect(stage.facts).toEqual([{ kind: 'agent.idle', agent: anna, at: stage.at }]);
  });

  it('fixed: the agent cannot end it, by no means; a supervisor can', () => {
    const stage = afterCall({ wrapUp: 'fixed', wrapUpMs: minute });
    expect(refusal(() => stage.command({ name: 'end-wrap-up', agent: anna }))).toBe('wrap-up-fixed');
    expect(refusal(() => stage.command({ name: 'sign-out', agent: anna }))).toBe('wrap-up-fixed');
    stage.command({ name: 'ready', agent: anna });
    stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    expect(stage.agent(anna).work.name).toBe('wrap-up');
    stage.command({ name: 'end-wrap-up', agent: anna, forced: true });
    expect(stage.agent(anna)).toMatchObject({
      work: { name: 'idle' },
      presence: { name: 'not-ready', reason: 'lunch' },
    });
  });

  it('optional: lasts until the agent ends it', () => {
    const stage = afterCall({ wrapUp: 'optional', wrapUpMs: 1 });
    stage.wait(24 * 60 * minute);
    expect(stage.agent(anna).work).toMatchObject({ name: 'wrap-up', until: null });
    stage.command({ name: 'ready', agent: anna });
    expect(stage.agent(anna).work.name).toBe('idle');
  });

  it('until-disposition: ends when the agent has said what came of the call', () => {
    const stage = afterCall({ wrapUp: 'until-disposition', wrapUpMs: 1 });
    stage.wait(minute);
    expect(refusal(() => stage.command({ name: 'end-wrap-up', agent: anna }))).toBe('disposition-missing');
    stage.command({ name: 'ready', agent: anna });
    expect(stage.agent(anna).work.name).toBe('wrap-up');
    stage.command({ name: 'dispose', agent: anna, disposition: 'sold', note: 'two of them' });
    expect(stage.facts).toMatchObject([
      { kind: 'agent.disposed', call: 'cbt-1', disposition: 'sold', note: 'two of them' },
      { kind: 'agent.idle' },
    ]);
    expect(stage.agent(anna).disposed).toEqual([]);
  });

  it('until-disposition: is none when that was said in the call', () => {
    const stage = afterCall({ wrapUp: 'until-disposition' }, (talk) =>
      talk.command({ name: 'dispose', agent: anna, disposition: 'sold', note: '' }),
    );
    expect(stage.agent(anna).work.name).toBe('idle');
  });

  it('until-disposition: a supervisor frees the agent without one', () => {
    const stage = afterCall({ wrapUp: 'until-disposition' });
    stage.command({ name: 'sign-out', agent: anna, forced: true });
    expect(stage.agent(anna).presence.name).toBe('signed-out');
  });

  it('is not left for good by a call of one’s own', () => {
    const stage = afterCall({ wrapUp: 'until-disposition' });
    stage.command({ name: 'make-call', phone: '1001' as never, number: '1002' });
    const { leg } = stage.wanted('ring');
    stage.answers(leg);
    expect(stage.agent(anna).work.name).toBe('direct');
    stage.goes(leg);
    expect(stage.agent(anna).work).toMatchObject({ name: 'wrap-up', call: 'cbt-1', until: null });
  });

  it('goes on for what was left of it after a call of one’s own', () => {
    const stage = afterCall({ wrapUp: 'fixed', wrapUpMs: minute });
    const began = stage.at;
    stage.command({ name: 'make-call', phone: '1001' as never, number: '1002' });
    const { leg } = stage.wanted('ring');
    stage.answers(leg);
    stage.wait(20_000).goes(leg);
    expect(stage.agent(anna).work).toMatchObject({ name: 'wrap-up', until: began + minute });
    stage.wait(40_000);
    expect(stage.agent(anna).work.name).toBe('idle');
  });

  it('on-request: none unless it was asked for in the call', () => {
    expect(afterCall({ wrapUp: 'on-request', wrapUpMs: minute }).agent(anna).work.name).toBe('idle');
    const asked = afterCall({ wrapUp: 'on-request', wrapUpMs: minute }, (talk) =>
      talk.command({ name: 'ask-wrap-up', agent: anna, on: true }),
    );
    expect(asked.agent(anna).work).toMatchObject({ name: 'wrap-up', until: asked.at + minute });
    asked.command({ name: 'end-wrap-up', agent: anna });
    asked.talks(asked.enters('c2'));
    asked.goes('c2');
    expect(asked.agent(anna).work.name, 'after the next call').toBe('idle');
  });

  it('on-request: what was asked for can be taken back', () => {
    const stage = afterCall({ wrapUp: 'on-request', wrapUpMs: minute }, (talk) => {
      talk.command({ name: 'ask-wrap-up', agent: anna, on: true });
      talk.command({ name: 'ask-wrap-up', agent: anna, on: false });
    });
    expect(stage.agent(anna).work.name).toBe('idle');
  });

  it.each([
    ['wrap-up-not-on-request', { name: 'ask-wrap-up', agent: anna, on: true }],
    ['no-wrap-up', { name: 'extend-wrap-up', agent: anna, ms: 1_000 }],
    ['no-wrap-up', { name: 'end-wrap-up', agent: anna }],
    ['no-call', { name: 'dispose', agent: anna, call: 'cbt-9' as never, disposition: 'sold', note: '' }],
    ['no-call', { name: 'ask-wrap-up', agent: ben, on: true }],
    ['no-call', { name: 'dispose', agent: ben, disposition: 'sold', note: '' }],
  ] as const)('is refused with %s', (code, command) => {
    const stage = new Stage(office()).ready(anna);
    stage.talks(stage.enters('c1'));
    stage.ready(ben);
    expect(refusal(() => stage.command(command))).toBe(code);
  });

  it('is longer when the agent asks for it; one without an end needs no more', () => {
    const timed = afterCall({ wrapUp: 'fixed', wrapUpMs: minute });
    timed.command({ name: 'extend-wrap-up', agent: anna, ms: 30_000 });
    timed.wait(89_999);
    expect(timed.agent(anna).work.name).toBe('wrap-up');
    timed.wait(1);
    expect(timed.agent(anna).work.name).toBe('idle');
    const open = afterCall({ wrapUp: 'optional' });
    expect(open.command({ name: 'extend-wrap-up', agent: anna, ms: 30_000 }).facts).toEqual([]);
  });

  it('does not hold an agent for ever when the office changes its kind meanwhile', () => {
    const stage = afterCall({ wrapUp: 'until-disposition' });
    stage.take({ kind: 'office', office: office({ wrapUp: 'fixed', wrapUpMs: minute }) });
    stage.command({ name: 'end-wrap-up', agent: anna });
    expect(stage.agent(anna).work.name).toBe('idle');
  });
});

describe('what queues elsewhere get wrong', () => {
  it('C5: wrap-up lasts its whole time in every queue', () => {
    const queues = Array.from({ length: 6 }, (_, at) => queue(`q${at}`, [anna], { wrapUpMs: 30_000 }));
    const many = officeOf({
      ...emptyOffice,
      agents: office().agents,
      phones: office().phones,
      queues,
      numbers: queues.map(({ id }) => ({ number: id, to: { kind: 'queue', queue: id } })),
    });
    const stage = new Stage(many).ready(anna);
    stage.talks(stage.enters('c', 'q0'));
    const waiting = queues.map(({ id }) => stage.enters(`c-${id}`, id));
    stage.wait(3_000).goes('c');
    stage.wait(29_999);
    expect(waiting.map((call) => stage.call(call)?.phase)).toMatchObject(waiting.map(() => ({ offers: [] })));
    stage.wait(1);
    expect(stage.offer(waiting[0] as never).agent).toBe(anna);
  });

  it('C6: a call counts once, however often its wrap-up is interrupted', () => {
    const stage = afterCall({ wrapUp: 'optional' });
    for (let n = 0; n < 3; n += 1) {
      stage.command({ name: 'make-call', phone: '1001' as never, number: '1002' });
      const { leg } = stage.wanted('ring');
      stage.answers(leg);
      stage.wait(1_000).goes(leg);
      stage.wait(1_000);
    }
    stage.command({ name: 'end-wrap-up', agent: anna });
    const [tally] = stage.board.state.tallies.get(anna)?.quarters ?? [];
    expect(tally).toMatchObject({ answered: 1, handled: 1, wrapUpMs: 3_000 });
  });

  it('C7: who transfers a caller to another queue has the wrap-up of the call all the same', () => {
    const stage = new Stage({
      ...office({ wrapUpMs: minute }),
      queues: [queue(support, [anna], { wrapUpMs: minute }), queue(sales, [anna, ben])],
    }).ready(anna);
    stage.talks(stage.enters('c1'));
    stage.command({ name: 'consult', phone: '1001' as never, number: '901' });
    stage.ready(ben);
    const consultation = stage.offer('cbt-2' as never);
    expect(consultation.agent).toBe(ben);
    stage.talks('cbt-2' as never);
    stage.command({ name: 'transfer-call', phone: '1001' as never });
    expect(stage.agent(anna)).toMatchObject({
      work: { name: 'wrap-up', queue: support, until: stage.at + minute },
      lastContactEnd: stage.at,
    });
    expect(stage.agent(ben).work.name).toBe('talking');
  });

  it('C12, C27: wrap-up and breaks are states with their start and reason', () => {
    const stage = afterCall({ wrapUpMs: minute });
    const started = stage.at;
    stage.wait(1_000).command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    expect(stage.turn.changes.segments).toContainEqual(
      expect.objectContaining({
        subject: 'agent',
        state: 'wrap-up',
        startAt: started,
        endAt: started + 1_000,
      }),
    );
    expect(agentView(stage.board.state, stage.agent(anna))).toMatchObject({
      state: 'not-ready',
      reason: 'lunch',
      since: stage.at,
    });
  });

  it('C40: a call whose end nobody tells of leaves no agent in it for ever', () => {
    const stage = new Stage().ready(anna);
    stage.talks(stage.enters('c1'));
    stage.lineDown();
    stage.lineUp();
    expect(stage.agent(anna).work.name).toBe('wrap-up');
    stage.wait(10_000);
    expect(stage.agent(anna).work.name).toBe('idle');
  });

  it('C41: a long wrap-up delays nobody else', () => {
    const stage = new Stage(office({ wrapUp: 'optional' })).ready(anna);
    stage.talks(stage.enters('c1'));
    stage.ready(ben);
    stage.talks(stage.enters('c2'));
    stage.goes('c1');
    stage.goes('c2');
    const call = stage.enters('c3');
    stage.wait(minute).command({ name: 'ready', agent: ben });
    expect(stage.offer(call).agent).toBe(ben);
    expect(stage.agent(anna).work.name).toBe('wrap-up');
  });

  it('C53: a pause that is asked for in wrap-up is honoured', () => {
    for (const wrapUp of ['timed', 'fixed', 'optional'] as const) {
      const stage = afterCall({ wrapUp, wrapUpMs: minute });
      stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
      stage.wait(minute);
      const call = stage.enters('c2');
      expect(stage.call(call)?.phase, wrapUp).toMatchObject({ name: 'waiting', offers: [] });
      expect(stage.agent(anna).presence).toEqual({ name: 'not-ready', reason: 'lunch' });
    }
  });
});
