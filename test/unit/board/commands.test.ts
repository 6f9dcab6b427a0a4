import { describe, expect, it } from 'vitest';
import type { AgentId, CallId, PhoneId, QueueId } from '../../../src/board/ids.ts';
import type { Command } from '../../../src/board/input.ts';
import { anna, ben, office, queue, sales, Stage, support } from './stage.ts';
import { agentOf } from './settings.ts';

const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'allowed';
};

describe('a command that the rules forbid', () => {
  const talking = new Stage().ready(anna, ben);
  const call = talking.enters('c1');
  talking.talks(call);
  const other = talking.agent(anna).work.name === 'talking' ? ben : anna;
  const talker = other === anna ? ben : anna;
  const signedOut = new Stage();

  it.each<[string, Stage, Command]>([
    ['agent-unknown', signedOut, { name: 'sign-in', agent: 'nobody' as AgentId }],
    ['phone-unknown', signedOut, { name: 'sign-in', agent: anna, phone: '9' as PhoneId }],
    ['phone-in-use', talking, { name: 'sign-in', agent: 'carl' as AgentId, phone: '1001' as PhoneId }],
    ['signed-in', talking, { name: 'sign-in', agent: anna, phone: '1002' as PhoneId }],
    ['signed-out', signedOut, { name: 'ready', agent: anna }],
    ['signed-out', signedOut, { name: 'not-ready', agent: anna, reason: 'lunch' }],
    ['signed-out', signedOut, { name: 'answer', agent: anna }],
    ['in-call', talking, { name: 'sign-out', agent: talker }],
    ['no-offer', talking, { name: 'answer', agent: other }],
    ['call-unknown', talking, { name: 'hang-up', call: 'cbt-9' as CallId, agent: null }],
    ['not-your-call', talking, { name: 'hang-up', call, agent: other }],
  ])('is refused with %s and changes nothing', (code, stage, command) => {
    const { agents } = office();
    if ('agent' in command && command.agent === 'carl') {
      stage.take({
        kind: 'office',
        office: { ...office(), agents: [...agents, agentOf('carl')] },
      });
    }
    const before = JSON.stringify([...stage.board.state.agents, ...stage.board.state.calls]);
    expect(refusal(() => stage.command(command))).toBe(code);
    expect(JSON.stringify([...stage.board.state.agents, ...stage.board.state.calls])).toBe(before);
  });

  it('is refused with phone-missing when the agent has none', () => {
    const stage = new Stage({ ...office(), agents: [agentOf(anna)] });
    expect(refusal(() => stage.command({ name: 'sign-in', agent: anna }))).toBe('phone-missing');
  });

  it('is refused with phone-cannot-answer when the phone has no such ability', () => {
    const stage = new Stage().ready(ben);
    stage.enters('c1');
    expect(refusal(() => stage.command({ name: 'answer', agent: ben }))).toBe('phone-cannot-answer');
  });
});

describe('a command for what already is', () => {
  it.each<Command>([
    { name: 'sign-in', agent: anna },
    { name: 'ready', agent: anna },
    { name: 'sign-out', agent: ben },
  ])('$name changes nothing', (command) => {
    const stage = new Stage().ready(anna);
    expect(stage.command(command).facts).toEqual([]);
  });
});

describe('an agent who leaves while a call rings', () => {
  it.each<Command>([
    { name: 'not-ready', agent: anna, reason: 'lunch' },
    { name: 'sign-out', agent: anna },
  ])('by $name: the caller goes to the next at once', (command) => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    stage.ready(ben);
    const { leg } = stage.offer(call);
    stage.command(command);
    expect(stage.facts).toContainEqual(
      expect.objectContaining({ kind: 'offer.ended', outcome: 'withdrawn' }),
    );
    expect(stage.wanted('hang-up').channel).toBe(leg);
    expect(stage.offer(call).agent).toBe(ben);
  });
});

describe('a supervisor ends a call', () => {
  it('that waits', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    stage.command({ name: 'hang-up', call, agent: null });
    expect(stage.effects.map((effect) => effect.name)).toEqual(['hang-up', 'hang-up']);
    expect(stage.turn.changes.history[0]).toMatchObject({
      end: 'ended-by-command',
      disposition: 'NO ANSWER',
    });
    expect(refusal(() => stage.command({ name: 'hang-up', call, agent: null }))).toBe('call-unknown');
  });

  it('that talks', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    stage.talks(call);
    stage.command({ name: 'hang-up', call, agent: null });
    expect(stage.turn.changes.history[0]).toMatchObject({ end: 'ended-by-command', disposition: 'ANSWERED' });
    expect(stage.agent(anna).work.name).toBe('wrap-up');
  });
});

describe('another office', () => {
  const apply = (
    stage: Stage,
    change: (before: ReturnType<typeof office>) => ReturnType<typeof office>,
  ): string => refusal(() => stage.take({ kind: 'office', office: change(office()) }));

  it('cannot lose a queue in which somebody waits or talks', () => {
    const stage = new Stage().ready(anna);
    const without = (id: QueueId): string =>
      apply(stage, (before) => ({
        ...before,
        queues: before.queues.filter((one) => one.id !== id),
        numbers: before.numbers.filter((one) => one.to.kind !== 'queue' || one.to.queue !== id),
      }));
    const call = stage.enters('c1', '901');
    expect(without(sales)).toBe('queue-in-use');
    stage.talks(call);
    expect(without(sales)).toBe('queue-in-use');
    expect(without(support)).toBe('allowed');
  });

  it('cannot lose an agent or a phone at work', () => {
    const stage = new Stage().ready(anna);
    expect(apply(stage, (before) => ({ ...before, agents: before.agents.slice(1) }))).toBe('agent-in-use');
    expect(apply(stage, (before) => ({ ...before, phones: before.phones.slice(1) }))).toBe('phone-in-use');
    stage.command({ name: 'sign-out', agent: anna });
    expect(apply(stage, (before) => ({ ...before, agents: before.agents.slice(1) }))).toBe('allowed');
    expect(stage.board.state.agents.has(anna)).toBe(false);
  });

  it('gives the caller who waits to a member who is new', () => {
    const stage = new Stage().ready(ben);
    const call = stage.enters('c1', '901');
    apply(stage, (before) => ({ ...before, queues: [queue(support, [ben]), queue(sales, [ben])] }));
    expect(stage.offer(call).agent).toBe(ben);
  });
});
