import { expect, test } from 'vitest';
import type { CallingRules } from '../../../../src/board/outbound/campaign-settings.ts';
import { judge, type CalledParty } from '../../../../src/board/outbound/gate.ts';
import { Random } from '../../../simulation/random.ts';
import { campaignIn, houseWith, oracleOpen, partyAt, rulesOf } from './gate-stage.ts';

/** Clocks that are put forward and back by an hour, half an hour or two, at midnight too; both sides of the date line. */
const zones = [
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Europe/Dublin',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
];

const hourMs = 3_600_000;
const first = Date.UTC(2024, 0, 1);
const spanMs = Date.UTC(2029, 0, 1) - first;

function randomWindows(random: Random): CallingRules['windows'] {
  return Array.from({ length: random.between(0, 2) }, () => {
    const from = random.between(0, 1_380);
    const days = [1, 2, 3, 4, 5, 6, 7].filter(() => random.chance(0.8));
    return { days: days.length === 0 ? [1] : days, from, to: random.between(from + 1, 1_440) };
  });
}

function randomRules(random: Random, id: string, at: number): CallingRules {
  const near = new Date(at + random.between(-2, 2) * 24 * hourMs).toISOString().slice(0, 10);
  return rulesOf(id, {
    windows: randomWindows(random),
    holidays: random.chance(0.3) ? [random.chance(0.5) ? near : near.slice(5)] : [],
  });
}

/** Near a change of the clock as often as not: that is where it goes wrong. */
function randomMoment(random: Random): number {
  const at = first + Math.floor(random.next() * spanMs);
  if (random.chance(0.5)) return at;
  const changes = ['03-08', '03-29', '10-04', '10-25', '11-01', '04-05', '09-06', '04-24', '10-30'];
  const year = random.between(2024, 2028);
  return (
    Date.parse(`${year}-${random.pick(changes)}T00:00:00Z`) +
    random.between(-40, 60) * hourMs +
    random.between(0, 3_599_999)
  );
}

test('the gate lets nobody through outside any window, and says to the millisecond when it will', () => {
  const random = new Random(5);
  let followed = 0;
  for (let round = 0; round < 250; round += 1) {
    const at = randomMoment(random);
    const state = houseWith(
      Array.from({ length: random.between(1, 3) }, (_, n) => randomRules(random, `r${n}`, at)),
    );
    const party = partyAt([
      ...new Set(Array.from({ length: random.between(1, 3) }, () => random.pick(zones))),
    ]);
    const campaign = campaignIn(state);
    const isOpen = (moment: number): boolean =>
      state.office.callingRules.every(({ windows, holidays }) =>
        party.zones.every((zone) => oracleOpen(windows, holidays, zone, moment)),
      );
    const verdict = judge(state, campaign, party, at);
    expect(verdict.allowed, `round ${round}`).toBe(isOpen(at));
    if (verdict.allowed) continue;
    const { until } = verdict;
    if (until === null) throw new Error(`round ${round}: a window opens some day`);
    expect(until).toBeGreaterThan(at);
    const before = Array.from({ length: 12 }, () => at + Math.floor(random.next() * (until - at)));
    for (const moment of [until - 1, ...before]) {
      expect(isOpen(moment), `round ${round} at ${new Date(moment).toISOString()}`).toBe(false);
    }
    // The same question, asked later: the same answer until the same moment.
    const late = judge(state, campaign, party, until - 1);
    expect(late).toMatchObject({ allowed: false });
    if (!isOpen(until)) continue;
    expect(late).toMatchObject({ until });
    expect(judge(state, campaign, party, until).allowed).toBe(true);
    followed += 1;
  }
  expect(followed).toBeGreaterThan(100);
});

/** Calls of one number as they stand in a list: counted one by one. */
function isTooOften(party: CalledParty, perDay: number, per24Hours: number, at: number): boolean {
  const dateOf = (moment: number, timeZone: string): string =>
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(moment);
  const rolling = party.recent.filter((one) => at - one < 24 * hourMs).length;
  const daily = party.zones.map(
    (zone) => party.recent.filter((one) => dateOf(one, zone) === dateOf(at, zone)).length,
  );
  return rolling >= per24Hours || daily.some((count) => count >= perDay);
}

test('limits, locks, expiring entries and windows together: no until the one moment at which all say yes', () => {
  const random = new Random(6);
  let refused = 0;
  for (let round = 0; round < 250; round += 1) {
    const at = randomMoment(random);
    const state = houseWith(
      random.chance(0.5)
        ? []
        : [rulesOf('law', { windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: 480, to: 1_260 }] })],
    );
    const party = partyAt([random.pick(zones)], {
      recent: Array.from({ length: random.between(0, 6) }, () => at - random.between(0, 25 * hourMs)),
      lockedUntil: random.chance(0.3) ? at + random.between(-hourMs, 72 * hourMs) : 0,
    });
    if (random.chance(0.3)) {
      const until = at + random.between(1, 48 * hourMs);
      state.numberLog.barred.set(' +49*', { pattern: '+49*', campaign: null, source: 'test', until });
    }
    const perDay = random.between(1, 4);
    const per24Hours = random.between(1, 5);
    const campaign = campaignIn(state, { limits: { perContact: 9, perNumber: 9, perDay, per24Hours } });
    const verdict = judge(state, campaign, party, at);
    if (verdict.allowed) {
      expect(isTooOften(party, perDay, per24Hours, at), `round ${round}`).toBe(false);
      continue;
    }
    refused += 1;
    const { until } = verdict;
    if (until === null) throw new Error(`round ${round}: nothing here is for good`);
    expect(judge(state, campaign, party, until).allowed, `round ${round}`).toBe(true);
    expect(isTooOften(party, perDay, per24Hours, until)).toBe(false);
    for (const moment of [
      until - 1,
      ...Array.from({ length: 10 }, () => at + Math.floor(random.next() * (until - at))),
    ]) {
      expect(judge(state, campaign, party, moment), `round ${round}`).toMatchObject({
        allowed: false,
        until,
      });
    }
  }
  expect(refused).toBeGreaterThan(90);
});
