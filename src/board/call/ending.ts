import { releaseOffers } from '../acd/pool.ts';
import type { ConnectionCause } from '../device/device-call.ts';
import type { HangupReason } from '../effect.ts';
import type { Turn } from '../turn.ts';
import { goAfterAgent } from '../hooks/after-agent.ts';
import { isRinging, placeOf, type Call, type CallEnd } from './call.ts';
import { clearLeg } from './clearing.ts';

/** A call that nobody has answered is over: its caller hung up, was hung up on, or was cut off. */
export function abandon(
  turn: Turn,
  call: Call,
  end: CallEnd,
  cause: number,
  reason: HangupReason = 'normal',
): void {
  const queue = placeOf(call)?.queue ?? null;
  // Whose phone rings is told that the caller is gone; the reports count by it.
  const why = end === 'abandoned' ? 'droppedByOtherParty' : null;
  releaseOffers(turn, call, {
    but: null,
    outcome: 'caller-gone',
    reason: 'normal',
    cause: why,
    isLeaving: true,
  });
  turn.record({ kind: 'call.ended', call: call.id, end, cause, queue, agent: null });
  for (const leg of call.legs.slice()) {
    clearLeg(turn, call.id, leg.id, reason, isRinging(leg) ? why : null);
  }
}

/** A talk is over: whoever still holds his handset is hung up on. */
export function endTalk(turn: Turn, call: Call, end: CallEnd, cause: number): void {
  if (call.phase.name !== 'talking') return;
  if (end === 'completed-by-agent' && goAfterAgent(turn, call)) return;
  const { place, agent } = call.phase;
  turn.record({
    kind: 'call.ended',
    call: call.id,
    end,
    cause,
    queue: place?.queue ?? null,
    agent: agent ?? call.account.agent,
  });
  clearAll(turn, call, 'normal', 'droppedByOtherParty');
}

/** Asterisk cut this call off: the caller did nothing wrong and should be called back. */
export function loseToAsterisk(turn: Turn, call: Call): void {
  const { phase } = call;
  if (phase.name === 'ended') return;
  const place = placeOf(call);
  if (place !== null && call.origin === 'outside') {
    const waitedMs = phase.name === 'waiting' ? turn.at - phase.enteredAt : call.account.waitMs;
    turn.record({
      kind: 'callback.listed',
      call: call.id,
      queue: place.queue,
      caller: call.caller,
      waitedMs,
    });
  }
  const cause = 41;
  if (phase.name === 'talking') endTalk(turn, call, 'lost-by-asterisk', cause);
  else abandon(turn, call, 'lost-by-asterisk', cause);
}

/** A consultation's channel that still serves the call on hold is left alone. */
function clearAll(turn: Turn, call: Call, reason: HangupReason, cause: ConnectionCause | null): void {
  for (const leg of call.legs.slice()) clearLeg(turn, call.id, leg.id, reason, cause);
}
