import type { Call } from '../call/call.ts';
import type { Waiting } from '../call/waiting.ts';
import type { QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { callbackIfDue, callbackMoments } from './call-back/moments.ts';
import { keyMoment, keysIfDue } from './exits.ts';
import { leaveIfDue, leaveMoments, leftToAgents } from './leave.ts';
import { nextPhoneAt } from './ring-plan.ts';
import { leastAgainMs } from './barrier.ts';
import { overflowAt, overflowIfDue } from '../outbound/overflow.ts';
import { nextStepMs } from './skills.ts';
import { stickyMs } from './sticky.ts';
import { tellIfDue, tellMoments } from './tell.ts';

/**
 * When something changes for a waiting caller by time alone: another agent, tier or step opens, one more phone is due, his
 * priority rises. null: never.
 */
function nextMoment(state: Readonly<BoardState>, call: Call, at: number): number | null {
  const { phase } = call;
  const queue = phase.name === 'waiting' ? state.queues.get(phase.queue) : undefined;
  if (phase.name !== 'waiting' || queue === undefined) return null;
  let next = Infinity;
  for (const moment of momentsOf(state, queue, call, phase, at))
    if (moment > at && moment < next) next = moment;
  return next === Infinity ? null : next;
}

function* momentsOf(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  call: Call,
  waiting: Waiting,
  at: number,
): Generator<number> {
  const overflow = overflowAt({ state }, call);
  if (overflow !== null) yield overflow;
  const { enteredAt } = waiting;
  for (const { delayMs } of queue.members) if (delayMs > 0) yield enteredAt + delayMs;
  for (const afterMs of queue.tiers.afterMs) if (afterMs !== null) yield enteredAt + afterMs;
  const step = nextStepMs(queue.skills, at - enteredAt);
  if (step !== null) yield enteredAt + step;
  if (queue.sticky !== null || call.wishes.agent !== null) yield enteredAt + stickyMs(queue);
  for (const miss of waiting.missed) yield miss.at + leastAgainMs;
  yield nextPhoneAt(queue.strategy.ring, waiting, at) ?? 0;
  if (queue.ageing !== null) {
    const { everyMs, most, step: rise } = queue.ageing;
    const steps = Math.floor((at - enteredAt) / everyMs) + 1;
    if ((steps - 1) * rise < most) yield enteredAt + steps * everyMs;
  }
  yield* callbackMoments(state, queue, waiting, at);
  // Who is to be called back stays, and is told nothing but that.
  if (waiting.callback !== null) return;
  if (overflow !== null) return;
  yield keyMoment(waiting) ?? 0;
  yield* leaveMoments(state, queue, call, waiting, at);
  if (waiting.dialogue === null) yield* tellMoments(queue, call, waiting, at);
}

/** Does what is due for waiting callers. Dispatch comes after it. */
export function takeMoments(turn: Turn): void {
  const { state, at } = turn;
  if (!state.lineIsUp) return;
  // Whoever the turn has touched may have just come.
  const calls = new Set([...turn.before.calls, ...leftToAgents(turn)]);
  for (let due = state.callTimers.takeDue(at); due !== null; due = state.callTimers.takeDue(at)) {
    calls.add(due.owner);
  }
  for (const id of calls) {
    const call = state.calls.get(id);
    if (call !== undefined && overflowAt(turn, call) !== null) {
      overflowIfDue(turn, call);
      if (call.phase.name === 'waiting') plan(state, call, at);
      continue;
    }
    if (call?.phase.name === 'waiting') callbackIfDue(turn, call);
    if (call?.phase.name === 'waiting') keysIfDue(turn, call);
    if (call?.phase.name === 'waiting' && mayLeave(call.phase)) leaveIfDue(turn, call);
    if (call?.phase.name === 'waiting' && isToldThings(call.phase)) tellIfDue(turn, call);
    if (call?.phase.name === 'waiting') plan(state, call, at);
  }
}

/** Whom an agent has picked up stays. */
function mayLeave({ callback, whisper }: Waiting): boolean {
  return callback === null && whisper === null;
}

function isToldThings({ callback, dialogue }: Waiting): boolean {
  return callback === null && dialogue === null;
}

/** For the calls that the turn has touched: when there is something next. */
export function planMoments(turn: Turn): void {
  for (const id of turn.before.calls) {
    const call = turn.state.calls.get(id);
    if (call?.phase.name === 'waiting') plan(turn.state, call, turn.at);
  }
}

function plan(state: BoardState, call: Call, at: number): void {
  const next = nextMoment(state, call, at);
  if (next !== null) state.callTimers.set(next, call.id);
}
