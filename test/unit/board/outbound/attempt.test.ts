import { describe, expect, it } from 'vitest';
import { anna, ben } from '../stage.ts';
import { CampaignStage, contactOf, outboundOffice, spring } from './campaign-stage.ts';

describe('a progressive campaign', () => {
  it('calls a customer for a free agent, who has him when he answers', () => {
    const stage = new CampaignStage(outboundOffice()).ready(anna);
    stage.starts(contactOf(1), contactOf(2));
    expect(stage.wanted('ring')).toMatchObject({
      endpoint: 'PJSIP/+49301000001@main',
      display: { name: '', number: '+493010' },
    });
    const [call] = stage.attempts;
    expect(stage.attempts).toHaveLength(1);
    if (call === undefined) return;
    stage.answers(stage.customer(call));
    expect(stage.kinds).toContain('attempt.answered');
    expect(stage.wanted('ring')).toMatchObject({ endpoint: 'PJSIP/1001', autoAnswer: true });
    stage.at += 40;
    stage.talks(call);
    expect(stage.fact('attempt.heard')).toMatchObject({ agent: anna, waitMs: 40 });
    stage.at += 60_000;
    stage.goes(stage.customer(call));
    expect(stage.fact('attempt.ended')).toMatchObject({ outcome: 'person', contact: 1 });
    expect(stage.held(1)).toBe('disposing');
  });

  it('tries the next trunk when the first one refuses, and gives the contact back when all do', () => {
    const stage = new CampaignStage(outboundOffice()).ready(anna);
    stage.starts(contactOf(1));
    const [call] = stage.attempts;
    if (call === undefined) throw new Error('nobody is called');
    stage.goes(stage.customer(call), 38, 500);
    expect(stage.wanted('ring')).toMatchObject({ endpoint: 'PJSIP/+49301000001@spare' });
    stage.goes(stage.customer(call), 38, 500);
    expect(stage.fact('attempt.ended')).toMatchObject({ outcome: 'network' });
    expect(stage.fact('contact.settled')).toMatchObject({ contact: 1, of: call });
  });

  it('lets nobody wait for longer than the law says: he hears the message and counts as abandoned', () => {
    const stage = new CampaignStage(outboundOffice()).ready(anna);
    stage.starts(contactOf(1));
    const [call] = stage.attempts;
    if (call === undefined) throw new Error('nobody is called');
    stage.answers(stage.customer(call));
    stage.wait(2_000);
    const { state } = stage.board;
    expect(state.calls.get(call)?.attempt?.outcome).toBe('abandoned');
    expect(stage.effects).toContainEqual(expect.objectContaining({ name: 'play', media: ['sound:sorry'] }));
    expect(state.campaigns.get(spring)?.budget.days.at(-1)).toMatchObject({ answered: 1, abandoned: 1 });
  });

  it('calls an agent who has to pick up his phone before his customer', () => {
    const stage = new CampaignStage(outboundOffice()).ready(ben);
    stage.starts(contactOf(1));
    expect(stage.wanted('ring')).toMatchObject({ endpoint: 'PJSIP/1002' });
    const [call] = stage.attempts;
    if (call === undefined) throw new Error('nobody is called');
    const leg = stage.board.state.calls.get(call)?.legs[0]?.id;
    if (leg === undefined) throw new Error('no leg');
    stage.answers(leg);
    expect(stage.wanted('ring')).toMatchObject({ endpoint: 'PJSIP/+49301000001@main' });
    stage.alerts(stage.customer(call));
    stage.answers(stage.customer(call));
    stage.bridges(call);
    expect(stage.fact('attempt.heard')).toMatchObject({ agent: ben, waitMs: 0 });
    expect(stage.board.state.agents.get(ben)?.work).toMatchObject({ name: 'talking', queue: 'support' });
    stage.goes(stage.customer(call));
    expect(stage.fact('attempt.ended')).toMatchObject({ outcome: 'person' });
  });

  it('calls nobody while a caller waits', () => {
    const stage = new CampaignStage(outboundOffice({}, { connect: 'auto-answer' })).ready(anna);
    const call = stage.enters('c1');
    stage.talks(call);
    stage.starts(contactOf(1));
    expect(stage.attempts).toHaveLength(0);
  });
});

