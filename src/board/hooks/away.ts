import { detectionBackMs, takeBackMs } from '../bounds.ts';
import type { Call, Leg } from '../call/call.ts';
import { clearLeg } from '../call/clearing.ts';
import { legGone } from '../call/leg-events.ts';
import type { LegId } from '../ids.ts';
import type { Turn } from '../turn.ts';
import { goOn, hookOver, timerExpired } from './come-back.ts';
import { awayAs } from './hand-over.ts';

/** The channel left Stasis: into the engineer's dialplan when it was sent there, otherwise it is gone. */
export function channelLeft(turn: Turn, channel: LegId): void {
  if (awayAs(turn, channel) !== undefined) return;
  legGone(turn, channel, { q850: 0, sip: null });
}

/** It has stayed too long: it is fetched, and if it does not come either, hung up. */
export function awayTooLong(turn: Turn, call: Call, leg: Leg): void {
  if (call.phase.name !== 'away') return;
  if (!call.phase.isRecalled) {
    const backMs = call.phase.point === 'detection' ? detectionBackMs : takeBackMs;
    turn.record({ kind: 'call.recalled', call: call.id, leg: leg.id, deadline: turn.at + backMs });
    turn.want({ name: 'take-back', channel: leg.id });
    return;
  }
  clearLeg(turn, call.id, leg.id, 'normal');
  hookOver(turn, call, leg, { q850: timerExpired, sip: null });
}

/** It is with us, and has perhaps never gone: it goes on. */
export function takeBackRefused(turn: Turn, channel: LegId, code: string): void {
  const call = awayAs(turn, channel)?.call;
  if (code === 'not-found') legGone(turn, channel, { q850: 0, sip: null });
  // The answer may be late, and the party in its next hook by now.
  if (call?.phase.name !== 'away' || !call.phase.isRecalled) return;
  if (code === 'conflict') goOn(turn, call);
  if (code === 'timeout') turn.want({ name: 'take-back', channel });
}

/** Asterisk did not let it go, as when there is no such context: it goes on as if it had been there. */
export function handOverRefused(turn: Turn, channel: LegId, code: string): void {
  const found = awayAs(turn, channel);
  if (found === undefined) return;
  if (code === 'not-found') legGone(turn, channel, { q850: 0, sip: null });
  // Without an answer it may have gone all the same: its time tells.
  else if (code !== 'timeout' && code !== 'line-down') goOn(turn, found.call);
}
