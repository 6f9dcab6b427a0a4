import type { ConnectionCause } from '../device/device-call.ts';
import type { HangupReason } from '../effect.ts';
import type { LegId } from '../ids.ts';
import { legsOfChannel } from '../state.ts';
import { retrieveLeg } from '../call-control/hold.ts';
import type { Turn } from '../turn.ts';
import { callerLeg, type Call, type Recall } from './call.ts';
import { stopAllRinging } from './clearing.ts';
import { abandon } from './ending.ts';
import { backFromExit, backToQueue } from './requeue.ts';
import { ringPhone } from './ringing.ts';

/** Why somebody could not be reached, in three languages: a device's, SIP's and Q.850's. */
export interface Failure {
  readonly cause: ConnectionCause;
  readonly reason: HangupReason;
  readonly q850: number;
}

export const busy: Failure = { cause: 'busy', reason: 'busy', q850: 17 };
export const noAnswer: Failure = { cause: 'destNotObtainable', reason: 'no-answer', q850: 19 };
export const unallocated: Failure = { cause: 'destNotObtainable', reason: 'unallocated', q850: 1 };
export const congestion: Failure = { cause: 'destNotObtainable', reason: 'congestion', q850: 34 };

/** Nobody is reached. Whoever sent the call here is asked again; after that the queue that it came from has it. */
export function failToReach(turn: Turn, call: Call, failure: Failure): void {
  const { state } = turn;
  const recall = recallOf(call);
  const settings = recall === null || recall.isOn ? undefined : state.phones.get(recall.phone);
  stopAllRinging(turn, call);
  if (settings !== undefined) {
    const { id } = settings;
    turn.record({
      kind: 'call.reaching',
      call: call.id,
      number: id,
      trunks: [],
      recall: { phone: id, isOn: true },
    });
    return ringPhone(turn, call, settings);
  }
  if (backToQueue(turn, call, 'unanswered-transfer', []) || backFromExit(turn, call)) return undefined;
  const caller = callerLeg(call);
  if (caller?.phone != null) {
    turn.record({
      kind: 'leg.changed',
      call: call.id,
      leg: caller.id,
      state: 'failed',
      cause: failure.cause,
    });
  }
  abandon(turn, call, failure === unallocated ? 'refused' : 'unanswered', failure.q850, failure.reason);
  if (caller !== undefined) backToHeld(turn, caller.id);
}

/** Who consulted and reached nobody would hear nothing at all: he has the call that he put on hold again. */
function backToHeld(turn: Turn, channel: LegId): void {
  for (const found of legsOfChannel(turn.state, channel)) {
    if (found.leg.state === 'hold' && found.call.phase.name === 'talking') retrieveLeg(turn, found);
  }
}

/** Who is rung when nobody answers. */
export function recallOf({ phase }: Call): Recall | null {
  return phase.name === 'reaching' ? phase.recall : null;
}
