import { callerLeg, placeOf, type Call } from '../call/call.ts';
import { clearLeg } from '../call/clearing.ts';
import type { Turn } from '../turn.ts';
import { contextAt, isShared, passThrough } from './points.ts';

/**
 * The agent has hung up on the caller of a queue, who goes through the hook `after-agent`, as to a survey, instead of
 * being hung up on. False when there is no such hook.
 */
export function goAfterAgent(turn: Turn, call: Call): boolean {
  const caller = callerLeg(call);
  const place = placeOf(call);
  if (call.phase.name !== 'talking' || !call.phase.bridged || caller === undefined || place === null)
    return false;
  const context = contextAt(turn.state, 'after-agent', place.queue);
  if (context === null || isShared(turn.state, caller) || !turn.state.lineIsUp) return false;
  for (const leg of call.legs.slice()) if (leg !== caller) clearLeg(turn, call.id, leg.id, 'normal');
  return passThrough(turn, call, 'after-agent', caller, place);
}

/** The talk was over when the agent hung up; now the call is. */
export function endAfterAgent(turn: Turn, call: Call, cause: number): void {
  const { agent } = call.account;
  const queue = placeOf(call)?.queue ?? null;
  turn.record({ kind: 'call.ended', call: call.id, end: 'completed-by-agent', cause, queue, agent });
  for (const leg of call.legs.slice()) clearLeg(turn, call.id, leg.id, 'normal');
}
