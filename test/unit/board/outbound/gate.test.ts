import { describe, expect, it, test } from 'vitest';
import { judge, partyOf, type Barred } from '../../../../src/board/outbound/gate.ts';
import type { CallId, CampaignId } from '../../../../src/board/ids.ts';
import { anna } from '../stage.ts';
import { CampaignStage, campaignOf, contactOf, numberOfContact, outboundOffice } from './campaign-stage.ts';
import { asked, campaignIn, daily, houseWith, partyAt, rulesOf, shown, time } from './gate-stage.ts';

const noon = time('2026-11-23T12:00+01:00');
const berlin = partyAt(['Europe/Berlin']);
const dayMs = 86_400_000;

describe('calling windows', () => {
  const law = rulesOf('law', { windows: daily(8, 21) });

  it('are by the clock of the called party, from the first minute until before the last one', () => {
    const at = (text: string) => shown(asked([law], partyAt(['America/New_York']), time(text)));
    expect(at('2026-11-23T07:59:59.999-05:00')).toBe('outside-window until 2026-11-23T13:00:00.000Z');
    expect(at('2026-11-23T08:00-05:00')).toBe('allowed');
    expect(at('2026-11-23T20:59:59.999-05:00')).toBe('allowed');
    expect(at('2026-11-23T21:00-05:00')).toBe('outside-window until 2026-11-24T13:00:00.000Z');
  });

  it('tell people what was compared, and where the rule comes from', () => {
    const verdict = asked([law], partyAt(['America/New_York']), time('2026-11-23T21:05-05:00'));
    expect(verdict).toMatchObject({
      detail: 'it is Mon 21:05 in America/New_York; law [law of law] allows every day 8:00-21:00',
    });
    expect(asked([law], berlin, noon)).toEqual({ allowed: true, at: noon, rules: ['law'] });
  });

  it('have to be open in all zones in which he may be', () => {
    const both = partyAt(['America/New_York', 'America/Los_Angeles']);
    const at = (text: string) => shown(asked([law], both, time(text)));
    // 9:00 in New York is 6:00 in Los Angeles, 19:00 there is 22:00 in New York.
    expect(at('2026-11-23T09:00-05:00')).toBe('outside-window until 2026-11-23T16:00:00.000Z');
    expect(at('2026-11-23T12:00-05:00')).toBe('allowed');
    expect(at('2026-11-23T22:00-05:00')).toBe('outside-window until 2026-11-24T16:00:00.000Z');
  });

  it('of several rules have to be open together, from the moment at which all are', () => {
    const own = rulesOf('office', { windows: [{ days: [1, 2, 3, 4, 5], from: 9 * 60, to: 18 * 60 }] });
    const at = (text: string) => shown(asked([law, own], berlin, time(text)));
    expect(at('2026-11-20T21:30+01:00')).toBe('outside-window until 2026-11-23T08:00:00.000Z');
    expect(at('2026-11-20T08:30+01:00')).toBe('outside-window until 2026-11-20T08:00:00.000Z');
    expect(at('2026-11-20T17:59+01:00')).toBe('allowed');
  });

  it('are closed on holidays of that zone, once or every year', () => {
    const holidays = rulesOf('law', { windows: daily(8, 21), holidays: ['12-25', '2026-12-26'] });
    const at = (text: string) => shown(asked([holidays], berlin, time(text)));
    expect(at('2026-12-25T12:00+01:00')).toBe('holiday until 2026-12-27T07:00:00.000Z');
    expect(at('2027-12-25T12:00+01:00')).toBe('holiday until 2027-12-26T07:00:00.000Z');
    expect(at('2027-12-26T12:00+01:00')).toBe('allowed');
    // It is Christmas in Kiritimati already.
    const there = partyAt(['Pacific/Kiritimati']);
    expect(shown(asked([holidays], there, time('2026-12-24T22:00Z')))).toMatch(/^holiday/);
  });

  it('move with the clock there: forward, back, and over the date line', () => {
    const at = (zone: string, text: string) => shown(asked([law], partyAt([zone]), time(text)));
    expect(at('America/New_York', '2026-03-07T22:00-05:00')).toBe(
      'outside-window until 2026-03-08T12:00:00.000Z',
    );
    expect(at('America/New_York', '2026-10-31T22:00-04:00')).toBe(
      'outside-window until 2026-11-01T13:00:00.000Z',
    );
    expect(at('Australia/Lord_Howe', '2026-10-03T14:00Z')).toBe(
      'outside-window until 2026-10-03T21:00:00.000Z',
    );
    // The same moment is Monday 9:00 in Kiritimati and Sunday 8:00 in Pago Pago.
    const sundays = rulesOf('sundays', { windows: [{ days: [7], from: 0, to: 1_440 }] });
    const moment = time('2026-11-22T19:00Z');
    expect(asked([sundays], partyAt(['Pacific/Pago_Pago']), moment).allowed).toBe(true);
    expect(asked([sundays], partyAt(['Pacific/Kiritimati']), moment).allowed).toBe(false);
  });

  it('hold for nobody whose zone is unknown, unless no rule has one', () => {
    expect(shown(asked([law], partyAt([]), noon))).toBe('zone-unknown until never');
    expect(shown(asked([rulesOf('law', { holidays: ['12-25'] })], partyAt([]), noon))).toBe(
      'zone-unknown until never',
    );
    expect(shown(asked([rulesOf('law')], partyAt([]), noon))).toBe('allowed');
  });

  it('that never meet are not followed for ever', () => {
    const evening = rulesOf('evening', { windows: daily(22, 23) });
    const verdict = asked([law, evening], berlin, noon);
    expect(verdict).toMatchObject({ allowed: false, reason: 'outside-window' });
    expect(verdict.allowed ? 0 : verdict.until).toBeGreaterThan(noon + 7 * dayMs);
  });
});

