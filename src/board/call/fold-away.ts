import type { Changes } from '../changes.ts';
import type { Fact } from '../fact.ts';
import type { QueueId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import { callerLeg, type Call, type Leg } from './call.ts';
import { setDeadline, setLeg } from './fold-leg.ts';
import { beginVisit, endVisit } from './fold-visit.ts';
import { moveBetween, setPhase } from './fold-phase.ts';
import { newWait, silenced } from './fold-waiting.ts';
import type { Waiting } from './waiting.ts';

type Of<Kind extends Fact['kind']> = Extract<Fact, { kind: Kind }>;

export function goAway(
  state: BoardState,
  call: Call,
  leg: Leg | undefined,
  fact: Of<'call.away'>,
  changes: Changes,
): void {
  const { at, queue, enteredAt, priority, point, context } = fact;
  const { phase } = call;
  // What was played to him is not heard there.
  const back =
    phase.name === 'waiting' ? { ...phase, told: silenced(phase.told, at, phase.told.since === at) } : null;
  const isFirst = phase.name === 'arriving' && call.account.queue === null;
  const place = queue === null ? null : { queue, enteredAt, priority };
  setPhase(state, call, at, changes, {
    name: 'away',
    place,
    leg: fact.leg,
    point,
    context,
    back,
    isRecalled: false,
  });
  // What the dialplan held the caller for is part of the call.
  if (isFirst) {
    call.phaseSince = Math.min(at, enteredAt);
    call.arrivedAt = Math.min(call.arrivedAt, enteredAt);
  }
  const isRung = leg !== undefined && (leg.state === 'reaching' || leg.state === 'alerting');
  setLeg(state, call, leg, isRung ? 'connected' : (leg?.state ?? 'connected'), at, {
    deadline: fact.deadline,
  });
}

/** A call that waited waits on in its place; of any other the rule says next what becomes of it. */
export function comeBack(
  state: BoardState,
  call: Call,
  leg: Leg | undefined,
  fact: Of<'call.returned'>,
  changes: Changes,
): void {
  const { phase } = call;
  if (phase.name !== 'away') return;
  call.mayRecord &&= fact.mayRecord;
  const queue = fact.queue ?? phase.place?.queue;
  const priority = fact.priority ?? phase.place?.priority ?? 0;
  if (leg !== undefined && leg.state !== 'clearing') setDeadline(state, leg, null);
  if (phase.back !== null && queue !== undefined) {
    const isPrepared = phase.back.isPrepared || phase.point === 'before-offer';
    const { enteredAt } = phase.back;
    const back = phase.back.queue === queue ? phase.back : elsewhere(call, phase.back, queue);
    setPhase(state, call, fact.at, changes, { ...back, enteredAt, priority, isPrepared });
    beginVisit(state, call, fact.at, changes);
  } else if (phase.point === 'detection') {
    setPhase(state, call, fact.at, changes, { name: 'dialling', number: call.dialled });
  } else if (queue !== undefined) {
    moveBetween(state, call, phase.place?.queue, queue);
    call.phase = { ...phase, place: { queue, priority, enteredAt: phase.place?.enteredAt ?? fact.at } };
  }
}

/** The dialplan has named another queue: he waits there as one who has just come, but for an agent whom he has already. */
function elsewhere(
  call: Call,
  { offers, ringingSince, callback, ...place }: Waiting,
  queue: QueueId,
): Waiting {
  return { ...newWait(call, { ...place, queue }), offers, ringingSince, callback };
}

/** The steps in a mailbox are no phases of their own. */
export function enterMailbox(
  state: BoardState,
  call: Call,
  fact: Of<'call.message'>,
  changes: Changes,
): void {
  const { at, mailbox, step, playing, file, messages, deadline } = fact;
  const { phase: before } = call;
  const stepSince = step === 'recorded' && before.name === 'message' ? before.stepSince : at;
  const phase = { name: 'message', mailbox, step, stepSince, playing, file, messages } as const;
  call.nextId += 1;
  if (call.phase.name === 'message') call.phase = phase;
  else {
    endVisit(state, call, at, changes, 'moved');
    setPhase(state, call, at, changes, phase);
    setLeg(state, call, callerLeg(call), 'connected', at);
  }
  const party = callerLeg(call);
  if (party !== undefined) setDeadline(state, party, deadline);
}
