import { describe, expect, it, test } from 'vitest';
import { boardOffice } from '../../../src/office/board-office.ts';
import { diffOffice, showChange } from '../../../src/office/diff.ts';
import { presentDocument } from '../../../src/office/former.ts';
import { showProblem } from '../../../src/office/problem.ts';
import { officeFrom, readOffice } from '../../../src/office/read.ts';

const house = `office: Example
trunks: [{ id: main, host: 192.0.2.1, match: [192.0.2.1] }]
queues: [{ id: sales, name: Sales }]
calendars: [{ id: usual, open: [] }]
callingRules: [{ id: us, preset: us-tsr }, { id: own }]
`;

/** A campaign with what it needs, and what a test says of it. */
const withCampaign = (...more: string[]): string =>
  `${house}campaigns:\n  - id: spring\n    name: Spring\n    trunks: [main]\n    rules: []\n${more.map((line) => `    ${line}\n`).join('')}`;

/** Without its line: what is wrong with which field. */
function problemsOf(text: string): string[] {
  const reading = readOffice(text);
  const problems = reading.ok ? [] : reading.problems;
  return problems.map((problem) => showProblem('o', problem).replace(/^o:\d+:\d+ campaigns\[0\]\./, ''));
}

const campaignIn = (...more: string[]) => boardOffice(officeFrom(withCampaign(...more))).campaigns[0];
const rulesIn = (text: string) =>
  boardOffice(officeFrom(`office: Example\ncallingRules:\n  - ${text}\n`)).callingRules[0];

describe('a campaign', () => {
  it('has sensible defaults', () => {
    expect(campaignIn('queue: sales')).toMatchObject({
      queue: 'sales',
      dialling: { name: 'progressive' },
      abandon: { limit: 0.03, days: 1, withinMs: 2_000, message: null, lockOutMs: 259_200_000 },
      ringMs: 25_000,
      most: null,
      perSecond: null,
      limits: { perContact: 8, perNumber: 5, perDay: 3, per24Hours: null },
      detection: { by: 'none' },
      blending: { reserve: 0, pauseWaiting: 1 },
      calendar: null,
      dispositionDefault: null,
      form: null,
    });
  });

  it.each([
    ['dialling: manual', { name: 'manual' }],
    ['dialling: { mode: preview, after: 30s, skips: 2 }', { name: 'preview', afterMs: 30_000, skips: 2 }],
    ['dialling: preview', { name: 'preview', afterMs: null, skips: null }],
    [
      'dialling: { mode: agentless, message: news, pressOne: 900 }',
      { name: 'agentless', message: 'prompt:news', pressOne: '900' },
    ],
  ])('dials by %s', (line, mode) => {
    expect(campaignIn('queue: sales', line)?.dialling).toEqual(mode);
  });

  it('overflows as the law says, but for what it says itself', () => {
    const abandonOf = (text: string) => campaignIn('queue: sales', `abandon: ${text}`)?.abandon;
    expect(abandonOf('us-tsr')).toMatchObject({ limit: 0.03, days: 30, lockOutMs: 0, message: null });
    expect(abandonOf('{ preset: uk-ofcom, limit: 2.5%, message: sorry }')).toMatchObject({
      limit: 0.025,
      days: 1,
      lockOutMs: 259_200_000,
      message: 'prompt:sorry',
    });
    expect(abandonOf('{ limit: 0.01 }')).toMatchObject({ limit: 0.01 });
  });

  it('may have a default where every text is a disposition', () => {
    expect(campaignIn('queue: sales', 'dispositionDefault: later')?.dispositionDefault).toBe('later');
  });

  it('has what none takes away', () => {
    const campaign = campaignIn(
      'queue: sales',
      'limits: { perDay: none, per24Hours: 4 }',
      'blending: { pauseWaiting: none }',
      'callbacks: { handOver: none }',
    );
    expect(campaign).toMatchObject({
      limits: { perDay: null, per24Hours: 4 },
      blending: { pauseWaiting: null },
      callbacks: { handOverMs: null },
    });
  });

  it('has dispositions in up to three levels', () => {
    const campaign = campaignIn(
      'queue: sales',
      'dispositions:',
      '  - { path: interested | later | in summer, action: schedule }',
      '  - { path: no }',
      'dispositionDefault: no',
    );
    expect(campaign?.dispositions).toEqual([
      { path: ['interested', 'later', 'in summer'], action: 'schedule' },
      { path: ['no'], action: 'terminate' },
    ]);
    expect(campaign?.dispositionDefault).toBe('no');
  });
});

