import { describe, expect, it } from 'vitest';
import { wellTrunk } from '../../../../src/board/outbound/trunk-health.ts';
import { whyNotDialling, type BesideBoard } from '../../../../src/board/outbound/why-not.ts';
import type { WhyNot } from '../../../../src/board/outbound/why-not-reason.ts';
import type { CampaignId } from '../../../../src/board/ids.ts';
import type { Office } from '../../../../src/board/office.ts';
import type { CampaignSettings } from '../../../../src/board/outbound/campaign-settings.ts';
import { anna, ben, type Stage } from '../stage.ts';
import { CampaignStage, contactOf, numberOfContact, outboundOffice, spring } from './campaign-stage.ts';
import { daily, rulesOf } from './gate-stage.ts';

const nothing: BesideBoard = { nextDueAt: null, refusals: [], finished: [], paced: null };

function house(campaign: Partial<CampaignSettings> = {}, office: Partial<Office> = {}): CampaignStage {
  return new CampaignStage({
    ...outboundOffice({ dialling: { name: 'progressive' }, ...campaign }),
    ...office,
  });
}

function why(stage: Stage, beside: Partial<BesideBoard> = {}): readonly WhyNot[] {
  return whyNotDialling(stage.board.state, spring, stage.at, { ...nothing, ...beside }) ?? [];
}

const codes = (stage: Stage, beside: Partial<BesideBoard> = {}) => why(stage, beside).map(({ code }) => code);

it('nothing is known of a campaign that is not there', () => {
  expect(whyNotDialling(house().board.state, 'autumn' as CampaignId, 0, nothing)).toBeNull();
});

describe('the house', () => {
  it('has not started it, or has suspended it', () => {
    const stage = house().ready(anna);
    expect(codes(stage, { nextDueAt: stage.at })).toEqual(['not-running', 'no-contacts']);
    stage.starts(contactOf(1));
    expect(codes(stage)).not.toContain('not-running');
    stage.command({ name: 'suspend-campaign', campaign: spring, by: 'boss' });
    expect(why(stage)[0]).toMatchObject({
      code: 'not-running',
      text: 'the campaign is suspended since 2026-01-05 09:00 UTC by boss',
    });
  });

  it('has lost Asterisk', () => {
    const stage = house();
    stage.starts();
    stage.take({ kind: 'line-down', reason: 'test' });
    expect(codes(stage)).toContain('line-down');
  });

  it('is closed for it, until its calendar opens or the hours that were set meanwhile', () => {
    const calendars = [{ id: 'late', open: [{ days: [1], from: 600, to: 900 }], holidays: [] }];
    const stage = house({ calendar: 'late' }, { calendars });
    stage.starts();
    const until = Date.UTC(2026, 0, 5, 10);
    expect(why(stage)).toContainEqual(expect.objectContaining({ code: 'outside-hours', until }));
    const hours = [{ days: [2], from: 0, to: 60 }];
    stage.command({ name: 'change-campaign', campaign: spring, changes: { hours }, by: 'boss' });
    expect(why(stage)).toContainEqual(
      expect.objectContaining({ code: 'outside-hours', until: Date.UTC(2026, 0, 6) }),
    );
    stage.command({
      name: 'change-campaign',
      campaign: spring,
      changes: { hours: null, daysOff: ['01-05'] },
      by: 'boss',
    });
    expect(why(stage)).toContainEqual(
      expect.objectContaining({ code: 'outside-hours', until: Date.UTC(2026, 0, 12, 10) }),
    );
  });

  it('lets its agents dial by themselves', () => {
    const stage = house({ dialling: { name: 'manual' } });
    stage.starts();
    expect(codes(stage)).toContain('agents-dial');
  });
});

