import { expect, test } from 'vitest';
import type { CallId, CampaignId, ContactId } from '../../../../src/board/ids.ts';
import type { Outcome } from '../../../../src/board/outbound/outcome.ts';
import { abandonRate, minutesAnHour } from '../../../../src/reports/outbound/formulas.ts';
import { openOf, progressOf } from '../../../../src/reports/outbound/progress.ts';
import type { FoundAttempt, OutboundRows } from '../../../../src/reports/outbound/rows.ts';
import { AttemptTally } from '../../../../src/reports/outbound/tally.ts';

const spring = 'spring' as CampaignId;
let next = 0;

/** An attempt that began at 0, was answered after 10 s and ended after 70 s. */
const attempt = (outcome: Outcome, more: Partial<FoundAttempt> = {}): FoundAttempt => {
  next += 1;
  const isAnswered = ['person', 'abandoned', 'hung-up', 'machine', 'silence'].includes(outcome);
  return {
    id: next,
    call: `c-${next}` as CallId,
    campaign: spring,
    contact: next as ContactId,
    number: '+4930',
    mode: 'predictive',
    agent: null,
    trunk: 'main',
    callerId: '',
    begunAt: 0,
    answeredAt: isAnswered ? 10_000 : null,
    detected: null,
    waitMs: null,
    endedAt: 70_000,
    outcome,
    verdict: { allowed: true, at: 0, rules: [] },
    cause: 16,
    sip: null,
    path: null,
    action: null,
    ...more,
  };
};

test('the rates of a campaign, by hand', () => {
  const tally = new AttemptTally();
  const waits = [100, 200, 300, 2_000];
  for (const waitMs of waits) tally.add(attempt('person', { waitMs }));
  tally.add(attempt('person', { waitMs: 400, path: 'Sold', action: 'success' }));
  tally.add(attempt('abandoned'));
  tally.add(attempt('hung-up'));
  tally.add(attempt('machine'));
  for (let count = 0; count < 2; count += 1) tally.add(attempt('no-answer'));
  // Those that our own side failed are no dials.
  tally.add(attempt('network'));
  tally.add(attempt('cancelled', { answeredAt: 10_000 }));
  expect(tally.totals()).toEqual({
    dials: 10,
    answered: 8,
    persons: 7,
    talks: 5,
    abandoned: 1,
    outcomes: { person: 5, abandoned: 1, 'hung-up': 1, machine: 1, 'no-answer': 2, network: 1, cancelled: 1 },
    dispositions: { Sold: 1 },
    won: 1,
    answerRate: 0.8,
    contactRate: 0.5,
    dropRate: 2 / 7,
    conversion: 0.2,
    wait: { p50Ms: 300, p95Ms: 2_000, mostMs: 2_000 },
    talkMs: 5 * 60_000 - 3_000,
    averageTalkMs: 59_400,
  });
});

test('nothing to divide by is no rate of 0', () => {
  expect(new AttemptTally().totals()).toMatchObject({
    answerRate: null,
    contactRate: null,
    dropRate: null,
    conversion: null,
    wait: { p50Ms: null, p95Ms: null, mostMs: null },
    averageTalkMs: null,
  });
  expect(abandonRate({ live: 0, abandoned: 0 })).toBeNull();
  expect(abandonRate({ live: 100, abandoned: 3 })).toBe(0.03);
  expect(minutesAnHour(15 * 60_000, 3_600_000)).toBe(15);
});

test('lists are counted in slices, and removed contacts are in no rate', async () => {
  const asked: (readonly [number, number])[] = [];
  const base = { list: 1, name: 'first', isActive: true };
  const rows = {
    lastContact: 30_000,
    progress: (_campaign: string, after: number, upTo: number) => {
      asked.push([after, upTo]);
      const later = { ...base, state: 'finished' as const, count: 1, attempted: 1, won: 1 };
      if (after > 0)
        return [
          later,
          { ...base, list: 2, name: 'other', state: 'open' as const, count: 1, attempted: 0, won: 0 },
        ];
      return [
        { ...base, state: 'open' as const, count: 2, attempted: 1, won: 0 },
        { ...base, state: 'removed' as const, count: 7, attempted: 5, won: 0 },
        { ...base, state: 'held' as const, count: 1, attempted: 0, won: 0 },
      ];
    },
    open: (_campaign: string, after: number) =>
      after === 0
        ? [{ state: 'open' as const, reason: null, count: 3, dueAt: 500 }]
        : [
            { state: 'open' as const, reason: null, count: 1, dueAt: 400 },
            { state: 'open' as const, reason: 'holiday' as const, count: 2, dueAt: 900 },
            { state: 'finished' as const, reason: 'do-not-call' as const, count: 5, dueAt: 1 },
          ],
  } satisfies Partial<OutboundRows> as unknown as OutboundRows;
  expect(await progressOf(rows, spring)).toEqual([
    {
      ...base,
      contacts: 4,
      open: 2,
      held: 1,
      finished: 1,
      removed: 7,
      attempted: 2,
      won: 1,
      penetration: 0.5,
      completion: 0.25,
    },
    expect.objectContaining({ list: 2, contacts: 1, completion: 0 }),
  ]);
  expect(asked).toEqual([
    [0, 20_000],
    [20_000, 40_000],
  ]);
  expect(await openOf(rows, spring)).toEqual({
    nextDueAt: 400,
    refusals: [{ state: 'open', reason: 'holiday', count: 2, dueAt: 900 }],
    finished: [{ state: 'finished', reason: 'do-not-call', count: 5, dueAt: 1 }],
  });
});
