import type { Changes } from '../changes.ts';
import type { ConnectionCause } from '../device/device-call.ts';
import type { Fact } from '../fact.ts';
import { waitingLine, type BoardState } from '../state.ts';
import { dispositionOf } from './disposition.ts';
import {
  callerLeg,
  isParty,
  legOf,
  placeOf,
  type Call,
  type Leg,
  type LegState,
  type Party,
  type Phase,
  type Waiting,
} from './call.ts';
import { arrive, consult, make } from './fold-beginning.ts';
import { addLeg, closeLeg, indexLeg, noteOthers, removeLeg, setDeadline, setLeg } from './fold-leg.ts';

type CallFact = Extract<Fact, { kind: `call.${string}` | `leg.${string}` | `offer.${string}` }>;
type Of<Kind extends CallFact['kind']> = Extract<CallFact, { kind: Kind }>;

export function foldCallFact(state: BoardState, fact: CallFact, changes: Changes): void {
  if (fact.kind === 'call.arrived') return arrive(state, fact, changes);
  if (fact.kind === 'call.made') return make(state, fact, changes);
  if (fact.kind === 'call.consulted') return consult(state, fact, changes);
  const call = state.calls.get(fact.call);
  if (call === undefined) return;
  changes.calls.add(call.id);
  const { at } = fact;
  const { phase } = call;
  const leg = 'leg' in fact && fact.leg !== undefined ? legOf(call, fact.leg) : undefined;
  switch (fact.kind) {
    case 'call.queued':
      setPhase(state, call, at, changes, {
        name: 'waiting',
        queue: fact.queue,
        enteredAt: fact.enteredAt,
        priority: fact.priority,
        offers: [],
        missedBy: [],
        isPrepared: false,
      });
      setCaller(state, call, 'queued', at);
      // What the dialplan held the caller for is part of the call and of the wait.
      if (phase.name === 'arriving') {
        call.phaseSince = Math.min(at, fact.enteredAt);
        call.arrivedAt = Math.min(call.arrivedAt, fact.enteredAt);
      }
      break;
    case 'call.requeued': {
      const place = placeOf(call);
      setPhase(state, call, at, changes, {
        name: 'waiting',
        queue: fact.queue,
        enteredAt: place?.enteredAt ?? at,
        priority: fact.priority,
        offers: [],
        missedBy: fact.missedBy,
        isPrepared: false,
      });
      setCaller(state, call, 'queued', at);
      break;
    }
    case 'call.reaching':
      setPhase(state, call, at, changes, {
        name: 'reaching',
        number: fact.number,
        place: placeOf(call),
        trunks: fact.trunks,
        recall: fact.recall,
      });
      clearDeadline(call);
      break;
    case 'call.redirected':
      // Who has answered and then sends the call on is not whom the caller wanted and missed.
      if (fact.cause !== 'transfer') call.firstCalled ??= fact.by;
      call.lastRedirection = fact.by;
      call.hops += 1;
      break;
    case 'call.turned-away':
      call.firstCalled ??= fact.by;
      call.lastRedirection = fact.by;
      call.hops += 1;
      call.account.queue = fact.queue;
      for (const one of call.legs) if (one.role === 'caller') one.cause = 'route';
      break;
    case 'call.connected':
    case 'call.answered': {
      const isOffer = fact.kind === 'call.connected';
      setPhase(state, call, at, changes, {
        name: 'talking',
        place: placeOf(call),
        agent: isOffer ? fact.agent : placeOf(call) === null ? null : (leg?.agent ?? null),
        bridge: fact.bridge,
        bridged: false,
      });
      call.nextId += 1;
      call.hops = 0;
      setLeg(state, call, leg, 'connected', at, { cause: null });
      setCaller(state, call, 'connected', at, { deadline: fact.deadline, cause: null });
      break;
    }
    case 'call.bridged':
      if (phase.name === 'talking') {
        call.phase = { ...phase, bridged: true };
        if (phase.agent !== null) call.account.agent = phase.agent;
        else if (phase.place === null)
          call.account.agent ??= call.legs.find((one) => one.agent !== null)?.agent ?? null;
      }
      for (const one of call.legs) if (isParty(one)) one.deadline = null;
      break;
    case 'call.rebridging': {
      const caller = call.legs.find(isParty);
      if (phase.name === 'talking' && caller !== undefined) setDeadline(state, caller, fact.deadline);
      break;
    }
    case 'call.handed':
      if (phase.name !== 'talking') break;
      setPhase(state, call, at, changes, { ...phase, agent: fact.agent });
      if (fact.agent !== null) call.account.agent = fact.agent;
      break;
    case 'call.parked':
      setPhase(state, call, at, changes, {
        name: 'parked',
        place: placeOf(call),
        slot: fact.slot,
        by: fact.by,
      });
      setCaller(state, call, 'queued', at, { deadline: fact.deadline, cause: 'heldByOtherParty' });
      break;
    case 'call.message':
      return enterMailbox(state, call, fact, changes);
    case 'call.away':
      return goAway(state, call, leg, fact, changes);
    case 'call.recalled':
      if (phase.name === 'away') call.phase = { ...phase, isRecalled: true };
      if (leg !== undefined) setDeadline(state, leg, fact.deadline);
      break;
    case 'call.returned':
      return comeBack(state, call, leg, fact, changes);
    case 'call.data':
      call.data = fact.data;
      break;
    case 'call.ended':
      setPhase(state, call, at, changes, { name: 'ended' });
      if (fact.end !== 'merged' && phase.name !== 'monitoring') {
        changes.history.push({
          call: call.id,
          startedAt: call.arrivedAt,
          endedAt: at,
          caller: call.caller,
          dialled: call.dialled,
          ...call.account,
          disposition: dispositionOf(fact.end, call.account.talkMs > 0 || call.account.agent !== null),
          end: fact.end,
          cause: fact.cause,
        });
      }
      leaveWhenOver(state, call);
      break;
    case 'leg.added':
      call.nextId += 1;
      addLeg(state, call, at, {
        id: fact.leg,
        role: 'called',
        phone: fact.phone,
        agent: fact.agent,
        party: fact.party,
        isOutgoing: false,
        state: 'reaching',
        deadline: fact.deadline,
      });
      noteRedirection(call, fact.leg);
      break;
    case 'leg.changed':
      if (leg === undefined) break;
      setLeg(state, call, leg, fact.state, at, { cause: fact.cause, deadline: keptDeadline(fact, leg) });
      leg.heldByPhone = fact.heldByPhone === true;
      break;
    case 'leg.replaced': {
      const former = legOf(call, fact.former);
      if (former !== undefined) replaceLeg(state, call, fact.leg, former, at, fact.deadline);
      break;
    }
    case 'leg.moved': {
      const to = state.calls.get(fact.to);
      if (to === undefined) break;
      changes.calls.add(to.id);
      const moved = removeLeg(state, call, fact.leg);
      if (moved !== undefined) {
        // Who had reached nobody yet takes somebody else's call: that one began it.
        to.legs.push({ ...moved, role: 'called', isOutgoing: moved.isOutgoing && isParty(moved) });
        indexLeg(state, to, moved.id, moved.phone);
        noteOthers(to);
      }
      leaveWhenOver(state, call);
      break;
    }
    case 'leg.left':
    case 'leg.cleared':
      closeLeg(state, call, fact.leg, at, fact.kind === 'leg.cleared' ? fact.cause : 16, changes);
      leaveWhenOver(state, call);
      break;
    case 'leg.noted':
      if (leg !== undefined) leg.cause = fact.cause;
      break;
    case 'leg.muted':
      if (leg !== undefined) leg.muted = fact.muted;
      break;
    case 'leg.regrouped':
      call.lastRedirection = fact.cause === 'transfer' ? fact.by : call.lastRedirection;
      for (const one of call.legs) {
        if (fact.caller !== null && one.state !== 'clearing')
          one.role = one.id === fact.caller ? 'caller' : 'called';
        if (isParty(one) || one.state === 'alerting') one.cause = fact.cause;
      }
      noteOthers(call);
      break;
    case 'leg.clearing':
      setLeg(state, call, leg, 'clearing', at, {
        deadline: fact.deadline,
        ...(fact.cause === null ? {} : { cause: fact.cause }),
      });
      break;
    case 'offer.made':
      addOfferLeg(state, call, fact);
      if (phase.name !== 'waiting') break;
      call.phase = {
        ...phase,
        offers: [...phase.offers, { agent: fact.agent, leg: fact.leg, madeAt: at, answering: false }],
      };
      break;
    case 'offer.answering': {
      const former = legOf(call, fact.former);
      if (former !== undefined) replaceLeg(state, call, fact.leg, former, at, fact.deadline);
      if (phase.name !== 'waiting') break;
      call.phase = {
        ...phase,
        offers: phase.offers.map((offer) =>
          offer.leg === fact.former ? { ...offer, leg: fact.leg, answering: true } : offer,
        ),
      };
      break;
    }
    case 'offer.alerting':
      if (leg?.state === 'reaching') setLeg(state, call, leg, 'alerting', at, { deadline: leg.deadline });
      break;
    case 'offer.ended':
      if (phase.name === 'waiting') call.phase = withoutOffer(phase, fact);
      if (phase.name === 'away' && phase.back !== null) {
        call.phase = { ...phase, back: withoutOffer(phase.back, fact) };
      }
      break;
  }
}

