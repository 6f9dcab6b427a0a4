import { pickedUpAfar } from '../acd/call-back/dial.ts';
import { connectOffer, stopOthers } from '../acd/connect.ts';
import { callerFor } from '../acd/pool.ts';
import { whisperFirst } from '../acd/whisper.ts';
import { callerLeg, isAfar, isRinging, legOf, placeOf, type Call } from '../call/call.ts';
import type { Offer } from '../call/waiting.ts';
import type { AgentId } from '../ids.ts';
import { policyOf } from '../recording/policy.ts';
import type { Turn } from '../turn.ts';
import { passThrough } from './points.ts';

/** An agent has picked up: he has the caller whom he was rung for, or of a pool the one who is first by now. */
export function agentAnswered(turn: Turn, call: Call, offer: Offer): void {
  const { agent, leg } = offer;
  const first = callerFor(turn, call, offer);
  const place = placeOf(call);
  turn.atOnce(() => {
    if (first !== call && place !== null) {
      turn.record({ kind: 'offer.passed', call: call.id, to: first.id, queue: place.queue, agent, leg });
    }
    prepareTalk(turn, first, offer);
  });
}

/**
 * An agent has picked up. First the agent goes through the hook `agent-connected`, then the caller through
 * `before-record`, each while the other hears music; then they talk. `passed` is the hook that the call comes from.
 */
export function prepareTalk(
  turn: Turn,
  call: Call,
  offer: Offer,
  passed: 'agent-connected' | 'before-record' | null = null,
): void {
  if (isAfar(call)) return pickedUpAfar(turn, call, offer);
  const agentLeg = legOf(call, offer.leg);
  const caller = callerLeg(call);
  const place = placeOf(call);
  if (agentLeg === undefined || caller === undefined) return;
  stopOthers(turn, call, offer.leg);
  // Who has just said hello to a campaign's call is to hear his agent within two seconds: nothing comes between.
  if (call.attempt !== null && call.attempt.heardAt === null) return connectOffer(turn, call, offer);
  if (passed === null && passThrough(turn, call, 'agent-connected', agentLeg, place)) return;
  if (passed !== 'before-record' && willBeRecorded(turn, call, offer.agent)) {
    if (passThrough(turn, call, 'before-record', caller, place)) {
      if (isRinging(agentLeg)) {
        const { id: leg } = agentLeg;
        turn.record({ kind: 'leg.changed', call: call.id, leg, state: 'connected', cause: null });
      }
      return;
    }
  }
  if (!whisperFirst(turn, call, offer)) connectOffer(turn, call, offer);
}

function willBeRecorded(turn: Turn, call: Call, agent: AgentId): boolean {
  const policy = policyOf(turn.state, call, agent);
  return policy === 'always' || policy === 'forced';
}
