import { describe, expect, it } from 'vitest';
import type { AgentId, PhoneId, QueueId } from '../../../../src/board/ids.ts';
import { agentView } from '../../../../src/control/views/agent-view.ts';
import { agentOf, phoneOf } from '../settings.ts';
import { anna, ben, office, sales, Stage, support } from '../stage.ts';
import { refusal } from './refusal.ts';

const phone = (id: string): PhoneId => id as PhoneId;
const desks = (): Stage => {
  const { phones, ...rest } = office();
  return new Stage({ ...rest, phones: [...phones, phoneOf('1003')] });
};

describe('any agent at any phone', () => {
  it('moves while nothing is to be done, and is what she was', () => {
    const stage = desks().ready(anna);
    stage.wait(5_000).command({ name: 'sign-in', agent: anna, phone: phone('1003') });
    expect(stage.facts).toMatchObject([{ kind: 'agent.moved', phone: '1003', from: '1001' }]);
    expect(stage.agent(anna)).toMatchObject({ presence: { name: 'ready' }, phone: '1003' });
    stage.enters('c1');
    expect(stage.wanted('ring').endpoint).toBe('PJSIP/1003');
    stage.command({ name: 'sign-in', agent: ben, phone: phone('1001') });
    expect(stage.agent(ben).phone).toBe('1001');
  });

  it('does not move in the middle of something', () => {
    const stage = desks().ready(anna);
    const move = { name: 'sign-in', agent: anna, phone: phone('1003') } as const;
    const call = stage.enters('c1');
    expect(refusal(() => stage.command(move))).toBe('signed-in');
    stage.talks(call);
    expect(refusal(() => stage.command(move))).toBe('signed-in');
    stage.goes('c1');
    expect(
      refusal(() => stage.command(move)),
      'in wrap-up',
    ).toBe('signed-in');
    stage.wait(10_000);
    expect(refusal(() => stage.command(move))).toBe('allowed');
  });

  it('one a phone: who comes may sign out who has gone home without doing so', () => {
    const stage = desks().ready(anna);
    const take = { name: 'sign-in', agent: ben, phone: phone('1001') } as const;
    expect(refusal(() => stage.command(take))).toBe('phone-in-use');
    const call = stage.enters('c1');
    stage.command({ ...take, evict: true });
    expect(stage.facts).toMatchObject([
      { kind: 'offer.ended', agent: anna, outcome: 'withdrawn' },
      { kind: 'leg.clearing' },
      { kind: 'agent.signed-out', agent: anna, reason: 'evicted' },
      { kind: 'agent.signed-in', agent: ben, phone: '1001' },
    ]);
    expect(stage.board.state.agentAtPhone.get(phone('1001'))).toBe(ben);
    expect(stage.phase(call)).toBe('waiting');
  });

  it('not who is in a call there', () => {
    const stage = desks().ready(anna);
    stage.talks(stage.enters('c1'));
    const take = { name: 'sign-in', agent: ben, phone: phone('1001'), evict: true } as const;
    expect(refusal(() => stage.command(take))).toBe('phone-in-use');
    expect(stage.agent(anna).phone).toBe('1001');
  });

  it('who moves to a phone that is talking is in its call', () => {
    const stage = desks().ready(ben);
    stage.command({ name: 'make-call', phone: phone('1003'), number: '1001' });
    const caller = stage.wanted('ring').leg;
    stage.answers(caller);
    stage.answers(stage.wanted('ring').leg);
    stage.command({ name: 'sign-in', agent: ben, phone: phone('1003') });
    expect(stage.agent(ben).work.name).toBe('direct');
    stage.goes(caller);
    expect(stage.agent(ben).work.name).toBe('idle');
  });
});

describe('queues chosen', () => {
  const shown = (stage: Stage): unknown => {
    const { queues, memberOf } = agentView(stage.board.state, stage.agent(anna));
    return { queues, memberOf };
  };

  it('at sign-in: no other calls come', () => {
    const stage = new Stage();
    stage.command({ name: 'sign-in', agent: anna, queues: [sales] });
    stage.command({ name: 'ready', agent: anna });
    expect(shown(stage)).toEqual({ queues: [sales], memberOf: [support, sales] });
    const other = stage.enters('c1', '900');
    expect(stage.call(other)?.phase).toMatchObject({ offers: [] });
    expect(stage.offer(stage.enters('c2', '901')).agent).toBe(anna);
  });

  it('live: what waits is offered at once, what rings for another queue is not any more', () => {
    const stage = new Stage().ready(anna);
    const one = stage.enters('c1', '900');
    const two = stage.enters('c2', '901');
    expect(stage.offer(one).agent).toBe(anna);
    stage.command({ name: 'choose-queues', agent: anna, queues: [sales] });
    expect(stage.offer(two).agent).toBe(anna);
    expect(stage.call(one)?.phase).toMatchObject({ offers: [], missed: [] });
    stage.goes('c2');
    stage.command({ name: 'choose-queues', agent: anna, queues: null });
    expect(stage.offer(one).agent).toBe(anna);
    expect(stage.command({ name: 'choose-queues', agent: anna, queues: null }).facts).toEqual([]);
  });

  it('are forgotten at sign-out', () => {
    const stage = new Stage().ready(anna);
    stage.command({ name: 'choose-queues', agent: anna, queues: [sales] });
    stage.command({ name: 'sign-out', agent: anna });
    stage.ready(anna);
    expect(shown(stage)).toEqual({ queues: [support, sales], memberOf: [support, sales] });
  });

  it.each([
    ['queue-unknown', 'nowhere', anna],
    ['not-a-member', sales, ben],
  ])('are refused with %s, and the field is named', (code, queue, agent) => {
    const stage = new Stage();
    const queues = [queue as QueueId];
    const refused = { code, details: { fields: [expect.objectContaining({ field: 'queues' })] } };
    const signIn = { name: 'sign-in', agent: agent, queues } as const;
    expect(() => stage.command(signIn)).toThrow(expect.objectContaining(refused));
    expect(stage.agent(agent).presence.name).toBe('signed-out');
    stage.ready(agent);
    const choose = { name: 'choose-queues', agent: agent, queues } as const;
    expect(() => stage.command(choose)).toThrow(expect.objectContaining(refused));
  });

  it('can be left out by who has none', () => {
    const stage = new Stage({ ...office(), agents: [...office().agents, agentOf('carl')] });
    stage.command({ name: 'sign-in', agent: 'carl' as AgentId, phone: phone('1001') });
    expect(stage.agent('carl' as AgentId).presence.name).toBe('not-ready');
  });
});