/** A phone that begins to ring has until then as before, so has a bridge when a party goes on hold. */
function keptDeadline({ state }: Of<'leg.changed'>, leg: Leg): number | null {
  const isHeldOrTaken = leg.state === 'hold' || (state === 'hold' && isParty(leg));
  return state === 'alerting' || isHeldOrTaken ? leg.deadline : null;
}

/** The caller is told why it is another phone that is rung; whom it was transferred to, too. */
function noteRedirection(call: Call, id: Leg['id']): void {
  const { phase, hops } = call;
  if (phase.name !== 'reaching' || hops === 0 || phase.recall?.isOn === true) return;
  const isTransferred = phase.recall !== null && phase.recall.phone === call.lastRedirection?.number;
  const [caller, leg] = [callerLeg(call), legOf(call, id)];
  if (caller !== undefined && caller.cause !== 'route')
    caller.cause = isTransferred ? 'transfer' : 'redirect';
  if (leg !== undefined && isTransferred) leg.cause = 'transfer';
}

/** Those who ring have their time; what the caller awaited in the phase before is over. */
function clearDeadline(call: Call): void {
  const caller = callerLeg(call);
  if (caller !== undefined) caller.deadline = null;
}

/** Who has the call on hold goes on with something else, whatever becomes of the call meanwhile. */
function setCaller(
  state: BoardState,
  call: Call,
  to: LegState,
  at: number,
  more: { readonly deadline?: number; readonly cause?: ConnectionCause | null } = {},
): void {
  const caller = callerLeg(call);
  if (caller?.state === 'hold') setDeadline(state, caller, more.deadline ?? null);
  else setLeg(state, call, caller, to, at, more);
}

