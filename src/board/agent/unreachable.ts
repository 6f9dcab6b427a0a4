import { withdrawOffer, offerTo } from '../acd/offer.ts';
import { isRinging, legOf } from '../call/call.ts';
import { trunkSeen } from '../outbound/trunks.ts';
import type { Turn } from '../turn.ts';
import { openSeat } from './seat.ts';

/**
 * A phone is not registered any more, or is again. Its agent is not ready as long as it is away, so that no caller waits
 * for a phone that cannot ring; what rings there goes to somebody else.
 */
export function endpointSeen(turn: Turn, endpoint: string, isThere: boolean): void {
  const { state } = turn;
  trunkSeen(turn, endpoint, isThere);
  const phone = state.phoneOfEndpoint.get(endpoint);
  const id = phone === undefined ? undefined : state.agentAtPhone.get(phone);
  const agent = id === undefined ? undefined : state.agents.get(id);
  if (agent === undefined) return;
  const { presence } = agent;
  if (isThere) {
    if (presence.name !== 'not-ready' || presence.reason !== 'unreachable') return;
    turn.record({ kind: 'agent.ready', agent: agent.id });
  } else if (presence.name === 'ready' && openSeat(state, agent) === null) {
    const found = offerTo(turn, agent);
    const leg = found === undefined ? undefined : legOf(found.call, found.offer.leg);
    if (leg !== undefined && isRinging(leg)) withdrawOffer(turn, agent);
    turn.record({ kind: 'agent.not-ready', agent: agent.id, reason: 'unreachable' });
  }
}