describe('regions', () => {
  const florida = {
    name: 'Florida',
    prefixes: ['1305', '+1786'],
    windows: daily(8, 20),
    holidays: ['07-04'],
    perDay: null,
    per24Hours: 3,
  };
  const law = rulesOf('us', { windows: daily(8, 21), perDay: 5, regions: [florida] });
  const zones = ['America/New_York'];
  const late = time('2026-11-23T20:30-05:00');

  it('are told by the beginning of the number, or by what the list says', () => {
    expect(asked([law], partyAt(zones, { number: '+12125550100' }), late)).toMatchObject({ rules: ['us'] });
    for (const number of ['+13055550100', '+17865550100']) {
      expect(shown(asked([law], partyAt(zones, { number }), late))).toMatch(/^outside-window/);
    }
    const named = partyAt(zones, { number: '+12125550100', region: 'Florida' });
    expect(shown(asked([law], named, late))).toMatch(/^outside-window/);
    expect(asked([law], { ...named, region: 'Texas' }, late).allowed).toBe(true);
  });

  it('have limits and holidays of their own, and the others of the rules', () => {
    const recent = [10, 11, 12].map((hour) => time(`2026-11-23T${hour}:00-05:00`));
    const there = partyAt(zones, { number: '+13055550100', recent });
    const at = time('2026-11-23T13:00-05:00');
    expect(asked([law], there, at)).toMatchObject({ reason: 'per-24-hours' });
    expect(asked([law], { ...there, number: '+12125550100' }, at).allowed).toBe(true);
    const fourth = time('2026-07-04T13:00-04:00');
    expect(asked([law], { ...there, recent: [] }, fourth)).toMatchObject({ reason: 'holiday' });
    expect(asked([law], partyAt(zones, { number: '+12125550100' }), fourth).allowed).toBe(true);
    const withChristmas = { ...law, holidays: ['12-25'] };
    const christmas = time('2026-12-25T13:00-05:00');
    expect(asked([withChristmas], { ...there, recent: [] }, christmas)).toMatchObject({ reason: 'holiday' });
    const many = [1, 2, 3, 4, 5].map((minute) => at - minute * 60_000);
    expect(asked([law], partyAt(zones, { number: '+12125550100', recent: many }), at)).toMatchObject({
      reason: 'per-day',
      detail: 'called 5 times on 2026-11-23 in America/New_York; us allows 5 a day',
    });
  });

  it('of which two hold are both obeyed', () => {
    const texas = { ...florida, name: 'Texas', prefixes: ['1210'], windows: daily(12, 21), per24Hours: null };
    const both = rulesOf('us', { windows: daily(8, 21), regions: [florida, texas] });
    const moved = partyAt(zones, { number: '+13055550100', region: 'Texas' });
    expect(shown(asked([both], moved, time('2026-11-23T09:00-05:00')))).toBe(
      'outside-window until 2026-11-23T17:00:00.000Z',
    );
    expect(asked([both], moved, time('2026-11-23T13:00-05:00'))).toMatchObject({
      rules: ['us (Florida)', 'us (Texas)'],
    });
  });
});

