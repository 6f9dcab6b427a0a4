import { describe, expect, it, test } from 'vitest';
import type { AgentId } from '../../../../src/board/ids.ts';
import type { Contact, ContactResult, HeldContact } from '../../../../src/board/outbound/contact.ts';
import type { Disposition, DispositionAction } from '../../../../src/board/outbound/disposition.ts';
import type { Outcome } from '../../../../src/board/outbound/outcome.ts';
import { afterAttempt, afterRefusal } from '../../../../src/board/outbound/retry.ts';
import { Random } from '../../../simulation/random.ts';
import { campaignOf, contactOf, numberOfContact } from './campaign-stage.ts';

const at = Date.UTC(2026, 10, 23, 12);
const hourMs = 3_600_000;
const campaign = campaignOf({
  abandon: {
    limit: 0.03,
    days: 1,
    withinMs: 2_000,
    message: null,
    lockOutMs: 72 * hourMs,
    guarantee: 'expected',
    dropAfterMs: null,
  },
});

const held = (more: Partial<Contact> = {}): HeldContact => ({
  ...contactOf(1, {
    numbers: [numberOfContact('+491'), numberOfContact('+492'), numberOfContact('+493')],
    ...more,
  }),
  state: { name: 'ready', until: 0 },
  disposition: null,
  since: 0,
});

const said = (action: DispositionAction, more: Partial<Disposition> = {}): Disposition => ({
  path: `said|${action}`,
  action,
  note: '',
  data: {},
  schedule: null,
  ...more,
});

/** The contact as its row says after that. */
function afterwards(contact: HeldContact, result: ContactResult): HeldContact {
  const { state: _s, result: _r, isSuccess: _i, numbers: changes, ...plain } = result;
  const numbers = contact.numbers.map((number, index) => {
    const { index: _, ...change } = changes.find((one) => one.index === index) ?? { index };
    return { ...number, ...change };
  });
  return { ...contact, ...plain, numbers };
}

const after = (outcome: Outcome, contact = held(), disposition: Disposition | null = null) =>
  afterAttempt(campaign, contact, outcome, disposition, at);

describe('after an outcome', () => {
  it('of a person nobody is called again', () => {
    expect(after('person')).toMatchObject({
      state: 'finished',
      result: 'person',
      attempts: 1,
      isSuccess: false,
    });
  });

  it('with the next number the contact stays open, and the number called waits', () => {
    const result = after('no-answer');
    expect(result).toMatchObject({
      state: 'open',
      result: 'no-answer',
      next: 1,
      dueAt: at,
      kind: 'retry',
      attempts: 1,
    });
    expect(result.numbers).toEqual([
      {
        index: 0,
        state: 'open',
        attempts: 1,
        notBefore: at + hourMs,
        lockedUntil: 0,
        outcomes: { 'no-answer': 1 },
      },
    ]);
    // All three were tried: the first one is next, when its hour is over.
    const second = afterwards(held(), result);
    const third = afterwards(second, after('no-answer', second));
    expect(after('no-answer', third)).toMatchObject({ next: 0, dueAt: at + hourMs, attempts: 3 });
  });

  it('without it the same number is called again', () => {
    expect(after('busy')).toMatchObject({ state: 'open', next: 0, dueAt: at + 600_000 });
  });

  it('a number is done when its rule allows no more, and then the next one comes', () => {
    const often = held({
      attempts: 3,
      numbers: [numberOfContact('+491', { outcomes: { busy: 3 } }), numberOfContact('+492')],
    });
    const result = after('busy', often);
    expect(result).toMatchObject({ state: 'open', next: 1, dueAt: at });
    expect(result.numbers).toMatchObject([{ index: 0, state: 'done', outcomes: { busy: 4 } }]);
    expect(
      after('busy', held({ numbers: [numberOfContact('+491', { outcomes: { busy: 2 } })] })),
    ).toMatchObject({ state: 'open' });
    expect(
      after('busy', held({ numbers: [numberOfContact('+491', { outcomes: { busy: 3 } })] })),
    ).toMatchObject({
      state: 'finished',
      result: 'busy',
    });
  });

  it.each(['invalid', 'blocked'] as const)(
    '%s the number is out, and the next one comes at once',
    (outcome) => {
      const result = after(outcome);
      expect(result).toMatchObject({ state: 'open', next: 1, dueAt: at, attempts: 1 });
      expect(result.numbers).toMatchObject([{ index: 0, state: outcome }]);
      const last = held({
        numbers: [numberOfContact('+491'), numberOfContact('+492', { state: 'deleted' })],
      });
      expect(after(outcome, last)).toMatchObject({ state: 'finished', result: outcome });
    },
  );

  it('abandoned the number is locked, and no other one of his is called meanwhile', () => {
    const result = after('abandoned');
    expect(result).toMatchObject({ next: 0, dueAt: at + 72 * hourMs });
    expect(result.numbers).toMatchObject([{ lockedUntil: at + 72 * hourMs, notBefore: at + 24 * hourMs }]);
  });

  it('at the limits of the campaign it ends', () => {
    expect(after('busy', held({ attempts: 4 }))).toMatchObject({ state: 'finished', attempts: 5 });
    expect(after('invalid', held({ attempts: 4 }))).toMatchObject({ state: 'finished', attempts: 5 });
    const worn = held({
      attempts: 1,
      numbers: [numberOfContact('+491', { attempts: 4 }), numberOfContact('+492')],
    });
    const result = after('busy', worn);
    expect(result).toMatchObject({ state: 'open', next: 1 });
    expect(result.numbers).toMatchObject([{ index: 0, state: 'done', attempts: 5 }]);
  });
});

