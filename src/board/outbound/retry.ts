import type { CampaignSettings, RetriedOutcome } from './campaign-settings.ts';
import type { Contact, ContactNumber, ContactResult, HeldContact, NumberState } from './contact.ts';
import type { Disposition, DispositionAction } from './disposition.ts';
import type { RefusalReason, Verdict } from './gate.ts';
import { finished, goOn, resultOf, withNumber } from './give-back.ts';
import { isNoAttempt, type Outcome } from './outcome.ts';

/** What becomes of a contact after an attempt, or after the gate has said no: pure, and the only place that decides it. */

/** A trunk that is down, or agents who go, must not make one contact spin: each further failure in a row waits longer. */
const backOff = {
  network: { firstMs: 30_000, mostMs: 15 * 60_000 },
  cancelled: { firstMs: 5_000, mostMs: 5 * 60_000 },
} as const;

const callBackPriority = 1;

/** Nobody tells when a list or a contact is given its zone. */
const zoneAskedAgainMs = 3_600_000;

/**
 * After an attempt on the contact's number `next` that has ended with this outcome. What an agent has said of the talk comes
 * before the outcome. Whoever calls this puts numbers on the do-not-call list, where the disposition asks for it.
 */
export function afterAttempt(
  campaign: CampaignSettings,
  contact: HeldContact,
  outcome: Outcome,
  disposition: Disposition | null,
  at: number,
): ContactResult {
  const met: Outcome = disposition?.action === 'retry' ? 'no-answer' : outcome;
  const numbers = contact.numbers.map((number, index) =>
    index === contact.next ? counted(campaign, number, outcome, met, at) : number,
  );
  const attempts = contact.attempts + (isNoAttempt(outcome) ? 0 : 1);
  const after: Contact = { ...contact, numbers, attempts, note: disposition?.note || contact.note };
  const result = disposition?.path ?? outcome;
  if (disposition !== null && disposition.action !== 'retry') {
    return afterDisposition(campaign, contact, after, disposition, at);
  }
  return afterOutcome(campaign, contact, after, met, result, at);
}

/**
 * After the gate has refused its number `next`; null: there is no such number. Another one takes its place, if it may come
 * sooner: not while somebody there is talked with, or has been abandoned. A number that is never allowed by itself is done,
 * but for one whose zone nobody knows yet: that is asked for again.
 */
export function afterRefusal(
  campaign: CampaignSettings,
  contact: Contact,
  refused: Pick<Extract<Verdict, { allowed: false }>, 'reason' | 'until'> | null,
  at: number,
): ContactResult {
  if (refused === null) return goOn(contact, contact, 'no-number', true, at);
  const { reason, until } = refused;
  if (reason === 'per-contact') return finished(contact, contact, reason);
  if (reason === 'zone-unknown') {
    return goOn(contact, withNumber(contact, { notBefore: at + zoneAskedAgainMs }), reason, true, at);
  }
  if (until === null)
    return onOtherNumber(campaign, contact, contact, stateAfterRefusal(contact, reason), reason, at);
  const stays = reason === 'number-in-use' || reason === 'locked-out';
  return goOn(contact, withNumber(contact, { notBefore: until }), reason, !stays, at);
}

function stateAfterRefusal({ numbers, next }: Contact, reason: RefusalReason): NumberState {
  if (reason === 'do-not-call') return 'blocked';
  const state = numbers[next]?.state ?? 'done';
  return state === 'open' ? 'done' : state;
}

function counted(
  { abandon }: CampaignSettings,
  number: ContactNumber,
  outcome: Outcome,
  met: Outcome,
  at: number,
): ContactNumber {
  const isNone = isNoAttempt(outcome);
  // Failures of ours are counted in a row only: an attempt that was one begins anew.
  const { network: _n, cancelled: _c, ...others } = number.outcomes;
  const outcomes = isNone ? number.outcomes : others;
  return {
    ...number,
    attempts: number.attempts + (isNone ? 0 : 1),
    outcomes: { ...outcomes, [met]: (outcomes[met] ?? 0) + 1 },
    lockedUntil: outcome === 'abandoned' ? at + abandon.lockOutMs : number.lockedUntil,
  };
}

