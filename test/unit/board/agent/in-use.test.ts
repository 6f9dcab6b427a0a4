import { describe, expect, it } from 'vitest';
import type { CallId } from '../../../../src/board/ids.ts';
import type { QueueSettings } from '../../../../src/board/queue-settings.ts';
import { missedAlways } from '../settings.ts';
import { anna, ben, office, sales, Stage } from '../stage.ts';

/** Anna takes two calls at once from support, which rings agents in use; sales does not. */
function twoAtOnce(more: Partial<QueueSettings> = {}): Stage {
  const plain = office({ ringInUse: true, wrapUpMs: 30_000, ...more });
  const agents = plain.agents.map((agent) => ({ ...agent, capacity: agent.id === anna ? 2 : 1 }));
  const queues = plain.queues.map((one) => (one.id === sales ? { ...one, ringInUse: false } : one));
  return new Stage({ ...plain, agents, queues }).ready(anna);
}

function answersAtDesk(stage: Stage, call: CallId): void {
  stage.command({ name: 'answer', agent: anna });
  stage.talks(call);
}

describe('an agent with room for two calls', () => {
  it('is offered a second one in the first, and no third', () => {
    const stage = twoAtOnce();
    stage.talks(stage.enters('c1'));
    const [two, three] = [stage.enters('c2'), stage.enters('c3')];
    expect(stage.offer(two).agent).toBe(anna);
    expect(stage.call(three)?.phase).toMatchObject({ offers: [] });
    answersAtDesk(stage, two);
    expect(stage.call(three)?.phase).toMatchObject({ offers: [] });
  });

  it('has the first on hold when she answers the second', () => {
    const stage = twoAtOnce();
    const one = stage.enters('c1');
    stage.talks(one);
    const two = stage.enters('c2');
    answersAtDesk(stage, two);
    expect(stage.call(one)?.legs.find(({ agent }) => agent === anna)?.state).toBe('hold');
    expect(stage.agent(anna)).toMatchObject({
      work: { name: 'talking', call: two },
      beside: [{ call: one }],
    });
    stage.command({ name: 'alternate-call', phone: '1001' as never });
    expect(stage.agent(anna)).toMatchObject({
      work: { name: 'talking', call: one },
      beside: [{ call: two }],
    });
  });

  it('goes back to the first after the second, and has the wrap-up of each after both', () => {
    const stage = twoAtOnce();
    const one = stage.enters('c1');
    stage.talks(one);
    const two = stage.enters('c2');
    answersAtDesk(stage, two);
    stage.goes('c2');
    expect(stage.agent(anna)).toMatchObject({
      work: { name: 'holding', call: one },
      owed: [{ call: two, begun: null }],
    });
    stage.command({ name: 'retrieve-call', phone: '1001' as never });
    stage.goes('c1');
    expect(stage.agent(anna).work).toMatchObject({ name: 'wrap-up', call: one });
    stage.wait(30_000);
    expect(stage.agent(anna)).toMatchObject({ work: { name: 'wrap-up', call: two }, owed: [] });
    stage.wait(30_000);
    expect(stage.agent(anna).work.name).toBe('idle');
    expect(stage.board.state.tallies.get(anna)?.quarters[0]).toMatchObject({ answered: 2, handled: 2 });
  });

  it('has the wrap-up of one that hung up on hold', () => {
    const stage = twoAtOnce();
    const one = stage.enters('c1');
    stage.talks(one);
    const two = stage.enters('c2');
    answersAtDesk(stage, two);
    stage.goes('c1');
    expect(stage.agent(anna)).toMatchObject({ work: { call: two }, beside: [], owed: [{ call: one }] });
    stage.goes('c2');
    stage.command({ name: 'ready', agent: anna });
    expect(stage.agent(anna).work).toMatchObject({ name: 'wrap-up', call: one });
    stage.command({ name: 'ready', agent: anna });
    expect(stage.agent(anna).work.name).toBe('idle');
  });

  it('who lets the second pass is not asked again in this call', () => {
    const stage = twoAtOnce({ missed: missedAlways('rest'), restMs: 1_000 });
    stage.talks(stage.enters('c1'));
    const two = stage.enters('c2');
    stage.goes(stage.offer(two).leg, 17, 486);
    expect(stage.agent(anna).work.name).toBe('talking');
    stage.wait(60_000);
    expect(stage.call(two)?.phase).toMatchObject({ offers: [] });
    stage.command({ name: 'ready', agent: anna });
    expect(stage.offer(two).agent).toBe(anna);
  });

  it('ends the first while the second rings: it is for after the wrap-up', () => {
    const stage = twoAtOnce();
    stage.talks(stage.enters('c1'));
    const two = stage.enters('c2');
    stage.goes('c1');
    expect(stage.agent(anna).work.name).toBe('wrap-up');
    expect(stage.call(two)?.phase).toMatchObject({ offers: [], missed: [] });
    stage.wait(30_000);
    expect(stage.offer(two).agent).toBe(anna);
  });

  it('is rung for the second at once when there is no wrap-up', () => {
    const stage = twoAtOnce({ wrapUp: 'none' });
    stage.talks(stage.enters('c1'));
    const two = stage.enters('c2');
    stage.goes('c1');
    expect(stage.offer(two).agent).toBe(anna);
    expect(stage.agent(anna).work).toMatchObject({ name: 'offered', call: two });
  });

  it('whose talk does not come about is not rung for another one while she rests', () => {
    const stage = twoAtOnce();
    const one = stage.enters('c1');
    const two = stage.enters('c2');
    const { leg } = stage.offer(one);
    stage.answers(leg);
    expect(stage.offer(two).agent).toBe(anna);
    stage.goes(leg);
    expect(stage.agent(anna).work.name).toBe('resting');
    expect(stage.call(two)?.phase).toMatchObject({ offers: [], missed: [] });
  });

  it('gets none from a queue that leaves agents in calls alone, nor when she says that she is not ready', () => {
    const stage = twoAtOnce();
    stage.talks(stage.enters('c1'));
    const other = stage.enters('c2', '901');
    expect(stage.call(other)?.phase).toMatchObject({ offers: [], queue: sales });
    stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    expect(stage.call(stage.enters('c3'))?.phase).toMatchObject({ offers: [] });
  });

  it('nor before she signs out after the call', () => {
    const stage = twoAtOnce();
    stage.talks(stage.enters('c1'));
    const two = stage.enters('c2');
    expect(stage.offer(two).agent).toBe(anna);
    stage.command({ name: 'sign-out', agent: anna, afterCall: true });
    expect(stage.call(two)?.phase).toMatchObject({ offers: [], missed: [] });
  });

  it('who takes a call of her own instead is full', () => {
    const stage = twoAtOnce();
    const one = stage.enters('c1');
    stage.talks(one);
    const two = stage.enters('c2');
    expect(stage.offer(two).agent).toBe(anna);
    stage.command({ name: 'consult', phone: '1001' as never, number: '1002' });
    expect(stage.call(two)?.phase).toMatchObject({ offers: [] });
    expect(stage.agent(anna).work).toMatchObject({ name: 'consulting', call: one });
  });
});

describe('G2: at most one offer at a time', () => {
  it('over queues, direct calls and calls in use', () => {
    const stage = twoAtOnce();
    stage.ready(ben);
    const calls = Array.from({ length: 6 }, (_, n) => stage.enters(`c${n}`, n % 2 === 0 ? '900' : '901'));
    const offered = (): string[] =>
      calls.flatMap((call) => {
        const phase = stage.call(call)?.phase;
        return phase?.name === 'waiting' ? phase.offers.map(({ agent }) => agent) : [];
      });
    expect(offered().toSorted()).toEqual([anna, ben]);
    const first = calls.find(
      (call) => stage.call(call)?.phase.name === 'waiting' && stage.offer(call).agent === anna,
    );
    stage.talks(first as CallId);
    expect(offered().toSorted()).toEqual([anna, ben]);
  });
});
