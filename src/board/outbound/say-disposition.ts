import { CordboardError } from '../../base/errors.ts';
import type { AgentId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import { barredBySaying } from './bar.ts';
import type { Campaign } from './campaign.ts';
import { mayDial } from './campaign-hours.ts';
import type { CampaignSettings } from './campaign-settings.ts';
import type { Contact, ContactNumber, HeldContact } from './contact.ts';
import { barredBy } from './do-not-call.ts';
import type { Disposition, Said, ScheduleWanted } from './disposition.ts';
import { showMoment } from './refusal.ts';
import { actionOf } from './rules.ts';
import { rulesFor, windowRefusal } from './windows.ts';

/** A contact; one in the board's hands with what has been said of it. */
type Callee = Contact & Partial<Pick<HeldContact, 'disposition'>>;
type Now = { readonly campaign: Campaign; readonly settings: CampaignSettings };

/**
 * What somebody says of a call, as the campaign's rules have it. `contact`: who was called, with `next` at the number that
 * was; null: a number that an agent has dialled himself.
 * Throws 'disposition-unknown', and what `needPromise` throws.
 */
export function dispositionSaid(
  state: Readonly<BoardState>,
  now: Now,
  contact: Callee | null,
  { path, note, data, schedule, isPromisedElsewhere }: Said,
  at: number,
): Disposition {
  const levels = path.split('|');
  // Where any text will do, a time that is named is meant.
  const action = actionOf(now.settings, levels) ?? (schedule === null ? 'terminate' : 'schedule');
  if (action !== 'schedule' && schedule !== null) {
    throw wrong('schedule-unexpected', 'schedule', `"${path}" does not call again at a time that is named`);
  }
  if (action === 'schedule' && isPromisedElsewhere === true) {
    return { path, action: 'terminate', note, data, schedule: null };
  }
  const again = action === 'schedule' ? needPromise(state, now, contact, schedule, at) : null;
  return { path, action, note, data, schedule: again };
}

/**
 * When and by whom a contact may be promised a call.
 * Throws 'schedule-missing', 'schedule-no-contact', 'schedule-past', 'schedule-number-unknown', 'schedule-outside-window'
 * (`details.until`: the first moment after it that is allowed), 'may-not-call', 'agent-unknown', 'not-a-member',
 * 'callbacks-full'.
 */
export function needPromise(
  state: Readonly<BoardState>,
  now: Now,
  contact: Callee | null,
  wanted: ScheduleWanted | null,
  at: number,
): NonNullable<Disposition['schedule']> & { readonly agent: AgentId | null } {
  if (contact === null) {
    throw wrong(
      'schedule-no-contact',
      'schedule',
      'the number was dialled by hand: it is no contact to call again',
    );
  }
  if (wanted === null) {
    throw wrong('schedule-missing', 'schedule', 'this disposition calls again: say when');
  }
  if (wanted.at <= at) {
    throw wrong('schedule-past', 'schedule.at', `${showMoment(wanted.at)} is over: it is ${showMoment(at)}`);
  }
  const called = needNumber(contact, wanted.number);
  const own = barredBySaying(contact, contact.disposition ?? null);
  needNotBarred(state, now.settings, called.number, own.includes(called.number), wanted.at);
  needCallable(state, now, called, wanted.at);
  if (wanted.agent !== null) needRoom(state, now.settings, wanted.agent, wanted.promised);
  return { at: wanted.at, number: wanted.number, agent: wanted.agent };
}

function needNumber({ numbers, next }: Contact, wanted: string | null): ContactNumber {
  const found = wanted === null ? numbers[next] : numbers.find(({ number }) => number === wanted);
  if (found !== undefined) return found;
  const all = numbers.map(({ number }) => number).join(', ');
  throw wrong('schedule-number-unknown', 'schedule.number', `the contact has ${all}, not ${wanted ?? 'any'}`);
}

/** `isOwn`: what is said now takes the place of what barred the number, which is not on the list yet. */
function needNotBarred(
  state: Readonly<BoardState>,
  { id }: CampaignSettings,
  number: string,
  isOwn: boolean,
  at: number,
): void {
  const barred = isOwn ? state.doNotCall.find(number, id, at) : barredBy(state, number, id, at);
  if (barred === null) return;
  throw wrong('may-not-call', 'schedule.number', `${number} is on the do-not-call list (${barred.source})`);
}

/** A promise that the gate would not let anybody keep is none. */
function needCallable(
  state: Readonly<BoardState>,
  now: Now,
  { number, region, zones }: ContactNumber,
  at: number,
): void {
  for (const id of now.settings.rules) {
    const rules = state.office.callingRules.find((one) => one.id === id);
    for (const inForce of rules === undefined ? [] : rulesFor(rules, { number, region })) {
      for (const zone of zones) {
        const refusal = windowRefusal(inForce, zone, at);
        if (refusal !== null) throw outside(`then ${refusal.detail}`, refusal.until);
      }
    }
  }
  if (!mayDial(state, now, at)) {
    throw outside(`campaign ${now.settings.id} does not dial at ${showMoment(at)}`, null);
  }
}

function needRoom(
  state: Readonly<BoardState>,
  settings: CampaignSettings,
  id: AgentId,
  promised: number,
): void {
  const { queue, callbacks } = settings;
  if (!state.agents.has(id)) throw wrong('agent-unknown', 'schedule.agent', `there is no agent ${id}`);
  if (queue === null || state.membersOf.get(queue)?.has(id) !== true) {
    throw wrong('not-a-member', 'schedule.agent', `${id} does not serve campaign ${settings.id}`);
  }
  if (promised < callbacks.mostPerAgent) return;
  const text = `${id} has promised ${promised} calls already; campaign ${settings.id} allows ${callbacks.mostPerAgent}`;
  throw wrong('callbacks-full', 'schedule.agent', text);
}

function outside(message: string, until: number | null): CordboardError {
  return new CordboardError('schedule-outside-window', message, {
    details: { fields: [{ field: 'schedule.at', message }], until },
  });
}

function wrong(code: string, field: string, message: string): CordboardError {
  return new CordboardError(code, message, { details: { fields: [{ field, message }] } });
}