describe('what is wrong is told with the field and the rule', () => {
  it.each([
    [['dialling: preview'], 'queue: is missing: in mode preview agents of a queue talk with the customers'],
    [['dialling: manual'], 'queue: is missing: in mode manual agents of a queue talk with the customers'],
    [
      ['queue: sales', 'detection: { by: talk, longest: 1700ms }'],
      'detection.longest: "1700ms" leaves no time for an agent: he has to be there 2s after the answer, so at most 1600ms',
    ],
    [
      ['dialling: agentless'],
      'dialling: "agentless" is agentless without a message: name what whoever answers hears',
    ],
    [
      ['dialling: wild'],
      'dialling: "wild" is not one of: manual, preview, progressive, power, predictive, agentless',
    ],
    [
      ['queue: sales', 'abandon: none', 'dialling: { mode: power, skips: 3 }'],
      'dialling.skips: "3" says nothing in mode power',
    ],
    [
      ['queue: sales', 'abandon: none', 'dialling: { mode: power, ratio: 0.5 }'],
      'dialling.ratio: "0.5" is not a number from 1 to 10 such as 1.5',
    ],
    [
      ['queue: sales', 'abandon: none', 'dialling: { mode: power, speed: 2 }'],
      'dialling.speed: "speed" is not a setting here',
    ],
    [['queue: nobody'], 'queue: "nobody" is not a queue of this office'],
    [['queue: sales', 'calendar: late'], 'calendar: "late" is not a calendar of this office'],
    [
      ['queue: sales', 'abandon: { limit: 101% }'],
      'abandon.limit: "101%" is not a share from 0% to 100% such as 3% or 0.03',
    ],
    [['queue: sales', 'abandon: us'], 'abandon: "us" is not one of: strict, us-tsr, uk-ofcom, none'],
    [
      ['queue: sales', 'limits: { perDay: 0 }'],
      'limits.perDay: "0" is not a whole number from 1 to 100, nor none',
    ],
    [['queue: sales', 'retries: { bored: { most: 1 } }'], 'retries.bored: "bored" is not a setting here'],
    [['queue: sales', 'form: crm'], 'form: "crm" is not a link such as https://crm.example/{id}'],
    [
      ['queue: sales', 'dispositions: [{ path: a|b|c|d }]'],
      'dispositions[0].path: "a|b|c|d" is not one to three levels such as interested|later|in summer',
    ],
    [
      ['queue: sales', 'dispositions: [{ path: a|b }, { path: a | b }]'],
      'dispositions[1].path: "a | b" is another disposition of this campaign too',
    ],
    [
      ['queue: sales', 'dispositions: [{ path: a }]', 'dispositionDefault: b'],
      'dispositionDefault: "b" is none of the dispositions of this campaign',
    ],
    [
      ['queue: sales', 'dialling: predictive'],
      'abandon.message: is missing: in mode predictive somebody may be abandoned, and preset strict asks for a message',
    ],
  ])('%s', (lines, problem) => {
    expect(problemsOf(withCampaign(...lines))).toEqual([problem]);
  });

  it('trunks and rules have to be there, and rules be named, be it none', () => {
    const text = withCampaign('queue: sales').replace('trunks: [main]\n', 'trunks: [none]\n');
    expect(problemsOf(text)).toEqual(['trunks[0]: "none" is not a trunk of this office']);
    expect(problemsOf(withCampaign('queue: sales').replace('    rules: []\n', ''))).toEqual([
      'rules: is missing',
    ]);
    expect(problemsOf(withCampaign('queue: sales').replace('rules: []', 'rules: [us, uk]'))).toEqual([
      'rules[1]: "uk" are not calling rules of this office',
    ]);
  });

  it('two of one name are told apart', () => {
    const twice = `${withCampaign('queue: sales')}${withCampaign('queue: sales').split('campaigns:\n')[1] ?? ''}`;
    expect(problemsOf(twice)).toEqual(['o:12:9 campaigns[1].id: "spring" is the id of another campaign too']);
    const rules = `${house.trimEnd().slice(0, -1)}, { id: us }]\n`;
    expect(problemsOf(rules)).toEqual([
      'o:5:63 callingRules[2].id: "us" is the id of other calling rules too',
    ]);
  });

  it('a campaign that rings shorter, or abandons without a word, against its own rules', () => {
    const by = (...lines: string[]) =>
      problemsOf(withCampaign('queue: sales', ...lines).replace('rules: []', 'rules: [own, us]'));
    expect(by('ring: 14s')).toEqual(['ring: "14s" is shorter than calling rules us allow: at least 15s']);
    expect(by('ring: 15s')).toEqual([]);
    expect(by('dialling: { mode: power }', 'abandon: none')).toEqual([
      'abandon.message: is missing: in mode power somebody may be abandoned, and calling rules us asks for a message',
    ]);
    expect(by('dialling: power', 'abandon: { preset: none, message: sorry }')).toEqual([]);
    expect(by('abandon: none')).toEqual([]);
    const own = (more: string) =>
      problemsOf(
        withCampaign('queue: sales', 'dialling: power', 'abandon: none')
          .replace('rules: []', 'rules: [own]')
          .replace('{ id: own }', `{ id: own, ${more} }`),
      );
    expect(own('needsMessage: false')).toEqual([]);
    expect(own('needsMessage: true')).toHaveLength(1);
    expect(own('leastRing: 30s')).toEqual(['ring: is shorter than calling rules own allow: at least 30s']);
  });
});