describe('limits', () => {
  it('of a day are of the day where he is', () => {
    const limits = { perContact: 9, perNumber: 9, perDay: 2, per24Hours: null };
    const recent = [time('2026-11-23T23:30-05:00'), time('2026-11-24T00:10-05:00')];
    const party = partyAt(['America/New_York'], { recent });
    const at = (text: string, zones = ['America/New_York']) =>
      shown(asked([], { ...party, zones }, time(text), { limits }));
    expect(at('2026-11-24T10:00-05:00')).toBe('allowed');
    // In London both were on the 24th.
    expect(at('2026-11-24T10:00Z', ['Europe/London'])).toBe('per-day until 2026-11-25T00:00:00.000Z');
    expect(at('2026-11-24T10:00Z', ['America/New_York', 'Europe/London'])).toBe(
      'per-day until 2026-11-25T00:00:00.000Z',
    );
    // Without a zone the office's day counts.
    expect(at('2026-11-24T22:59:59.999Z', [])).toBe('per-day until 2026-11-24T23:00:00.000Z');
    expect(at('2026-11-24T23:00Z', [])).toBe('allowed');
  });

  it('of 24 hours end to the millisecond', () => {
    const limits = { perContact: 9, perNumber: 9, perDay: null, per24Hours: 2 };
    const recent = [noon - dayMs - 1, noon - 7_200_000, noon - 3_600_000];
    const party = partyAt(['Europe/Berlin'], { recent });
    const until = noon - 7_200_000 + dayMs;
    expect(asked([], party, noon, { limits })).toMatchObject({ reason: 'per-24-hours', until });
    expect(asked([], party, until - 1, { limits }).allowed).toBe(false);
    expect(asked([], party, until, { limits }).allowed).toBe(true);
  });

  it('count what the board has seen and what came with the contact once', () => {
    const state = houseWith([]);
    const limits = { perContact: 9, perNumber: 9, perDay: null, per24Hours: 3 };
    const campaign = campaignIn(state, { limits });
    const party = partyAt([], { recent: [noon - 3_000, noon - 2_000] });
    state.numberLog.dialled.set(party.number, [noon - 2_000]);
    expect(judge(state, campaign, party, noon).allowed).toBe(true);
    state.numberLog.dialled.set(party.number, [noon - 2_000, noon - 1_000]);
    expect(judge(state, campaign, party, noon)).toMatchObject({ reason: 'per-24-hours' });
  });

  it('of a campaign count attempts on a contact and a number, but not on whom a call was promised', () => {
    const limits = { perContact: 3, perNumber: 2, perDay: null, per24Hours: null };
    const ask = (attempts: number, contactAttempts: number, isPromised = false) =>
      shown(asked([], partyAt([], { attempts, contactAttempts, isPromised }), noon, { limits }));
    expect(ask(1, 2)).toBe('allowed');
    expect(ask(2, 2)).toBe('per-number until never');
    expect(ask(1, 3)).toBe('per-contact until never');
    expect(ask(2, 3, true)).toBe('allowed');
  });
});

describe('numbers that are not called', () => {
  const state = houseWith([]);
  const campaign = campaignIn(state);
  const bar = (pattern: string, more: Partial<Barred> = {}): Barred => ({
    pattern,
    campaign: null,
    source: 'letter',
    until: null,
    ...more,
  });

  it('are those of the list at the moment of dialling, for all campaigns or this one', () => {
    const listed = houseWith([]);
    const asks: unknown[] = [];
    listed.doNotCall = {
      find: (number, of, at) => {
        asks.push([number, of, at]);
        return bar('+4930*', { campaign: of, until: noon + 1_000 });
      },
    };
    expect(judge(listed, campaign, berlin, noon)).toMatchObject({
      reason: 'do-not-call',
      detail:
        '+493012345 is on the do-not-call list by +4930* for campaign spring until 2026-11-23 11:00 UTC (letter)',
    });
    expect(asks[0]).toEqual(['+493012345', 'spring', noon]);
  });

  it.each([
    ['the number', bar('+493012345'), true],
    ['its beginning', bar('+4930*'), true],
    ['everybody', bar('*'), true],
    ['another number', bar('+49301234'), false],
    ['another beginning', bar('+4931*'), false],
    ['this campaign', bar('+4930*', { campaign: 'spring' as CampaignId }), true],
    ['another campaign', bar('+4930*', { campaign: 'autumn' as CampaignId }), false],
    ['what is over', bar('+4930*', { until: noon }), false],
  ])('are those that agents have just barred: %s', (_, entry, isBarred) => {
    state.numberLog.barred.clear();
    state.numberLog.barred.set(`${entry.campaign ?? ''} ${entry.pattern}`, entry);
    expect(judge(state, campaign, berlin, noon).allowed).toBe(!isBarred);
  });

  it('may be called when the entry has expired', () => {
    state.numberLog.barred.clear();
    state.numberLog.barred.set(' +4930*', bar('+4930*', { until: noon + 5 }));
    expect(judge(state, campaign, berlin, noon)).toMatchObject({ until: noon + 5 });
    expect(judge(state, campaign, berlin, noon + 5).allowed).toBe(true);
    state.numberLog.barred.clear();
  });

  it('are locked after an abandoned call, by whichever campaign', () => {
    const own = partyAt([], { lockedUntil: noon + 10 });
    expect(shown(judge(state, campaign, own, noon))).toBe(
      `locked-out until ${new Date(noon + 10).toISOString()}`,
    );
    expect(judge(state, campaign, own, noon + 10).allowed).toBe(true);
    state.numberLog.locked.set(berlin.number, noon + 20);
    expect(judge(state, campaign, { ...own, zones: [] }, noon)).toMatchObject({ until: noon + 20 });
    state.numberLog.locked.clear();
  });

  it.each(['deleted', 'blocked', 'invalid', 'done'] as const)('are %s', (gone) => {
    expect(shown(judge(state, campaign, partyAt([], { state: gone }), noon))).toBe('number-done until never');
  });

  it('of rules that the office does not have are none for now', () => {
    expect(judge(state, campaignOf({ rules: ['nobody-knows'] }), berlin, noon)).toMatchObject({
      reason: 'outside-window',
      detail: 'the office has no calling rules named nobody-knows',
    });
  });
});

