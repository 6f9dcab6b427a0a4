import { stretchAt } from '../../base/open-hours.ts';
import type { Calendar } from '../office.ts';
import type { QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';

/** Whether the queue is open by its hours; one without is always. */
export function isOpen(
  state: Readonly<BoardState>,
  queue: Pick<QueueSettings, 'hours'>,
  at: number,
): boolean {
  const calendar = calendarOf(state, queue);
  return calendar === undefined || stretchAt(calendar, state.office.timeZone, at).isOpen;
}

/** When that has to be looked at again: later than `at`; null: it stays so. */
export function hoursMoment(
  state: Readonly<BoardState>,
  queue: Pick<QueueSettings, 'hours'>,
  at: number,
): number | null {
  const calendar = calendarOf(state, queue);
  return calendar === undefined ? null : stretchAt(calendar, state.office.timeZone, at).until;
}

function calendarOf(
  { office }: Readonly<BoardState>,
  { hours }: Pick<QueueSettings, 'hours'>,
): Calendar | undefined {
  return hours === null ? undefined : office.calendars.find(({ id }) => id === hours);
}
