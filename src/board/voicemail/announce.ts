import type { StoredMessage } from '../device/device.ts';

/** What is said in a mailbox, in the words of Asterisk's core sounds. */

export const noGreeting: readonly string[] = ['sound:vm-nobodyavail', 'sound:vm-intro'];
export const boxIsFull: readonly string[] = ['sound:vm-mailboxfull', 'sound:vm-goodbye'];
export const askForGreeting: readonly string[] = ['sound:vm-rec-unv'];
/** 1 keeps it, 2 plays it, 3 records it anew. */
export const reviewGreeting: readonly string[] = ['sound:vm-review'];
export const saved: readonly string[] = ['sound:vm-msgsaved'];
export const deleted: readonly string[] = ['sound:vm-deleted'];
export const goodbye: readonly string[] = ['sound:vm-goodbye'];
export const noMore: readonly string[] = ['sound:vm-nomore', 'sound:vm-goodbye'];

/** "You have two new messages", or old ones when there are no new ones. */
export function count(unheard: number, heard: number): string[] {
  if (unheard === 0 && heard === 0)
    return ['sound:vm-youhave', 'sound:vm-no', 'sound:vm-messages', ...goodbye];
  const [many, which] = unheard > 0 ? [unheard, 'vm-INBOX'] : [heard, 'vm-Old'];
  return ['sound:vm-youhave', ...number(many), `sound:${which}`, `sound:vm-message${many === 1 ? '' : 's'}`];
}

/** When it came, from whom, and what it says. */
export function message({ at, caller, file }: StoredMessage, now: number, timeZone: string): string[] {
  return ['sound:vm-received', ...time(at, now, timeZone), ...from(caller.number), `recording:${file}`];
}

function from(caller: string): string[] {
  const digits = caller.replaceAll(/\D/g, '');
  if (digits === '') return ['sound:vm-from', 'sound:vm-unknown-caller'];
  return ['sound:vm-from-phonenumber', ...Array.from(digits, (digit) => `sound:digits/${digit}`)];
}

interface Moment {
  /** Days since 1970 as the office counts them. */
  readonly day: number;
  readonly weekday: number;
  readonly month: number;
  readonly date: number;
  readonly hour: number;
  readonly minute: number;
}

/** "today at nine oh five a. m.", "Friday, November twenty-first, at noon …". */
export function time(at: number, now: number, timeZone: string): string[] {
  const moment = momentOf(at, timeZone);
  return [...day(moment, momentOf(now, timeZone).day), 'sound:digits/at', ...clock(moment)];
}

function day({ day: then, weekday, month, date }: Moment, today: number): string[] {
  if (then === today) return ['sound:digits/today'];
  if (then === today - 1) return ['sound:digits/yesterday'];
  return [`sound:digits/day-${weekday}`, `sound:digits/mon-${month - 1}`, ...ordinal(date)];
}

function clock({ hour, minute }: Moment): string[] {
  const half = hour < 12 ? 'sound:digits/a-m' : 'sound:digits/p-m';
  return [`sound:digits/${hour % 12 === 0 ? 12 : hour % 12}`, ...minutes(minute), half];
}

function minutes(minute: number): string[] {
  if (minute === 0) return ['sound:digits/oclock'];
  return minute < 10 ? ['sound:digits/oh', ...number(minute)] : number(minute);
}

/** Up to 9999. */
function number(value: number): string[] {
  if (value >= 100) {
    const rest = value % 100;
    return [...number(Math.floor(value / 100)), 'sound:digits/hundred', ...(rest === 0 ? [] : number(rest))];
  }
  if (value <= 20 || value % 10 === 0) return [`sound:digits/${value}`];
  return [`sound:digits/${value - (value % 10)}`, `sound:digits/${value % 10}`];
}

function ordinal(value: number): string[] {
  if (value <= 20 || value === 30) return [`sound:digits/h-${value}`];
  return [`sound:digits/${value - (value % 10)}`, `sound:digits/h-${value % 10}`];
}

const dayMs = 86_400_000;

function momentOf(at: number, timeZone: string): Moment {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((one) => one.type === type)?.value ?? 0);
  const day0 = Math.floor(Date.UTC(part('year'), part('month') - 1, part('day')) / dayMs);
  return {
    day: day0,
    // 1 January 1970 was a Thursday.
    weekday: (day0 + 4) % 7,
    month: part('month'),
    date: part('day'),
    hour: part('hour'),
    minute: part('minute'),
  };
}
