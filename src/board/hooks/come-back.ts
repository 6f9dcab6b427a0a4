import { unreachable } from '../../base/errors.ts';
import { endOffer, outcomeOf } from '../acd/offer.ts';
import { refusalAt } from '../acd/entry.ts';
import { releaseOffers } from '../acd/pool.ts';
import { queueStateOf } from '../acd/queue-state.ts';
import { offersOf, placeOf, type Call, type Leg } from '../call/call.ts';
import type { Place } from '../call/waiting.ts';
import { abandon } from '../call/ending.ts';
import { busy, congestion, failToReach, noAnswer } from '../call/failing.ts';
import { ageOf, reachTarget, shutReason, turnAway } from '../call/reach.ts';
import type { LegId, QueueId } from '../ids.ts';
import type { HangupCause } from '../input.ts';
import { targetOf } from '../numbering/target.ts';
import { cameBackDetected } from '../outbound/detection.ts';
import type { LegInCall } from '../state.ts';
import type { Turn } from '../turn.ts';
import { endAfterAgent } from './after-agent.ts';
import { nothingSaid, readAnswer, type HookAnswer } from './answer.ts';
import { describeCaller } from './describe.ts';
import { queueAt } from './before-queue.ts';
import { prepareTalk } from './before-talk.ts';
import { awayAs } from './hand-over.ts';

/** Q.850: recovery on timer expiry. Of a party that did not come back in time. */
export const timerExpired = 102;

/** The dialplan gave the channel back: `return,<hook>,<since>`, and then what it has set, as `name=value`. */
export function hookReturned(turn: Turn, channel: LegId, said: readonly string[]): void {
  // The dialplan may have played to it, when nobody was here to take it.
  turn.mayHearSomething(channel);
  const found = awayAs(turn, channel);
  if (found !== undefined) return goOn(turn, found.call, readAnswer(said));
  // Of a call that is over meanwhile, or of a former ledger.
  if (!turn.state.callsOfLeg.has(channel)) turn.want({ name: 'hang-up', channel, reason: 'normal' });
}

/** The party is back: the call goes on where it was. */
export function goOn(turn: Turn, call: Call, answer: HookAnswer = nothingSaid): void {
  if (call.phase.name !== 'away') return;
  const { point, leg } = call.phase;
  const former = placeOf(call)?.queue ?? null;
  const queue = queueWanted(turn, call, queueNamed(turn, answer.queue), answer);
  turn.record({
    kind: 'call.returned',
    call: call.id,
    leg,
    point,
    queue,
    priority: answer.priority,
    mayRecord: answer.mayRecord,
  });
  describeCaller(turn, call, answer);
  if (answer.data !== null && answer.data !== (call.data ?? '')) {
    turn.record({ kind: 'call.data', call: call.id, data: answer.data });
  }
  switch (point) {
    case 'before-queue':
    case 'overflow': {
      const place = placeOf(call);
      if (place !== null) queueAgain(turn, call, place, former, point);
      return;
    }
    case 'before-offer':
      // It waits again; dispatch does the rest.
      return;
    case 'agent-connected':
    case 'before-record': {
      const [offer] = offersOf(call);
      if (offer !== undefined) prepareTalk(turn, call, offer, point);
      return;
    }
    case 'after-agent':
      if (queue === null) endAfterAgent(turn, call, 16);
      // He has had an agent of that queue already: it is another wait, though he keeps his age.
      else queueAgain(turn, call, placeOf(call) ?? { queue, ...ageOf(call, turn.at) }, null, null);
      return;
    case 'outside':
      return placedByDialplan(turn, call, answer.dial);
    case 'detection':
      return cameBackDetected(turn, call, answer.detected);
    default:
      return unreachable(point);
  }
}

/**
 * Instead of coming back the dialplan has sent the caller to a number or a queue of ours, as it sends those who come
 * from outside: `Goto(cordboard,801,1)`.
 */
