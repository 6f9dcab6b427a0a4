import type { Changes } from '../changes.ts';
import type { ConnectionCause } from '../device/device-call.ts';
import type { QueueId } from '../ids.ts';
import { forgetAttempt } from '../outbound/index-outbound.ts';
import { waitingLine, type BoardState } from '../state.ts';
import { callerLeg, placeOf, type Call, type LegState, type Phase } from './call.ts';
import { setDeadline, setLeg } from './fold-leg.ts';

/** Moves a call to another phase, closes the segment of the former one and keeps the waiting lines in step. */
export function setPhase(state: BoardState, call: Call, at: number, changes: Changes, phase: Phase): void {
  const { phase: before, account } = call;
  if (before.name === 'waiting') waitingLine(state, before.queue).remove(call, before);
  if (before.name !== 'ended') {
    const startAt = call.phaseSince;
    const place = placeOf(call);
    // A talk in which they never heard each other was more of what was before.
    const talked = before.name === 'talking' && before.bridged;
    const booked =
      before.name === 'talking' && !talked ? (place === null ? 'reaching' : 'waiting') : before.name;
    const waitsAway = before.name === 'away' && before.back !== null && before.point !== 'outside';
    if (booked === 'waiting' || waitsAway) account.waitMs += at - startAt;
    if (booked === 'talking') account.talkMs += at - startAt;
    if (at > startAt) {
      changes.segments.push({
        subject: 'call',
        call: call.id,
        state: booked,
        queue: place?.queue ?? null,
        agent: talked ? before.agent : null,
        startAt,
        endAt: at,
      });
    }
  }
  if (before.name === 'monitoring') state.monitorings.delete(call.id);
  const former = placeOf(call)?.queue;
  call.phase = phase;
  call.phaseSince = at;
  moveBetween(state, call, former, placeOf(call)?.queue);
  if (phase.name === 'waiting') {
    waitingLine(state, phase.queue).add(call, phase);
  }
  account.queue = placeOf(call)?.queue ?? account.queue;
}

/** Keeps the look-up of a queue's calls. */
export function moveBetween(
  state: BoardState,
  { id }: Call,
  from: QueueId | undefined,
  to: QueueId | undefined,
): void {
  if (from === to) return;
  if (from !== undefined) state.callsIn.get(from)?.delete(id);
  if (to === undefined) return;
  const those = state.callsIn.get(to);
  if (those === undefined) state.callsIn.set(to, new Set([id]));
  else those.add(id);
}

/** Who has the call on hold goes on with something else, whatever becomes of the call meanwhile. */
export function setCaller(
  state: BoardState,
  call: Call,
  to: LegState,
  at: number,
  more: { readonly deadline?: number; readonly cause?: ConnectionCause | null } = {},
): void {
  const caller = callerLeg(call);
  if (caller?.state === 'hold') setDeadline(state, caller, more.deadline ?? null);
  else setLeg(state, call, caller, to, at, more);
}

/** Those who ring have their time; what the caller awaited in the phase before is over. */
export function clearDeadline(call: Call): void {
  const caller = callerLeg(call);
  if (caller !== undefined) caller.deadline = null;
}

/** The last leg may go before the call ends or after. */
export function leaveWhenOver(state: BoardState, call: Call): void {
  if (call.legs.length > 0 || call.phase.name !== 'ended') return;
  state.calls.delete(call.id);
  forgetAttempt(state, call);
}