test('several reasons: what never ends is told, and the time is that of the last one', () => {
  const law = rulesOf('law', { windows: daily(8, 21) });
  const night = time('2026-11-23T23:00+01:00');
  const locked = partyAt(['Europe/Berlin'], { lockedUntil: time('2026-11-25T22:00+01:00') });
  expect(shown(asked([law], locked, night))).toBe('locked-out until 2026-11-26T07:00:00.000Z');
  expect(shown(asked([law], { ...locked, state: 'blocked' }, night))).toBe('number-done until never');
});

describe('a number in use', () => {
  const limits = { perContact: 5, perNumber: 5, perDay: null, per24Hours: null };

  it('is not called a second time, and its own call is not in its way', () => {
    const stage = new CampaignStage(outboundOffice({ limits })).ready(anna);
    stage.starts(contactOf(1));
    const [call = '' as CallId] = stage.attempts;
    const { state } = stage.board;
    const again = partyOf(contactOf(2, { numbers: [numberOfContact('+49301000001')] }));
    if (again === null) throw new Error('no number');
    const campaign = campaignOf({ limits });
    expect(judge(state, campaign, again, stage.at)).toMatchObject({
      reason: 'number-in-use',
      detail: `call ${call} is with that number`,
      until: stage.at + 30_000,
    });
    expect(judge(state, campaign, again, stage.at, call).allowed).toBe(true);
    const one = { ...limits, per24Hours: 1 };
    // Nor does it count itself.
    expect(judge(state, campaignOf({ limits: one }), again, stage.at, call).allowed).toBe(true);
    // It may be free in half a minute, but by then the window is closed.
    const callingRules = [rulesOf('morning', { windows: daily(8, 10) })];
    const strict = { ...state, office: { ...state.office, callingRules } };
    const morning = campaignOf({ limits, rules: ['morning'] });
    const last = time('2026-01-05T09:59:45+01:00');
    expect(shown(judge(strict, morning, again, last))).toBe('number-in-use until 2026-01-06T07:00:00.000Z');
    stage.goes(stage.customer(call), 17);
    expect(judge(state, campaign, again, stage.at).allowed).toBe(true);
    expect(judge(state, campaignOf({ limits: one }), again, stage.at)).toMatchObject({
      reason: 'per-24-hours',
    });
  });

  it.each(['+493011111', '00493011111', '03011111', '493011111'])('is %s who has called us', (shownAs) => {
    const stage = new CampaignStage(outboundOffice({ limits }));
    stage.take({
      kind: 'line',
      event: {
        name: 'entered',
        channel: 'c1' as never,
        args: ['number', '900'],
        caller: { name: '', number: shownAs },
        dialled: '900',
        endpoint: 'PJSIP/trunk',
      },
    });
    const ask = (number: string) =>
      judge(stage.board.state, campaignOf({ limits }), partyAt([], { number }), stage.at).allowed;
    expect(ask('+493011111')).toBe(false);
    expect(ask('+493011112')).toBe(true);
    expect(ask('+4911')).toBe(true);
    // Of a number without its country only the end can be told.
    expect(ask('+44203011111')).toBe(shownAs !== '03011111');
  });
});
