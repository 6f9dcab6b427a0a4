import type { Changes } from '../changes.ts';
import type { Fact } from '../fact.ts';
import { waitingLine, type BoardState } from '../state.ts';
import { dispositionOf } from './disposition.ts';
import { callerLeg, legOf, type Call, type Leg, type Phase } from './call.ts';

type CallFact = Extract<Fact, { kind: `call.${string}` | `leg.${string}` | `offer.${string}` }>;

export function foldCallFact(state: BoardState, fact: CallFact, changes: Changes): void {
  if (fact.kind === 'call.arrived') {
    arrive(state, fact, changes);
    return;
  }
  const call = state.calls.get(fact.call);
  if (call === undefined) return;
  changes.calls.add(call.id);
  const { phase } = call;
  switch (fact.kind) {
    case 'call.queued':
      setPhase(state, call, fact.at, changes, {
        name: 'waiting',
        queue: fact.queue,
        enteredAt: fact.enteredAt,
        priority: fact.priority,
        offers: [],
        missedBy: [],
      });
      setLeg(state, callerLeg(call), 'queued', fact.at, null);
      // What the dialplan held the caller for is part of the call and of the wait.
      call.phaseSince = Math.min(fact.at, fact.enteredAt);
      call.arrivedAt = Math.min(call.arrivedAt, fact.enteredAt);
      break;
    case 'call.requeued':
      if (phase.name !== 'talking') break;
      setPhase(state, call, fact.at, changes, {
        name: 'waiting',
        queue: fact.queue,
        enteredAt: phase.enteredAt,
        priority: phase.priority,
        offers: [],
        missedBy: [phase.agent],
      });
      setLeg(state, callerLeg(call), 'queued', fact.at, null);
      break;
    case 'call.connected':
      if (phase.name !== 'waiting') break;
      setPhase(state, call, fact.at, changes, {
        name: 'talking',
        queue: phase.queue,
        enteredAt: phase.enteredAt,
        priority: phase.priority,
        agent: fact.agent,
        agentLeg: fact.leg,
        bridge: fact.bridge,
        bridged: false,
      });
      call.nextId += 1;
      setLeg(state, callerLeg(call), 'connected', fact.at, fact.deadline);
      setLeg(state, legOf(call, fact.leg), 'connected', fact.at, null);
      break;
    case 'call.bridged':
      if (phase.name === 'talking') {
        call.phase = { ...phase, bridged: true };
        call.account.agent = phase.agent;
      }
      clearDeadline(callerLeg(call));
      break;
    case 'call.rebridging': {
      const caller = callerLeg(call);
      if (phase.name === 'talking' && caller !== undefined) setDeadline(state, caller, fact.deadline);
      break;
    }
    case 'call.ended':
      setPhase(state, call, fact.at, changes, { name: 'ended' });
      changes.history.push({
        call: call.id,
        startedAt: call.arrivedAt,
        endedAt: fact.at,
        caller: call.caller,
        dialled: call.dialled,
        ...call.account,
        disposition: dispositionOf(fact.end, call.account.agent !== null),
        end: fact.end,
        cause: fact.cause,
      });
      leaveWhenOver(state, call);
      break;
    case 'leg.clearing':
      setLeg(state, legOf(call, fact.leg), 'clearing', fact.at, fact.deadline);
      break;
    case 'leg.cleared':
      removeLeg(state, call, fact.leg);
      break;
    case 'offer.made':
      addAgentLeg(state, call, fact);
      if (phase.name !== 'waiting') break;
      call.phase = {
        ...phase,
        offers: [...phase.offers, { agent: fact.agent, leg: fact.leg, madeAt: fact.at, answering: false }],
      };
      break;
    case 'offer.answering':
      addAgentLeg(state, call, fact);
      if (phase.name !== 'waiting') break;
      call.phase = {
        ...phase,
        offers: phase.offers.map((offer) =>
          offer.leg === fact.former ? { ...offer, leg: fact.leg, answering: true } : offer,
        ),
      };
      break;
    case 'offer.alerting':
      if (legOf(call, fact.leg)?.state === 'originated') {
        setLeg(state, legOf(call, fact.leg), 'alerting', fact.at, legOf(call, fact.leg)?.deadline ?? null);
      }
      break;
    case 'offer.ended':
      if (phase.name !== 'waiting') break;
      call.phase = {
        ...phase,
        offers: phase.offers.filter((offer) => offer.agent !== fact.agent),
        missedBy: countsAsMiss(fact.outcome)
          ? [...phase.missedBy.filter((agent) => agent !== fact.agent), fact.agent]
          : phase.missedBy,
      };
      break;
  }
}

