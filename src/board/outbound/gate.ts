import type { Call } from '../call/call.ts';
import type { CallId, CampaignId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import type { CampaignSettings } from './campaign-settings.ts';
import type { Contact, NumberState } from './contact.ts';
import { barredBy } from './do-not-call.ts';
import { callsTo, dayRefusal, rollingRefusal } from './limits.ts';
import { showMoment, type Refusal } from './refusal.ts';
import { callWith } from './same-number.ts';
import { rulesFor, windowRefusal, type RulesInForce } from './windows.ts';

/** The answer of the one compliance gate that every attempt passes, stored with it or with the refusal. */
export type Verdict =
  /** `rules`: which calling rules it was compared with. */
  | { readonly allowed: true; readonly at: number; readonly rules: readonly string[] }
  | {
      readonly allowed: false;
      readonly at: number;
      readonly reason: RefusalReason;
      /** For people, with what it was compared with. */
      readonly detail: string;
      /**
       * The first moment at which all rules may say yes, as far as time alone decides: before it the answer stays no.
       * null: never by itself.
       */
      readonly until: number | null;
    };

export type RefusalReason =
  | 'do-not-call'
  | 'outside-window'
  | 'holiday'
  | 'per-day'
  | 'per-24-hours'
  | 'per-number'
  | 'per-contact'
  | 'locked-out'
  | 'number-in-use'
  | 'number-done'
  | 'zone-unknown';

/** Numbers that must not be called. Passed in: they are too many for the board's memory. Asked at the dial instant. */
export interface DoNotCall {
  /** The entry that bars the number, by itself or by its beginning, for this campaign or for all, and has not expired. */
  find(number: string, campaign: CampaignId | null, at: number): Barred | null;
}

export interface Barred {
  /** The number, or its beginning followed by `*`. */
  readonly pattern: string;
  readonly campaign: CampaignId | null;
  readonly source: string;
  /** It bars no more from then on; null: for good. */
  readonly until: number | null;
}

/** Where there is no list. */
export const nobodyBarred: DoNotCall = { find: () => null };

/** Who is to be called: a contact's number, or one that an agent has dialled. */
export interface CalledParty {
  readonly number: string;
  /** The time zones in which he may be; none: unknown. */
  readonly zones: readonly string[];
  readonly region: string | null;
  readonly state: NumberState;
  /** Of this number and of the whole contact, those that count. */
  readonly attempts: number;
  readonly contactAttempts: number;
  readonly recent: readonly number[];
  readonly lockedUntil: number;
  /** He expects the call: the campaign's own limits of attempts do not keep it from him. */
  readonly isPromised: boolean;
}

export function partyOf(contact: Contact, index: number = contact.next): CalledParty | null {
  const number = contact.numbers[index];
  if (number === undefined) return null;
  return { ...number, contactAttempts: contact.attempts, isPromised: contact.kind === 'call-back' };
}

/** Of a number that is no contact's. */
export function strangerOf(number: string, zones: readonly string[], region: string | null): CalledParty {
  return {
    number,
    zones,
    region,
    state: 'open',
    attempts: 0,
    contactAttempts: 0,
    recent: [],
    lockedUntil: 0,
    isPromised: false,
  };
}

/** A number in use is asked for again after so long: when its call ends nobody can say. */
const inUseMs = 30_000;
/** A campaign that names rules which the office has not is not let loose. */
const unknownRulesMs = 3_600_000;
/** Rules whose windows never meet would be followed for ever. */
const mostSteps = 40;

/**
 * Whether the number may be called for the campaign at this moment, by predictive, progressive, preview, call-back and manual
 * calls alike. Pure: the same state and moment give the same answer. `own`: the call that is asked about, if it has begun
 * already (its agent is rung before the customer): it is not in its own way.
 */
export function judge(
  state: Readonly<BoardState>,
  campaign: CampaignSettings,
  party: CalledParty,
  at: number,
  own: CallId | null = null,
): Verdict {
  const asked = questionOf(state, campaign, party, at, own);
  const first = firstRefusal(asked, at);
  if (first === null) return { allowed: true, at, rules: asked.rules.map(({ label }) => label) };
  const { reason, detail } = first;
  return { allowed: false, at, reason, detail, until: firstYes(asked, first) };
}

/** What does not change while one question is answered. */
interface Question {
  readonly state: Readonly<BoardState>;
  readonly campaign: CampaignSettings;
  readonly party: CalledParty;
  readonly at: number;
  readonly rules: readonly RulesInForce[];
  readonly unknownRules: readonly string[];
  /** To this number. */
  readonly calls: readonly number[];
  readonly inUse: Call | null;
  /** Of the called party's day; where he is unknown, the office's. */
  readonly dayZones: readonly string[];
}

function questionOf(
  state: Readonly<BoardState>,
  campaign: CampaignSettings,
  party: CalledParty,
  at: number,
  own: CallId | null,
): Question {
  const named = campaign.rules.map((id) => state.office.callingRules.find((one) => one.id === id) ?? id);
  const ownCall = own === null ? undefined : state.calls.get(own);
  return {
    state,
    campaign,
    party,
    at,
    rules: named.flatMap((one) => (typeof one === 'string' ? [] : rulesFor(one, party))),
    unknownRules: named.filter((one) => typeof one === 'string'),
    calls: callsTo(state, party, ownCall?.attempt?.begunAt ?? null),
    inUse: callWith(state, party.number, own),
    dayZones: party.zones.length === 0 ? [state.office.timeZone] : party.zones,
  };
}

/** Follows the rules that say no until none does. */
function firstYes(asked: Question, first: Refusal): number | null {
  let refusal: Refusal | null = first;
  let at = asked.at;
  for (let step = 0; step < mostSteps && refusal !== null; step += 1) {
    if (refusal.until === null) return null;
    at = refusal.until;
    refusal = firstRefusal(asked, at);
  }
  return at;
}

/** In the order in which they are told: what never ends by itself comes first. */
function firstRefusal(asked: Question, at: number): Refusal | null {
  return (
    barred(asked, at) ??
    used(asked) ??
    unknown(asked) ??
    busyOrLocked(asked, at) ??
    atThisHour(asked, at) ??
    tooOften(asked, at)
  );
}

function barred({ state, campaign, party: { number } }: Question, at: number): Refusal | null {
  const entry = barredBy(state, number, campaign.id, at);
  if (entry === null) return null;
  const forWhom = entry.campaign === null ? 'for all campaigns' : `for campaign ${entry.campaign}`;
  const how = entry.pattern === number ? '' : ` by ${entry.pattern}`;
  const end = entry.until === null ? '' : ` until ${showMoment(entry.until)}`;
  const detail = `${number} is on the do-not-call list${how} ${forWhom}${end} (${entry.source})`;
  return { reason: 'do-not-call', detail, until: entry.until };
}

function used({ campaign, party }: Question): Refusal | null {
  const { perContact, perNumber } = campaign.limits;
  if (party.state !== 'open') {
    return { reason: 'number-done', detail: `the number is ${party.state}`, until: null };
  }
  if (party.isPromised) return null;
  if (party.contactAttempts >= perContact) {
    const detail = `the contact was called ${party.contactAttempts} times; ${campaign.id} allows ${perContact}`;
    return { reason: 'per-contact', detail, until: null };
  }
  if (party.attempts >= perNumber) {
    const detail = `the number was called ${party.attempts} times; ${campaign.id} allows ${perNumber}`;
    return { reason: 'per-number', detail, until: null };
  }
  return null;
}

function unknown({ at, party, rules, unknownRules }: Question): Refusal | null {
  if (unknownRules.length > 0) {
    const detail = `the office has no calling rules named ${unknownRules.join(', ')}`;
    return { reason: 'outside-window', detail, until: at + unknownRulesMs };
  }
  const timed = rules.find(({ hours }) => hours !== null);
  if (timed === undefined || party.zones.length > 0) return null;
  const detail = `nobody knows what time it is at ${party.number}, and ${timed.label} allows calls at some hours only`;
  return { reason: 'zone-unknown', detail, until: null };
}

function busyOrLocked({ at: askedAt, inUse, state, party }: Question, at: number): Refusal | null {
  if (inUse !== null && at < askedAt + inUseMs) {
    return {
      reason: 'number-in-use',
      detail: `call ${inUse.id} is with that number`,
      until: askedAt + inUseMs,
    };
  }
  const lockedUntil = Math.max(party.lockedUntil, state.numberLog.locked.get(party.number) ?? 0);
  if (lockedUntil <= at) return null;
  const detail = `a call there was abandoned; the number is left alone until ${showMoment(lockedUntil)}`;
  return { reason: 'locked-out', detail, until: lockedUntil };
}

function atThisHour({ rules, party }: Question, at: number): Refusal | null {
  for (const one of rules) {
    for (const zone of party.zones) {
      const refusal = windowRefusal(one, zone, at);
      if (refusal !== null) return refusal;
    }
  }
  return null;
}

function tooOften({ campaign, rules, calls, dayZones }: Question, at: number): Refusal | null {
  for (const limits of [{ label: `campaign ${campaign.id}`, ...campaign.limits }, ...rules]) {
    const refusal = dayRefusal(limits, calls, dayZones, at) ?? rollingRefusal(limits, calls, at);
    if (refusal !== null) return refusal;
  }
  return null;
}
