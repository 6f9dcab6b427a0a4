import type { Agent } from '../agent/agent.ts';
import { answersByItself, leaveSeat, openSeat } from '../agent/seat.ts';
import { ringSpareMs } from '../bounds.ts';
import { displayOfOffer, offersOf, placeOf, type Call } from '../call/call.ts';
import type { Offer } from '../call/waiting.ts';
import { clearLeg } from '../call/clearing.ts';
import type { OfferOutcome, OfferReason } from '../agent-facts.ts';
import { legId, type AgentId, type LegId, type QueueId } from '../ids.ts';
import type { HangupCause } from '../input.ts';
import { isMiss, type QueueSettings } from '../queue-settings.ts';
import { legsOfPhone } from '../state.ts';
import type { Turn } from '../turn.ts';

/** Lets an agent's phone ring for a waiting caller. One who has his seat is asked there: `answerAtSeats` answers for him. */
export function makeOffer(
  turn: Turn,
  call: Call,
  queue: QueueSettings,
  agent: AgentId,
  why: OfferReason,
): void {
  const seat = openSeat(turn.state, turn.state.agents.get(agent));
  const leg = seat?.leg.id ?? legId(call.id, call.nextId);
  const deadline = turn.at + queue.ringMs;
  if (seat !== null) leaveSeat(turn, seat);
  turn.record({ kind: 'offer.made', call: call.id, queue: queue.id, agent, leg, deadline, why });
  if (seat !== null) return;
  const present = turn.state.agents.get(agent);
  ring(turn, call, queue, agent, present !== undefined && answersByItself(turn.state, present));
}

/**
 * The agent answers from the desk: the leg that rings is replaced by one that tells the phone to pick up by itself,
 * since no SIP request can make a ringing phone answer.
 */
export function answerOffer(turn: Turn, call: Call, queue: QueueSettings, offer: Offer): void {
  const leg = legId(call.id, call.nextId);
  turn.record({
    kind: 'offer.answering',
    call: call.id,
    agent: offer.agent,
    leg,
    former: offer.leg,
    deadline: turn.at + queue.ringMs,
  });
  clearLeg(turn, call.id, offer.leg, 'answered-elsewhere');
  ring(turn, call, queue, offer.agent, true);
}

function ring(turn: Turn, call: Call, queue: QueueSettings, agent: AgentId, autoAnswer: boolean): void {
  const leg = call.legs.at(-1);
  const phone = turn.state.agents.get(agent)?.phone ?? null;
  const endpoint = phone === null ? undefined : turn.state.phones.get(phone)?.endpoint;
  if (leg === undefined || endpoint === undefined) return;
  turn.want({
    name: 'ring',
    leg: leg.id,
    endpoint,
    display: displayOfOffer(call, queue),
    autoAnswer,
    timeoutMs: queue.ringMs + ringSpareMs,
  });
}

/** An offer came to nothing. What that makes of the agent is the queue's choice. */
export function endOffer(turn: Turn, call: Call, offer: Offer, outcome: OfferOutcome): void {
  const place = placeOf(call);
  if (place === null) return;
  const queue = turn.state.queues.get(place.queue);
  const { agent, leg } = offer;
  const present = turn.state.agents.get(agent);
  const rule = isMiss(outcome) ? queue?.missed[outcome] : undefined;
  const out = rule?.becomes === 'not-ready' && (present?.missesInARow ?? 0) + 1 >= rule.after;
  const rests = rule !== undefined && !out && rule.becomes !== 'nothing';
  turn.record({
    kind: 'offer.ended',
    call: call.id,
    queue: place.queue,
    agent,
    leg,
    outcome,
    restUntil: rests ? turn.at + (queue?.restMs ?? 0) : null,
  });
  if (out && present?.presence.name === 'ready') {
    turn.record({ kind: 'agent.not-ready', agent, reason: outcome === 'no-answer' ? 'missed' : outcome });
  }
}

/** The offer that a leg of a waiting call rings for. */
export function offerOn({ phase }: Call, leg: LegId): Offer | undefined {
  return phase.name === 'waiting' ? phase.offers.find((offer) => offer.leg === leg) : undefined;
}

/** The call that is offered to the agent now. */
export function offerTo(turn: Turn, agent: Agent): { call: Call; offer: Offer } | undefined {
  if (agent.phone === null) return undefined;
  for (const { call } of legsOfPhone(turn.state, agent.phone)) {
    const offer = offersOf(call).find((one) => one.agent === agent.id);
    if (offer !== undefined) return { call, offer };
  }
  return undefined;
}

/** The agent has something else to do, or does not serve the queue any more: the call is for another one. */
export function withdrawOffer(
  turn: Turn,
  agent: Agent,
  isOf: (queue: QueueId) => boolean = () => true,
): void {
  const found = offerTo(turn, agent);
  const queue = found === undefined ? undefined : placeOf(found.call)?.queue;
  if (found === undefined || queue === undefined || !isOf(queue)) return;
  endOffer(turn, found.call, found.offer, 'withdrawn');
  clearLeg(turn, found.call.id, found.offer.leg, 'normal');
}

/** How a ringing leg ended, from the cause that Asterisk gives (the table of `docs/architecture.md`). */
export function outcomeOf({ q850, sip }: HangupCause): OfferOutcome {
  if (q850 === 17 || sip === 486 || sip === 600) return 'busy';
  // 16: picked up and put down again, before it could be connected.
  if (q850 === 21 || q850 === 16 || sip === 603) return 'rejected';
  if (q850 === 19 || q850 === 18 || sip === 480 || sip === 408)
    return sip === 408 ? 'unreachable' : 'no-answer';
  if (q850 === 0) return 'line-lost';
  return 'unreachable';
}
