import { CordboardError } from '../../base/errors.ts';
import { checkNumber } from '../call-control/make-call.ts';
import { needLine } from '../call-control/device.ts';
import { abandon } from '../call/ending.ts';
import { callerLeg, type Call } from '../call/call.ts';
import type { Waiting } from '../call/waiting.ts';
import type { AgentId, QueueId } from '../ids.ts';
import type { WaitingCommand } from '../input.ts';
import { queueAt } from '../hooks/before-queue.ts';
import type { QueueSettings } from '../queue-settings.ts';
import type { Turn } from '../turn.ts';
import { turnAway } from '../call/reach.ts';
import { refusalAt } from './entry.ts';
import { makeOffer } from './offer.ts';
import { queueStateOf } from './queue-state.ts';
import { tell } from './tell.ts';
import { leaveQueue, withdrawOffers } from './way-out.ts';

/** A waiting call with what it waits in. */
interface Waiter {
  readonly call: Call;
  readonly waiting: Waiting;
  readonly queue: QueueSettings;
}

/**
 * What people do with one waiting caller. Throws 'call-unknown'; 'not-waiting' when the caller does not wait, or not on the
 * line; and what each of them throws besides.
 */
export function obeyWaiting(turn: Turn, command: WaitingCommand): void {
  needLine(turn);
  const waiter = waiterOf(turn, command);
  switch (command.name) {
    case 'prioritise-call':
      if (waiter.waiting.priority === command.priority) return;
      return turn.record({ kind: 'call.prioritised', call: waiter.call.id, priority: command.priority });
    case 'move-call':
      return move(turn, waiter, command.queue);
    case 'withdraw-call':
      return withdraw(turn, waiter, command.number);
    case 'offer-call':
      return offer(turn, waiter, command.agent);
    case 'tell-call':
      return tellCaller(turn, waiter, command.sound);
  }
}

function waiterOf({ state }: Turn, { call: id }: WaitingCommand): Waiter {
  const call = state.calls.get(id);
  if (call === undefined || call.phase.name === 'ended') {
    throw new CordboardError('call-unknown', `there is no call ${id}`);
  }
  const queue = call.phase.name === 'waiting' ? state.queues.get(call.phase.queue) : undefined;
  const { phase } = call;
  const isOnLine = phase.name === 'waiting' && phase.callback === null && phase.whisper === null;
  if (!isOnLine || queue === undefined) {
    throw new CordboardError('not-waiting', `call ${id} does not wait in a queue just now`);
  }
  return { call, waiting: phase, queue };
}

/** With his age and priority. Throws 'queue-unknown', 'queue-refuses' when the other queue does not let him in. */
function move(turn: Turn, { call, waiting, queue: former }: Waiter, to: QueueId): void {
  const { state, at } = turn;
  const queue = state.queues.get(to);
  if (queue === undefined) throw new CordboardError('queue-unknown', `there is no queue ${to}`);
  if (queue === former) return;
  const shut = queueStateOf(state, to);
  const reason = shut === 'running' ? refusalAt(state, to, call, at) : shut;
  if (reason !== null) {
    throw new CordboardError('queue-refuses', `queue ${to} does not let call ${call.id} in: ${reason}`, {
      details: { reason },
    });
  }
  withdrawOffers(turn, call);
  const { enteredAt, priority } = waiting;
  turn.record({ kind: 'call.left-queue', call: call.id, queue: former.id, reason: 'moved', to: null });
  const refusal = queueAt(turn, call, { queue: to, enteredAt, priority });
  if (refusal !== null) turnAway(turn, call, to, refusal);
}

/** He reaches another number, or is hung up on. Throws 'number-unknown'. */
function withdraw(turn: Turn, { call, queue }: Waiter, number: string | undefined): void {
  if (number !== undefined) {
    checkNumber(turn, number);
    return leaveQueue(turn, call, 'withdrawn', { say: null, to: number });
  }
  withdrawOffers(turn, call);
  turn.record({ kind: 'call.left-queue', call: call.id, queue: queue.id, reason: 'withdrawn', to: null });
  abandon(turn, call, 'ended-by-command', 16);
}

/**
 * Lets one agent's phone ring for this caller, whoever has waited longer and whatever the queue needs; nobody else is rung
 * for him. The agent need not be ready. Throws 'agent-unknown', 'not-a-member', 'signed-out', 'not-free'.
 */
function offer(turn: Turn, { call, waiting, queue }: Waiter, id: AgentId): void {
  const { state } = turn;
  const agent = state.agents.get(id);
  if (agent === undefined) throw new CordboardError('agent-unknown', `there is no agent ${id}`);
  if (state.membersOf.get(queue.id)?.has(id) !== true) {
    throw new CordboardError('not-a-member', `${id} is no member of queue ${queue.id}`);
  }
  if (agent.presence.name === 'signed-out' || agent.phone === null) {
    throw new CordboardError('signed-out', `${id} is signed out: sign in first`);
  }
  if (waiting.offers.some((one) => one.agent === id)) return;
  if (agent.work.name !== 'idle' && agent.work.name !== 'resting') {
    throw new CordboardError('not-free', `${id} has something else to do just now`);
  }
  withdrawOffers(turn, call);
  makeOffer(turn, call, queue, id, { strategy: 'picked', candidates: 1, key: null, kept: {} });
}

/** Instead of whatever he is told just now. Throws 'not-waiting' when he holds the call, and has no ear for it. */
function tellCaller(turn: Turn, { call, waiting, queue }: Waiter, sound: string): void {
  if (callerLeg(call)?.state === 'hold' || waiting.dialogue !== null) {
    throw new CordboardError('not-waiting', `the caller of call ${call.id} does not listen just now`);
  }
  tell(turn, call, queue, { what: 'message', sounds: [sound] });
}
