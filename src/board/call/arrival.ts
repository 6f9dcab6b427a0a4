import { longestHeldMs } from '../bounds.ts';
import { callId, type QueueId } from '../ids.ts';
import type { LineEvent, SurveyedChannel } from '../input.ts';
import type { Turn } from '../turn.ts';
import { clearLeg } from './clearing.ts';

/**
 * A caller came from the dialplan. The arguments of its Stasis() say what for (see `dialplan/cordboard.conf`):
 * `number,<dialled>,<since>` or `queue,<queue>,<since>`, where since is the time of the first attempt, in UTC milliseconds.
 */
export function callerEntered(
  turn: Turn,
  caller:
    | Extract<LineEvent, { name: 'entered' }>
    | (SurveyedChannel & { readonly channel: SurveyedChannel['id'] }),
): void {
  const { state, at } = turn;
  if (state.callOfLeg.has(caller.channel)) return;
  const [entry, target = '', since = ''] = caller.args;
  const call = callId(state.instance, state.nextCall);
  turn.record({
    kind: 'call.arrived',
    call,
    channel: caller.channel,
    caller: caller.caller,
    dialled: entry === 'number' ? target : caller.dialled,
  });
  const queue = state.queues.get(
    entry === 'queue' ? (target as QueueId) : (state.queueOfNumber.get(target) ?? ('' as QueueId)),
  );
  if (queue === undefined) {
    const reason = entry === 'queue' ? `no queue is named ${target}` : `nothing is reached by ${target}`;
    turn.record({ kind: 'call.ended', call, end: 'refused', cause: 1, queue: null, agent: null, reason });
    clearLeg(turn, call, caller.channel, 'unallocated');
    return;
  }
  turn.record({ kind: 'call.queued', call, queue: queue.id, enteredAt: heldSince(since, at), priority: 0 });
  // The `queue` entry of the dialplan has answered and plays the default music already.
  if (entry !== 'queue' || queue.music !== 'default')
    turn.want({ name: 'hold-caller', channel: caller.channel, music: queue.music });
}

function heldSince(milliseconds: string, at: number): number {
  const since = Number(milliseconds);
  return since > at - longestHeldMs && since < at ? since : at;
}
