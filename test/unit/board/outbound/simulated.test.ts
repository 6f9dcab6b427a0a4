import { describe, expect, it } from 'vitest';
import { rememberAttempts } from '../../../../src/board/outbound/number-log.ts';
import type { CampaignId } from '../../../../src/board/ids.ts';
import { queueOf } from '../settings.ts';
import { anna, ben, sales } from '../stage.ts';
import { CampaignStage, campaignOf, contactOf, outboundOffice, spring } from './campaign-stage.ts';

/** What the simulated campaigns have found, each at its smallest. */

const preview = { dialling: { name: 'preview', afterMs: null, skips: null } } as const;

function only(stage: CampaignStage): CampaignStage['attempts'][number] {
  const [call] = stage.attempts;
  if (call === undefined) throw new Error('nobody is called');
  return call;
}

/** Ben has picked up his phone, and his customer is rung. */
function calledByBen(stage: CampaignStage): CampaignStage['attempts'][number] {
  const call = only(stage);
  const leg = stage.call(call)?.legs[0]?.id;
  if (leg === undefined) throw new Error('no leg');
  stage.answers(leg);
  return call;
}

describe('an agent to whom a contact is shown', () => {
  it('reads no more when it may not be called after all', () => {
    const stage = new CampaignStage(outboundOffice(preview)).ready(anna);
    stage.starts(contactOf(1));
    const pattern = '+49301000001';
    stage.board.state.numberLog.barred.set(` ${pattern}`, {
      pattern,
      campaign: null,
      source: 'x',
      until: null,
    });
    stage.command({ name: 'dial-contact', agent: anna });
    expect(stage.kinds).toEqual(expect.arrayContaining(['contact.refused', 'contact.settled']));
    expect(stage.agent(anna).work).toEqual({ name: 'idle' });
  });

  it('reads no more while his own phone rings for it', () => {
    const stage = new CampaignStage(outboundOffice(preview)).ready(ben);
    stage.starts(contactOf(1));
    stage.command({ name: 'dial-contact', agent: ben });
    expect(stage.held(1)).toBe('dialled');
    expect(stage.agent(ben).work.name).toBe('direct');
  });

  it('cannot dial outside the hours of the campaign', () => {
    const stage = new CampaignStage(outboundOffice(preview)).ready(anna);
    stage.starts(contactOf(1));
    stage.command({ name: 'change-campaign', campaign: spring, changes: { hours: [] }, by: 'boss' });
    expect(() => stage.command({ name: 'dial-contact', agent: anna })).toThrow(/does not dial at this hour/);
  });
});

describe('a customer whom his agent has called first', () => {
  it('is not called any more when the campaign was stopped while his agent was rung', () => {
    const stage = new CampaignStage(outboundOffice()).ready(ben);
    stage.starts(contactOf(1));
    stage.command({ name: 'stop-campaign', campaign: spring, by: 'boss' });
    calledByBen(stage);
    expect(stage.kinds).not.toContain('attempt.dialled');
    expect(stage.fact('attempt.ended')).toMatchObject({ outcome: 'cancelled' });
  });

  it('is the one who hears the message when the bridge fails, and not his agent', () => {
    const stage = new CampaignStage(outboundOffice()).ready(ben);
    stage.starts(contactOf(1));
    const call = calledByBen(stage);
    const customer = stage.customer(call);
    stage.answers(customer);
    stage.wait(8_000);
    expect(stage.fact('attempt.overflowed')).toMatchObject({ call });
    expect(stage.wanted('play')).toMatchObject({ channel: customer, media: ['sound:sorry'] });
  });

  it('has hung up by himself when he is gone before they hear each other', () => {
    const stage = new CampaignStage(outboundOffice()).ready(ben);
    stage.starts(contactOf(1));
    const call = calledByBen(stage);
    const customer = stage.customer(call);
    stage.answers(customer);
    stage.goes(customer);
    expect(stage.fact('attempt.ended')).toMatchObject({ outcome: 'hung-up' });
  });
});

describe('whom customers come for', () => {
  it('is an agent whose phone answers by itself; who only says so has to pick it up before', () => {
    const office = outboundOffice();
    const phones = office.phones.map((phone) => ({ ...phone, autoAnswer: false }));
    const stage = new CampaignStage({ ...office, phones }).ready(anna);
    stage.starts(contactOf(1));
    expect(stage.wanted('ring')).toMatchObject({ endpoint: 'PJSIP/1001' });
  });

  it('is not called for his own contact of another campaign meanwhile', () => {
    const autumn = 'autumn' as CampaignId;
    const office = outboundOffice();
    const stage = new CampaignStage({
      ...office,
      campaigns: [...office.campaigns, campaignOf({ id: autumn })],
    }).ready(anna);
    stage.starts(contactOf(1));
    const own = contactOf(2, { campaign: autumn, agent: anna });
    stage.take({ kind: 'contacts', campaign: autumn, contacts: [own], isAll: false });
    stage.command({ name: 'start-campaign', campaign: autumn, by: 'boss' });
    expect(stage.board.state.callsOfCampaign.get(autumn)?.size ?? 0).toBe(0);
  });

  it('has him at once, whatever a queue whispers to others before they talk', () => {
    const queue = { whisper: { agent: ['sound:who'], caller: ['sound:wait'] } };
    const stage = new CampaignStage(outboundOffice({}, { queue })).ready(anna);
    stage.starts(contactOf(1));
    const call = only(stage);
    stage.answers(stage.customer(call));
    stage.answers(stage.offer(call).leg);
    expect(stage.wanted('connect').channels).toContain(stage.customer(call));
  });
});

