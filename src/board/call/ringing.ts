import { endOffer, offerOn } from '../acd/offer.ts';
import { ringSpareMs } from '../bounds.ts';
import { legId } from '../ids.ts';
import type { Target } from '../numbering/target.ts';
import type { PhoneSettings, TrunkSettings } from '../office.ts';
import type { Turn } from '../turn.ts';
import { displayFor, type Call, type Leg, type Party } from './call.ts';
import { clearLeg } from './clearing.ts';
import { partyOfPhone } from './fold-call.ts';

/** Adds a leg that rings at a phone, which shows `display`. */
export function ringPhone(
  turn: Turn,
  call: Call,
  phone: PhoneSettings,
  display: Party = displayFor(call),
): void {
  const { state, at } = turn;
  const leg = legId(call.id, call.nextId);
  turn.record({
    kind: 'leg.added',
    call: call.id,
    leg,
    phone: phone.id,
    agent: state.agentAtPhone.get(phone.id) ?? null,
    party: partyOfPhone(state, phone.id),
    deadline: at + phone.ringMs,
  });
  turn.want({
    name: 'ring',
    leg,
    endpoint: phone.endpoint,
    display,
    autoAnswer: false,
    timeoutMs: phone.ringMs + ringSpareMs,
  });
}

/**
 * Adds a leg that rings outside, as `target` says; the office knows it by the number that was dialled. `spareMs`: how much
 * longer than the route says Asterisk may ring it.
 */
export function ringOutside(
  turn: Turn,
  call: Call,
  trunk: TrunkSettings,
  target: Extract<Target, { kind: 'outside' }>,
  dialled: string,
  spareMs = ringSpareMs,
): void {
  const { route, number } = target;
  const leg = legId(call.id, call.nextId);
  turn.record({
    kind: 'leg.added',
    call: call.id,
    leg,
    phone: null,
    agent: null,
    party: { name: '', number: dialled },
    deadline: turn.at + route.ringMs,
    trunk: trunk.id,
  });
  turn.want({
    name: 'ring',
    leg,
    endpoint: trunk.endpoint.replace('/', `/${number}@`),
    // Nobody outside is told who of the office calls, unless the office says so.
    display: { name: '', number: route.callerId ?? '' },
    autoAnswer: false,
    timeoutMs: route.ringMs + spareMs,
  });
}

/** The leg rings no more, and an offer that it belonged to counts as refused. */
export function stopRinging(turn: Turn, call: Call, leg: Leg): void {
  const offer = offerOn(call, leg.id);
  if (offer !== undefined) endOffer(turn, call, offer, 'rejected');
  clearLeg(turn, call.id, leg.id, 'busy');
}