describe('a preview campaign', () => {
  it('shows the contact first, and dials when the agent says so or his time is over', () => {
    const preview = { dialling: { name: 'preview', afterMs: 30_000, skips: 1 } } as const;
    const stage = new CampaignStage(outboundOffice(preview)).ready(anna);
    stage.starts(contactOf(1), contactOf(2));
    expect(stage.fact('contact.previewed')).toMatchObject({ contact: 1, agent: anna });
    stage.command({ name: 'skip-contact', agent: anna });
    expect(stage.kinds).toEqual(expect.arrayContaining(['contact.skipped', 'contact.previewed']));
    expect(() => stage.command({ name: 'skip-contact', agent: anna })).toThrow(/skipped 1 contacts in a row/);
    stage.wait(30_000);
    expect(stage.attempts).toHaveLength(1);
  });
});

describe('blending', () => {
  it('takes an agent who only reads from his contact when a caller waits', () => {
    const preview = { dialling: { name: 'preview', afterMs: null, skips: null } } as const;
    const stage = new CampaignStage(outboundOffice(preview)).ready(anna);
    stage.starts(contactOf(1));
    expect(stage.held(1)).toBe('previewed');
    stage.enters('c1');
    expect(stage.kinds).toEqual(expect.arrayContaining(['contact.skipped', 'offer.made']));
    expect(stage.held(1)).toBe('ready');
  });
});

describe('a campaign without agents', () => {
  const agentless = {
    queue: null,
    dialling: { name: 'agentless', message: 'sound:offer', pressOne: '900' },
    most: 3,
  } as const;

  it('plays its message to whoever answers, to as many at once as it may', () => {
    const stage = new CampaignStage(outboundOffice(agentless));
    stage.starts(contactOf(1), contactOf(2), contactOf(3), contactOf(4));
    expect(stage.attempts).toHaveLength(3);
    const [call] = stage.attempts;
    if (call === undefined) throw new Error('nobody is called');
    stage.answers(stage.customer(call));
    const play = stage.wanted('play');
    expect(play.media).toEqual(['sound:offer']);
    stage.take({ kind: 'line', event: { name: 'played', playback: play.playback, whole: true } });
    expect(stage.fact('attempt.ended')).toMatchObject({ outcome: 'person' });
    expect(stage.fact('contact.settled').result).toMatchObject({ state: 'finished' });
  });

  it('takes who presses 1 to a queue, where he is a caller', () => {
    const stage = new CampaignStage(outboundOffice(agentless)).ready(anna);
    stage.starts(contactOf(1));
    const [call] = stage.attempts;
    if (call === undefined) throw new Error('nobody is called');
    const leg = stage.customer(call);
    stage.answers(leg);
    stage.take({ kind: 'line', event: { name: 'digit', channel: leg, digit: '1' } });
    expect(stage.fact('attempt.ended')).toMatchObject({ outcome: 'person' });
    expect(stage.kinds).toContain('offer.made');
  });
});

describe('an agent who does not pick up for a contact', () => {
  it('is not ready then, and the contact has not been called', () => {
    const stage = new CampaignStage(outboundOffice()).ready(ben);
    stage.starts(contactOf(1));
    stage.wait(20_000);
    const { state } = stage.board;
    expect(state.agents.get(ben)?.presence).toEqual({ name: 'not-ready', reason: 'missed' });
    expect(stage.attempts).toHaveLength(1);
    const [call] = stage.attempts;
    expect(call && state.calls.get(call)?.attempt?.outcome).toBe('cancelled');
  });
});

describe('recording', () => {
  it('is left to the agent where callers are asked before: nobody is asked within two seconds', () => {
    const asked = { queue: { record: 'always', hooks: { 'before-record': 'ask-first' } } } as const;
    const stage = new CampaignStage(outboundOffice({}, asked)).ready(anna);
    stage.starts(contactOf(1));
    const [call] = stage.attempts;
    if (call === undefined) throw new Error('nobody is called');
    stage.meets(call);
    expect(stage.board.state.calls.get(call)?.recordings).toEqual([]);
    stage.command({ name: 'start-recording', phone: '1001' as never });
    expect(stage.kinds).toContain('recording.started');
  });
});

describe('the order of contacts', () => {
  it('is that in which they are handed over, and their priority before it', () => {
    const stage = new CampaignStage(outboundOffice()).ready(anna);
    stage.starts(
      contactOf(3, { dueAt: 3 }),
      contactOf(2, { dueAt: 2 }),
      contactOf(9, { priority: 1, dueAt: 9 }),
    );
    const order: (number | null)[] = [];
    for (let [call] = stage.attempts; call !== undefined; [call] = stage.attempts) {
      order.push(stage.board.state.calls.get(call)?.attempt?.contact ?? null);
      stage.goes(stage.customer(call), 17, 486);
    }
    expect(order).toEqual([9, 3, 2]);
  });
});
