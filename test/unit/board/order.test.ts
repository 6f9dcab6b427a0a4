import { describe, expect, it } from 'vitest';
import type { AgentId, PhoneId } from '../../../src/board/ids.ts';
import type { Office } from '../../../src/board/office.ts';
import { anna, ben, office, queue, sales, Stage, support } from './stage.ts';
import { agentOf, phoneOf } from './settings.ts';

const everybody = (agents: readonly string[], queues: Office['queues']): Office => ({
  ...office(),
  agents: agents.map((id) => agentOf(id, { phone: id as PhoneId })),
  phones: agents.map((id) => phoneOf(id)),
  queues,
});

describe('longest idle', () => {
  it('chooses who has been without a call for longest', () => {
    const stage = new Stage(office({ wrapUpMs: 0 })).ready(anna);
    stage.wait(1_000).ready(ben);
    const first = stage.enters('c1');
    expect(stage.offer(first).agent).toBe(anna);
    stage.talks(first);
    stage.wait(1_000).goes('c1');
    expect(stage.offer(stage.enters('c2')).agent).toBe(ben);
  });

  it('is not cheated by a break: being ready again is not being idle for longer', () => {
    const stage = new Stage().ready(anna);
    stage.wait(1_000).ready(ben);
    stage.command({ name: 'not-ready', agent: anna, reason: 'break' });
    stage.wait(1_000).command({ name: 'ready', agent: anna });
    expect(stage.offer(stage.enters('c1')).agent).toBe(anna);
  });

  it('takes equals by who was ready first, then in the order of the office', () => {
    for (const members of [
      ['anna', 'ben', 'carl'],
      ['carl', 'ben', 'anna'],
    ]) {
      const stage = new Stage(everybody(members, [queue(support, members as AgentId[])]));
      for (const agent of members) stage.command({ name: 'sign-in', agent: agent as AgentId });
      stage.command({ name: 'ready', agent: ben });
      stage.wait(1);
      stage.command({ name: 'ready', agent: 'carl' as AgentId });
      stage.command({ name: 'ready', agent: anna });
      const order = ['c1', 'c2', 'c3'].map((channel) => stage.offer(stage.enters(channel)).agent);
      expect(order).toEqual(['ben', ...members.filter((member) => member !== 'ben')]);
    }
  });

  it('stores why: strategy, how many could have had the call, and the key', () => {
    const stage = new Stage().ready(anna, ben);
    const signedInAt = stage.at;
    stage.enters('c1');
    const made = stage.facts.find((fact) => fact.kind === 'offer.made');
    expect(made).toMatchObject({ why: { strategy: 'longest-idle', candidates: 2, key: signedInAt } });
  });
});

describe('one order over all queues', () => {
  const oneAgent = (weights: readonly [number, number]): Stage =>
    new Stage(
      everybody(
        ['anna'],
        [queue(support, [anna], { weight: weights[0] }), queue(sales, [anna], { weight: weights[1] })],
      ),
    );

  it('lets the longest wait go first, whichever the queue', () => {
    const stage = oneAgent([0, 0]);
    const first = stage.enters('c1', '901');
    stage.wait(1).enters('c2', '900');
    stage.ready(anna);
    expect(stage.offer(first).agent).toBe(anna);
  });

  it('lets the heavier queue go before the longer wait', () => {
    const stage = oneAgent([0, 5]);
    stage.enters('c1', '900');
    const heavy = stage.wait(60_000).enters('c2', '901');
    stage.ready(anna);
    expect(stage.offer(heavy).agent).toBe(anna);
  });

  it('lets the earlier arrival go first at the same moment', () => {
    const stage = oneAgent([0, 0]);
    const first = stage.enters('c1', '901');
    stage.enters('c2', '900');
    stage.ready(anna);
    expect(stage.offer(first).agent).toBe(anna);
  });
});

describe('nobody holds up another', () => {
  it('a caller whom no free agent serves does not hold up those behind', () => {
    const stage = new Stage();
    stage.enters('c1', '901');
    const behind = stage.enters('c2', '900');
    stage.ready(ben);
    expect(stage.offer(behind).agent).toBe(ben);
  });

  it('a caller whose phone rings does not hold up the one behind', () => {
    const stage = new Stage().ready(anna);
    stage.enters('c1');
    const behind = stage.enters('c2');
    stage.ready(ben);
    expect(stage.offer(behind).agent).toBe(ben);
  });

  it('several agents who become free serve several callers in one turn', () => {
    const stage = new Stage().ready(anna, ben);
    stage.lineDown();
    const calls = ['c1', 'c2'].map((channel) => stage.enters(channel));
    const args = ['number', '900'];
    stage.lineUp({ channels: [stage.channel('c1', 'up', args), stage.channel('c2', 'up', args)] });
    expect(calls.map((call) => stage.offer(call).agent).sort()).toEqual([anna, ben]);
  });
});