describe('after a failure of our own', () => {
  it('nothing is counted, and each further one in a row waits longer, up to a bound', () => {
    let contact = held({ kind: 'first' });
    const waits: number[] = [];
    for (let count = 0; count < 9; count += 1) {
      const result = after('network', contact);
      expect(result).toMatchObject({ state: 'open', attempts: 0, next: 0, kind: 'first' });
      waits.push((result.dueAt - at) / 1_000);
      contact = afterwards(contact, result);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900, 900]);
    expect(contact.numbers[0]).toMatchObject({ attempts: 0, outcomes: { network: 9 } });
    const counted = afterwards(contact, after('busy', contact));
    expect(counted.numbers[0]?.outcomes).toEqual({ busy: 1 });
    expect(after('network', counted).dueAt).toBe(at + 30_000);
  });

  it('a call given up waits shortly', () => {
    expect(after('cancelled')).toMatchObject({ state: 'open', attempts: 0, dueAt: at + 5_000 });
  });
});

describe('after a disposition', () => {
  const by = (action: DispositionAction, more: Partial<Disposition> = {}, contact = held()) =>
    after('person', contact, said(action, more));

  it('the contact is finished, or won', () => {
    expect(by('terminate')).toMatchObject({ state: 'finished', result: 'said|terminate', isSuccess: false });
    expect(by('success')).toMatchObject({
      state: 'finished',
      result: 'said|success',
      isSuccess: true,
      attempts: 1,
    });
  });

  it('do-not-call blocks all numbers', () => {
    const result = by('do-not-call');
    expect(result.state).toBe('finished');
    expect(result.numbers.map(({ index, state }) => [index, state])).toEqual([
      [0, 'blocked'],
      [1, 'blocked'],
      [2, 'blocked'],
    ]);
  });

  it.each([
    ['delete-number', 'deleted'],
    ['block-number', 'blocked'],
  ] as const)('%s goes on with the next number when its time comes', (action, state) => {
    const later = held({
      numbers: [numberOfContact('+491'), numberOfContact('+492', { notBefore: at + 50 })],
    });
    const result = by(action, {}, later);
    expect(result).toMatchObject({ state: 'open', next: 1, dueAt: at + 50, result: `said|${action}` });
    expect(result.numbers).toMatchObject([{ index: 0, state }]);
    expect(by(action, {}, held({ numbers: [numberOfContact('+491')] }))).toMatchObject({ state: 'finished' });
  });

  it('retry is as after nobody has answered', () => {
    const result = by('retry');
    expect(result).toMatchObject({ state: 'open', next: 1, result: 'said|retry', attempts: 1 });
    expect(result.numbers).toMatchObject([{ notBefore: at + hourMs, outcomes: { 'no-answer': 1 } }]);
  });

  it('schedule promises a call: at that time, on that number, by that agent, before all others', () => {
    const when = at + 5 * hourMs;
    const schedule = { at: when, number: '+493', agent: 'anna' };
    expect(by('schedule', { schedule, note: 'is on holiday' })).toMatchObject({
      state: 'open',
      kind: 'call-back',
      priority: 1,
      agent: 'anna',
      dueAt: when,
      next: 2,
      note: 'is on holiday',
      result: 'said|schedule',
    });
    const anybody = { at: when, number: null, agent: null };
    expect(by('schedule', { schedule: anybody })).toMatchObject({ agent: null, next: 0, kind: 'call-back' });
  });

  it('schedule calls a number again that was done, but not one that is barred', () => {
    const schedule = { at: at + hourMs, number: '+492', agent: null };
    const promise = (state: 'done' | 'blocked') =>
      by(
        'schedule',
        { schedule },
        held({ attempts: 4, numbers: [numberOfContact('+491'), numberOfContact('+492', { state })] }),
      );
    expect(promise('done')).toMatchObject({ state: 'open', attempts: 5 });
    expect(promise('done').numbers).toMatchObject([{ index: 0 }, { index: 1, state: 'open' }]);
    expect(promise('blocked').numbers).toMatchObject([{ index: 0 }]);
  });
});

