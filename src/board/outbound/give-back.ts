import type { Contact, ContactNumber, ContactResult, NumberResult } from './contact.ts';

/** How a contact is given back: what its row is to say, from what it was and what it has become. */

/** The contact stays open with the number that comes next; finished when there is none. */
export function goOn(
  before: Contact,
  after: Contact,
  result: string,
  isOther: boolean,
  at: number,
): ContactResult {
  const next = nextNumber(after, isOther, at);
  const number = after.numbers[next];
  if (number === undefined) return finished(before, after, result);
  return { ...resultOf(before, { ...after, next }), result, state: 'open', dueAt: dueOf(number, at) };
}

/** Which number is to be called: the one that may be called first, and of several the one that follows. -1: none. */
function nextNumber({ numbers, next }: Contact, isOther: boolean, at: number): number {
  if (!isOther && numbers[next]?.state === 'open') return next;
  let best = -1;
  for (let step = 1; step <= numbers.length; step += 1) {
    const index = (next + step) % numbers.length;
    const number = numbers[index];
    const sofar = numbers[best];
    if (number?.state !== 'open') continue;
    if (sofar === undefined || dueOf(number, at) < dueOf(sofar, at)) best = index;
  }
  return best;
}

function dueOf({ notBefore, lockedUntil }: ContactNumber, at: number): number {
  return Math.max(at, notBefore, lockedUntil);
}

export function finished(before: Contact, after: Contact, result: string): ContactResult {
  return { ...resultOf(before, after), result, state: 'finished' };
}

export function resultOf(before: Contact, after: Contact): ContactResult {
  const { kind, agent, priority, attempts, next, note, dueAt } = after;
  return {
    state: 'open',
    result: '',
    isSuccess: false,
    dueAt,
    kind: kind === 'first' && attempts > 0 ? 'retry' : kind,
    agent,
    priority,
    attempts,
    next,
    note,
    numbers: after.numbers.flatMap((number, index) =>
      number === before.numbers[index] ? [] : [changeOf(number, index)],
    ),
  };
}

function changeOf(number: ContactNumber, index: number): NumberResult {
  const { state, attempts, notBefore, lockedUntil, outcomes } = number;
  return { index, state, attempts, notBefore, lockedUntil, outcomes };
}

export function withNumber(contact: Contact, change: Partial<ContactNumber>): Contact {
  const numbers = contact.numbers.map((number, index) =>
    index === contact.next ? { ...number, ...change } : number,
  );
  return { ...contact, numbers };
}