export function sentOn(
  turn: Turn,
  { call, leg }: LegInCall,
  entry: string,
  target: string,
  said: HookAnswer,
): void {
  turn.mayHearSomething(leg.id);
  if (call.phase.name !== 'away' || leg.role !== 'caller') return goOn(turn, call);
  const { point, place } = call.phase;
  const { state } = turn;
  const nothing = { queue: null, priority: said.priority, mayRecord: true };
  turn.record({ kind: 'call.returned', call: call.id, leg: leg.id, point, ...nothing });
  // The agent that the channel names may be the one of whom the hook was told.
  describeCaller(turn, call, { ...said, agent: null }, said.priority);
  releaseOffers(turn, call, { but: null, outcome: 'withdrawn', reason: 'normal', isLeaving: true });
  const named = queueNamed(turn, entry === 'queue' ? target : null);
  const meaning =
    named === null ? targetOf(state, target, call.origin) : ({ kind: 'queue', queue: named } as const);
  if (meaning.kind !== 'queue') return reachTarget(turn, call, target, meaning, null);
  // Or the hook before the queue would have him again, and again.
  const passed = point === 'before-queue' || point === 'overflow' ? point : null;
  queueAgain(turn, call, { queue: meaning.queue, ...ageOf(call, turn.at) }, place?.queue ?? null, passed);
}

/** A queue that takes no calls takes none from the dialplan either, but whoever was let in already stays. */
function queueAgain(
  turn: Turn,
  call: Call,
  place: Place,
  former: QueueId | null,
  passed: 'before-queue' | 'overflow' | null,
): void {
  const isLetIn = place.queue === former || queueStateOf(turn.state, place.queue) === 'running';
  const reason = isLetIn ? queueAt(turn, call, place, passed) : shutReason(turn.state, place.queue);
  if (reason !== null) turnAway(turn, call, place.queue, reason);
}

/** A queue that there is not is not heeded: the call must go on. */
function queueNamed({ state }: Turn, name: string | null): QueueId | null {
  return name !== null && state.queues.has(name as QueueId) ? (name as QueueId) : null;
}

/**
 * Of who waits already: another queue that does not let him in is not heeded, as he would lose his place for nothing. All
 * others are told what the office says to whom that queue does not let in.
 */
function queueWanted(turn: Turn, call: Call, queue: QueueId | null, answer: HookAnswer): QueueId | null {
  if (queue === null || call.phase.name !== 'away' || call.phase.back === null) return queue;
  if (queue === call.phase.place?.queue) return queue;
  const skills = answer.skills ?? call.wishes.skills;
  const asked = { ...call, wishes: { ...call.wishes, skills } };
  const isShut = queueStateOf(turn.state, queue) !== 'running';
  return isShut || refusalAt(turn.state, queue, asked, turn.at) !== null ? null : queue;
}

/** How Dial() of the office's own dialplan ended. */
function placedByDialplan(turn: Turn, call: Call, dial: string): void {
  switch (dial) {
    case 'ANSWER':
      return abandon(turn, call, 'completed-by-agent', 16);
    case 'BUSY':
      return failToReach(turn, call, busy);
    case 'NOANSWER':
      return failToReach(turn, call, noAnswer);
    default:
      return failToReach(turn, call, congestion);
  }
}

/** A party hung up, or was hung up on, while it or another one of the call was in the dialplan. */
export function hookOver(turn: Turn, call: Call, leg: Leg, cause: HangupCause): void {
  if (call.phase.name !== 'away') return;
  const { point, leg: away } = call.phase;
  if (leg.role === 'caller') {
    if (point === 'after-agent') endAfterAgent(turn, call, cause.q850);
    // Whether anybody answered there nobody tells us; who gives up before that does not clear normally.
    // It is we who have hung up on him.
    else if (point === 'detection' && cause.q850 === timerExpired)
      abandon(turn, call, 'unanswered', cause.q850);
    else if (point === 'outside' && cause.q850 === 16) abandon(turn, call, 'completed-by-caller', 16);
    else abandon(turn, call, 'abandoned', cause.q850);
    return;
  }
  const offer = offersOf(call).find((one) => one.leg === leg.id);
  if (offer !== undefined)
    endOffer(turn, call, offer, cause.q850 === timerExpired ? 'withdrawn' : outcomeOf(cause));
  if (away === leg.id) goOn(turn, call);
}