test('a promised call that nobody answers stays promised, to the limits', () => {
  const agent = 'anna' as AgentId;
  const promised = held({ kind: 'call-back', agent, priority: 1, attempts: 2, note: 'in the evening' });
  expect(after('busy', promised)).toMatchObject({
    state: 'open',
    kind: 'call-back',
    agent,
    priority: 1,
    note: 'in the evening',
  });
  expect(after('busy', { ...promised, attempts: 7 })).toMatchObject({ state: 'finished' });
});

describe('after a refusal', () => {
  const refused = (reason: Parameters<typeof afterRefusal>[2] & object, contact = held()) =>
    afterRefusal(campaign, contact, reason, at);

  it('another number comes sooner', () => {
    const result = refused({ reason: 'outside-window', until: at + hourMs });
    expect(result).toMatchObject({ state: 'open', next: 1, dueAt: at, attempts: 0, kind: 'first' });
    expect(result.numbers).toMatchObject([{ index: 0, notBefore: at + hourMs, attempts: 0 }]);
    const single = held({ numbers: [numberOfContact('+491')] });
    expect(refused({ reason: 'per-day', until: at + hourMs }, single)).toMatchObject({
      next: 0,
      dueAt: at + hourMs,
    });
  });

  it.each(['number-in-use', 'locked-out'] as const)(
    '%s no other number of his is tried meanwhile',
    (reason) => {
      expect(refused({ reason, until: at + 30_000 })).toMatchObject({
        state: 'open',
        next: 0,
        dueAt: at + 30_000,
      });
    },
  );

  it.each([
    ['do-not-call', 'blocked'],
    ['per-number', 'done'],
  ] as const)('%s the number is %s', (reason, state) => {
    const result = refused({ reason, until: null });
    expect(result).toMatchObject({ state: 'open', next: 1, dueAt: at });
    expect(result.numbers).toMatchObject([{ index: 0, state }]);
    const single = held({ numbers: [numberOfContact('+491')] });
    expect(refused({ reason, until: null }, single)).toMatchObject({ state: 'finished', result: reason });
  });

  it('a number whose zone nobody knows is asked for again, after one that is known', () => {
    const unknown = { reason: 'zone-unknown', until: null } as const;
    const other = refused(unknown);
    expect(other).toMatchObject({ state: 'open', next: 1, dueAt: at });
    expect(other.numbers).toMatchObject([{ index: 0, state: 'open', notBefore: at + hourMs }]);
    const single = held({ numbers: [numberOfContact('+491')] });
    expect(refused(unknown, single)).toMatchObject({ state: 'open', next: 0, dueAt: at + hourMs });
  });

  it('at the limit of the contact it is finished', () => {
    expect(refused({ reason: 'per-contact', until: null })).toMatchObject({
      state: 'finished',
      result: 'per-contact',
    });
  });

  it('without any number it is finished', () => {
    expect(afterRefusal(campaign, held({ numbers: [] }), null, at)).toMatchObject({
      state: 'finished',
      result: 'no-number',
    });
  });
});

