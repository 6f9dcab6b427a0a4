import { bridgingMs } from '../bounds.ts';
import { callerLeg, type Call } from '../call/call.ts';
import type { Offer } from '../call/waiting.ts';
import { bridgeId, type LegId } from '../ids.ts';
import type { Turn } from '../turn.ts';
import { releaseOffers } from './pool.ts';

/** An agent picked up: the first to do so has the caller, every other phone stops ringing. */
export function connectOffer(turn: Turn, call: Call, offer: Offer): void {
  const caller = callerLeg(call);
  if (call.phase.name !== 'waiting' || caller === undefined) return;
  stopOthers(turn, call, offer.leg);
  const { queue, enteredAt } = call.phase;
  const bridge = bridgeId(call.id, call.nextId);
  turn.record({
    kind: 'call.connected',
    call: call.id,
    queue,
    agent: offer.agent,
    leg: offer.leg,
    bridge,
    waitedMs: turn.at - enteredAt,
    deadline: turn.at + bridgingMs,
  });
}

/** Somebody has picked up. The others have lost a race, and nothing else: it is no miss of theirs. */
export function stopOthers(turn: Turn, call: Call, winner: LegId): void {
  releaseOffers(turn, call, { but: winner, outcome: 'lost-race', reason: 'answered-elsewhere' });
}
