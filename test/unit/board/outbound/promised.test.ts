import { describe, expect, it } from 'vitest';
import { anna, ben } from '../stage.ts';
import { CampaignStage, contactOf, outboundOffice, spring } from './campaign-stage.ts';

const office = outboundOffice();

/** Anna's customer rings, and the campaign has abandoned nobody yet, nor answered anybody. */
function ringing(): CampaignStage {
  return new CampaignStage(office).ready(anna).starts(contactOf(1));
}

describe('an agent for whom a customer is being called', () => {
  it('is no caller’s until it is known whether the customer answers', () => {
    const stage = ringing();
    stage.enters('c1');
    expect(stage.board.state.agents.get(anna)?.work.name).toBe('idle');
    expect(stage.fact('call.waits').barriers).toMatchObject({ promised: 1 });
    const [call] = stage.attempts;
    if (call === undefined) throw new Error('nobody is called');
    stage.goes(stage.customer(call), 17, 486);
    expect(stage.kinds).toContain('offer.made');
    expect(stage.attempts).toHaveLength(0);
  });

  it('is a caller’s when there is another one for the customer', () => {
    const two = {
      ...office,
      agents: office.agents.map((agent) => ({ ...agent, connect: 'auto-answer' as const })),
    };
    const both = { ...two, phones: two.phones.map((phone) => ({ ...phone, autoAnswer: true })) };
    const stage = new CampaignStage(both).ready(anna, ben).starts(contactOf(1));
    stage.enters('c1');
    expect(stage.kinds).toContain('offer.made');
  });

  it('is not ready, or gone, when nobody needs him any more', () => {
    const stage = ringing();
    stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    expect(stage.kinds).toEqual(['agent.pausing']);
    const [call] = stage.attempts;
    if (call === undefined) throw new Error('nobody is called');
    stage.goes(stage.customer(call), 17, 486);
    expect(stage.board.state.agents.get(anna)?.presence).toEqual({ name: 'not-ready', reason: 'lunch' });
    expect(stage.attempts).toHaveLength(0);

    const other = ringing();
    other.command({ name: 'sign-out', agent: anna });
    expect(other.kinds).toEqual(['agent.leaving']);
    const [second] = other.attempts;
    if (second === undefined) throw new Error('nobody is called');
    other.goes(other.customer(second), 17, 486);
    expect(other.board.state.agents.get(anna)?.presence.name).toBe('signed-out');
  });

  it('has the customer who answers, and is not ready after the talk', () => {
    const stage = ringing();
    stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    const [call] = stage.attempts;
    if (call === undefined) throw new Error('nobody is called');
    stage.meets(call);
    expect(stage.board.state.agents.get(anna)?.work.name).toBe('talking');
    expect(stage.board.state.agents.get(anna)?.presence).toEqual({ name: 'not-ready', reason: 'lunch' });
    expect(stage.board.state.campaigns.get(spring)?.budget.days.at(-1)).toMatchObject({ abandoned: 0 });
  });

  it('may go when he says so again: he is ready after all', () => {
    const stage = ringing();
    stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    stage.command({ name: 'ready', agent: anna });
    expect(stage.board.state.agents.get(anna)?.pausing).toBeNull();
  });
});