const outcomes: readonly Outcome[] = [
  'abandoned',
  'hung-up',
  'machine',
  'silence',
  'no-answer',
  'busy',
  'rejected',
  'invalid',
  'blocked',
  'congestion',
  'network',
  'cancelled',
];

test('every contact ends after finitely many attempts, whatever comes, and never goes back in what it counts', () => {
  const random = new Random(9);
  for (let round = 0; round < 400; round += 1) {
    const rule = () => ({
      afterMs: random.between(0, 48) * hourMs,
      most: random.between(0, 4),
      nextNumber: random.chance(0.5),
    });
    const limits = {
      perContact: random.between(1, 12),
      perNumber: random.between(1, 6),
      perDay: null,
      per24Hours: null,
    };
    const settings = campaignOf({
      limits,
      retries: {
        'no-answer': rule(),
        busy: rule(),
        machine: rule(),
        rejected: rule(),
        congestion: rule(),
        abandoned: rule(),
        silence: rule(),
        'hung-up': rule(),
      },
    });
    const count = random.between(1, 4);
    let contact = held({ numbers: Array.from({ length: count }, (_, n) => numberOfContact(`+49${n}`)) });
    let now = at;
    let promises = 0;
    let result: ContactResult | null = null;
    for (let step = 0; result?.state !== 'finished'; step += 1) {
      expect(step, `round ${round}`).toBeLessThan(400);
      const disposition = random.chance(0.1)
        ? said(random.pick(['retry', 'delete-number', 'schedule'] as const))
        : null;
      const isPromise = disposition?.action === 'schedule' && promises < 3;
      if (isPromise) promises += 1;
      const schedule = { at: now + hourMs, number: `+49${random.between(0, 4)}`, agent: null };
      const spoken = isPromise
        ? { ...disposition, schedule }
        : disposition?.action === 'schedule'
          ? null
          : disposition;
      const outcome = spoken === null ? random.pick(outcomes) : 'person';
      result = afterAttempt(settings, contact, outcome, spoken, now);
      const isCounted = outcome !== 'network' && outcome !== 'cancelled';
      expect(result.attempts).toBe(contact.attempts + (isCounted ? 1 : 0));
      const next = afterwards(contact, result);
      for (const [index, number] of next.numbers.entries()) {
        expect(number.attempts).toBeGreaterThanOrEqual(contact.numbers[index]?.attempts ?? 0);
        expect(number.lockedUntil).toBeGreaterThanOrEqual(contact.numbers[index]?.lockedUntil ?? 0);
      }
      if (result.state === 'open') {
        const number = next.numbers[next.next];
        expect(number?.state, `round ${round}`).toBe('open');
        expect(result.dueAt).toBeGreaterThanOrEqual(Math.max(now, number?.notBefore ?? Infinity));
      }
      now = Math.max(now, result.dueAt);
      contact = next;
    }
    expect(contact.attempts).toBeLessThanOrEqual(limits.perContact + promises);
  }
});