function withoutOffer(waiting: Waiting, { agent, outcome }: Of<'offer.ended'>): Waiting {
  const others = waiting.missedBy.filter((one) => one !== agent);
  return {
    ...waiting,
    offers: waiting.offers.filter((offer) => offer.agent !== agent),
    missedBy: countsAsMiss(outcome) ? [...others, agent] : waiting.missedBy,
  };
}

/** The steps in a mailbox are no phases of their own. */
function enterMailbox(state: BoardState, call: Call, fact: Of<'call.message'>, changes: Changes): void {
  const { at, mailbox, step, playing, file, messages, deadline } = fact;
  const { phase: before } = call;
  const stepSince = step === 'recorded' && before.name === 'message' ? before.stepSince : at;
  const phase = { name: 'message', mailbox, step, stepSince, playing, file, messages } as const;
  call.nextId += 1;
  if (call.phase.name === 'message') call.phase = phase;
  else {
    setPhase(state, call, at, changes, phase);
    setLeg(state, call, callerLeg(call), 'connected', at);
  }
  const party = callerLeg(call);
  if (party !== undefined) setDeadline(state, party, deadline);
}

function goAway(
  state: BoardState,
  call: Call,
  leg: Leg | undefined,
  fact: Of<'call.away'>,
  changes: Changes,
): void {
  const { at, queue, enteredAt, priority, point, context } = fact;
  const { phase } = call;
  const back = phase.name === 'waiting' ? phase : null;
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
  if (phase.name === 'arriving') {
    call.phaseSince = Math.min(at, enteredAt);
    call.arrivedAt = Math.min(call.arrivedAt, enteredAt);
  }
  const isRung = leg !== undefined && (leg.state === 'reaching' || leg.state === 'alerting');
  setLeg(state, call, leg, isRung ? 'connected' : (leg?.state ?? 'connected'), at, {
    deadline: fact.deadline,
  });
}

