import { isParty, legOf, type Call } from '../call/call.ts';
import { heardBy } from '../call/heard.ts';
import type { BridgeId, LegId } from '../ids.ts';
import type { Turn } from '../turn.ts';

/** After a gap: the supervisor is where he should be, and unheard when he should be. His tap is `call/taps.ts`'s. */
export function restoreSupervision(
  turn: Turn,
  own: Call,
  bridges: ReadonlyMap<BridgeId, ReadonlySet<LegId>>,
): void {
  const { phase } = own;
  const leg = phase.name === 'monitoring' ? legOf(own, phase.leg) : undefined;
  if (phase.name !== 'monitoring' || leg === undefined || !isParty(leg)) return;
  const before = turn.before.heard.get(leg.id);
  // Answered just now: what that needs is asked for at the end of the turn.
  if (before !== undefined && before.bridge === null) return;
  const heard = heardBy(turn.state, leg.id);
  const inside = bridges.get(phase.bridge);
  if (heard.bridge === phase.bridge && inside?.has(leg.id) !== true) {
    turn.want({ name: 'connect', bridge: phase.bridge, channels: [leg.id], make: inside === undefined });
  }
  turn.want({ name: 'mute', channel: leg.id, on: heard.muted });
}
