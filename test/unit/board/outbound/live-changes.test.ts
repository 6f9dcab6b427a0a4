import { describe, expect, it } from 'vitest';
import type { AgentId, CallId, PhoneId } from '../../../../src/board/ids.ts';
import { mayDial } from '../../../../src/board/outbound/campaign-hours.ts';
import type { CampaignSettings, LiveChanges } from '../../../../src/board/outbound/campaign-settings.ts';
import { settingsNow } from '../../../../src/board/outbound/settings-now.ts';
import type { Office } from '../../../../src/board/office.ts';
import { agentOf, phoneOf, queueOf } from '../settings.ts';
import { anna, ben, support } from '../stage.ts';
import { campaignOf, CampaignStage, contactOf, outboundOffice, spring } from './campaign-stage.ts';

const carl = 'carl' as AgentId;
const crew = [anna, ben, carl];

/** Three agents whose phones answer by themselves, or have to be picked up. */
function officeOfThree(campaign: Partial<CampaignSettings>, connect: 'auto-answer' | 'ring'): Office {
  return {
    ...outboundOffice(campaign),
    agents: crew.map((id, index) => agentOf(id, { phone: `100${index + 1}` as PhoneId, connect })),
    phones: ['1001', '1002', '1003'].map((id) => phoneOf(id, { autoAnswer: connect === 'auto-answer' })),
    queues: [queueOf(support, crew, { wrapUpMs: 0 })],
  };
}

function stageOf(
  changes: LiveChanges,
  campaign: Partial<CampaignSettings> = {},
  connect: 'auto-answer' | 'ring' = 'auto-answer',
): CampaignStage {
  const stage = new CampaignStage(officeOfThree(campaign, connect)).ready(...crew);
  return change(stage, changes);
}

function change(stage: CampaignStage, changes: LiveChanges): CampaignStage {
  stage.command({ name: 'change-campaign', campaign: spring, changes, by: 'boss' });
  return stage;
}

const customers = (count: number) => Array.from({ length: count }, (_, index) => contactOf(index + 1));

function only(stage: CampaignStage): CallId {
  const [call, more] = stage.attempts;
  if (call === undefined || more !== undefined) throw new Error(`${stage.attempts.length} calls are up`);
  return call;
}

/** Who has the next customers, one after the other, each for as long as he talks. */
function served(stage: CampaignStage, talksMs: readonly number[]): AgentId[] {
  return talksMs.map((ms) => {
    const call = only(stage);
    stage.answers(stage.customer(call));
    const { agent, leg } = stage.offer(call);
    stage.talks(call);
    stage.wait(ms);
    stage.goes(stage.customer(call));
    stage.goes(leg);
    stage.command({ name: 'ready', agent });
    stage.wait(1_000);
    return agent;
  });
}

describe('whose turn it is', () => {
  const talks = [60_000, 5_000, 5_000, 5_000];

  it.each([
    ['linear', [anna, anna, anna, anna]],
    ['round-robin', [anna, ben, carl, anna]],
    ['longest-idle', [anna, ben, carl, anna]],
  ] as const)('%s', (distribution, order) => {
    const stage = stageOf({ distribution }, { most: 1 });
    stage.starts(...customers(5));
    expect(served(stage, talks)).toEqual(order);
  });

  it('is the campaign’s matter alone: callers have whom the queue says', () => {
    const stage = stageOf({ distribution: 'linear' }, { most: 1 });
    stage.starts(...customers(2));
    expect(served(stage, [60_000])).toEqual([anna]);
    // Anna has just talked: the queue gives the caller to who has waited longer.
    expect(stage.offer(stage.enters('c1')).agent).toBe(ben);
  });

  it('goes round among agents who are called before their customers', () => {
    const stage = stageOf({ distribution: 'round-robin' }, { most: 1 }, 'ring');
    stage.starts(...customers(5));
    const order = [1, 2, 3, 4].map(() => {
      const call = only(stage);
      const { legs, attempt } = stage.board.state.calls.get(call) ?? {};
      const first = legs?.[0]?.id;
      if (first === undefined) throw new Error('no agent is called');
      stage.answers(first);
      stage.goes(stage.customer(call), 17);
      stage.goes(first);
      stage.wait(1_000);
      return attempt?.agent;
    });
    expect(order).toEqual([anna, ben, carl, anna]);
  });
});

