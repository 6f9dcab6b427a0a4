import { unreachable } from '../../base/errors.ts';
import { queueStateOf } from '../acd/queue-state.ts';
import { mostHops } from '../bounds.ts';
import { unpark } from '../call-control/park.ts';
import { pickUp } from '../call-control/pick-up.ts';
import type { ConnectionCause } from '../device/device-call.ts';
import { forwardOf } from '../device/device.ts';
import { queueAt } from '../hooks/before-queue.ts';
import { dialByDialplan } from '../hooks/points.ts';
import type { PhoneId, QueueId } from '../ids.ts';
import { dialForAgent } from '../outbound/dial-trunk.ts';
import { targetOf, type Target } from '../numbering/target.ts';
import { legsOfPhone, type BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import type { QueueSettings, WayOut } from '../queue-settings.ts';
import type { Place, TurnedAwayReason } from './waiting.ts';
import { seeOff } from './see-off.ts';
import { recordGreeting } from '../voicemail/greeting.ts';
import { listen } from '../voicemail/listen.ts';
import { takeMessage } from '../voicemail/take-message.ts';
import { placeOf, type Call, type Leg, type Recall } from './call.ts';
import { busy, congestion, failToReach, recallOf, unallocated, type Failure } from './failing.ts';
import { partyOfPhone } from './fold-call.ts';
import { ringPhone } from './ringing.ts';
import { dialNextTrunk } from './trunks.ts';

/**
 * Takes a call to what a number means to the phone that dials it or sends somebody else's call there, be that one from
 * outside. `recall` is rung when nobody answers.
 */
export function reach(turn: Turn, call: Call, number: string, recall: Recall | null = null): void {
  reachTarget(turn, call, number, targetOf(turn.state, number, 'inside'), recall);
}

/** Handset up: now the number is dialled. */
export function dialForCaller(turn: Turn, call: Call, leg: Leg, number: string): void {
  if (leg.state !== 'initiated') {
    turn.record({ kind: 'leg.changed', call: call.id, leg: leg.id, state: 'initiated', cause: null });
  }
  turn.record({ kind: 'leg.changed', call: call.id, leg: leg.id, state: 'originated', cause: null });
  if (call.attempt === null) return reach(turn, call, number);
  turn.record({ kind: 'call.reaching', call: call.id, number, trunks: [], recall: null });
  dialForAgent(turn, call);
}

export function reachTarget(
  turn: Turn,
  call: Call,
  number: string,
  target: Target,
  recall: Recall | null,
): void {
  const begin = (trunks: readonly string[] = []): void =>
    turn.record({ kind: 'call.reaching', call: call.id, number, trunks, recall });
  switch (target.kind) {
    case 'queue':
      return enterQueue(turn, call, target.queue, turn.at, recall);
    case 'phone':
      begin();
      return reachPhone(turn, call, target.phone);
    case 'outside':
      if (target.route.by.kind === 'dialplan') {
        if (dialByDialplan(turn, call, target.route.by.context, target)) return;
        begin();
        return failToReach(turn, call, congestion);
      }
      begin(target.route.by.trunks);
      return dialNextTrunk(turn, call);
    case 'mailbox':
      begin();
      if (!takeMessage(turn, call, target.phone)) failToReach(turn, call, unallocated);
      return;
    case 'messages':
      begin();
      if (!listen(turn, call)) failToReach(turn, call, unallocated);
      return;
    case 'greeting':
      begin();
      if (!recordGreeting(turn, call)) failToReach(turn, call, unallocated);
      return;
    case 'parked':
      if (unpark(turn, call, target.slot)) return;
      begin();
      return failToReach(turn, call, unallocated);
    case 'pick-up':
      if (pickUp(turn, call, target.phone)) return;
      begin();
      return failToReach(turn, call, unallocated);
    case 'nothing':
      begin();
      return failToReach(turn, call, unallocated);
    default:
      return unreachable(target);
  }
}

/** A call that has been in a queue keeps its age. `recall` is rung when the queue does not let it in. */
export function enterQueue(
  turn: Turn,
  call: Call,
  queue: QueueId,
  enteredAt: number,
  recall: Recall | null = null,
): void {
  const place = placeOf(call);
  if (queueStateOf(turn.state, queue) !== 'running' && place?.queue !== queue)
    return turnAway(turn, call, queue, shutReason(turn.state, queue), recall, enteredAt);
  const refusal = queueAt(turn, call, { queue, ...ageOf(call, enteredAt) });
  if (refusal !== null) turnAway(turn, call, queue, refusal, recall, enteredAt);
}

/** Since when he has waited, and how important he is: he brings both from the last queue, if he was in any. */
export function ageOf(call: Call, at: number): Omit<Place, 'queue'> {
  const { enteredAt, priority } = placeOf(call) ??
    call.lastPlace ?? { enteredAt: at, priority: call.wishes.priority };
  return { enteredAt, priority };
}

export function shutReason(state: Readonly<BoardState>, queue: QueueId): 'suspended' | 'stopped' {
  return queueStateOf(state, queue) === 'stopped' ? 'stopped' : 'suspended';
}

/**
 * The queue does not let the call in. The office has chosen what its caller hears and where he goes; without that he goes
 * back to who has sent him, be that a phone or the queue that he was in, or else nowhere.
 */
export function turnAway(
  turn: Turn,
  call: Call,
  queue: QueueId,
  reason: TurnedAwayReason,
  recall: Recall | null = null,
  since: number = turn.at,
): void {
  const { state } = turn;
  const settings = state.queues.get(queue);
  const way = wayOfRefused(settings, reason);
  const by = { name: settings?.name ?? '', number: numberOfQueue(state, queue) };
  const sender = recall ?? recallOf(call);
  const held = since < turn.at ? { since } : {};
  turn.record({ kind: 'call.turned-away', call: call.id, queue, by, to: way.to, reason, ...held });
  const canGoBack = placeOf(call) !== null || call.leftFrom !== null || sender?.isOn === false;
  if (canGoBack && way.to === null) return goBack(turn, call, by.number, sender);
  if (settings === undefined || !seeOff(turn, call, settings, way, sender))
    takeTo(turn, call, way.to, sender, congestion);
}

function wayOfRefused(queue: QueueSettings | undefined, reason: TurnedAwayReason): WayOut {
  const named = reason === 'suspended' || reason === 'stopped' ? undefined : queue?.entry.refuse[reason];
  return named ?? { say: null, to: queue?.failureRoute ?? null };
}

function goBack(turn: Turn, call: Call, number: string, recall: Recall | null): void {
  if (recall !== null && recallOf(call) === null) {
    turn.record({ kind: 'call.reaching', call: call.id, number, trunks: [], recall });
  }
  failToReach(turn, call, congestion);
}

/** Takes a caller to where the office wants him to go: what it may dial is reached. Nowhere: he is hung up on. */
export function takeTo(
  turn: Turn,
  call: Call,
  to: string | null,
  recall: Recall | null,
  failure: Failure,
): void {
  if (to === null || call.hops > mostHops) return failToReach(turn, call, failure);
  reachTarget(turn, call, to, targetOf(turn.state, to, 'inside'), recall);
}

/** The first number that reaches it; its id when none does. */
function numberOfQueue({ office }: Readonly<BoardState>, queue: QueueId): string {
  return office.numbers.find(({ to }) => to.kind === 'queue' && to.queue === queue)?.number ?? queue;
}

function reachPhone(turn: Turn, call: Call, phone: PhoneId): void {
  const { state } = turn;
  const settings = state.phones.get(phone);
  const device = state.devices.get(phone);
  if (settings === undefined) return failToReach(turn, call, unallocated);
  const forward = forwardOf(device, 'immediate', call.origin);
  if (forward !== null) return forwardCall(turn, call, phone, forward);
  const isBusy =
    !settings.callWaiting && legsOfPhone(state, phone).some(({ leg }) => leg.state !== 'clearing');
  if (isBusy || device?.doNotDisturb === true || isQuiet(state, phone))
    return phoneFailed(turn, call, phone, busy);
  ringPhone(turn, call, settings);
}

/** Who sits there is not ready, and is not to be disturbed then. */
function isQuiet(state: Readonly<BoardState>, phone: PhoneId): boolean {
  const present = state.agentAtPhone.get(phone);
  if (present === undefined || state.agents.get(present)?.presence.name !== 'not-ready') return false;
  return state.office.agents.some(({ id, quietWhenNotReady }) => quietWhenNotReady && id === present);
}

/** The phone does not take the call: it goes where the phone is forwarded to, to its mailbox, or nowhere. */
export function phoneFailed(turn: Turn, call: Call, phone: PhoneId, failure: Failure): void {
  const { state } = turn;
  const when = failure === busy ? 'busy' : 'noAnswer';
  const forward = forwardOf(state.devices.get(phone), when, call.origin);
  if (forward !== null) return forwardCall(turn, call, phone, forward);
  // A transfer goes back to who sent it; when he does not answer either, and no queue takes the caller, his box does.
  const recall = recallOf(call);
  const mayLeaveMessage = recall === null || (recall.isOn && placeOf(call) === null);
  if (mayLeaveMessage && takeMessage(turn, call, phone)) return;
  failToReach(turn, call, failure);
}

function forwardCall(turn: Turn, call: Call, phone: PhoneId, to: string): void {
  redirect(turn, call, phone, to, 'redirect');
  if (call.hops > mostHops) return failToReach(turn, call, unallocated);
  // The phone that forwards pays for the way on: what it may dial is reached.
  reachTarget(turn, call, to, targetOf(turn.state, to, 'inside'), recallOf(call));
}

export function redirect(turn: Turn, call: Call, from: PhoneId, to: string, cause: ConnectionCause): void {
  turn.record({
    kind: 'call.redirected',
    call: call.id,
    by: partyOfPhone(turn.state, from),
    from,
    to,
    cause,
  });
}
