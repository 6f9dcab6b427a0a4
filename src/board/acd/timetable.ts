import type { Told, Waiting } from '../call/waiting.ts';
import type { QueueSettings } from '../queue-settings.ts';
import { menuPrompts } from './words.ts';

/** What is told by the clock. */
export type Periodic = Extract<Told, 'place' | 'menu' | 'prompt'>;

/** Of several that are due at the same time the first comes first. */
export const periodic: readonly Periodic[] = ['place', 'menu', 'prompt'];

/**
 * When this is due, which may be past; null: never. First counted from the caller's coming to the queue, then from the end
 * of the last one. Two announcements are never closer than the gap.
 */
export function dueAt(queue: QueueSettings, { told }: Waiting, since: number, what: Periodic): number | null {
  const { firstMs, everyMs } = timesOf(queue, what);
  const last = told.lastAt[what];
  const due =
    last === undefined
      ? firstMs === null
        ? null
        : since + firstMs
      : everyMs === null
        ? null
        : last + everyMs;
  if (due === null || told.endedAt === null) return due;
  return Math.max(due, told.endedAt + queue.announce.gapMs);
}

/** When to look at it next. What was due and had nothing to say is looked at again a period later. */
export function nextLook(
  queue: QueueSettings,
  waiting: Waiting,
  since: number,
  what: Periodic,
  at: number,
): number | null {
  const due = dueAt(queue, waiting, since, what);
  const { everyMs } = timesOf(queue, what);
  if (due === null || due > at) return due;
  return everyMs === null ? null : due + (Math.floor((at - due) / everyMs) + 1) * everyMs;
}

interface Times {
  readonly firstMs: number | null;
  readonly everyMs: number | null;
}

const never: Times = { firstMs: null, everyMs: null };

function timesOf({ announce, menu, exits }: QueueSettings, what: Periodic): Times {
  switch (what) {
    case 'place':
      return announce.place ?? never;
    case 'prompt':
      return announce.prompts ?? never;
    default:
      if (menu === null || menuPrompts(exits).length === 0) return never;
      return { firstMs: menu.afterMs, everyMs: menu.everyMs };
  }
}
