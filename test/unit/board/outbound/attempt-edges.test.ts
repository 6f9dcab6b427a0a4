import { describe, expect, it } from 'vitest';
import type { CallId, CampaignId } from '../../../../src/board/ids.ts';
import { anna, ben } from '../stage.ts';
import { campaignOf, CampaignStage, contactOf, outboundOffice, spring } from './campaign-stage.ts';

const autumn = 'autumn' as CampaignId;
const preview = { dialling: { name: 'preview', afterMs: null, skips: 1 } } as const;

function only(stage: CampaignStage): CallId {
  const [call] = stage.attempts;
  if (call === undefined) throw new Error('nobody is called');
  return call;
}

function agentPicksUp(stage: CampaignStage, call: CallId): void {
  const leg = stage.call(call)?.legs[0]?.id;
  if (leg === undefined) throw new Error('no leg');
  stage.answers(leg);
}

describe('an agent', () => {
  it('is rung by one of two campaigns that look for him in one turn', () => {
    const office = outboundOffice();
    const stage = new CampaignStage({ ...office, campaigns: [campaignOf(), campaignOf({ id: autumn })] });
    stage.starts(contactOf(1));
    const second = contactOf(2, { campaign: autumn });
    stage.take({ kind: 'contacts', campaign: autumn, contacts: [second], isAll: false });
    stage.command({ name: 'start-campaign', campaign: autumn, by: 'boss' });
    stage.ready(ben);
    expect(stage.effects.filter(({ name }) => name === 'ring')).toHaveLength(1);
  });

  it('may skip again when he has dialled between', () => {
    const stage = new CampaignStage(outboundOffice(preview)).ready(ben);
    stage.starts(contactOf(1), contactOf(2), contactOf(3));
    stage.command({ name: 'skip-contact', agent: ben });
    stage.command({ name: 'dial-contact', agent: ben });
    expect(stage.agent(ben).skips).toBe(0);
  });

  it('reads on when another one is enough for the caller', () => {
    const stage = new CampaignStage(outboundOffice(preview)).ready(anna, ben);
    stage.starts(contactOf(1), contactOf(2));
    stage.enters('c1');
    expect(stage.kinds.filter((kind) => kind === 'contact.skipped')).toHaveLength(1);
    expect([stage.agent(anna).work.name, stage.agent(ben).work.name].toSorted()).toEqual([
      'offered',
      'previewing',
    ]);
  });

  it('has missed nothing when Asterisk is gone while his phone rings', () => {
    const stage = new CampaignStage(outboundOffice()).ready(ben);
    stage.starts(contactOf(1));
    stage.take({ kind: 'line-down', reason: 'killed' });
    stage.take({ kind: 'line-up', survey: { asteriskStartedAt: 2, channels: [], bridges: [] } });
    expect(stage.fact('attempt.ended')).toMatchObject({ outcome: 'cancelled' });
    expect(stage.agent(ben).presence.name).toBe('ready');
  });
});

describe('a customer', () => {
  it('whose agent says that it is a machine is called again as after a machine', () => {
    const stage = new CampaignStage(outboundOffice({}, { queue: { wrapUp: 'none' } })).ready(anna);
    stage.starts(contactOf(1));
    const call = only(stage);
    stage.meets(call);
    stage.command({ name: 'mark-answer', agent: anna, as: 'machine' });
    stage.goes(stage.customer(call));
    expect(stage.fact('contact.settled').result).toMatchObject({ state: 'open', result: 'machine' });
  });

  it('counts as called when Asterisk is gone, or does not answer, while he is rung', () => {
    const stage = new CampaignStage(outboundOffice()).ready(anna);
    stage.starts(contactOf(1));
    stage.take({ kind: 'line-down', reason: 'killed' });
    stage.take({ kind: 'line-up', survey: { asteriskStartedAt: 2, channels: [], bridges: [] } });
    expect(stage.fact('attempt.ended')).toMatchObject({ outcome: 'no-answer' });
    expect(stage.board.state.numberLog.dialled.has('+49301000001')).toBe(true);
    stage.hands(contactOf(2));
    stage.take({ kind: 'refused', effect: stage.wanted('ring'), code: 'timeout' });
    expect(stage.fact('attempt.ended')).toMatchObject({ outcome: 'no-answer' });
    expect(stage.kinds).not.toContain('attempt.dialled');
  });

  it('whom nobody has rung because his agent was not there was not called', () => {
    const stage = new CampaignStage(outboundOffice()).ready(ben);
    stage.starts(contactOf(1));
    stage.wait(60_000);
    expect(stage.agent(ben).presence).toMatchObject({ name: 'not-ready', reason: 'missed' });
    expect(stage.board.state.numberLog.dialled.size).toBe(0);
  });
});

it('a number that an agent dials himself passes the gate once more when he has picked up', () => {
  const stage = new CampaignStage(outboundOffice()).ready(ben);
  const number = '+49301000009';
  stage.command({
    name: 'dial-number',
    agent: ben,
    campaign: spring,
    number,
    dial: number,
    zones: [],
    region: null,
  });
  const pattern = '+4930*';
  const entry = { pattern, campaign: null, source: 'x', until: null };
  stage.board.state.numberLog.barred.set(` ${pattern}`, entry);
  agentPicksUp(stage, only(stage));
  expect(stage.fact('contact.refused')).toMatchObject({ number, contact: null, reason: 'do-not-call' });
  expect(stage.fact('attempt.ended')).toMatchObject({ outcome: 'cancelled' });
  expect(stage.kinds).not.toContain('attempt.dialled');
});

it('begins no more calls in a second than it may, however soon they are over', () => {
  const stage = new CampaignStage(outboundOffice({ perSecond: 1 })).ready(anna);
  stage.starts(contactOf(1), contactOf(2));
  stage.goes(stage.customer(only(stage)), 1, 404);
  expect(stage.attempts).toHaveLength(0);
  stage.wait(1_000);
  expect(stage.attempts).toHaveLength(1);
});

it('trunks that fail teach a campaign nothing of how its customers answer', () => {
  const stage = new CampaignStage(outboundOffice()).ready(anna);
  stage.starts(contactOf(1));
  const call = only(stage);
  stage.goes(stage.customer(call), 38, 500);
  stage.goes(stage.customer(call), 38, 500);
  expect(stage.fact('attempt.ended')).toMatchObject({ outcome: 'network' });
  expect(stage.board.state.campaigns.get(spring)?.learned.answers.count).toBe(0);
  stage.hands(contactOf(2));
  stage.goes(stage.customer(only(stage)), 17, 486);
  expect(stage.board.state.campaigns.get(spring)?.learned.answers.count).toBe(1);
});

it('whom a trunk has rung before it failed is not rung by the next one, and has been called', () => {
  const stage = new CampaignStage(outboundOffice()).ready(anna);
  stage.starts(contactOf(1));
  const call = only(stage);
  stage.alerts(stage.customer(call));
  stage.goes(stage.customer(call), 38, 500);
  expect(stage.fact('attempt.ended')).toMatchObject({ outcome: 'no-answer' });
  expect(stage.kinds).not.toContain('attempt.dialled');
  expect(stage.board.state.numberLog.dialled.has('+49301000001')).toBe(true);
  expect(stage.board.state.trunkHealth.get('main')?.failures).toBe(1);
});
