import { expect, test } from 'vitest';
import type { VisitOutcome } from '../../../../src/board/account.ts';
import {
  abandonRate,
  abandonRateWithShort,
  flowedOut,
  isConserved,
  percentile,
  serviceLevels,
} from '../../../../src/reports/acd/formulas.ts';
import { VisitTally } from '../../../../src/reports/acd/visit-tally.ts';
import { randomFrom } from '../../ledger/busy-office.ts';
import { visitOf } from '../rows.ts';

const rules = { serviceLevelMs: 20_000, shortAbandonMs: 5_000 };
const outcomes: readonly VisitOutcome[] = [
  'answered',
  'abandoned',
  'timeout',
  'empty',
  'closed',
  'rounds',
  'exit-key',
  'withdrawn',
  'moved',
  'callback',
  'failed',
  'lost',
];

function tallyOf(...visits: readonly (readonly [VisitOutcome, number])[]): VisitTally {
  const tally = new VisitTally();
  for (const [outcome, seconds] of visits) tally.add(visitOf('c', outcome, 0, seconds * 1_000), rules);
  return tally;
}

/** Ten callers: 4 answered in time, 2 late; 1 gave up at once, 1 in time, 1 late; 1 was not waited for. */
const ten = tallyOf(
  ['answered', 0],
  ['answered', 10],
  ['answered', 19],
  ['answered', 20],
  ['answered', 21],
  ['answered', 60],
  ['abandoned', 4],
  ['abandoned', 15],
  ['abandoned', 40],
  ['timeout', 90],
);

test.each([
  ['answered', 4 / 6],
  ['with-abandoned', (4 + 2) / 9],
  ['offered-to-agents', 4 / 8],
  ['of-queued', 6 / 10],
  ['late-abandoned', 4 / 7],
  ['strict', 4 / 10],
] as const)('service level %s', (variant, level) => {
  expect(serviceLevels[variant](ten)).toBeCloseTo(level, 10);
});

test('without callers there is no rate', () => {
  const none = new VisitTally();
  for (const formula of Object.values(serviceLevels)) expect(formula(none)).toBeNull();
  expect(abandonRate(none)).toBeNull();
});

test('who gave up at once is counted apart', () => {
  expect(ten).toMatchObject({ abandoned: 2, shortAbandoned: 1, abandonedWaitMs: 55_000 });
  expect(abandonRate(ten)).toBeCloseTo(2 / 9, 10);
  expect(abandonRateWithShort(ten)).toBeCloseTo(3 / 10, 10);
});

test('features 1.12 AQ 5267, C42: timeouts, empty queues and withdrawals are no abandonments, key exits are counted', () => {
  const tally = tallyOf(
    ['timeout', 30],
    ['empty', 30],
    ['withdrawn', 30],
    ['exit-key', 30],
    ['callback', 30],
  );
  expect(tally).toMatchObject({ abandoned: 0, shortAbandoned: 0, exitKey: 1, callbackTaken: 1 });
  expect(tally.flowOut).toMatchObject({ timeout: 1, empty: 1, withdrawn: 1 });
  expect(abandonRate(tally)).toBe(0);
});

test('a visit that is to be called back is apart from those on the line', () => {
  const tally = new VisitTally();
  const callback = { isCallback: true };
  tally.add(visitOf('c1', 'callback', 0, 30_000), rules);
  tally.add(visitOf('c1', 'answered', 30_000, 60_000, callback), rules);
  tally.add(visitOf('c2', 'callback-expired', 0, 60_000, callback), rules);
  tally.add(visitOf('c3', 'callback-failed', 0, 60_000, callback), rules);
  expect(tally).toMatchObject({ offered: 1, answered: 0, callbackTaken: 1 });
  expect(tally.callbacks).toEqual({
    requested: 1,
    reached: 1,
    failed: 1,
    expired: 1,
    cancelled: 0,
    due: 0,
    reachedWaitMs: 60_000,
  });
});

test('how right the announced waits were', () => {
  const tally = new VisitTally();
  const told = (at: number, ms: number) => ({ told: { at, ms } });
  // Told 30 s after 10 s: waited 20 s after that, then 50 s.
  tally.add(visitOf('c1', 'answered', 0, 30_000, told(10_000, 30_000)), rules);
  tally.add(visitOf('c2', 'answered', 0, 60_000, told(10_000, 30_000)), rules);
  tally.add(visitOf('c3', 'abandoned', 0, 60_000, told(10_000, 30_000)), rules);
  expect(tally.told).toEqual({ count: 2, errorMs: 30_000, within: 1 });
});

test('conservation: whatever comes, every caller is in one place', () => {
  const random = randomFrom(7);
  for (let round = 0; round < 200; round += 1) {
    const tally = new VisitTally();
    let open = 0;
    let count = 0;
    for (let left = Math.floor(random() * 40); left > 0; left -= 1) {
      count += 1;
      const outcome = outcomes[Math.floor(random() * outcomes.length)] ?? 'answered';
      const visit = visitOf('c', outcome, 0, Math.floor(random() * 60_000));
      if (random() < 0.1) {
        tally.addOpen(visit);
        open += 1;
      } else tally.add(visit, rules);
    }
    expect(isConserved(tally)).toBe(true);
    expect(tally.offered).toBe(count);
    expect(tally.stillWaiting).toBe(open);
    const { answered, abandoned, shortAbandoned, exitKey, callbackTaken } = tally;
    expect(answered + abandoned + shortAbandoned + exitKey + callbackTaken + flowedOut(tally)).toBe(
      count - open,
    );
  }
});

test('percentiles are by nearest rank', () => {
  expect(percentile([], 0.5)).toBeNull();
  expect(percentile([7], 0.9)).toBe(7);
  const ten10 = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  expect([percentile(ten10, 0.5), percentile(ten10, 0.9), percentile(ten10, 1)]).toEqual([5, 9, 10]);
});