function afterDisposition(
  campaign: CampaignSettings,
  before: Contact,
  after: Contact,
  { action, path, schedule }: Disposition,
  at: number,
): ContactResult {
  switch (action) {
    case 'success':
      return { ...finished(before, after, path), isSuccess: true };
    case 'do-not-call': {
      const numbers = after.numbers.map((number) => ({ ...number, state: 'blocked' as const }));
      return finished(before, { ...after, numbers }, path);
    }
    case 'schedule':
      if (schedule === null) return afterOutcome(campaign, before, after, 'no-answer', path, at);
      return { ...promised(before, after, schedule), result: path };
    case 'delete-number':
    case 'block-number':
      return onOtherNumber(campaign, before, after, stateBy[action], path, at);
    default:
      return finished(before, after, path);
  }
}

const stateBy = { 'delete-number': 'deleted', 'block-number': 'blocked' } as const satisfies Partial<
  Record<DispositionAction, NumberState>
>;

/** He is called at the time that he was promised, on that number, whatever the limits of attempts say. */
function promised(
  before: Contact,
  after: Contact,
  { at, number, agent }: NonNullable<Disposition['schedule']>,
): ContactResult {
  const named = after.numbers.findIndex((one) => one.number === number);
  const next = named < 0 ? after.next : named;
  // A blocked one stays so: its entry on the do-not-call list holds for promises, too.
  const isBlocked = after.numbers[next]?.state === 'blocked';
  const open = isBlocked ? after : withNumber({ ...after, next }, { state: 'open', notBefore: at });
  return {
    ...resultOf(before, { ...open, next }),
    state: 'open',
    dueAt: at,
    kind: 'call-back',
    agent: agent as Contact['agent'],
    priority: callBackPriority,
  };
}

function afterOutcome(
  campaign: CampaignSettings,
  before: Contact,
  after: Contact,
  outcome: Outcome,
  result: string,
  at: number,
): ContactResult {
  switch (outcome) {
    case 'person':
      return finished(before, after, result);
    case 'network':
    case 'cancelled':
      return goOn(
        before,
        withNumber(after, { notBefore: at + waitAfter(after, outcome) }),
        result,
        false,
        at,
      );
    case 'invalid':
    case 'blocked':
      return onOtherNumber(campaign, before, after, outcome, result, at);
    default:
      return byRule(campaign, before, after, outcome, result, at);
  }
}

function waitAfter({ numbers, next }: Contact, outcome: keyof typeof backOff): number {
  const { firstMs, mostMs } = backOff[outcome];
  const inARow = numbers[next]?.outcomes[outcome] ?? 1;
  return Math.min(mostMs, firstMs * 2 ** Math.min(inARow - 1, 20));
}

function byRule(
  campaign: CampaignSettings,
  before: Contact,
  after: Contact,
  outcome: RetriedOutcome,
  result: string,
  at: number,
): ContactResult {
  const { afterMs, most, nextNumber } = campaign.retries[outcome];
  const number = after.numbers[after.next];
  const isDone =
    number === undefined ||
    (number.outcomes[outcome] ?? 0) > most ||
    number.attempts >= campaign.limits.perNumber;
  if (isDone) return onOtherNumber(campaign, before, after, 'done', result, at);
  if (after.attempts >= campaign.limits.perContact) return finished(before, after, result);
  return goOn(before, withNumber(after, { notBefore: at + afterMs }), result, nextNumber, at);
}

function onOtherNumber(
  campaign: CampaignSettings,
  before: Contact,
  after: Contact,
  state: NumberState,
  result: string,
  at: number,
): ContactResult {
  const left = withNumber(after, { state });
  if (left.attempts >= campaign.limits.perContact) return finished(before, left, result);
  return goOn(before, left, result, true, at);
}