function countsAsMiss(outcome: Extract<Fact, { kind: 'offer.ended' }>['outcome']): boolean {
  return outcome === 'no-answer' || outcome === 'rejected' || outcome === 'busy' || outcome === 'unreachable';
}

function arrive(state: BoardState, fact: Extract<Fact, { kind: 'call.arrived' }>, changes: Changes): void {
  const leg: Leg = {
    id: fact.channel,
    role: 'caller',
    agent: null,
    state: 'connected',
    since: fact.at,
    deadline: null,
  };
  state.calls.set(fact.call, {
    id: fact.call,
    caller: fact.caller,
    dialled: fact.dialled,
    arrivedAt: fact.at,
    nextId: 1,
    phase: { name: 'arriving' },
    phaseSince: fact.at,
    legs: [leg],
    account: { queue: null, agent: null, waitMs: 0, talkMs: 0 },
  });
  state.callOfLeg.set(fact.channel, fact.call);
  state.nextCall += 1;
  changes.calls.add(fact.call);
}

/** Moves a call to another phase, closes the segment of the former one and keeps the waiting lines in step. */
function setPhase(state: BoardState, call: Call, at: number, changes: Changes, phase: Phase): void {
  const { phase: before, account } = call;
  if (before.name === 'waiting') waitingLine(state, before.queue).remove(call, before);
  if (before.name !== 'ended') {
    const startAt = call.phaseSince;
    const queue = 'queue' in before ? before.queue : null;
    // A talk in which they never heard each other was more waiting.
    const talked = before.name === 'talking' && before.bridged;
    const booked = before.name === 'talking' && !talked ? 'waiting' : before.name;
    const agent = talked ? before.agent : null;
    if (booked === 'waiting') account.waitMs += at - startAt;
    if (booked === 'talking') account.talkMs += at - startAt;
    if (at > startAt) {
      changes.segments.push({
        subject: 'call',
        call: call.id,
        state: booked,
        queue,
        agent,
        startAt,
        endAt: at,
      });
    }
  }
  call.phase = phase;
  call.phaseSince = at;
  if (phase.name === 'waiting') waitingLine(state, phase.queue).add(call, phase);
  if ('queue' in phase) account.queue = phase.queue;
}

function addAgentLeg(
  state: BoardState,
  call: Call,
  fact: Extract<Fact, { kind: 'offer.made' | 'offer.answering' }>,
): void {
  call.nextId += 1;
  const leg: Leg = {
    id: fact.leg,
    role: 'agent',
    agent: fact.agent,
    state: 'originated',
    since: fact.at,
    deadline: fact.deadline,
  };
  call.legs.push(leg);
  state.callOfLeg.set(leg.id, call.id);
  state.legTimers.set(fact.deadline, leg.id);
}

function setLeg(
  state: BoardState,
  leg: Leg | undefined,
  to: Leg['state'],
  at: number,
  deadline: number | null,
): void {
  if (leg === undefined) return;
  leg.state = to;
  leg.since = at;
  setDeadline(state, leg, deadline);
}

function setDeadline(state: BoardState, leg: Leg, deadline: number | null): void {
  leg.deadline = deadline;
  if (deadline !== null) state.legTimers.set(deadline, leg.id);
}

function clearDeadline(leg: Leg | undefined): void {
  if (leg !== undefined) leg.deadline = null;
}

function removeLeg(state: BoardState, call: Call, id: Leg['id']): void {
  const index = call.legs.findIndex((leg) => leg.id === id);
  if (index >= 0) call.legs.splice(index, 1);
  state.callOfLeg.delete(id);
  leaveWhenOver(state, call);
}

/** The last leg may go before the call ends or after. */
function leaveWhenOver(state: BoardState, call: Call): void {
  if (call.legs.length === 0 && call.phase.name === 'ended') state.calls.delete(call.id);
}