describe('callers', () => {
  it('have whoever becomes free: nobody is called for him while they wait', () => {
    const { abandon } = campaignOf();
    const stage = new CampaignStage(
      outboundOffice({
        dialling: { name: 'predictive', leastAgents: 1 },
        abandon: { ...abandon, limit: 1 },
      }),
    ).ready(anna);
    stage.starts(contactOf(1));
    stage.meets(only(stage));
    stage.enters('c1');
    stage.hands(contactOf(2));
    expect(stage.attempts).toHaveLength(1);
    stage.goes('c1');
    expect(stage.attempts).toHaveLength(2);
  });
});

describe('a caller while customers are being called', () => {
  it('has him of the free agents whom his queue says, if one can be spared', () => {
    const { phones, agents, ...office } = outboundOffice();
    const stage = new CampaignStage({
      ...office,
      phones: phones.map((phone) => ({ ...phone, autoAnswer: true })),
      agents: agents.map((agent) => ({ ...agent, connect: 'auto-answer' })),
    }).ready(ben);
    stage.wait(1_000);
    stage.ready(anna).starts(contactOf(1));
    stage.enters('c1');
    expect(stage.fact('offer.made')).toMatchObject({ agent: ben });
  });
});

describe('a caller who waits', () => {
  const two = (): CampaignStage => {
    const { phones, agents, campaigns, ...office } = outboundOffice();
    return new CampaignStage({
      ...office,
      phones: phones.map((phone) => ({ ...phone, autoAnswer: true })),
      agents: agents.map((agent) => ({ ...agent, connect: 'auto-answer' })),
      queues: [...office.queues, queueOf(sales, [ben])],
      campaigns: campaigns.map((campaign) => ({ ...campaign, queue: sales })),
    });
  };

  it('has who has let him pass when all others are promised', () => {
    const stage = two().ready(ben).starts(contactOf(1));
    stage.ready(anna);
    const call = stage.enters('c1');
    stage.goes(stage.offer(call).leg, 21);
    stage.wait(10_000);
    expect(stage.attempts).toHaveLength(1);
    expect(stage.offer(call)).toMatchObject({ agent: anna });
  });

  it('has the agent of a customer who is given up in that very moment', () => {
    const { abandon } = campaignOf();
    const stage = new CampaignStage(
      outboundOffice({
        dialling: { name: 'predictive', leastAgents: 1 },
        abandon: { ...abandon, dropAfterMs: 15_000 },
      }),
    ).ready(anna);
    stage.starts(contactOf(1), contactOf(2));
    stage.alerts(stage.customer(only(stage)));
    stage.enters('c1');
    stage.wait(15_000);
    expect(stage.kinds).toEqual(expect.arrayContaining(['attempt.ended', 'offer.made']));
  });
});

describe('another trunk', () => {
  it('is not tried when the number may not be called any more', () => {
    const stage = new CampaignStage(outboundOffice()).ready(anna);
    stage.starts(contactOf(1));
    const call = only(stage);
    const pattern = '+49301000001';
    stage.board.state.numberLog.barred.set(` ${pattern}`, {
      pattern,
      campaign: null,
      source: 'x',
      until: null,
    });
    stage.goes(stage.customer(call), 38, 500);
    expect(stage.kinds).toContain('contact.refused');
    expect(stage.kinds).not.toContain('attempt.dialled');
  });
});

describe('after a start', () => {
  it('numbers that were called and locked out before are still so', () => {
    const limits = { perContact: 5, perNumber: 5, perDay: null, per24Hours: 1 };
    const stage = new CampaignStage(outboundOffice({ limits })).ready(anna);
    const begunAt = stage.at - 3_600_000;
    const row = {
      number: '+49301000001',
      campaign: spring,
      begunAt,
      endedAt: begunAt,
      outcome: 'busy',
      trunk: 'main',
    } as const;
    rememberAttempts(stage.board.state, [row]);
    stage.starts(contactOf(1));
    expect(stage.attempts).toHaveLength(0);
    expect(stage.fact('contact.settled').result.dueAt).toBe(begunAt + 86_400_000);
  });
});
