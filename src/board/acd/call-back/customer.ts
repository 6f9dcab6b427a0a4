import { isParty, legOf, offersOf, type Call, type Leg } from '../../call/call.ts';
import { isFinal, refusesUs } from '../../call/causes.ts';
import { clearLeg } from '../../call/clearing.ts';
import { abandon } from '../../call/ending.ts';
import type { Dial } from '../../call/waiting.ts';
import { prepareTalk } from '../../hooks/before-talk.ts';
import type { LegId } from '../../ids.ts';
import type { HangupCause } from '../../input.ts';
import type { Turn } from '../../turn.ts';
import { outcomeOf } from '../offer.ts';
import { dialTrunk } from './dial.ts';
import { attemptFailed } from './failed.ts';
import { say } from './prompts.ts';
import { callbackSettings } from './settings.ts';

/** Who has not pressed 1 by then is a mailbox, or does not want to be connected. */
const pressMs = 30_000;

/** The customer's part of a call-back; null for a leg that is somebody else's. */
function dialAt({ phase }: Call, leg: LegId): Dial | null {
  const dial = phase.name === 'waiting' ? (phase.callback?.dial ?? null) : null;
  return dial?.leg === leg ? dial : null;
}

/** False when it is not the customer who has answered. */
export function customerAnswered(turn: Turn, call: Call, leg: LegId): boolean {
  const dial = dialAt(call, leg);
  if (call.phase.name !== 'waiting' || dial?.state !== 'ringing') return false;
  const { queue } = call.phase;
  const mustPress = callbackSettings(turn.state, queue).pressOne;
  const deadline = mustPress ? turn.at + pressMs : null;
  turn.record({ kind: 'callback.answered', call: call.id, queue, leg, deadline });
  // Twice: who answers late, or a mailbox that talks first, has the second one.
  if (mustPress) say(turn, call, ['callback-answer', 'callback-answer']);
  else customerThere(turn, call, dial);
  return true;
}

/** He has pressed a key; false when he need not. */
export function customerPressed(turn: Turn, call: Call, key: string): boolean {
  const { phase } = call;
  const dial = phase.name === 'waiting' ? phase.callback?.dial : null;
  if (phase.name !== 'waiting' || dial?.state !== 'pressing') return false;
  if (key === '1') {
    turn.record({ kind: 'callback.accepted', call: call.id, queue: phase.queue });
    customerThere(turn, call, dial);
  }
  return true;
}

/** Whoever waits for him on the line has him; otherwise dispatch finds him at his place. */
function customerThere(turn: Turn, call: Call, { agent }: Dial): void {
  const offer = offersOf(call).find((one) => one.agent === agent);
  const leg = offer === undefined ? undefined : legOf(call, offer.leg);
  if (offer !== undefined && leg !== undefined && isParty(leg)) prepareTalk(turn, call, offer);
}

/** False when it is not the customer who is gone. */
export function customerGone(turn: Turn, call: Call, leg: LegId, cause: HangupCause): boolean {
  const dial = dialAt(call, leg);
  if (dial === null) return false;
  if (cause.isLost === true) attemptFailed(turn, call, 'network', turn.at);
  else if (dial.state === 'there') abandon(turn, call, 'abandoned', cause.q850);
  else if (dial.state === 'pressing') attemptFailed(turn, call, 'not-accepted');
  else notReached(turn, call, dial, cause);
  return true;
}

function notReached(turn: Turn, call: Call, { agent, trunks }: Dial, cause: HangupCause): void {
  const outcome = outcomeOf(cause);
  // The number is what it is on every trunk; a trunk that cannot carry it now is another matter.
  if (refusesUs(cause) || (outcome === 'unreachable' && !isFinal(cause))) {
    return dialTrunk(turn, call, agent, trunks);
  }
  if (outcome === 'line-lost') return attemptFailed(turn, call, 'network');
  if (outcome === 'unreachable') return attemptFailed(turn, call, 'unreachable');
  attemptFailed(turn, call, outcome === 'busy' || outcome === 'rejected' ? 'busy' : 'no-answer');
}

/** He has not answered in time, or not pressed 1. */
export function customerDue(turn: Turn, call: Call, leg: Leg): boolean {
  const dial = dialAt(call, leg.id);
  if (dial === null) return false;
  clearLeg(turn, call.id, leg.id, 'normal');
  attemptFailed(turn, call, dial.state === 'pressing' ? 'not-accepted' : 'no-answer');
  return true;
}

/** Asterisk is going down, or has begun anew: nothing is lost of who is not on the line. False for who is no call-back. */
export function customerCutOff(turn: Turn, call: Call): boolean {
  if (call.phase.name !== 'waiting' || call.phase.callback === null) return false;
  if (call.phase.callback.dial !== null) attemptFailed(turn, call, 'network', turn.at);
  return true;
}
