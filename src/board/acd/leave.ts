import type { Call } from '../call/call.ts';
import type { LeaveReason, Waiting } from '../call/waiting.ts';
import type { CallId } from '../ids.ts';
import type { QueueSettings, WayOut } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { emptyReasonsFor } from './empty.ts';
import { hoursMoment, isOpen } from './hours.ts';
import { isOnDuty } from './on-duty.ts';
import { canServe, laterNeeds } from './skills.ts';
import { staysSince } from './stay.ts';
import { leaveQueue } from './way-out.ts';

/** Who does not wait any longer: he has waited long enough, nobody is there, the queue has closed, all have let him pass. */

/** When it has to be looked at again. */
export function leaveMoments(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  call: Call,
  waiting: Waiting,
  at: number,
): readonly number[] {
  if (waiting.callback !== null) return [];
  const { after, whenEmpty, whenClosed } = queue.leave;
  const moments: number[] = [];
  if (after !== null) moments.push(staysSince(call, waiting) + after.ms);
  if (whenEmpty !== null && waiting.emptySince !== null) moments.push(waiting.emptySince + whenEmpty.graceMs);
  const change = whenClosed === null ? null : hoursMoment(state, queue, at);
  if (change !== null) moments.push(change);
  return moments;
}

/** Lets a caller go whose time has come. He may not wait any more when this returns, or wait in another queue. */
export function leaveIfDue(turn: Turn, call: Call): void {
  for (let due = whyToLeave(turn, call); due !== null; due = whyToLeave(turn, call)) {
    leaveQueue(turn, call, due.reason, due.way);
  }
}

/** Who is about to leave is offered to nobody any more, though a phone that rings may be answered. */
export function isLeaving(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  call: Call,
  waiting: Waiting,
  at: number,
): boolean {
  // Whom a campaign has called has not come to the queue by himself: its hours are not his.
  if (call.attempt !== null && call.attempt.heardAt === null) return false;
  return !isOccupied(waiting) && (isOverdue(queue, call, waiting, at) || hasClosed(state, queue, at));
}

/** Callers of whom an agent has changed something: who may be alone now, or not any more. */
export function* leftToAgents(turn: Turn): Generator<CallId> {
  const { state, changes } = turn;
  const queues = new Set([...changes.agents].flatMap((agent) => state.queuesOfAgent.get(agent) ?? []));
  for (const id of queues) {
    const leave = state.queues.get(id)?.leave;
    if (leave === undefined || (leave.whenEmpty === null && leave.afterRounds === null)) continue;
    for (const lane of state.waiting.get(id)?.lanes ?? []) for (const { call } of lane) yield call;
  }
}

function whyToLeave(turn: Turn, call: Call): { reason: LeaveReason; way: WayOut } | null {
  const { state, at } = turn;
  const queue = call.phase.name === 'waiting' ? state.queues.get(call.phase.queue) : undefined;
  if (call.phase.name !== 'waiting' || queue === undefined || isOccupied(call.phase)) return null;
  noteWhetherAlone(turn, call, call.phase, queue);
  const { offers, emptySince } = call.phase;
  const { after, whenEmpty, whenClosed, afterRounds } = queue.leave;
  const rings = offers.length > 0;
  if (whenClosed !== null && !rings && hasClosed(state, queue, at))
    return { reason: 'closed', way: whenClosed };
  if (after !== null && isOverdue(queue, call, call.phase, at) && !(rings && after.finishRing)) {
    return { reason: 'timeout', way: after.way };
  }
  if (whenEmpty !== null && emptySince !== null && at >= emptySince + whenEmpty.graceMs) {
    return { reason: 'empty', way: whenEmpty.way };
  }
  if (afterRounds !== null && !rings && havePassed(state, queue, call, call.phase, afterRounds.rounds)) {
    return { reason: 'rounds', way: afterRounds.way };
  }
  return null;
}

/** He is to be called back, which has a time of its own, or says where; or an agent has answered him already. */
function isOccupied({ callback, dialogue, whisper }: Waiting): boolean {
  return callback !== null || dialogue !== null || whisper !== null;
}

function noteWhetherAlone(turn: Turn, call: Call, waiting: Waiting, queue: QueueSettings): void {
  const { whenEmpty } = queue.leave;
  const isEmpty =
    whenEmpty !== null &&
    waiting.offers.length === 0 &&
    emptyReasonsFor(turn.state, queue, call).some((reason) => whenEmpty.reasons.includes(reason));
  if (isEmpty !== (waiting.emptySince !== null)) {
    turn.record({ kind: 'call.deserted', call: call.id, isEmpty });
  }
}

function isOverdue({ leave }: QueueSettings, call: Call, waiting: Waiting, at: number): boolean {
  return leave.after !== null && at >= staysSince(call, waiting) + leave.after.ms;
}

function hasClosed(state: Readonly<BoardState>, queue: QueueSettings, at: number): boolean {
  return queue.leave.whenClosed !== null && !isOpen(state, queue, at);
}

/** Somebody has let him pass so often, and so has everybody who is on duty and could have him. */
function havePassed(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  call: Call,
  { missed, step }: Waiting,
  rounds: number,
): boolean {
  const passed = new Set(missed.flatMap(({ agent, count }) => (count >= rounds ? [agent] : [])));
  if (passed.size === 0) return false;
  const needs = laterNeeds(queue, step, call.wishes.skills);
  return queue.members.every(({ agent: id }) => {
    if (passed.has(id) || !isOnDuty(state.agents.get(id), queue.id)) return true;
    return !canServe(state, id, needs);
  });
}