describe('contacts', () => {
  it('are none, or due later', () => {
    const stage = house();
    stage.starts();
    expect(why(stage)).toContainEqual(expect.objectContaining({ code: 'no-contacts', until: null }));
    const nextDueAt = stage.at + 60_000;
    expect(why(stage, { nextDueAt })).toContainEqual(
      expect.objectContaining({ code: 'contacts-later', until: nextDueAt }),
    );
    stage.hands(contactOf(1, { dueAt: stage.at + 30_000 }));
    expect(why(stage, { nextDueAt })).toContainEqual(
      expect.objectContaining({ code: 'contacts-later', until: stage.at + 30_000 }),
    );
  });

  it('are refused by the gate: how many for which reason, and when the first may be called', () => {
    // It is 9:00 UTC.
    const callingRules = [rulesOf('law', { windows: daily(11, 21) })];
    const stage = house({ rules: ['law'], dialling: { name: 'manual' } }, { callingRules });
    stage.starts(
      contactOf(1),
      contactOf(2, { numbers: [numberOfContact('+44201', { zones: ['Europe/London'] })] }),
      contactOf(3, { numbers: [numberOfContact('+44202', { zones: [] })] }),
    );
    const refusals = [{ reason: 'outside-window' as const, count: 40, until: stage.at + 9_000_000 }];
    expect(why(stage, { refusals }).filter(({ code }) => code === 'refused')).toEqual([
      {
        code: 'refused',
        text: 'the gate refuses 42 contacts (outside-window) until 2026-01-05 10:00 UTC at least',
        count: 42,
        until: Date.UTC(2026, 0, 5, 10),
      },
      {
        code: 'refused',
        text: 'the gate refuses 1 contact (zone-unknown) until somebody names the zone',
        count: 1,
        until: null,
      },
    ]);
  });

  it('are finished by the gate: that is told with what is left of them', () => {
    const stage = house();
    stage.starts();
    const finished = [{ reason: 'do-not-call' as const, count: 3 }];
    const told = {
      code: 'finished',
      text: '3 contacts are finished, because the gate has refused the last number (do-not-call)',
      count: 3,
      until: null,
    };
    expect(why(stage, { finished })).toContainEqual(told);
    expect(codes(stage, { finished })).toContain('no-contacts');
    const later = { finished, nextDueAt: stage.at + 60_000 };
    expect(codes(stage, later)).toContain('contacts-later');
    expect(why(stage, later)).toContainEqual(told);
  });

  it('are for an agent who is not there', () => {
    const stage = house().ready(anna);
    stage.starts(contactOf(1, { agent: ben }));
    expect(why(stage)).toContainEqual(expect.objectContaining({ code: 'owner-away', count: 1 }));
  });
});

describe('agents', () => {
  it('are not ready', () => {
    const stage = house();
    stage.starts(contactOf(1));
    expect(why(stage)).toContainEqual(
      expect.objectContaining({ code: 'no-agents', text: 'none of the 2 agents of support is ready' }),
    );
  });

  it('are in calls', () => {
    const stage = house().ready(anna);
    stage.starts(contactOf(1), contactOf(2));
    const [call] = stage.attempts;
    if (call === undefined) throw new Error('nobody is called');
    stage.meets(call);
    expect(why(stage)).toContainEqual(
      expect.objectContaining({
        code: 'agents-busy',
        text: 'no agent of support is free: 1 in calls, 0 in wrap-up, of 1 ready',
      }),
    );
  });

  it('are kept for callers', () => {
    const stage = house({ blending: { reserve: 1, pauseWaiting: null } }).ready(anna);
    stage.starts(contactOf(1));
    expect(codes(stage)).toEqual(['reserved']);
  });

  it('are none of those to whom the campaign is restricted', () => {
    const stage = house().ready(anna);
    stage.command({
      name: 'change-campaign',
      campaign: spring,
      changes: { agents: [ben] },
      by: 'boss',
    });
    stage.starts(contactOf(1));
    expect(why(stage)).toContainEqual(expect.objectContaining({ code: 'no-agents', count: 1 }));
  });
});

describe('bounds', () => {
  it('are as many calls as may be up', () => {
    const stage = house({ most: 1 }).ready(anna, ben);
    stage.starts(contactOf(1), contactOf(2));
    expect(why(stage)).toContainEqual({
      code: 'most-calls',
      text: '1 of at most 1 calls are up',
      count: 1,
      until: null,
    });
  });

  it('are calls begun in a second', () => {
    const stage = house({ perSecond: 1 }).ready(anna, ben);
    stage.starts(contactOf(1), contactOf(2));
    expect(why(stage)).toContainEqual(
      expect.objectContaining({ code: 'per-second', count: 1, until: stage.at + 1_000 }),
    );
  });

  it('are trunks of which none takes a call', () => {
    const stage = house();
    stage.starts();
    const health = stage.board.state.trunkHealth;
    health.set('main', { ...wellTrunk, restsUntil: stage.at + 30_000 });
    expect(codes(stage)).not.toContain('trunks');
    health.set('spare', { ...wellTrunk, isThere: false });
    expect(why(stage)).toContainEqual({
      code: 'trunks',
      text:
        'none of its trunks takes a call: main rests after failures until 2026-01-05 09:00 UTC, ' +
        'spare does not answer',
      count: 2,
      until: stage.at + 30_000,
    });
  });

  it('are the calls that may still be abandoned', () => {
    const stage = house();
    stage.starts();
    expect(codes(stage, { paced: 3 })).not.toContain('pacing');
    expect(why(stage, { paced: 0 })).toContainEqual(
      expect.objectContaining({
        code: 'pacing',
        text: 'the pacing waits: 0 more calls may be abandoned today (limit 3 %)',
      }),
    );
  });
});

it('nothing keeps it when a contact, an agent and a trunk are there', () => {
  const stage = house({ perSecond: null }).ready(anna);
  stage.take({ kind: 'contacts', campaign: spring, contacts: [contactOf(1)], isAll: false });
  expect(codes(stage)).toEqual(['not-running']);
});
