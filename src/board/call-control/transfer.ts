import { CordboardError } from '../../base/errors.ts';
import { endOffer } from '../acd/offer.ts';
import { callerLeg, isParty, isRinging, legOf, placeOf, type Call, type Leg } from '../call/call.ts';
import { clearLeg } from '../call/clearing.ts';
import { partyOfPhone } from '../call/fold-call.ts';
import { enterQueue } from '../call/reach.ts';
import type { ConnectionCause } from '../device/device-call.ts';
import type { LegId, PhoneId } from '../ids.ts';
import { callsOnChannel, type LegInCall } from '../state.ts';
import type { Turn } from '../turn.ts';
import { bothCalls } from './device.ts';

/** Brings the call on hold and the active one together and leaves. Throws 'no-call'. */
export function transfer(turn: Turn, phone: PhoneId): void {
  joinAs(turn, bothCalls(turn, phone, ['connected', 'delivered', 'queued']), 'transfer');
}

/** All parties of both calls speak together. Throws 'no-call'. */
export function conference(turn: Turn, phone: PhoneId): void {
  joinAs(turn, bothCalls(turn, phone, ['connected']), 'conference');
}

function joinAs(
  turn: Turn,
  { held, active }: ReturnType<typeof bothCalls>,
  how: 'transfer' | 'conference',
): void {
  if (!mayJoin(held, active)) {
    throw new CordboardError(
      'no-call',
      'one of the two calls is with nobody just now: it cannot be joined with the other',
    );
  }
  join(turn, held, active, how);
}

/** Who hangs up with one call on hold and another one up brings them together. */
export function transferByHangUp(turn: Turn, channel: LegId): void {
  const [first, second, ...more] = callsOnChannel(turn.state, channel);
  if (first === undefined || second === undefined || more.length > 0) return;
  const [held, active] = first.leg.state === 'hold' ? [first, second] : [second, first];
  if (mayJoin(held, active)) join(turn, held, active, 'transfer');
}

/** Two talks, or one and a call that rings or waits in a queue. */
export function mayJoin(held: LegInCall, active: LegInCall): boolean {
  const { phase } = active.call;
  if (held.call === active.call || held.call.phase.name !== 'talking' || held.leg.state !== 'hold')
    return false;
  if (areWithEachOther(held, active)) return false;
  if (phase.name === 'talking') return isParty(active.leg);
  // A conference cannot wait in a queue.
  if (phase.name === 'waiting') return active.leg.role === 'caller' && isCallOfTwo(held);
  return phase.name === 'reaching' && active.leg.state === 'delivered';
}

export function isCallOfTwo({ call, leg }: LegInCall): boolean {
  return call.legs.filter((other) => other !== leg && isParty(other)).length === 1;
}

/** Both calls are with the same channel, or the two are with each other: joined, it would be left with itself. */
function areWithEachOther(held: LegInCall, active: LegInCall): boolean {
  const othersOf = ({ call, leg }: LegInCall): LegId[] =>
    call.legs.map(({ id }) => id).filter((id) => id !== leg.id);
  const [ofHeld, ofActive] = [othersOf(held), othersOf(active)];
  return ofHeld.includes(active.leg.id) || [held.leg.id, ...ofHeld].some((id) => ofActive.includes(id));
}

/** The call that its customer or its queue knows goes on; the other one ends in it. */
export function join(
  turn: Turn,
  held: LegInCall,
  active: LegInCall,
  how: Extract<ConnectionCause, 'transfer' | 'conference'>,
): void {
  const [into, from] = outranks(active.call, held.call) ? [active, held] : [held, active];
  const phone = into.leg.phone;
  if (phone === null) return;
  const target = active.call.phase;
  const isWaiting = target.name === 'waiting';
  if (isWaiting) for (const offer of target.offers) withdraw(turn, active.call, offer);
  if (how === 'conference') return confer(turn, into, from, active.leg.id, phone);
  const { call } = into;
  const stayed = call.legs.filter((leg) => leg.id !== into.leg.id && leg.state !== 'clearing');
  regroup(turn, call, 'transfer', phone, () => {
    merge(turn, into, from, null);
    return stayed[0] ?? null;
  });
  goOn(turn, call, target, phone);
}

