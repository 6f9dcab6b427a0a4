import { clearingMs } from '../bounds.ts';
import type { ConnectionCause } from '../device/device-call.ts';
import type { HangupReason } from '../effect.ts';
import type { CallId, LegId } from '../ids.ts';
import { legsOfChannel } from '../state.ts';
import type { Turn } from '../turn.ts';
import { isRinging, legOf, type Call } from './call.ts';

/** Whoever rings for the call is not needed any more. */
export function stopAllRinging(turn: Turn, call: Call): void {
  for (const leg of call.legs.slice()) if (isRinging(leg)) clearLeg(turn, call.id, leg.id, 'normal');
}

/**
 * Ends a leg, unless that has been done: its channel is hung up, and it is gone when Asterisk says so. A channel that
 * another call needs as well lives on; then only the leg goes.
 */
export function clearLeg(
  turn: Turn,
  call: CallId,
  leg: LegId,
  reason: HangupReason,
  cause: ConnectionCause | null = null,
): void {
  const found = turn.state.calls.get(call);
  const state = found === undefined ? undefined : legOf(found, leg)?.state;
  if (state === undefined || state === 'clearing') return;
  // From the engineer's dialplan it is not fetched for its seat alone, which is rung anew.
  const isAway = found?.phase.name === 'away' && found.phase.leg === leg;
  const isNeeded =
    !isAway &&
    legsOfChannel(turn.state, leg).some(
      (other) =>
        other.call.id !== call && other.leg.state !== 'clearing' && other.call.phase.name !== 'ended',
    );
  if (isNeeded) {
    const isHeld = found !== undefined && legOf(found, leg)?.heldByPhone === true;
    turn.record({ kind: 'leg.left', call, leg });
    if (isHeld) holdSeat(turn, leg);
    return;
  }
  turn.record({ kind: 'leg.clearing', call, leg, deadline: turn.at + clearingMs, cause });
  turn.want({ name: 'hang-up', channel: leg, reason });
}

/** The phone holds its line by its own key: of a seat, which is all that is left, nobody is to be connected to that. */
function holdSeat(turn: Turn, channel: LegId): void {
  const [seat, ...others] = legsOfChannel(turn.state, channel).filter(({ leg }) => leg.state !== 'clearing');
  if (seat?.call.phase.name !== 'seated' || others.length > 0) return;
  turn.record({
    kind: 'leg.changed',
    call: seat.call.id,
    leg: channel,
    state: 'hold',
    cause: null,
    heldByPhone: true,
  });
}
