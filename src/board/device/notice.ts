import type { Party } from '../call/call.ts';
import type { Fact, FactKind } from '../fact.ts';
import type { CallId, PhoneId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import type { CallSide, DeviceCalls } from './device-call.ts';
import { deviceCallsOf } from './device-calls.ts';

/** Notes what has changed on the phones' displays: a client that draws them needs nothing else. */
export function noticeDevices(turn: Turn, phones: ReadonlySet<PhoneId>): void {
  for (const phone of phones) notice(turn, phone);
}

/** What happens to a caller while he waits, and to recordings: no display shows it. */
const unshown: ReadonlySet<FactKind> = new Set([
  'call.described',
  'call.prioritised',
  'call.relaxed',
  'call.waits',
  'call.told',
  'call.heard',
  'call.keyed',
  'recording.started',
  'recording.track-added',
  'recording.track-tapped',
  'recording.track-started',
  'recording.track-ended',
  'recording.paused',
  'recording.resumed',
  'recording.ended',
]);

/** Whether a fact may change what any phone shows. */
export function isShown({ kind }: Fact): boolean {
  return !kind.startsWith('agent.') && !unshown.has(kind);
}

/** Adds whose displays such a fact may change: who is in its call, called before it and after it. */
export function addPhonesOf(state: BoardState, fact: Fact, phones: Set<PhoneId>): void {
  if (!('call' in fact) || fact.call === null) return;
  const other = fact.kind === 'leg.moved' || fact.kind === 'offer.passed' ? fact.to : null;
  addPhonesIn(state, fact.call, phones);
  if (other !== null) addPhonesIn(state, other, phones);
  addConsulted(state, fact.call, phones);
  if (other !== null) addConsulted(state, other, phones);
}

function addPhonesIn(state: BoardState, id: CallId, phones: Set<PhoneId>): void {
  for (const { phone } of state.calls.get(id)?.legs ?? []) if (phone !== null) phones.add(phone);
}

/** Whoever is consulted sees whom it is about. They share the channel of who consults. */
function addConsulted(state: BoardState, id: CallId, phones: Set<PhoneId>): void {
  for (const leg of state.calls.get(id)?.legs ?? []) {
    for (const other of state.callsOfLeg.get(leg.id) ?? []) {
      if (other !== id) addPhonesIn(state, other, phones);
    }
  }
}

function notice(turn: Turn, phone: PhoneId): void {
  const { state } = turn;
  const known = state.deviceCalls.get(phone) ?? null;
  const calls = deviceCallsOf(state, phone);
  if (isSame(known, calls) || (isOver(known) && isOver(calls))) {
    if (calls !== null) state.deviceCalls.set(phone, calls);
    return;
  }
  // Who hangs up himself sees that too.
  if (known !== null && calls === null && known.primary.state !== 'cleared') {
    tell(turn, phone, { primary: cleared(known.primary, turn.at), secondary: null, permitted: [] });
  }
  if (calls === null) state.deviceCalls.delete(phone);
  else state.deviceCalls.set(phone, calls);
  tell(turn, phone, calls);
}

function tell(turn: Turn, phone: PhoneId, calls: DeviceCalls | null): void {
  const agent = turn.state.agentAtPhone.get(phone) ?? null;
  turn.devices.push({ fact: turn.facts.length - 1, change: { at: turn.at, phone, agent, calls } });
}

function cleared(side: CallSide, at: number): CallSide {
  return { ...side, state: 'cleared', endedAt: at, cause: null };
}

/** Whatever becomes of the call afterwards. */
function isOver(calls: DeviceCalls | null): boolean {
  return calls?.primary.state === 'cleared' && calls.secondary === null;
}

/** Since when they talk is no news of its own: it is shown with the next that is. What is permitted follows from the rest. */
function isSame(a: DeviceCalls | null, b: DeviceCalls | null): boolean {
  if (a === null || b === null) return a === b;
  return sameSide(a.primary, b.primary) && sameSide(a.secondary, b.secondary);
}

function sameSide(a: CallSide | null, b: CallSide | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.call === b.call &&
    a.state === b.state &&
    a.isOutgoing === b.isOutgoing &&
    a.isConference === b.isConference &&
    a.cause === b.cause &&
    a.data === b.data &&
    sameParty(a.otherParty, b.otherParty) &&
    sameParty(a.firstOtherParty, b.firstOtherParty) &&
    sameParty(a.firstCalledParty, b.firstCalledParty) &&
    sameParty(a.lastRedirectionParty, b.lastRedirectionParty) &&
    a.addedParties.length === b.addedParties.length &&
    a.addedParties.every((party, index) => sameParty(party, b.addedParties[index] ?? null))
  );
}

function sameParty(a: Party | null, b: Party | null): boolean {
  return a === b || (a !== null && b !== null && a.number === b.number && a.name === b.name);
}
