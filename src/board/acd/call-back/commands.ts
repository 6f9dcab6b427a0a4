import { CordboardError } from '../../../base/errors.ts';
import { needLine } from '../../call-control/device.ts';
import type { Call } from '../../call/call.ts';
import type { Waiting } from '../../call/waiting.ts';
import type { CallbackCommand } from '../../input.ts';
import type { Turn } from '../../turn.ts';
import { mayAsk, promiseCallback } from './dialogue.ts';
import { giveUp } from './failed.ts';
import { openCallback, wayTo } from './number.ts';

/** Throws 'call-unknown', 'callback-unknown', 'callback-open', 'callback-on-line', 'number-unknown', 'not-waiting', 'line-down'. */
export function obeyCallback(turn: Turn, command: CallbackCommand): void {
  switch (command.name) {
    case 'want-callback':
      return want(turn, command);
    case 'cancel-callback':
      return cancel(turn, command);
    case 'call-back-now':
      return now(turn, command);
  }
}

/** He is told that he will be called back, as if he had confirmed it himself. */
function want(turn: Turn, { call: id, number }: Extract<CallbackCommand, { name: 'want-callback' }>): void {
  needLine(turn);
  const call = turn.state.calls.get(id);
  if (call === undefined) throw new CordboardError('call-unknown', `there is no call ${id}`);
  if (call.phase.name !== 'waiting' || !mayAsk(turn, call)) {
    throw new CordboardError('not-waiting', `the caller of ${id} does not wait on the line`);
  }
  const wanted = number ?? call.caller.number;
  if (wayTo(turn.state, wanted) === null) {
    throw new CordboardError('number-unknown', `"${wanted}" is no number that can be called back`);
  }
  const open = openCallback(turn.state, call.phase.queue, wanted);
  if (open !== undefined) {
    throw new CordboardError('callback-open', `${wanted} is to be called back already, for call ${open.id}`);
  }
  promiseCallback(turn, call, wanted);
}

function cancel(turn: Turn, { call: id }: CallbackCommand): void {
  const { call, callback } = callbackNamed(turn, id);
  if (callback.dial !== null && callback.dial.state !== 'ringing') {
    throw new CordboardError('callback-on-line', `the customer of ${id} is on the line already`);
  }
  giveUp(turn, call, 'callback-cancelled');
}

/** He need not wait for the next attempt; his place is what it is. */
function now(turn: Turn, { call: id }: CallbackCommand): void {
  const { queue, callback } = callbackNamed(turn, id);
  if (callback.dueAt > turn.at) turn.record({ kind: 'callback.due', call: id, queue, dueAt: turn.at });
}

function callbackNamed(
  turn: Turn,
  id: Call['id'],
): { call: Call; queue: Waiting['queue']; callback: NonNullable<Waiting['callback']> } {
  const call = turn.state.calls.get(id);
  if (call?.phase.name !== 'waiting' || call.phase.callback === null) {
    throw new CordboardError('callback-unknown', `nobody is to be called back for call ${id}`);
  }
  return { call, queue: call.phase.queue, callback: call.phase.callback };
}