describe('calling rules', () => {
  it('of a law hold where the office says nothing else', () => {
    expect(rulesIn('{ id: us, preset: us-tsr }')).toMatchObject({
      windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: 480, to: 1_260 }],
      leastRingMs: 15_000,
      source: expect.stringContaining('16 CFR 310.4') as string,
    });
    const own = rulesIn(
      '{ id: us, preset: us-tsr, windows: [{ days: mon-fri, hours: [9:00-17:00] }], perDay: 2 }',
    );
    expect(own).toMatchObject({
      windows: [{ days: [1, 2, 3, 4, 5], from: 540, to: 1_020 }],
      perDay: 2,
      leastRingMs: 15_000,
    });
    expect(own).not.toHaveProperty('needsMessage');
  });

  it('of Florida are those of its area codes', () => {
    const [florida] = rulesIn('{ id: fl, preset: us-florida }')?.regions ?? [];
    expect(florida).toMatchObject({ name: 'Florida', per24Hours: 3, windows: [{ from: 480, to: 1_200 }] });
    expect(florida?.prefixes).toContain('1305');
    expect(florida?.prefixes).toHaveLength(23);
  });

  it('have regions that say only what is different', () => {
    expect(rulesIn('{ id: own, regions: [{ name: North, prefixes: [+491] }] }')?.regions).toEqual([
      { name: 'North', prefixes: ['+491'], windows: null, holidays: [], perDay: null, per24Hours: null },
    ]);
  });

  it.each([
    ['preset: us', 'preset: "us" is not one of: none, us-tsr, us-florida, uk-ofcom'],
    ['holidays: [25-12]', 'holidays[0]: "25-12" is not a date such as 2026-12-25 or 12-25'],
    [
      'windows: [{ days: mon, hours: [9:00-25:00] }]',
      'windows[0].hours[0]: "9:00-25:00" is not a span of hours such as 8:00-17:30',
    ],
    [
      'regions: [{ name: X, prefixes: [0130] }]',
      'regions[0].prefixes[0]: "0130" is not the beginning of an international number: digits, + first or not',
    ],
  ])('are refused with %s', (more, problem) => {
    const text = `office: Example\ncallingRules: [{ id: own, ${more} }]\n`;
    expect(problemsOf(text).map((one) => one.replace(/^o:\d+:\d+ callingRules\[0\]\./, ''))).toEqual([
      problem,
    ]);
  });
});

test('a trunk has bounds', () => {
  const text = house.replace('match: [192.0.2.1]', 'match: [192.0.2.1], most: 30, perSecond: 5');
  expect(boardOffice(officeFrom(text)).trunks[0]?.limits).toEqual({ most: 30, perSecond: 5 });
  expect(boardOffice(officeFrom(house)).trunks[0]?.limits).toEqual({ most: null, perSecond: null });
});

test('what changes in campaigns and rules is told', () => {
  const before = officeFrom(withCampaign('queue: sales'));
  const after = officeFrom(withCampaign('queue: sales', 'ring: 30s').replace('preset: us-tsr', 'perDay: 2'));
  expect(diffOffice(before, after).map(showChange)).toEqual([
    '~ campaign spring: ring 25s → 30s',
    expect.stringMatching(/^~ calling rules us: source/),
    '~ calling rules us: windows -{"days":[1,2,3,4,5,6,7],"from":480,"to":1260}',
    '~ calling rules us: perDay null → 2',
    '~ calling rules us: leastRing 15s → 0s',
    '~ calling rules us: needsMessage true → false',
  ]);
  expect(diffOffice(officeFrom(house), before).map(showChange)).toEqual(['+ campaign spring (Spring)']);
});

test('an office of former times has none', () => {
  const { campaigns: _c, callingRules: _r, ...former } = officeFrom(house);
  expect(boardOffice(presentDocument(former))).toMatchObject({ campaigns: [], callingRules: [] });
});
