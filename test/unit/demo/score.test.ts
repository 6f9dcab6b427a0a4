import { describe, expect, test } from 'vitest';
import type { CallSeen } from '../../demo/floor.ts';
import { judge, scoreOf } from '../../demo/score.ts';
import { seen, talk } from './seen.ts';

const droppedByUs = { at: 9_000, by: 'far end', sipStatus: null } as const;

describe('the outcome of a call', () => {
  test.each<[string, CallSeen, ReturnType<typeof judge>]>([
    ['the caller hangs up', seen({ talk: talk() }), { outcome: 'answered', why: null }],
    [
      'the agent hangs up',
      seen({ talk: talk({ agentHungUp: true }), ended: droppedByUs }),
      { outcome: 'answered', why: null },
    ],
    ['the caller gives up', seen(), { outcome: 'abandoned', why: null }],
    [
      'refused',
      seen({ acceptedAt: null, ended: { at: 30, by: 'far end', sipStatus: 503 } }),
      { outcome: 'failed', why: 'refused with 503' },
    ],
    [
      'given up because the line says nothing',
      seen({ acceptedAt: null }),
      { outcome: 'failed', why: 'nobody took the call' },
    ],
    [
      'a talk that one hears only',
      seen({ talk: talk({ callerHeardAt: null }) }),
      { outcome: 'failed', why: 'the caller heard nothing' },
    ],
    [
      'a silent talk',
      seen({ talk: talk({ callerHeardAt: null, agentHeardAt: null }) }),
      { outcome: 'failed', why: 'the caller and the agent heard nothing' },
    ],
    [
      'dropped while waiting',
      seen({ ended: droppedByUs }),
      { outcome: 'lost', why: 'dropped while waiting' },
    ],
    [
      'dropped while talking',
      seen({ talk: talk(), ended: droppedByUs }),
      { outcome: 'lost', why: 'dropped while talking' },
    ],
    [
      'left without a sound until the caller gives up',
      seen({ longestGapMs: 57_000 }),
      { outcome: 'lost', why: 'no sound for 57.0 s' },
    ],
    ['without end', seen({ ended: null }), { outcome: 'failed', why: 'it never ended' }],
  ])('%s', (_name, call, verdict) => {
    expect(judge(call)).toEqual(verdict);
  });
});

test('every call counts once', () => {
  const calls = [
    seen(),
    seen({ talk: talk() }),
    seen({ talk: talk() }),
    seen({ acceptedAt: null }),
    seen({ ended: droppedByUs }),
  ];
  expect(scoreOf(calls, new Map())).toEqual({
    offered: 5,
    answered: 2,
    abandoned: 1,
    failed: 1,
    lost: 1,
    dispatchMsP50: null,
    dispatchMsP99: null,
  });
});

describe('the time to the INVITE at the phone counts', () => {
  const delay = (call: CallSeen, freed: Record<string, number[]>): number | null =>
    scoreOf([call], new Map(Object.entries(freed))).dispatchMsP99;

  test("from the caller's INVITE when the agent was free already", () => {
    const call = seen({ invitedAt: 1_000, offers: [{ agent: 'anna', invitedAt: 1_004, endedAt: null }] });
    expect(delay(call, { anna: [500] })).toBe(4);
  });

  test('from when the agent became free for the last time before it', () => {
    const call = seen({ invitedAt: 1_000, offers: [{ agent: 'anna', invitedAt: 2_005.5, endedAt: null }] });
    expect(delay(call, { anna: [500, 2_000, 3_000], ben: [2_004] })).toBe(5.5);
  });

  test('from when another phone stopped ringing for the caller', () => {
    const offers = [
      { agent: 'anna', invitedAt: 1_003, endedAt: 5_000 },
      { agent: 'ben', invitedAt: 5_007, endedAt: null },
    ];
    expect(delay(seen({ invitedAt: 1_000, offers }), { anna: [500], ben: [600] })).toBe(7);
  });
});
