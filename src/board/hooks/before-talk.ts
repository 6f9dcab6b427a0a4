import { connectOffer, endOffer } from '../acd/offer.ts';
import { callerLeg, isRinging, legOf, offersOf, placeOf, type Call } from '../call/call.ts';
import type { Offer } from '../call/waiting.ts';
import { clearLeg } from '../call/clearing.ts';
import type { AgentId } from '../ids.ts';
import { policyOf } from '../recording/policy.ts';
import type { Turn } from '../turn.ts';
import { passThrough } from './points.ts';

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
  const agentLeg = legOf(call, offer.leg);
  const caller = callerLeg(call);
  const place = placeOf(call);
  if (agentLeg === undefined || caller === undefined) return;
  for (const other of offersOf(call)) {
    if (other.leg === offer.leg) continue;
    endOffer(turn, call, other, 'withdrawn');
    clearLeg(turn, call.id, other.leg, 'answered-elsewhere');
  }
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
  connectOffer(turn, call, offer);
}

function willBeRecorded(turn: Turn, call: Call, agent: AgentId): boolean {
  const policy = policyOf(turn.state, call, agent);
  return policy === 'always' || policy === 'forced';
}
