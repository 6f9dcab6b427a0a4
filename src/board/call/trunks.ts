import { targetOf } from '../numbering/target.ts';
import type { Turn } from '../turn.ts';
import type { Call } from './call.ts';
import { congestion, failToReach } from './failing.ts';
import { ringOutside } from './ringing.ts';

/** Dials the number on the next of the trunks that are left. */
export function dialNextTrunk(turn: Turn, call: Call): void {
  const { state } = turn;
  if (call.phase.name !== 'reaching') return;
  const { number, trunks, recall } = call.phase;
  const [id, ...rest] = trunks;
  const target = targetOf(state, number, 'inside');
  if (target.kind !== 'outside' || id === undefined) return failToReach(turn, call, congestion);
  turn.record({ kind: 'call.reaching', call: call.id, number, trunks: rest, recall });
  const trunk = state.trunks.get(id);
  if (trunk === undefined) return dialNextTrunk(turn, call);
  ringOutside(turn, call, trunk, target, number);
}
