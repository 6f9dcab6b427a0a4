import type { LegRow } from '../account.ts';
import type { Changes } from '../changes.ts';
import type { ConnectionCause } from '../device/device-call.ts';
import { numberOfCall, type CallId, type LegId } from '../ids.ts';
import { beginOnTrunk, noteSaid } from '../outbound/trunk-health.ts';
import type { BoardState } from '../state.ts';
import { isOfSeat, isParty, isRinging, placeOf, type Call, type Leg } from './call.ts';

type NewLeg = Pick<Leg, 'id' | 'role' | 'phone' | 'agent' | 'party' | 'isOutgoing' | 'state'> & {
  readonly deadline: number | null;
  readonly trunk?: string | undefined;
};

export function addLeg(state: BoardState, call: Call, at: number, { trunk, ...made }: NewLeg): void {
  call.legs.push({
    ...made,
    ...(trunk === undefined ? {} : { trunk }),
    startedAt: at,
    since: at,
    cause: null,
    connectedAt: null,
    other: null,
    heldByPhone: false,
    muted: false,
    answering: false,
    isReplaced: false,
    times: { alertingMs: 0, connectedMs: 0, heldMs: 0 },
  });
  indexLeg(state, call, made.id, made.phone, trunk);
  if (trunk !== undefined && made.role === 'called') beginOnTrunk(state, trunk, at);
  if (made.deadline !== null) state.legTimers.set(made.deadline, made.id);
  noteOthers(call);
}

export function indexLeg(
  state: BoardState,
  call: Call,
  leg: LegId,
  phone: Leg['phone'],
  trunk?: string,
): void {
  state.callsOfLeg.set(leg, [...(state.callsOfLeg.get(leg) ?? []), call.id].toSorted(byAge));
  if (trunk !== undefined) {
    const legs = state.legsOfTrunk.get(trunk);
    if (legs === undefined) state.legsOfTrunk.set(trunk, new Set([leg]));
    else legs.add(leg);
  }
  if (phone === null) return;
  const calls = state.callsOfPhone.get(phone) ?? [];
  if (!calls.includes(call.id)) state.callsOfPhone.set(phone, [...calls, call.id].toSorted(byAge));
}

export function setLeg(
  state: BoardState,
  call: Call,
  leg: Leg | undefined,
  to: Leg['state'],
  at: number,
  more: { readonly deadline?: number | null; readonly cause?: ConnectionCause | null } = {},
): void {
  if (leg === undefined) return;
  book(leg, at);
  noteSaid(state, leg, to);
  // Connected anew means: to another party, from now on.
  if (to === 'connected' && (leg.connectedAt === null || leg.state !== 'hold')) leg.connectedAt = at;
  leg.state = to;
  leg.since = at;
  if (to !== 'hold') leg.heldByPhone = false;
  if (more.cause !== undefined) leg.cause = more.cause;
  setDeadline(state, leg, more.deadline ?? null);
  noteOthers(call);
}

export function setDeadline(state: BoardState, leg: Leg, deadline: number | null): void {
  leg.deadline = deadline;
  if (deadline !== null) state.legTimers.set(deadline, leg.id);
}

/** The leg is over: what it had of the call is put on record. */
export function closeLeg(
  state: BoardState,
  call: Call,
  id: LegId,
  at: number,
  q850: number,
  changes: Changes,
): void {
  const leg = removeLeg(state, call, id);
  // What it had goes on as what the leg has that replaced it.
  if (leg === undefined || leg.isReplaced || isOfSeat(leg)) return;
  changes.legs.push(legRow(call, leg, at, q850));
}

/** What a leg has had of its call until now. */
export function legRow(call: Call, leg: Leg, at: number, q850: number): LegRow {
  return {
    leg: leg.id,
    call: call.id,
    phone: leg.phone,
    agent: leg.agent,
    queue: placeOf(call)?.queue ?? call.account.queue,
    isOutgoing: leg.isOutgoing,
    startedAt: leg.startedAt,
    endedAt: at,
    ...booked(leg, at),
    otherParty: leg.other ?? (leg.isOutgoing ? { name: '', number: call.dialled } : call.caller),
    cause: leg.cause,
    q850,
  };
}

/** Another leg takes its part, in this call or another one. */
export function removeLeg(state: BoardState, call: Call, id: LegId): Leg | undefined {
  const index = call.legs.findIndex((leg) => leg.id === id);
  const [leg] = index < 0 ? [] : call.legs.splice(index, 1);
  if (leg === undefined) return undefined;
  const calls = (state.callsOfLeg.get(id) ?? []).filter((one) => one !== call.id);
  if (calls.length === 0) {
    state.callsOfLeg.delete(id);
    if (leg.trunk !== undefined) state.legsOfTrunk.get(leg.trunk)?.delete(id);
  } else state.callsOfLeg.set(id, calls);
  const { phone } = leg;
  if (phone !== null && !call.legs.some((other) => other.phone === phone)) {
    const left = (state.callsOfPhone.get(phone) ?? []).filter((one) => one !== call.id);
    if (left.length === 0) state.callsOfPhone.delete(phone);
    else state.callsOfPhone.set(phone, left);
  }
  noteOthers(call);
  return leg;
}

/** Who else is in the call as this leg sees it, the one it has to do with first. */
export function othersOf(call: Call, leg: Leg): Leg[] {
  const others = call.legs.filter((other) => other !== leg && other.state !== 'clearing');
  const parties = others.filter((other) => isParty(other) || (isRinging(leg) && other.role === 'caller'));
  if (parties.length > 0) return parties;
  return call.phase.name === 'reaching' || call.phase.name === 'talking' ? others : [];
}

/** Each leg remembers whom it had to do with, for when they are gone. */
export function noteOthers(call: Call): void {
  for (const leg of call.legs) {
    const [other] = othersOf(call, leg);
    if (other !== undefined) leg.other = other.party;
  }
}

function book(leg: Leg, at: number): void {
  Object.assign(leg.times, booked(leg, at));
}

function booked({ state, since, times }: Leg, at: number): Leg['times'] {
  const ms = at - since;
  const isTalk = state === 'connected' || state === 'hold';
  return {
    alertingMs: times.alertingMs + (state === 'alerting' || state === 'delivered' ? ms : 0),
    connectedMs: times.connectedMs + (isTalk ? ms : 0),
    heldMs: times.heldMs + (state === 'hold' ? ms : 0),
  };
}

function byAge(a: CallId, b: CallId): number {
  return numberOfCall(a) - numberOfCall(b);
}