/** The parties talk, or the one who was transferred waits for the other as the one who transferred would have. */
function goOn(turn: Turn, call: Call, target: Call['phase'], phone: PhoneId): void {
  const left = call.legs.filter((leg) => leg.state !== 'clearing');
  const first = callerLeg(call);
  if (target.name === 'waiting') enterQueue(turn, call, target.queue, target.enteredAt);
  else if (left.some(isRinging) && left.filter(isParty).length < 2) {
    turn.record({
      kind: 'call.reaching',
      call: call.id,
      number: target.name === 'reaching' ? target.number : '',
      trunks: target.name === 'reaching' ? target.trunks : [],
      recall: { phone, isOn: false },
    });
    if (first !== undefined && first.state !== 'hold') {
      turn.record({
        kind: 'leg.changed',
        call: call.id,
        leg: first.id,
        state: 'delivered',
        cause: 'transfer',
      });
    }
  } else hand(turn, call);
}

/** A call that waits in a queue or came from outside is the one that has a history. */
function outranks(a: Call, b: Call): boolean {
  return rank(a) > rank(b);
}

function rank(call: Call): number {
  if (call.phase.name !== 'talking') return 0;
  return (placeOf(call) === null ? 0 : 2) + (call.origin === 'outside' ? 1 : 0);
}

function withdraw(turn: Turn, call: Call, offer: Parameters<typeof endOffer>[2]): void {
  endOffer(turn, call, offer, 'caller-gone');
  clearLeg(turn, call.id, offer.leg, 'normal');
}

/** Who has brought them together stays in it with the channel at which he is: the one on hold may be so at the phone. */
function confer(turn: Turn, into: LegInCall, from: LegInCall, kept: LegId, phone: PhoneId): void {
  const { call, leg } = into;
  regroup(turn, call, 'conference', phone, () => {
    merge(turn, into, from, kept);
    const own = legOf(call, kept) ?? leg;
    if (own.state === 'hold') {
      turn.record({ kind: 'leg.changed', call: call.id, leg: kept, state: 'connected', cause: 'conference' });
    }
    return leg.role === 'caller' ? own : null;
  });
}

/** All parties of one call go into the other one, but for the channels of who brings them together, save the one kept. */
function merge(turn: Turn, into: LegInCall, from: LegInCall, kept: LegId | null): void {
  const isShared = into.leg.id === from.leg.id;
  for (const { id, state } of from.call.legs.slice()) {
    if (state === 'clearing' || (id === from.leg.id && (isShared || id !== kept))) continue;
    turn.record({ kind: 'leg.moved', call: from.call.id, leg: id, to: into.call.id });
  }
  turn.record({ kind: 'call.ended', call: from.call.id, end: 'merged', cause: 16, queue: null, agent: null });
  if (isShared) turn.record({ kind: 'leg.left', call: from.call.id, leg: from.leg.id });
  else clearLeg(turn, from.call.id, from.leg.id, 'normal');
  if (into.leg.id !== kept) clearLeg(turn, into.call.id, into.leg.id, 'normal');
}

/**
 * Those who are in the call after this step speak with each other now. `step` says who of them is the caller. Of a
 * transfer their phones are told how long the talk was that is over; then their time begins anew.
 */
export function regroup(
  turn: Turn,
  call: Call,
  cause: Extract<ConnectionCause, 'transfer' | 'conference'>,
  phone: PhoneId,
  step: () => Leg | null,
): void {
  const by = partyOfPhone(turn.state, phone);
  turn.atOnce(() => {
    const caller = step()?.id ?? null;
    turn.record({ kind: 'leg.regrouped', call: call.id, caller, cause, by });
  });
  for (const { id, state } of cause === 'transfer' ? call.legs : []) {
    if (state === 'connected') {
      turn.record({ kind: 'leg.changed', call: call.id, leg: id, state: 'connected', cause });
    }
  }
}

/** Another agent, or nobody of the office, answers for the call from now on. */
function hand(turn: Turn, call: Call): void {
  if (call.phase.name !== 'talking') return;
  const agent = call.legs.find((leg) => isParty(leg) && leg.agent !== null)?.agent ?? null;
  const next = placeOf(call) === null ? null : agent;
  if (next !== call.phase.agent) turn.record({ kind: 'call.handed', call: call.id, agent: next });
}
