import { z } from 'zod';
import type { Calendar, NotReadyReason, OpeningHours } from '../board/office.ts';
import { duration, id, integer, label, like, value, yesOrNo } from './values.ts';

/** When the office works, and what agents may be: opening hours, reasons, skills. */

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export const days = value('days', 'is not a day or a span of days such as mon or mon-fri', (text) => {
  const [from = '', to = from] = text.split('-');
  const first = weekdays.indexOf(from);
  const last = weekdays.indexOf(to);
  if (first < 0 || last < 0) return null;
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, at) => ((first + at) % 7) + 1);
});

export const hours = value('hours', 'is not a span of hours such as 8:00-17:30', (text) => {
  const match = /^(\d{1,2}):([0-5]\d)-(\d{1,2}):([0-5]\d)$/.exec(text);
  if (match === null) return null;
  const [from, to] = [minutes(match[1], match[2]), minutes(match[3], match[4])];
  return from < to && to <= 24 * 60 ? { from, to } : null;
});

function minutes(hour = '', minute = ''): number {
  return Number(hour) * 60 + Number(minute);
}

export const date = like(
  'date',
  'is not a date such as 2026-12-25 or 12-25',
  /^(?:\d{4}-)?(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
);

const calendar = z
  .strictObject({
    id: id().describe('name of the calendar'),
    open: z
      .array(
        z.strictObject({
          days: days.describe('a day or a span of days: mon-fri'),
          hours: z.array(hours).min(1).describe('spans of hours in the time zone of the office'),
        }),
      )
      .describe('when it is open'),
    holidays: z.array(date).prefault([]).describe('days on which it is closed, once or every year'),
  })
  .transform(
    ({ id: name, open, holidays }): Calendar => ({
      id: name,
      open: open.flatMap((one) => one.hours.map((span): OpeningHours => ({ days: one.days, ...span }))),
      holidays,
    }),
  );

const reason = z
  .strictObject({
    id: id().describe('the reason for machines'),
    name: label.describe('the reason for people'),
    paid: yesOrNo.prefault('false').describe('counts as working time in the reports'),
    longest: duration(60_000, 86_400_000, '1m to 24h').optional().describe('how long an agent may stay so'),
    whenTooLong: z
      .enum(['alarm', 'ready', 'sign-out'])
      .prefault('alarm')
      .describe('what happens then: supervisors are told, or the agent is made ready or signed out'),
  })
  .transform(({ longest, ...plain }): NotReadyReason => ({ ...plain, longestMs: longest ?? null }));

export const dutySections = {
  calendars: z.array(calendar).prefault([]).describe('when queues are open'),
  reasons: z
    .array(reason)
    .prefault([])
    .describe('why agents may be not ready; when none is named any word will do'),
};

export const agentFields = {
  skills: z
    .record(id(), integer(1, 100))
    .prefault({})
    .describe('what the agent knows: skill to level from 1 to 100'),
  connect: z
    .enum(['ring', 'auto-answer', 'stay'])
    .prefault('ring')
    .describe('the phone rings, or answers by itself, or stays up between calls'),
  capacity: integer(1, 20).prefault('1').describe('calls at once in queues that ring agents in use'),
  quietWhenNotReady: yesOrNo
    .prefault('false')
    .describe('direct calls are turned away as busy while the agent is not ready'),
};
