import { CordboardError } from '../../base/errors.ts';
import { isParty, isRinging } from '../call/call.ts';
import { clearLeg } from '../call/clearing.ts';
import { abandon, endTalk } from '../call/ending.ts';
import { legLeft } from '../call/leg-events.ts';
import { busy } from '../call/failing.ts';
import { phoneFailed } from '../call/reach.ts';
import { stopRinging } from '../call/ringing.ts';
import { bridgeFailed } from '../call/talk.ts';
import type { PhoneId } from '../ids.ts';
import { legsOfPhone, type LegInCall } from '../state.ts';
import { dropFromMailbox } from '../voicemail/visit.ts';
import type { Which } from '../input.ts';
import type { Turn } from '../turn.ts';
import { bothCalls, legIn, legsAt, needTalk, presentLeg } from './device.ts';
import { heldByPhone, retrieve, retrieveLeg } from './hold.ts';

/** Hangs up the phone's present call, or the only one that it has. Throws 'no-call'. */
export function drop(turn: Turn, phone: PhoneId, which: Which): void {
  const states = ['connected', 'initiated', 'originated', 'delivered', 'queued', 'failed', 'hold'] as const;
  const active = states.find((state) => legsAt(turn, phone).some(({ leg }) => leg.state === state));
  const isChosen = which.other !== undefined || which.call !== undefined;
  const dialling = isChosen || active !== undefined ? undefined : rungToDial(turn, phone);
  dropLeg(turn, dialling ?? legIn(turn, phone, isChosen || active === undefined ? states : [active], which));
}

/** Click to dial whose own phone has not been answered yet. */
function rungToDial(turn: Turn, phone: PhoneId): LegInCall | undefined {
  return legsOfPhone(turn.state, phone).find(
    ({ call, leg }) => call.phase.name === 'calling' && isRinging(leg),
  );
}

/** Hangs up on one party of a conference. Throws 'no-call', 'not-in-call'. */
export function dropParty(turn: Turn, phone: PhoneId, number: string): void {
  const found = presentLeg(turn, phone);
  needTalk(found);
  const { call, leg } = found;
  const party = call.legs.find((other) => other !== leg && other.party.number === number);
  if (party === undefined)
    throw new CordboardError('not-in-call', `${number} is not in the call of ${phone}`);
  dropLeg(turn, { call, leg: party });
}

/** Refuses a call that rings. Throws 'no-call'. */
export function reject(turn: Turn, phone: PhoneId, which: Which): void {
  const { call, leg } = legIn(turn, phone, ['alerting'], which);
  stopRinging(turn, call, leg);
  if (call.phase.name === 'reaching') phoneFailed(turn, call, phone, busy);
}

/** Releases the active call, unless it has failed already, and takes the one on hold back. Throws 'no-call'. */
export function reconnect(turn: Turn, phone: PhoneId): void {
  const legs = legsAt(turn, phone);
  if (legs.length === 1) return retrieve(turn, phone, {});
  const { held, active } = bothCalls(turn, phone, [
    'connected',
    'initiated',
    'originated',
    'delivered',
    'queued',
    'failed',
  ]);
  if (held.leg.heldByPhone) throw heldByPhone(phone);
  dropLeg(turn, active);
  retrieveLeg(turn, held);
}

/** A party hangs up by command: as if it had done so at the phone. */
export function dropLeg(turn: Turn, { call, leg }: LegInCall): void {
  const isAgent = leg.phone !== null && leg.role === 'called';
  if (call.phase.name === 'talking' && call.legs.filter(isParty).length <= 2 && isParty(leg)) {
    if (!call.phase.bridged && isAgent)
      return bridgeFailed(turn, call, 'the agent hung up before they heard each other');
    // It is the others who are told that somebody has hung up.
    clearLeg(turn, call.id, leg.id, 'normal');
    const byCaller = call.phase.bridged ? 'completed-by-caller' : 'abandoned';
    return endTalk(turn, call, leg.role === 'caller' ? byCaller : 'completed-by-agent', 16);
  }
  // What he has said so far is a message: its end is awaited.
  if (call.phase.name === 'message') return dropFromMailbox(turn, call, leg.id);
  if (leg.role === 'caller' && call.phase.name !== 'talking') return abandon(turn, call, 'abandoned', 16);
  clearLeg(turn, call.id, leg.id, 'normal');
  legLeft(turn, call, leg, { q850: 16, sip: null });
}