describe('how many may be without an agent', () => {
  // Without a limit: here it is another bound that counts.
  const abandon = { ...campaignOf().abandon, limit: 1 };
  const power = { dialling: { name: 'power', ratio: 3 }, abandon } as const;

  it('is as the pacing says without a word', () => {
    const stage = stageOf({}, power);
    stage.starts(...customers(20));
    expect(stage.attempts).toHaveLength(9);
  });

  it.each([
    [0, 3],
    [0.5, 4],
    [1, 6],
    [100, 9],
  ])('at most %f of the agents beyond the free ones', (queueLimit, calls) => {
    const stage = stageOf({ queueLimit }, power);
    stage.starts(...customers(20));
    expect(stage.attempts).toHaveLength(calls);
  });

  it('counts those who talk no more, and agents who are gone', () => {
    const stage = stageOf({ queueLimit: 1 }, power);
    stage.starts(...customers(20));
    const [first] = stage.attempts;
    if (first === undefined) throw new Error('nobody is called');
    stage.meets(first);
    // Two are free, three are signed in: five may be without an agent, and five are.
    stage.wait(1_000);
    expect(stage.attempts).toHaveLength(6);
    change(stage, { queueLimit: null });
    stage.wait(1_000);
    expect(stage.attempts).toHaveLength(7);
    const two = stageOf({ queueLimit: 1 }, power);
    two.command({ name: 'sign-out', agent: carl });
    two.starts(...customers(20));
    expect(two.attempts).toHaveLength(4);
  });
});

describe('hours that are set while it runs', () => {
  /** Monday, 09:00, and so many hours later, by the office's clock. */
  const dialsAfter = (hours: number, changes: LiveChanges): boolean => {
    const stage = stageOf(changes);
    const now = settingsNow(stage.board.state, spring);
    return now !== null && mayDial(stage.board.state, now, stage.at + hours * 3_600_000);
  };

  it('leave out days of the week, with hours and without', () => {
    expect(dialsAfter(0, { weekdaysOff: [1] })).toBe(false);
    expect(dialsAfter(24, { weekdaysOff: [1] })).toBe(true);
    const hours = [{ days: [1, 2, 3, 4, 5, 6, 7], from: 480, to: 600 }];
    expect(dialsAfter(0, { hours, weekdaysOff: [7] })).toBe(true);
    expect(dialsAfter(6 * 24, { hours, weekdaysOff: [7] })).toBe(false);
    expect(dialsAfter(2, { hours, weekdaysOff: [7] })).toBe(false);
  });

  it('let it begin by themselves when they open', () => {
    const stage = stageOf({ hours: [{ days: [1], from: 9 * 60 + 30, to: 10 * 60 }] });
    stage.starts(...customers(5));
    expect(stage.attempts).toHaveLength(0);
    stage.wait(30 * 60_000);
    expect(stage.attempts).toHaveLength(3);
  });
});

describe('retries that are set while it runs', () => {
  it('each part by itself, the other one as the office says', () => {
    const { state } = stageOf({ retry: { most: 7 } }).board;
    const retries = settingsNow(state, spring)?.settings.retries;
    expect(retries?.['no-answer']).toMatchObject({ afterMs: 3_600_000, most: 7 });
    expect(retries?.busy).toMatchObject({ afterMs: 600_000, most: 7 });
    expect(retries?.machine.most).toBe(3);
  });
});

describe('a time at which it ends', () => {
  it('ends it then, and whoever starts it again does not start it until then', () => {
    const stage = stageOf({});
    change(stage, { stopAt: stage.at + 60_000 });
    stage.starts(...customers(1));
    stage.wait(60_000);
    const run = () => stage.board.state.campaigns.get(spring)?.run;
    expect(run()).toBe('stopped');
    stage.command({ name: 'start-campaign', campaign: spring, by: 'boss' });
    stage.wait(120_000);
    expect(run()).toBe('running');
  });
});
