import type { VisitOutcome } from '../account.ts';
import { forgetGone } from '../acd/fold-memory.ts';
import type { Changes } from '../changes.ts';
import type { Fact } from '../fact.ts';
import type { BoardState } from '../state.ts';
import { placeOfAttempt } from '../outbound/place.ts';
import { dispositionOf } from './disposition.ts';
import { isParty, legOf, placeOf, type Call, type Party } from './call.ts';
import { arrive, consult, make } from './fold-beginning.ts';
import { comeBack, enterMailbox, goAway } from './fold-away.ts';
import { foldLegFact, type LegFact } from './fold-leg-fact.ts';
import { setDeadline, setLeg } from './fold-leg.ts';
import { foldOfferFact, type OfferFact } from './fold-offer.ts';
import { answerVisit, beginVisit, endVisit, talkVisit, visitEnd } from './fold-visit.ts';
import { foldWait, newWait } from './fold-waiting.ts';
import { clearDeadline, leaveWhenOver, setCaller, setPhase } from './fold-phase.ts';
import type { LeaveReason } from './waiting.ts';

type CallFact = Extract<Fact, { kind: `call.${string}` | `leg.${string}` | `offer.${string}` }>;

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
    case 'call.queued': {
      const isFirst = phase.name === 'arriving' && call.account.queue === null && fact.regained === undefined;
      call.leftFrom = null;
      setPhase(state, call, at, changes, newWait(call, fact));
      beginVisit(state, call, at, changes, isFirst);
      setCaller(state, call, 'queued', at);
      if (fact.regained === true) forgetGone(state, fact.queue, call.caller.number, changes);
      // What the dialplan held the caller for is part of the call and of the wait.
      if (isFirst) {
        call.phaseSince = Math.min(at, fact.enteredAt);
        call.arrivedAt = Math.min(call.arrivedAt, fact.enteredAt);
      }
      break;
    }
    case 'call.requeued': {
      const place = placeOf(call);
      const { queue, priority } = fact;
      const missed = fact.missedBy.map((agent) => ({ agent, count: 1, at }));
      const enteredAt = place?.enteredAt ?? call.lastPlace?.enteredAt ?? at;
      call.leftFrom = null;
      setPhase(state, call, at, changes, newWait(call, { queue, enteredAt, priority }, missed));
      beginVisit(state, call, at, changes);
      setCaller(state, call, 'queued', at);
      break;
    }
    case 'call.described':
      call.wishes = {
        language: fact.language ?? call.wishes.language,
        skills: fact.skills ?? call.wishes.skills,
        agent: fact.wants === undefined ? call.wishes.agent : fact.wants,
        priority: fact.priority ?? call.wishes.priority,
      };
      break;
    case 'call.prioritised':
    case 'call.relaxed':
    case 'call.waits':
    case 'call.told':
    case 'call.heard':
    case 'call.keyed':
    case 'call.whispering':
    case 'call.whispered':
    case 'call.deserted':
      return foldWait(state, call, fact);
    case 'call.left-queue':
      // Queues that send a caller round without letting him wait anywhere are no end of forwards either.
      call.hops = call.visit !== null && call.visit.since === at ? call.hops + 1 : 1;
      leavePlace(state, call, at, changes, fact.reason);
      call.leftFrom = fact.to !== null && isWelcomeBack(fact.reason) ? fact.queue : null;
      break;
    case 'call.seen-off': {
      const { playing, to, recall, deadline } = fact;
      call.nextId += 1;
      leavePlace(state, call, at, changes, 'moved');
      call.phase = { name: 'arriving', farewell: { playing, to, recall } };
      setCaller(state, call, 'connected', at, { deadline });
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
      // The dialplan may have sent him there from another queue.
      endVisit(state, call, at, changes, 'moved');
      call.firstCalled ??= fact.by;
      call.lastRedirection = fact.by;
      call.hops += 1;
      // What the dialplan held the caller for is part of the call, and of his wait in the next queue.
      if (phase.name === 'arriving' && call.account.queue === null && fact.since !== undefined) {
        call.phaseSince = Math.min(at, fact.since);
        call.arrivedAt = Math.min(call.arrivedAt, fact.since);
        call.lastPlace = { enteredAt: fact.since, priority: call.wishes.priority };
      }
      call.account.queue = fact.queue;
      // Of the place that he was about to take nothing is left.
      if (phase.name === 'away' && phase.back === null && phase.point !== 'outside') {
        leavePlace(state, call, at, changes, 'moved');
        call.account.queue = fact.queue;
      }
      for (const one of call.legs) if (one.role === 'caller') one.cause = 'route';
      break;
    case 'call.connected':
    case 'call.answered': {
      const isOffer = fact.kind === 'call.connected';
      answerVisit(call, at, isOffer ? fact.agent : (leg?.agent ?? null));
      setPhase(state, call, at, changes, {
        name: 'talking',
        place: placeOf(call) ?? placeOfAttempt(state, call, at),
        agent: isOffer
          ? fact.agent
          : (call.attempt?.agent ?? (placeOf(call) === null ? null : (leg?.agent ?? null))),
        bridge: fact.bridge,
        bridged: false,
      });
      call.nextId += 1;
      call.hops = 0;
      call.leftFrom = null;
      setLeg(state, call, leg, 'connected', at, { cause: null });
      setCaller(state, call, 'connected', at, { deadline: fact.deadline, cause: null });
      // Whom an agent has called for a campaign is the customer, who goes on when that agent is lost.
      if (call.attempt?.leg === fact.leg)
        for (const one of call.legs) one.role = one.id === fact.leg ? 'caller' : 'called';
      break;
    }
    case 'call.bridged':
      if (phase.name === 'talking') {
        call.phase = { ...phase, bridged: true };
        talkVisit(state, call, at, changes);
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
      if (fact.leavesQueue === true) endVisit(state, call, at, changes, 'abandoned');
      setPhase(state, call, at, changes, {
        ...phase,
        agent: fact.agent,
        place: fact.leavesQueue === true ? null : phase.place,
      });
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
      endVisit(state, call, at, changes, visitEnd(fact.end));
      setPhase(state, call, at, changes, { name: 'ended' });
      if (fact.end !== 'merged' && phase.name !== 'monitoring' && phase.name !== 'seated') {
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
    default:
      if (isOffer(fact)) foldOfferFact(state, call, leg, fact, changes);
      else if (isLeg(fact)) foldLegFact(state, call, leg, fact, changes);
  }
}

/** He still wants to be served there; of the other reasons one is that nobody is there, or that somebody has sent him. */
function isWelcomeBack(reason: LeaveReason): boolean {
  return reason === 'exit-key' || reason === 'timeout' || reason === 'rounds';
}

/** He is in no queue any more. What he has waited counts in the next one. */
function leavePlace(
  state: BoardState,
  call: Call,
  at: number,
  changes: Changes,
  outcome: VisitOutcome,
): void {
  const { enteredAt, priority } = placeOf(call) ?? {};
  endVisit(state, call, at, changes, outcome);
  setPhase(state, call, at, changes, { name: 'arriving' });
  if (enteredAt !== undefined && priority !== undefined) call.lastPlace = { enteredAt, priority };
}

function isLeg(fact: CallFact): fact is LegFact {
  return fact.kind.startsWith('leg.');
}

function isOffer(fact: CallFact): fact is OfferFact {
  return fact.kind.startsWith('offer.');
}

/** As others see who is at a phone. */
export function partyOfPhone(state: Readonly<BoardState>, phone: Call['legs'][number]['phone']): Party {
  return phone === null
    ? { name: '', number: '' }
    : { name: state.phones.get(phone)?.name ?? '', number: phone };
}
