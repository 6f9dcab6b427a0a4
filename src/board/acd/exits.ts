import type { Call } from '../call/call.ts';
import { callerLeg } from '../call/call.ts';
import type { Waiting } from '../call/waiting.ts';
import type { Exit } from '../queue-settings.ts';
import type { Turn } from '../turn.ts';
import { wantCallback } from './call-back/dialogue.ts';
import { toldAll } from './tell.ts';
import { leaveQueue } from './way-out.ts';

/** Keys that waiting callers press. They count at any moment: while a prompt plays, and while a phone rings. */

/** So long another key may make a longer exit of those pressed before. */
const keyGapMs = 2_000;

/** When it is clear that no other key follows; null: none was pressed. */
export function keyMoment({ keys }: Waiting): number | null {
  return keys === null ? null : keys.at + keyGapMs;
}

export function keyWhileWaiting(turn: Turn, call: Call, key: string): void {
  keysIfDue(turn, call);
  const exits = exitsOf(turn, call);
  if (call.phase.name !== 'waiting' || callerLeg(call)?.state === 'hold') return;
  const before = call.phase.keys?.digits ?? '';
  // What makes no exit together with the keys before may begin one of its own.
  const digits = [before + key, key].find((one) => exits.some((exit) => exit.digits.startsWith(one)));
  if (digits === undefined) return;
  const exit = exits.find((one) => one.digits === digits);
  const mayBeLonger = exits.some((one) => one.digits !== digits && one.digits.startsWith(digits));
  if (exit !== undefined && !mayBeLonger) takeExit(turn, call, exit);
  else turn.record({ kind: 'call.keyed', call: call.id, digits });
}

/** No other key has followed: what was pressed is an exit, or nothing. */
export function keysIfDue(turn: Turn, call: Call): void {
  const { phase } = call;
  if (phase.name !== 'waiting' || phase.keys === null || turn.at < phase.keys.at + keyGapMs) return;
  const { digits } = phase.keys;
  const exit = exitsOf(turn, call).find((one) => one.digits === digits);
  if (exit === undefined) turn.record({ kind: 'call.keyed', call: call.id, digits: '' });
  else takeExit(turn, call, exit);
}

function exitsOf({ state }: Turn, { phase }: Call): readonly Exit[] {
  if (phase.name !== 'waiting' || phase.callback !== null) return [];
  return state.queues.get(phase.queue)?.exits ?? [];
}

function takeExit(turn: Turn, call: Call, { digits, does }: Exit): void {
  if (call.phase.name !== 'waiting') return;
  if (does.kind === 'go') return leaveQueue(turn, call, 'exit-key', { say: null, to: does.to }, digits);
  if (call.phase.keys !== null) turn.record({ kind: 'call.keyed', call: call.id, digits: '' });
  if (does.kind === 'callback') wantCallback(turn, call);
  else if (call.phase.told.what === 'menu') toldAll(turn, call);
}
