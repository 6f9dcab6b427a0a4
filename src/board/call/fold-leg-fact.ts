import type { Changes } from '../changes.ts';
import type { LegId } from '../ids.ts';
import type { Fact } from '../fact.ts';
import type { BoardState } from '../state.ts';
import { callerLeg, isParty, legOf, type Call, type Leg } from './call.ts';
import { addLeg, closeLeg, indexLeg, noteOthers, removeLeg, setLeg } from './fold-leg.ts';
import { leaveWhenOver } from './fold-phase.ts';

export type LegFact = Extract<Fact, { kind: `leg.${string}` }>;
type Of<Kind extends LegFact['kind']> = Extract<LegFact, { kind: Kind }>;

export function foldLegFact(
  state: BoardState,
  call: Call,
  leg: Leg | undefined,
  fact: LegFact,
  changes: Changes,
): void {
  const { at } = fact;
  switch (fact.kind) {
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
        trunk: fact.trunk,
      });
      noteRedirection(call, fact.leg);
      break;
    case 'leg.changed':
      if (leg === undefined) break;
      setLeg(state, call, leg, fact.state, at, {
        cause: fact.cause,
        deadline: fact.deadline ?? keptDeadline(fact, leg),
      });
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
      moveLeg(state, call, to, fact.leg, changes);
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

/** The former leg goes on ringing until it is cleared, but the phone has one leg only as far as anybody sees. */
export function replaceLeg(
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

export function moveLeg(state: BoardState, from: Call, to: Call, leg: LegId, changes: Changes): void {
  changes.calls.add(to.id);
  const moved = removeLeg(state, from, leg);
  if (moved === undefined) return;
  // Who had reached nobody yet takes somebody else's call: that one began it.
  to.legs.push({ ...moved, role: 'called', isOutgoing: moved.isOutgoing && isParty(moved) });
  indexLeg(state, to, moved.id, moved.phone, moved.trunk);
  noteOthers(to);
}
