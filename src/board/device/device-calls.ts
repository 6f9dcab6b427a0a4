import { customerAfar, isParty, isRinging, type Call, type Leg, type Party } from '../call/call.ts';
import { othersOf } from '../call/fold-leg.ts';
import { callOf, type PhoneId } from '../ids.ts';
import { legsOfPhone, type BoardState, type LegInCall } from '../state.ts';
import type { CallSide, ConnectionCause, ConnectionState, DeviceCalls } from './device-call.ts';
import { permittedServices } from './permitted.ts';

/** Causes with which a leg is told who has sent the call elsewhere. */
const redirections: ReadonlySet<ConnectionCause> = new Set(['transfer', 'redirect', 'route']);

/** What a phone does with calls, as every client sees it; null when nothing. */
export function deviceCallsOf(state: Readonly<BoardState>, phone: PhoneId): DeviceCalls | null {
  const [first, second] = legsOfPhone(state, phone).filter(isTold);
  if (first === undefined) return null;
  const primary = sideOf(state, first);
  const secondary = second === undefined ? null : sideOf(state, second);
  return { primary, secondary, permitted: permittedServices(primary.state, secondary?.state ?? null) };
}

/** A phone that was asked to ring and has not yet is nobody's business, nor is one whose leg goes on as another. */
function isTold({ call, leg }: LegInCall): boolean {
  if (leg.state === 'reaching') return false;
  return leg.state !== 'clearing' || !call.legs.some((other) => other !== leg && other.phone === leg.phone);
}

function sideOf(state: Readonly<BoardState>, { call, leg }: LegInCall): CallSide {
  const others = othersOf(call, leg);
  const isConference = isParty(leg) && others.filter(isParty).length >= 2;
  const shown = connectionState(leg);
  return {
    call: call.id,
    state: shown,
    otherParty: otherParty(call, leg),
    addedParties: isConference ? others.slice(1).map((other) => other.party) : [],
    firstOtherParty: firstOtherParty(state, call, leg),
    firstCalledParty: leg.isOutgoing ? null : firstCalledParty(call, leg),
    lastRedirectionParty:
      isRinging(leg) || (leg.cause !== null && redirections.has(leg.cause)) ? call.lastRedirection : null,
    connectedAt: leg.connectedAt,
    endedAt: leg.state === 'clearing' ? leg.since : null,
    isOutgoing: leg.isOutgoing,
    isConference,
    cause: leg.cause,
    data: call.data,
  };
}

function connectionState({ state }: Leg): ConnectionState {
  if (state === 'clearing') return 'cleared';
  return state === 'reaching' ? 'alerting' : state;
}

function otherParty(call: Call, leg: Leg): Party {
  if (leg.state === 'initiated') return { name: '', number: '' };
  return leg.other ?? customerAfar(call) ?? { name: '', number: call.dialled };
}

/** Of a call that was redirected, whom it was for; of one from outside, the number that was dialled. */
function firstCalledParty({ firstCalled, origin, dialled }: Call, { phone }: Leg): Party | null {
  if (firstCalled !== null || origin === 'inside') return firstCalled;
  return /\d/.test(dialled) && dialled !== phone ? { name: '', number: dialled } : null;
}

/** A consulted party sees whom it is about; who has been transferred into the consultation does not. */
function firstOtherParty(state: Readonly<BoardState>, call: Call, leg: Leg): Party | null {
  if (callOf(leg.id) !== call.id) return null;
  const about = call.of === null || leg.role === 'caller' ? undefined : state.calls.get(call.of);
  const held = about?.legs.find((one) => call.legs.some((mine) => mine.id === one.id));
  return held?.other ?? null;
}