/** A call that waited waits on in its place; of any other the rule says next what becomes of it. */
function comeBack(
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
    setPhase(state, call, fact.at, changes, { ...phase.back, queue, priority, isPrepared });
  } else if (queue !== undefined) {
    call.phase = { ...phase, place: { queue, priority, enteredAt: phase.place?.enteredAt ?? fact.at } };
  }
}

function countsAsMiss(outcome: Of<'offer.ended'>['outcome']): boolean {
  return outcome === 'no-answer' || outcome === 'rejected' || outcome === 'busy' || outcome === 'unreachable';
}

function addOfferLeg(state: BoardState, call: Call, fact: Of<'offer.made'>): void {
  call.nextId += 1;
  const phone = state.agents.get(fact.agent)?.phone ?? null;
  addLeg(state, call, fact.at, {
    id: fact.leg,
    role: 'called',
    phone,
    agent: fact.agent,
    party: { name: phone === null ? '' : (state.phones.get(phone)?.name ?? ''), number: phone ?? '' },
    isOutgoing: false,
    state: 'reaching',
    deadline: fact.deadline,
  });
}

/** The former leg goes on ringing until it is cleared, but the phone has one leg only as far as anybody sees. */
function replaceLeg(
  state: BoardState,
  call: Call,
  id: Of<'leg.replaced'>['leg'],
  former: Call['legs'][number],
  at: number,
  deadline: number,
): void {
  call.nextId += 1;
  const { role, phone, agent, party, isOutgoing } = former;
  addLeg(state, call, at, { id, role, phone, agent, party, isOutgoing, state: former.state, deadline });
  const next = legOf(call, id);
  if (next === undefined) return;
  next.answering = true;
  former.isReplaced = true;
  next.cause = former.cause;
  // The phone has rung since then, whichever leg it was.
  next.startedAt = former.startedAt;
  next.since = former.since;
  next.times.alertingMs = former.times.alertingMs;
}

/** Moves a call to another phase, closes the segment of the former one and keeps the waiting lines in step. */
function setPhase(state: BoardState, call: Call, at: number, changes: Changes, phase: Phase): void {
  const { phase: before, account } = call;
  if (before.name === 'waiting') waitingLine(state, before.queue).remove(call, before);
  if (before.name !== 'ended') {
    const startAt = call.phaseSince;
    const place = placeOf(call);
    // A talk in which they never heard each other was more of what was before.
    const talked = before.name === 'talking' && before.bridged;
    const booked =
      before.name === 'talking' && !talked ? (place === null ? 'reaching' : 'waiting') : before.name;
    const waitsAway = before.name === 'away' && before.back !== null && before.point !== 'outside';
    if (booked === 'waiting' || waitsAway) account.waitMs += at - startAt;
    if (booked === 'talking') account.talkMs += at - startAt;
    if (at > startAt) {
      changes.segments.push({
        subject: 'call',
        call: call.id,
        state: booked,
        queue: place?.queue ?? null,
        agent: talked ? before.agent : null,
        startAt,
        endAt: at,
      });
    }
  }
  call.phase = phase;
  call.phaseSince = at;
  if (phase.name === 'waiting') waitingLine(state, phase.queue).add(call, phase);
  account.queue = placeOf(call)?.queue ?? account.queue;
}

/** The last leg may go before the call ends or after. */
function leaveWhenOver(state: BoardState, call: Call): void {
  if (call.legs.length === 0 && call.phase.name === 'ended') state.calls.delete(call.id);
}

/** As others see who is at a phone. */
export function partyOfPhone(state: Readonly<BoardState>, phone: Call['legs'][number]['phone']): Party {
  return phone === null
    ? { name: '', number: '' }
    : { name: state.phones.get(phone)?.name ?? '', number: phone };
}
