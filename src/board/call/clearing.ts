import { clearingMs } from '../bounds.ts';
import type { HangupReason } from '../effect.ts';
import type { CallId, LegId } from '../ids.ts';
import type { Turn } from '../turn.ts';
import { legOf } from './call.ts';

/** Hangs a leg up, unless that has been asked for; the leg is gone when Asterisk says so. */
export function clearLeg(turn: Turn, call: CallId, leg: LegId, reason: HangupReason): void {
  const found = turn.state.calls.get(call);
  if (found === undefined) return;
  const state = legOf(found, leg)?.state;
  if (state === undefined || state === 'clearing') return;
  turn.record({ kind: 'leg.clearing', call, leg, deadline: turn.at + clearingMs });
  turn.want({ name: 'hang-up', channel: leg, reason });
}
