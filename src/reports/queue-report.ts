import type { HistoryRow, Segment } from '../board/account.ts';
import type { DeviceCall } from './device-call.ts';
import type { QueueEvent } from './ledger.ts';
import { sumOf, type Sum } from './sum.ts';

/** Who gives up so soon has not waited: he counts as a call that came, and nowhere else. */
const immediateMs = 5_000;

/** What a queue had of calls since the start of the day. A call belongs to the day on which it came into the queue. */
export interface QueueFigures {
  /** How long the queue took calls: neither suspended nor stopped. */
  readonly workMs: number;
  /** Calls that came: those that were let in and those that were turned away. */
  readonly incomingCount: number;
  readonly letInCount: number;
  readonly turnedAwayCount: number;
  /** How long callers waited until they were talked to or gone, the ringing of agents' phones included. */
  readonly waiting: Sum;
  readonly abandoned: {
    /** Within the first seconds, whatever rang. */
    readonly immediatelyCount: number;
    /** While an agent's phone rang for the caller. */
    readonly onAgentCount: number;
    /** While none did. */
    readonly onQueueCount: number;
  };
  /** Calls for which an agent's phone rang, and how long it did. */
  readonly alerting: Sum;
  /** Calls that were talked in with an agent of the queue, and for how long. */
  readonly connected: Sum;
}

interface QueueRecords {
  readonly from: number;
  readonly to: number;
  /** Of the queue's calls, those that are open included. */
  readonly segments: readonly Segment[];
  /** What agents' devices had of its calls. */
  readonly calls: readonly DeviceCall[];
  /** Of the calls that it had last. */
  readonly history: readonly Pick<HistoryRow, 'call' | 'end' | 'endedAt'>[];
  readonly events: readonly QueueEvent[];
}

/** What one call had of the queue. */
interface Stay {
  readonly enteredAt: number;
  readonly waitMs: number;
  readonly talkMs: number;
}

export function queueFigures(records: QueueRecords): QueueFigures {
  const { from, to, events } = records;
  const stays = staysOf(records);
  const all = [...stays.values()];
  const ringing = records.calls.filter(({ call, isOutgoing }) => !isOutgoing && stays.has(call));
  const alertingOf = new Map<string, number>();
  for (const { call, alertingMs } of ringing) {
    if (alertingMs > 0) alertingOf.set(call, (alertingOf.get(call) ?? 0) + alertingMs);
  }
  const turnedAwayCount = events.filter(
    (event) => event.kind === 'call.turned-away' && event.at >= from,
  ).length;
  return {
    workMs: to - from - shutMs(events, from, to),
    incomingCount: all.length + turnedAwayCount,
    letInCount: all.length,
    turnedAwayCount,
    waiting: sumOf(all.map(({ waitMs }) => waitMs).filter((ms) => ms > 0)),
    abandoned: abandonedCounts(records, stays, ringing),
    alerting: sumOf([...alertingOf.values()]),
    connected: sumOf(all.map(({ talkMs }) => talkMs).filter((ms) => ms > 0)),
  };
}

/** Those that came in since `from`: whose first stretch of time in the queue began then. */
function staysOf({ segments, from, to }: QueueRecords): Map<string, Stay> {
  const stays = new Map<string, Stay>();
  for (const segment of segments) {
    if (segment.subject !== 'call') continue;
    const { call, state, agent, startAt, endAt } = segment;
    const before = stays.get(call) ?? { enteredAt: startAt, waitMs: 0, talkMs: 0 };
    const ms = Math.min(endAt, to) - startAt;
    stays.set(call, {
      enteredAt: Math.min(before.enteredAt, startAt),
      // In a hook before the queue or the offer the caller waits too.
      waitMs: before.waitMs + (state === 'waiting' || (state === 'away' && before.talkMs === 0) ? ms : 0),
      talkMs: before.talkMs + (state === 'talking' && agent !== null ? ms : 0),
    });
  }
  for (const [call, { enteredAt }] of stays) if (enteredAt < from) stays.delete(call);
  return stays;
}

function abandonedCounts(
  { history }: QueueRecords,
  stays: ReadonlyMap<string, Stay>,
  ringing: readonly DeviceCall[],
): QueueFigures['abandoned'] {
  const onAgent = new Set(ringing.filter(({ lost }) => lost === 'abandoned').map(({ call }) => call));
  const counts = { immediatelyCount: 0, onAgentCount: 0, onQueueCount: 0 };
  for (const { call, end, endedAt } of history) {
    const stay = stays.get(call);
    if (stay === undefined || end !== 'abandoned' || stay.talkMs > 0) continue;
    if (endedAt - stay.enteredAt < immediateMs) counts.immediatelyCount += 1;
    else if (onAgent.has(call)) counts.onAgentCount += 1;
    else counts.onQueueCount += 1;
  }
  return counts;
}

/** How long of this time the queue took no calls. */
function shutMs(events: readonly QueueEvent[], from: number, to: number): number {
  let sum = 0;
  let shutAt: number | null = null;
  for (const { kind, at } of events) {
    if (kind === 'call.turned-away') continue;
    if (kind === 'queue.resumed') {
      if (shutAt !== null) sum += Math.max(0, at - Math.max(shutAt, from));
      shutAt = null;
    } else shutAt ??= at;
  }
  return shutAt === null ? sum : sum + Math.max(0, to - Math.max(shutAt, from));
}
