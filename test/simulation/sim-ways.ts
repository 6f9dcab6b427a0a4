import type { Calendar } from '../../src/board/office.ts';
import {
  emptyReasons,
  type EntryRefusal,
  type EntrySettings,
  type Exit,
  type LeaveSettings,
  type QueueSettings,
  type WayOut,
} from '../../src/board/queue-settings.ts';
import type { Random } from './random.ts';

/** Who is let into a queue, who leaves it, and by which keys. */

const refusals: readonly EntryRefusal[] = [...emptyReasons, 'full', 'closed', 'wait-too-long'];

/** Open for some minutes of each hour, so that a run of the simulation sees it open and close. */
export function calendarOf(random: Random): Calendar {
  const from = random.between(0, 20);
  const to = from + random.between(5, 35);
  const open = Array.from({ length: 24 }, (_, hour) => ({
    days: [1, 2, 3, 4, 5, 6, 7],
    from: hour * 60 + from,
    to: hour * 60 + to,
  }));
  return { id: 'hours', open, holidays: [] };
}

/** `numbers` are those of queues, phones and the outside that somebody may be sent to. */
export function waysOf(
  random: Random,
  numbers: readonly string[],
): Pick<QueueSettings, 'entry' | 'leave' | 'returnMs' | 'hours' | 'exits'> {
  return {
    entry: random.chance(0.5) ? plainEntry : entryOf(random, numbers),
    leave: random.chance(0.5) ? plainLeave : leaveOf(random, numbers),
    returnMs: random.chance(0.6) ? 0 : random.between(10, 300) * 1000,
    hours: random.chance(0.8) ? null : 'hours',
    exits: random.chance(0.5) ? [] : exitsOf(random, numbers),
  };
}

const plainEntry: EntrySettings = {
  mostWaiting: null,
  mostCalls: null,
  longestExpectedMs: null,
  mostWaitingPerAgent: null,
  refuse: {},
};
const plainLeave: LeaveSettings = { after: null, whenEmpty: null, whenClosed: null, afterRounds: null };

function entryOf(random: Random, numbers: readonly string[]): EntrySettings {
  return {
    mostWaiting: random.chance(0.7) ? null : random.between(1, 10),
    mostCalls: random.chance(0.8) ? null : random.between(1, 15),
    longestExpectedMs: random.chance(0.7) ? null : random.between(10, 600) * 1000,
    mostWaitingPerAgent: random.chance(0.8) ? null : random.between(1, 4),
    refuse: Object.fromEntries(
      refusals.filter(() => random.chance(0.3)).map((reason) => [reason, wayOut(random, numbers)]),
    ),
  };
}

function leaveOf(random: Random, numbers: readonly string[]): LeaveSettings {
  const rarely = <Of>(value: () => Of): Of | null => (random.chance(0.5) ? null : value());
  const way = (): WayOut => wayOut(random, numbers);
  return {
    after: rarely(() => ({ ms: random.between(5, 120) * 1000, finishRing: random.chance(0.7), way: way() })),
    whenEmpty: rarely(() => ({
      reasons: emptyReasons.filter((_, index) => index === 0 || random.chance(0.4)),
      graceMs: random.between(0, 20) * 1000,
      way: way(),
    })),
    whenClosed: rarely(way),
    afterRounds: rarely(() => ({ rounds: random.between(1, 3), way: way() })),
  };
}

function wayOut(random: Random, numbers: readonly string[]): WayOut {
  return {
    say: random.chance(0.5) ? null : 'prompt:closed',
    to: random.chance(0.3) ? null : random.pick(numbers),
  };
}

/** One and two keys that begin alike. */
function exitsOf(random: Random, numbers: readonly string[]): Exit[] {
  const go = (digits: string): Exit => ({
    digits,
    does: { kind: 'go', to: random.pick(numbers) },
    as: 'elsewhere',
  });
  return [go('1'), go('12'), { digits: '9', does: { kind: 'stay' }, as: 'stay' }];
}
