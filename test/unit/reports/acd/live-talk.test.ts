import { expect, test } from 'vitest';
import type { Segment } from '../../../../src/board/account.ts';
import { Changes } from '../../../../src/board/changes.ts';
import type { AgentId, CallId, QueueId } from '../../../../src/board/ids.ts';
import { emptyState } from '../../../../src/board/state.ts';
import { Turn } from '../../../../src/board/turn.ts';
import type { Ledger } from '../../../../src/ledger/ledger.ts';
import { LiveTalk } from '../../../../src/reports/acd/live-talk.ts';
import { openLedger } from '../../ledger/scenes.ts';

const support = 'support' as QueueId;

function store(ledger: Ledger, ...segments: Segment[]): void {
  const turn = new Turn(emptyState('t'), 1);
  expect(turn.changes).toBeInstanceOf(Changes);
  turn.changes.segments.push(...segments);
  ledger.commit([turn], emptyState('t'));
}

const segment = (startAt: number, endAt: number, more: Partial<Segment> = {}): Segment =>
  ({
    subject: 'call',
    call: 'cbt-1' as CallId,
    state: 'talking',
    queue: support,
    agent: 'anna' as AgentId,
    startAt,
    endAt,
    ...more,
  }) as Segment;

test('the talks of a queue since a time, each part of them once', () => {
  const ledger = openLedger();
  const talk = new LiveTalk(ledger.figures, emptyState('t'));
  expect(talk.since(support, 1_000)).toBe(0);
  store(
    ledger,
    segment(0, 900),
    segment(500, 1_500),
    segment(2_000, 2_300, { state: 'waiting' }),
    segment(2_000, 2_300, { queue: 'sales' as QueueId }),
  );
  expect([talk.since(support, 1_000), talk.since(support, 1_000)]).toEqual([500, 500]);
  store(ledger, segment(3_000, 3_100));
  expect(talk.since(support, 1_000)).toBe(600);
  // The next day.
  expect(talk.since(support, 3_050)).toBe(50);
});
